package cli

import (
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"periscope/model/catalog"
)

// kinds are the kinds of token that --kind names: those that an app is given in
// a workspace, or was.
var kinds = []catalog.TokenKind{catalog.Bot, catalog.UserToken, catalog.Workspace}

// kindFlag chooses a kind of token.
type kindFlag struct{ name string }

func (f *kindFlag) register(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVar(&f.name, "kind", "", usage)
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions( // fails only for a flag that does not exist
		asStrings(kinds), cobra.ShellCompDirectiveNoFileComp))
}

// chosen is the kind that the user named, or empty.
func (f *kindFlag) chosen() (catalog.TokenKind, error) {
	kind := catalog.TokenKind(f.name)
	if kind != "" && !slices.Contains(kinds, kind) {
		return "", usage("--kind is bot, user or workspace", "Write one of the three, or leave it away.")
	}
	return kind, nil
}

// fitting is the kind to answer for: that of the token at hand, if there is one,
// which the user cannot name another for. It may be empty.
func (f *kindFlag) fitting(token catalog.TokenKind) (catalog.TokenKind, error) {
	kind, err := f.chosen()
	switch {
	case err != nil || token == "":
		return kind, err
	case kind != "" && kind != token:
		return "", usage(fmt.Sprintf("--kind says %s, and the token is %s token", kind, withArticle(token)),
			"Leave --kind away, or the token.")
	}
	return token, nil
}
