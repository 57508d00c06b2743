package console

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"periscope/model"
)

// ErrorDocument is an error as --json prints it.
type ErrorDocument struct {
	Schema string    `json:"schema"`
	Error  errorBody `json:"error"`
}

type errorBody struct {
	Code     string `json:"code"`
	Message  string `json:"message"`
	NextStep string `json:"next_step"`
}

// Report tells the user how a command ended, and returns its exit status.
func Report(env *Environment, err error, asJSON bool) int {
	if err == nil {
		return StatusDone
	}
	if done, ok := errors.AsType[AlreadyReportedError](err); ok {
		return done.Exit
	}
	f := Describe(err)
	message, nextStep := RedactTokens(Plainly(f.What)), RedactTokens(Plainly(f.Next))
	fmt.Fprintln(env.Err, "periscope:", message)
	if nextStep != "" {
		fmt.Fprintln(env.Err, nextStep)
	}
	if asJSON {
		doc := ErrorDocument{"periscope.error/v1", errorBody{f.ErrorCode, message, nextStep}}
		if err := WriteJSON(env.Out, doc); err != nil {
			fmt.Fprintln(env.Err, "periscope:", err)
		}
	}
	return f.Exit
}

// Note says something that is neither result nor error.
func Note(env *Environment, format string, args ...any) {
	fmt.Fprintf(env.Err, "periscope: "+format+"\n", args...)
}

// Plainly writes a sentence the way command lines talk: lower case, no full stop.
func Plainly(sentence string) string {
	if sentence == "" {
		return ""
	}
	sentence = strings.TrimSuffix(sentence, ".")
	first, size := utf8.DecodeRuneInString(sentence)
	word, _, _ := strings.Cut(sentence, " ")
	if strings.HasPrefix(word, "Slack") || word == "Periscope" || strings.ContainsFunc(sentence[size:len(word)], unicode.IsUpper) {
		return sentence // a name, or capitals throughout
	}
	return string(unicode.ToLower(first)) + sentence[size:]
}

// RedactTokens redacts what looks like a token. Nothing of ours puts one into an
// error, but an error may quote what people typed, and they type the wrong thing.
func RedactTokens(message string) string {
	tokens := regexp.MustCompile(`(xox[a-z]|xapp|xwfp)[-.][\w.-]+`)
	return tokens.ReplaceAllStringFunc(message, func(s string) string {
		token, err := model.ParseToken(s)
		if err != nil {
			return s // a prefix, as in "tokens start with xoxb-"
		}
		return token.String()
	})
}

// WantsJSON reports whether the command line asks for JSON, even where it
// cannot be parsed: whoever reads the output wants its complaints as JSON too.
func WantsJSON(args []string) bool {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// WriteJSON prints one object, for people and programs alike.
func WriteJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("writing the result: %w", err)
	}
	return nil
}
