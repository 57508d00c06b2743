package team

import (
	"context"
	"errors"
	"slices"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

type doctorOptions struct {
	env   *console.Environment
	api   token.APIFlag
	store *token.StoreFlag
	// workspace is where to list a token of a whole organization.
	workspace string
	yes       bool
	json      bool
}

func newDoctorCommand(env *console.Environment, store *token.StoreFlag) *cobra.Command {
	opts := &doctorOptions{env: env, store: store}
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
	token.RegisterWorkspace(cmd, &opts.workspace)
	console.RegisterJSON(cmd, &opts.json)
	cmd.Flags().BoolVar(&opts.yes, "yes", false, "mend without asking")
	return cmd
}

func (o *doctorOptions) run(ctx context.Context) error {
	if o.yes {
		if err := console.RefuseReadOnly(o.env, "mend what is stored"); err != nil {
			return err
		}
	}
	store, err := o.store.Open(o.env)
	if err != nil {
		return err
	}
	locked := store.UnlockFile(ctx) // that it cannot be opened is a finding
	if errors.Is(locked, context.Canceled) {
		return locked
	}
	findings, err := examine(ctx, mender{
		env: o.env, store: store, apiURL: o.api.APIURL(o.env), workspace: model.TeamID(o.workspace),
		yes: o.yes, mayAsk: o.env.InTerminal && !o.json && !o.env.ReadOnly,
	}, locked)
	if err != nil {
		return err
	}
	write := printFindings
	if o.json {
		write = printFindingsJSON
	}
	if err := write(o.env.Out, findings); err != nil {
		return err
	}
	if slices.ContainsFunc(findings, func(f finding) bool { return !f.mended }) {
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	return nil
}

// examine finds what does not fit, and mends it as far as it may. The error locked is
// why the encrypted file cannot be opened. A list that cannot be understood hides
// all else, so after it is mended there is another look.
func examine(ctx context.Context, m mender, locked error) ([]finding, error) {
	var findings []finding
	for {
		faults, err := m.store.Examine(ctx)
		if err != nil {
			return nil, err
		}
		hidden := false
		for _, fault := range faults {
			if fault.Code == keystore.FaultUnchecked && fault.Backend == keystore.BackendFile && locked != nil {
				fault.Err = locked
			}
			f, err := m.mend(ctx, fault)
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
