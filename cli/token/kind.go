package token

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// ActualKind is the kind of a token, given what auth.test said about it: the prefix
// of a user's token may also be that of a configuration token, and then only the
// scopes tell.
func ActualKind(token model.Token, id model.Identity) catalog.TokenKind {
	kind := token.Kind()
	if kind != catalog.UserToken {
		return kind
	}
	for _, s := range id.Scopes {
		if entry, _ := catalog.Lookup(s); entry.Offered(catalog.Configuration) {
			return catalog.Configuration
		}
	}
	return kind
}

// RequireWorkspace refuses tokens that cannot ask for scopes in a dialog, before
// anything is sent.
func RequireWorkspace(kind catalog.TokenKind) error {
	if kind == catalog.Workspace {
		return nil
	}
	if err := slackapi.Explorable(kind); err != nil {
		return err
	}
	return &console.Failure{
		ErrorCode: "wrong_token_kind", Exit: console.StatusRefused,
		What: fmt.Sprintf("This is %s token, and only workspace apps (xoxa) ask for scopes in a dialog.", console.WithArticle(kind)),
		Next: "Its app asks by being installed again: `periscope check --open SCOPE...` does that.",
	}
}

// kinds are the kinds of token that --kind names: those that an app is given in
// a workspace, or was.
var kinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken, catalog.Workspace}

// KindFlag chooses a kind of token.
type KindFlag struct{ Name string }

func (f *KindFlag) Register(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&f.Name, "kind", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions( // fails only for a flag that does not exist
		console.Strings(kinds), cobra.ShellCompDirectiveNoFileComp))
}

// Chosen is the kind that the user named, or empty.
func (f *KindFlag) Chosen() (catalog.TokenKind, error) {
	kind := catalog.TokenKind(f.Name)
	if kind != "" && !slices.Contains(kinds, kind) {
		return "", console.Misuse("--kind is bot, user or workspace", "Write one of the three, or leave it away.")
	}
	return kind, nil
}

// Matching is the kind to answer for: that of the token at hand, if there is one,
// which the user cannot name another for. It may be empty.
func (f *KindFlag) Matching(token catalog.TokenKind) (catalog.TokenKind, error) {
	kind, err := f.Chosen()
	switch {
	case err != nil || token == "":
		return kind, err
	case kind != "" && kind != token:
		return "", console.Misuse(fmt.Sprintf("--kind says %s, and the token is %s token", kind, console.WithArticle(token)),
			"Leave --kind away, or the token.")
	}
	return token, nil
}
