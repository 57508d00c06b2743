package team

import (
	"context"
	"errors"
	"fmt"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// mender mends faults of a store, after a question where it may ask.
type mender struct {
	env       *console.Environment
	store     *token.Store
	apiURL    string       // that the user chose, or empty
	workspace model.TeamID // where to list a token of a whole organization; empty: not chosen
	yes       bool         // mend without asking
	mayAsk    bool         // there is a person to ask, and something may be changed
}

// mend mends one fault, if it can and may be mended.
func (m mender) mend(ctx context.Context, fault keystore.Fault) (finding, error) {
	f := finding{Fault: fault}
	question, mend := m.remedy(fault)
	if mend == nil {
		return f, nil
	}
	yes, err := m.agreed(ctx, f, question)
	if err != nil || !yes {
		return f, err
	}
	f.result, err = mend(ctx)
	switch {
	case ctx.Err() != nil:
		return f, ctx.Err()
	case console.IsType[*slackapi.TeamNeededError](err): // which --workspace settles
		why := console.Describe(err)
		f.result = console.AsMessage(why.Message) + "; " + console.AsMessage(why.Next)
	case err != nil:
		f.result = console.Describe(err).Message
	default:
		f.mended = true
	}
	return f, nil
}

// remedy is what can be done about a fault: a question, and what happens if the
// answer is yes. It says in a few words what was done.
func (m mender) remedy(fault keystore.Fault) (question string, mend func(context.Context) (string, error)) {
	switch fault.Code {
	case keystore.FaultUnreadable:
		return "Keep it aside and begin a new one?", func(ctx context.Context) (string, error) {
			aside, err := m.store.MoveAside(ctx, m.env.Now())
			return "kept as " + aside, err
		}
	case keystore.FaultUnfinished:
		return "Finish it?", func(ctx context.Context) (string, error) { return "finished", m.settle(ctx, fault) }
	case keystore.FaultNoToken:
		return "Take it off the list?", func(ctx context.Context) (string, error) {
			return "no longer listed", m.store.Remove(ctx, fault.Key)
		}
	case keystore.FaultNotListed:
		return "Ask Slack whose it is, and list it?", func(ctx context.Context) (string, error) {
			return m.adopt(ctx, fault)
		}
	}
	return "", nil
}

// settle finishes what was begun, and finds out whether it could be.
func (m mender) settle(ctx context.Context, fault keystore.Fault) error {
	if err := m.store.FinishChanges(ctx); err != nil {
		return err
	}
	faults, err := m.store.Examine(ctx)
	if err != nil {
		return err
	}
	for _, f := range faults {
		if f.Code == fault.Code && f.Key == fault.Key && f.Backend == fault.Backend {
			return errors.New("its place does not allow it now")
		}
	}
	return nil
}

// adopt lists a token that no team is listed for. Where Slack does not say
// what the token is, it can be removed, but never without a question.
func (m mender) adopt(ctx context.Context, fault keystore.Fault) (string, error) {
	entry, err := m.list(ctx, fault)
	if err == nil {
		return fmt.Sprintf("listed as the %s token of %s", entry.Kind, entry.TeamName), nil
	}
	useless := console.IsType[*slackapi.Error](err) || console.IsType[*keystore.KindError](err) ||
		console.IsType[*keystore.ExistsError](err) || errors.Is(err, keystore.ErrNotAToken)
	if !useless || !m.mayAsk {
		return "", err // Slack or the place may answer later
	}
	yes, asked := console.Confirm(ctx, m.env, console.AsMessage(console.Describe(err).Message)+". Remove the token?")
	if asked != nil || !yes {
		return "", errors.Join(err, asked)
	}
	return "removed", m.store.Discard(ctx, fault)
}

// list has Slack identify a token, and lists it.
func (m mender) list(ctx context.Context, fault keystore.Fault) (keystore.Entry, error) {
	stray, err := m.store.StrayToken(ctx, fault)
	if err != nil {
		return keystore.Entry{}, err
	}
	add, err := token.Identify(ctx, keystore.Addition{Credential: keystore.Credential{Token: stray}, APIURL: m.apiURL, At: m.env.Now()},
		m.workspace, console.SlackOptions(m.env)...)
	if err != nil {
		return keystore.Entry{}, err
	}
	return m.store.Adopt(ctx, fault, add)
}

// agreed asks before something is mended.
func (m mender) agreed(ctx context.Context, f finding, question string) (bool, error) {
	switch {
	case m.yes:
		return true, nil
	case !m.mayAsk:
		return false, nil
	}
	yes, err := console.Confirm(ctx, m.env, console.AsMessage(f.message())+". "+question)
	if err != nil {
		return false, fmt.Errorf("asking whether to mend this: %w", err)
	}
	return yes, nil
}
