package team

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/slackapi"
)

// treat mends one fault, if it can be and may be.
func (o *teamDoctorOptions) treat(ctx context.Context, store *token.Store, fault keystore.Fault) (finding, error) {
	f := finding{Fault: fault}
	question, mend := o.remedy(store, fault)
	if mend == nil {
		return f, nil
	}
	yes, err := o.agreed(ctx, f, question)
	if err != nil || !yes {
		return f, err
	}
	f.result, err = mend(ctx)
	switch {
	case ctx.Err() != nil:
		return f, ctx.Err()
	case err != nil:
		f.result = console.Describe(err).What
	default:
		f.mended = true
	}
	return f, nil
}

// remedy is what can be done about a fault: a question, and what happens if the
// answer is yes. It says in a few words what was done.
func (o *teamDoctorOptions) remedy(store *token.Store, fault keystore.Fault) (question string, mend func(context.Context) (string, error)) {
	switch fault.Code {
	case keystore.FaultUnreadable:
		return "Keep it aside and begin a new one?", func(ctx context.Context) (string, error) {
			aside, err := store.KeepAside(ctx, o.env.Now())
			return "kept as " + aside, err
		}
	case keystore.FaultUnfinished:
		return "Finish it?", func(ctx context.Context) (string, error) { return "finished", o.settle(ctx, store, fault) }
	case keystore.FaultNoToken:
		return "Take it off the list?", func(ctx context.Context) (string, error) {
			return "no longer listed", store.Remove(ctx, fault.Key)
		}
	case keystore.FaultNotListed:
		return "Ask Slack whose it is, and list it?", func(ctx context.Context) (string, error) {
			return o.adopt(ctx, store, fault)
		}
	}
	return "", nil
}

// settle finishes what was begun, and finds out whether it could be.
func (o *teamDoctorOptions) settle(ctx context.Context, store *token.Store, fault keystore.Fault) error {
	if err := store.Settle(ctx); err != nil {
		return err
	}
	faults, err := store.Examine(ctx)
	if err != nil {
		return err
	}
	for _, f := range faults {
		if f.Code == fault.Code && f.Key == fault.Key && f.Store == fault.Store {
			return errors.New("its place does not allow it now")
		}
	}
	return nil
}

// adopt lists a token that no team is listed for. Where Slack does not say
// whose it is, the token can be removed, but never without a question.
func (o *teamDoctorOptions) adopt(ctx context.Context, store *token.Store, fault keystore.Fault) (string, error) {
	entry, err := o.list(ctx, store, fault)
	if err == nil {
		return fmt.Sprintf("listed as the %s token of %s", entry.Kind, entry.TeamName), nil
	}
	useless := console.IsA[*slackapi.Error](err) || console.IsA[*keystore.KindError](err) || console.IsA[*keystore.ExistsError](err) ||
		errors.Is(err, keystore.ErrNotAToken)
	if !useless || !o.mayAsk() {
		return "", err // Slack or the place may answer later
	}
	yes, asked := console.Confirm(ctx, o.env, console.Plainly(console.Describe(err).What)+". Remove the token?")
	if asked != nil || !yes {
		return "", errors.Join(err, asked)
	}
	return "removed", store.Discard(ctx, fault)
}

func (o *teamDoctorOptions) list(ctx context.Context, store *token.Store, fault keystore.Fault) (keystore.Entry, error) {
	token, err := store.StrayToken(ctx, fault)
	if err != nil {
		return keystore.Entry{}, err
	}
	chosen := o.api.Chosen(o.env)
	client, err := slackapi.New(cmp.Or(chosen, slackapi.DefaultURL), token, slackapi.OnWait(console.TellWait(o.env)))
	if err != nil {
		return keystore.Entry{}, err
	}
	identity, err := client.AuthTest(ctx)
	if err != nil {
		return keystore.Entry{}, err
	}
	return store.Adopt(ctx, fault, keystore.Addition{Team: identity.Team, Token: token, APIURL: chosen, At: o.env.Now()})
}
