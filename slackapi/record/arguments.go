package record

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"periscope/slackapi/text"
)

// What a journal keeps of the arguments of a call: it holds a thousand calls, and each
// may bring a megabyte.
const (
	maxArguments = 50
	maxArgument  = 2000 // characters
)

// secretArguments are those whose values nobody is shown.
var secretArguments = []string{"client_secret", "code", "code_verifier", "password", "refresh_token", "token"}

// Arguments returns what may be shown of the arguments of a call, for [Call.Arguments]:
// the first value of each, without secrets, wherever they stand.
func Arguments(args url.Values) map[string]string {
	shown := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(args)) {
		if len(shown) == maxArguments {
			break
		}
		value := args.Get(name)
		switch {
		case name == "token":
			continue // [Call.Token] has it
		case slices.Contains(secretArguments, name):
			value = "…"
		case strings.ContainsAny(value, `-"/`): // else there is no secret in it
			value = text.Redact([]byte(value))
		}
		value = text.Cut(value, maxArgument)
		shown[short(name)] = value
	}
	if len(shown) == 0 {
		return nil
	}
	return shown
}
