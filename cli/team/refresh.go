package team

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
)

type refreshOptions struct {
	env   *console.Environment
	api   token.APIFlag
	store *token.StoreFlag
	key   string
	json  bool
}

func newRefreshCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &refreshOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "refresh KEY",
		Short: "Renew a token that runs out",
		Long: `Renew a token that runs out, with the refresh token that is stored beside it.

A refresh token works once. So the new pair is stored before anything uses it, and
when several Periscopes renew one token at a time, one does and the others take
what it got.`,
		Example:           `  periscope team refresh acme/workspace`,
		Args:              oneKey,
		ValidArgsFunction: token.CompleteKeys(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.key = args[0]
			return opts.run(cmd.Context())
		},
	}
	opts.api.Register(cmd)
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

// refreshDocument is what team refresh --json prints.
type refreshDocument struct {
	Schema    string         `json:"schema"` // "periscope.refresh/v1"
	Key       string         `json:"key"`
	Token     token.Document `json:"token"`
	ExpiresAt *time.Time     `json:"expires_at"` // RFC 3339, UTC; null: not known
}

func (o *refreshOptions) run(ctx context.Context) error {
	if err := console.RefuseReadOnly(o.env, "renew tokens"); err != nil {
		return err
	}
	store, err := o.store.Open(o.env)
	if err != nil {
		return err
	}
	entry, err := store.Find(o.key)
	if err != nil {
		return err
	}
	apiURL, err := store.Server(ctx, entry, o.api.APIURL(o.env))
	if err != nil {
		return err
	}
	c, err := store.RenewIfDue(ctx, entry, apiURL, token.Always)
	if err != nil {
		return err
	}
	if o.json {
		return console.WriteJSON(o.env.Out, refreshDocument{
			"periscope.refresh/v1", entry.Key, token.Document{Kind: entry.Kind, Redacted: c.Token.String()}, knownTime(c.ExpiresAt),
		})
	}
	left := token.TimeLeft(keystore.Entry{Rotates: true, ExpiresAt: c.ExpiresAt}, o.env.Now())
	_, err = fmt.Fprintf(o.env.Out, "refreshed %s: %s token %s, time left: %s\n", entry.Key, entry.Kind, c.Token, left)
	return err
}
