package team

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
)

type teamDoctorOptions struct {
	env   *console.Environment
	api   token.APIFlag
	store *token.StoreFlag
	yes   bool
	json  bool
}

func newTeamDoctorCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &teamDoctorOptions{env: env, store: store}
	cmd := &cobra.Command{
		Use:   "doctor",
		Short: "Find and mend what does not fit in the list of teams and their tokens",
		Long: `Compare the list of teams with the tokens that are stored, and name what does not
fit: a list that cannot be understood, a team without a token, a token without a
team, a change that was not finished.

Each is mended after a question, or without one with --yes. A list that cannot be
understood is kept aside, not deleted. Whose a token without a team is, Slack is
asked; one that Slack does not accept is removed only after a question. The exit
status is 0 when nothing is wrong or everything was mended, and 1 otherwise.`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	opts.api.Register(cmd)
	console.RegisterJSON(cmd, &opts.json)
	cmd.Flags().BoolVar(&opts.yes, "yes", false, "mend without asking")
	return cmd
}

func (o *teamDoctorOptions) run(ctx context.Context) error {
	if o.yes {
		if err := console.RefuseReadOnly(o.env, "mend what is stored"); err != nil {
			return err
		}
	}
	store, err := o.store.Open(o.env)
	if err != nil {
		return err
	}
	locked := o.Unlock(ctx, store)
	if errors.Is(locked, context.Canceled) {
		return locked
	}
	findings, err := o.examine(ctx, store, locked)
	if err != nil {
		return err
	}
	return o.tell(findings)
}

// Unlock opens the encrypted file, if there is one to look into. That it cannot
// be opened is a finding.
func (o *teamDoctorOptions) Unlock(ctx context.Context, store *token.Store) error {
	if store.File == nil || store.Only == keystore.PlaceKeyring {
		return nil
	}
	return store.Unlock(ctx)
}

// examine finds what does not fit, and mends it as far as it may. A list that
// cannot be understood hides all else, so after it we look again.
func (o *teamDoctorOptions) examine(ctx context.Context, store *token.Store, locked error) ([]finding, error) {
	var findings []finding
	for {
		faults, err := store.Examine(ctx)
		if err != nil {
			return nil, err
		}
		hidden := false
		for _, fault := range faults {
			if fault.Code == keystore.FaultUnchecked && fault.Store == keystore.PlaceFile && locked != nil {
				fault.Err = locked
			}
			f, err := o.treat(ctx, store, fault)
			if err != nil {
				return nil, err
			}
			findings = append(findings, f)
			hidden = f.mended && fault.Code == keystore.FaultUnreadable
		}
		if !hidden {
			return findings, nil
		}
	}
}

// mayAsk reports whether there is somebody to ask, and something to be changed.
func (o *teamDoctorOptions) mayAsk() bool { return o.env.InTerminal && !o.json && !o.env.ReadOnly }

// agreed asks before something is mended.
func (o *teamDoctorOptions) agreed(ctx context.Context, f finding, question string) (bool, error) {
	switch {
	case o.yes:
		return true, nil
	case !o.mayAsk():
		return false, nil
	}
	yes, err := console.Confirm(ctx, o.env, console.Plainly(f.message())+". "+question)
	if err != nil {
		return false, fmt.Errorf("asking whether to mend this: %w", err)
	}
	return yes, nil
}
