package token

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// RequireWorkspace refuses tokens that cannot ask for scopes in a dialog, before
// anything is sent.
func RequireWorkspace(kind catalog.TokenKind) error {
	if kind == catalog.Workspace {
		return nil
	}
	if err := slackapi.CheckKind(kind); err != nil {
		return err
	}
	return &console.Error{
		Code: "wrong_token_kind", Status: console.StatusRefused,
		Message: fmt.Sprintf("This is %s token, and only workspace apps (xoxa) ask for scopes in a dialog.", console.WithArticle(kind)),
		Next:    "Its app asks by being installed again: `periscope install SCOPE...` does that.",
	}
}

// kinds are the kinds of token that --kind names: those that Slack gives to an app
// in a workspace, or gave.
var kinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken, catalog.Workspace}

// KindFlag chooses a kind of token.
type KindFlag struct{ Name string }

// Register adds the flag to a command.
func (f *KindFlag) Register(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&f.Name, "kind", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions( // fails only for a flag that does not exist
		console.Strings(kinds), cobra.ShellCompDirectiveNoFileComp))
}

// Kind is the kind that the user named, or empty.
func (f *KindFlag) Kind() (catalog.TokenKind, error) {
	kind := catalog.TokenKind(f.Name)
	if kind != "" && !slices.Contains(kinds, kind) {
		return "", console.CommandLineError("--kind is bot, user or workspace", "Write one of the three, or leave it away.")
	}
	return kind, nil
}

// Matching is the kind to answer for: that of the token, if there is one, or else
// the kind that the user named. It refuses a kind that the token is not of. It may be empty.
func (f *KindFlag) Matching(token catalog.TokenKind) (catalog.TokenKind, error) {
	kind, err := f.Kind()
	switch {
	case err != nil || token == "":
		return kind, err
	case kind != "" && kind != token:
		return "", console.CommandLineError(fmt.Sprintf("--kind says %s, and the token is %s token", kind, console.WithArticle(token)),
			"Leave --kind away, or the token.")
	}
	return token, nil
}
