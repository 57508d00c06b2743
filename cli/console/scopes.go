package console

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// ParseScopes reads scopes as people write them: separated by spaces, commas or both.
func ParseScopes(args []string) []catalog.Scope {
	var scopes []catalog.Scope
	for _, arg := range args {
		for name := range strings.FieldsFuncSeq(arg, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' || r == '\n' }) {
			scopes = append(scopes, catalog.Scope(text.Clean(name)))
		}
	}
	return scopes
}

// RequireScopes refuses a command line without any scope.
func RequireScopes(cmd *cobra.Command, args []string) error {
	if len(ParseScopes(args)) == 0 {
		return CommandLineError(cmd.CommandPath()+" needs the scopes to ask for",
			"Name them, as in `"+cmd.CommandPath()+" chat:write pins:read`.")
	}
	return nil
}

// CompleteScopes completes the names of scopes that apps may ask for: for the kind of
// token that --kind names or, if the command has that flag and it is not used, for bot and
// user tokens; for workspace apps if the command has no such flag.
func CompleteScopes(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	kinds := []catalog.TokenKind{catalog.Workspace}
	if f := cmd.Flag("kind"); f != nil {
		kinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken}
		if named := f.Value.String(); named != "" {
			kinds = []catalog.TokenKind{catalog.TokenKind(named)}
		}
	}
	seen := ParseScopes(args)
	var names []cobra.Completion
	for _, kind := range kinds {
		for _, entry := range model.RequestableScopes(kind) {
			if !slices.Contains(seen, entry.Scope) {
				seen = append(seen, entry.Scope)
				names = append(names, cobra.CompletionWithDesc(string(entry.Scope), entry.Meaning))
			}
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
