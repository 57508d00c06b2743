package cli

import (
	"cmp"
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

type teamAddOptions struct {
	env     *Environment
	api     apiFlag
	stdin   bool
	replace bool
}

func newTeamAddCommand(env *Environment) *cobra.Command {
	opts := &teamAddOptions{env: env}
	cmd := &cobra.Command{
		Use:   "add",
		Short: "Store a token in your keyring",
		Long: `Store a token in your keyring, after asking Slack whose it is. The token is
asked for without showing it, or read from standard input; it is never an argument.`,
		Example: `  periscope team add
  pass slack/acme | periscope team add --token-stdin`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.api.register(cmd)
	registerStdin(cmd, &opts.stdin)
	cmd.Flags().BoolVar(&opts.replace, "replace", false, "replace the token of this kind that the team already has")
	return cmd
}

func (o *teamAddOptions) run(ctx context.Context) error {
	token, err := o.token(ctx)
	if err != nil {
		return err
	}
	if err := keystore.Storable(token.Kind()); err != nil {
		return err
	}
	chosen := o.api.chosen(o.env)
	client, err := slackapi.New(cmp.Or(chosen, slackapi.DefaultURL), token, slackapi.OnWait(tellWait(o.env)))
	if err != nil {
		return err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return err
	}
	store, err := o.env.store()
	if err != nil {
		return err
	}
	entry, replaced, err := store.Add(ctx, keystore.Addition{
		Team: identity.Team, Token: token, APIURL: chosen, At: o.env.Now(), Replace: o.replace,
	})
	if err != nil {
		return err
	}
	done := "stored"
	if replaced {
		done = "replaced"
	}
	_, err = fmt.Fprintf(o.env.Out, "%s %s: %s token %s of %s (%s)\n",
		done, entry.Key, entry.Kind, entry.Redacted, entry.TeamName, entry.TeamID)
	return err
}

// token asks for the token, or reads the one that is piped in.
func (o *teamAddOptions) token(ctx context.Context) (model.Token, error) {
	switch {
	case o.stdin:
		return readToken(ctx, o.env)
	case !o.env.InTerminal:
		return model.Token{}, usage("there is no terminal to ask for the token on",
			"Pipe the token in and add --token-stdin.")
	}
	fmt.Fprint(o.env.Err, "Token (not shown as you type or paste): ")
	typed, err := o.env.ReadSecret(ctx)
	fmt.Fprintln(o.env.Err) // the line break that was not shown either
	if err != nil {
		return model.Token{}, fmt.Errorf("reading the token: %w", err)
	}
	return model.ParseToken(typed)
}
