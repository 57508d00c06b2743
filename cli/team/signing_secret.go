package team

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

type signingOptions struct {
	env    *console.Environment
	store  *token.StoreFlag
	key    string
	stdin  bool
	remove bool
	json   bool
}

func newSigningCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &signingOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "signing-secret KEY",
		Short: "Store the signing secret of a team's app, which --listen needs",
		Long: `Store the signing secret of the app that a team's token is of, beside that token.
With it, --listen tells what Slack sends from what others send. It is on the app's
Basic Information page.

The secret is asked for without showing it, or read from standard input; it is
never an argument. $` + console.SigningSecretVar + `, where it is set, comes first.`,
		Example: `  periscope team signing-secret acme/workspace
  pass slack/signing | periscope team signing-secret acme/workspace --secret-stdin
  periscope --listen 127.0.0.1:3000`,
		Args:              oneKey,
		ValidArgsFunction: token.CompleteKeys(env),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.key = args[0]
			return opts.run(cmd.Context())
		},
	}
	cmd.Flags().BoolVar(&opts.stdin, "secret-stdin", false, "read the signing secret from standard input")
	cmd.Flags().BoolVar(&opts.remove, "remove", false, "remove the one that is stored")
	cmd.MarkFlagsMutuallyExclusive("secret-stdin", "remove")
	console.RegisterJSON(cmd, &opts.json)
	return cmd
}

// signingDocument is what team signing-secret --json prints.
type signingDocument struct {
	Schema string `json:"schema"` // "periscope.signing_secret/v1"
	Key    string `json:"key"`
	Stored bool   `json:"stored"`
}

func (o *signingOptions) run(ctx context.Context) error {
	if err := console.RefuseReadOnly(o.env, "store signing secrets"); err != nil {
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
	var secret model.SigningSecret // zero: to remove the one that is stored
	if !o.remove {
		if secret, err = o.ask(ctx); err != nil {
			return err
		}
	}
	if err := store.UnlockFor(ctx, entry); err != nil {
		return err
	}
	if err := store.SetSigningSecret(ctx, o.key, secret); err != nil {
		return err
	}
	return o.done(entry)
}

// ask asks for the secret, or reads the one that is piped in.
func (o *signingOptions) ask(ctx context.Context) (model.SigningSecret, error) {
	read := func() (string, error) { return console.ReadPiped(ctx, o.env.In) }
	switch {
	case o.stdin && o.env.InTerminal:
		return model.SigningSecret{}, console.CommandLineError(
			"--secret-stdin reads a secret that is piped in, and standard input is a terminal",
			"Leave --secret-stdin away to be asked for it.")
	case !o.stdin && !o.env.InTerminal:
		return model.SigningSecret{}, console.CommandLineError("there is no terminal to ask for the signing secret on",
			"Pipe it in and add --secret-stdin.")
	case !o.stdin:
		read = func() (string, error) {
			return o.env.AskSecret(ctx, "Signing secret (not shown as you type or paste): ")
		}
	}
	text, err := read()
	if err != nil {
		return model.SigningSecret{}, fmt.Errorf("reading the signing secret: %w", err)
	}
	return model.ParseSigningSecret(text)
}

func (o *signingOptions) done(entry keystore.Entry) error {
	if o.json {
		return console.WriteJSON(o.env.Out, signingDocument{"periscope.signing_secret/v1", o.key, !o.remove})
	}
	what := "stored the signing secret of the app beside the token of"
	switch {
	case o.remove:
		what = "removed the signing secret beside the token of"
	case entry.HasSigningSecret:
		what = "replaced the signing secret beside the token of"
	}
	_, err := fmt.Fprintf(o.env.Out, "%s %s\n", what, o.key)
	return err
}
