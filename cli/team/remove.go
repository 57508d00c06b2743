package team

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/slackapi/text"
)

type removeOptions struct {
	env   *console.Environment
	store *token.StoreFlag
	key   string
	yes   bool
}

func newRemoveCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &removeOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "remove KEY",
		Short: "Remove a team from the list and its token from where it is kept",
		Long: `Remove a team from the list and its token from where it is kept. The token itself
stays valid at Slack.`,
		Args:              oneKey,
		ValidArgsFunction: token.CompleteKeys(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.key = args[0]
			return opts.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&opts.yes, "yes", false, "do not ask")
	return cmd
}

func (o *removeOptions) run(ctx context.Context) error {
	if err := console.RefuseReadOnly(o.env, "remove tokens"); err != nil {
		return err
	}
	if err := o.agreed(ctx); err != nil {
		return err
	}
	store, err := o.store.Open(o.env)
	if err != nil {
		return err
	}
	if entry, err := store.Find(o.key); err == nil {
		if err := store.UnlockFor(ctx, entry); err != nil {
			return err
		}
	} // a removal that was not finished can be, though the team is not listed
	if err := store.Remove(ctx, o.key); err != nil {
		return err
	}
	_, err = fmt.Fprintf(o.env.Out, "removed %s\n", text.Clean(o.key))
	return err
}

// agreed asks before anything is removed.
func (o *removeOptions) agreed(ctx context.Context) error {
	if o.yes {
		return nil
	}
	if !o.env.InTerminal {
		return console.CommandLineError("there is no terminal to ask on whether to remove "+o.key,
			"Add --yes to remove it without being asked.")
	}
	yes, err := console.Confirm(ctx, o.env, fmt.Sprintf("Remove %s and its token?", text.Clean(o.key)))
	if err != nil {
		return fmt.Errorf("asking whether to remove %s: %w", o.key, err)
	}
	if !yes {
		return &console.Error{Code: "declined", Status: console.StatusNo, Message: "nothing was removed", Next: ""}
	}
	return nil
}
