// Package explore is what the explorer of package ui reads from: its interfaces over
// HTTP and the stored tokens, and how a command starts it.
//
// It promises that the first screen waits for neither Slack nor a keyring, that calls may
// come from several goroutines, and that a token is read only for the team that is looked
// at. It refuses to print and to ask: the explorer has the terminal for itself, and gets
// errors with a sentence and a next step instead.
package explore

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// Source is a [ui.Source] and a [ui.Requester] over HTTP. It fetches a team's token when the
// team is first read, so that the first screen waits for no keyring, and keeps its
// client.
type Source struct {
	Timeout   time.Duration // of one call of Slack; zero: the default
	onWait    func(ui.Wait)
	onSilence func(ui.Silence)
	onCall    func(ui.Call)
	listener  *listen.Listener // nil: nothing hears what Slack sends

	mu       sync.RWMutex
	teams    []ui.Team
	accounts map[string]*openAccount // those removed included: a call for one may be under way
}

// NewSource is the source of some accounts. The listener may be nil: then nothing
// hears what Slack sends.
func NewSource(accounts []Account, l *listen.Listener) *Source {
	s := &Source{
		onWait: func(ui.Wait) {}, onSilence: func(ui.Silence) {}, onCall: func(ui.Call) {},
		listener: l, accounts: map[string]*openAccount{},
	}
	for _, a := range accounts {
		s.Put(a)
	}
	return s
}

// Put adds an account, or puts it in the place of the one with its key.
func (s *Source) Put(a Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[a.Key] = &openAccount{Account: a}
	s.teams = slices.Clone(s.teams) // others may be reading the old list
	if at := slices.IndexFunc(s.teams, func(t ui.Team) bool { return t.Key == a.Key }); at >= 0 {
		s.teams[at] = a.Team
		return
	}
	s.teams = append(s.teams, a.Team)
}

// drop takes an account's team out of the list.
func (s *Source) drop(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.teams = slices.DeleteFunc(slices.Clone(s.teams), func(t ui.Team) bool { return t.Key == key })
}

// account is the account of a key, removed ones included.
func (s *Source) account(key string) *openAccount {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.accounts[key]
}

// Account is the account of a key that was put in; a removed one, too.
func (s *Source) Account(key string) Account { return s.account(key).Account }

// Identity is what Slack said about the token of a key; false if it was not asked yet.
func (s *Source) Identity(key string) (model.Identity, bool) {
	if id := s.account(key).identity.Load(); id != nil {
		return *id, true
	}
	return model.Identity{}, false
}

// Teams implements [ui.Source].
func (s *Source) Teams() []ui.Team {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.teams
}

// OnWait implements [ui.Source].
func (s *Source) OnWait(told func(ui.Wait)) { s.onWait = told }

// OnSilence implements [ui.SilenceReporter].
func (s *Source) OnSilence(told func(ui.Silence)) { s.onSilence = told }

// OnCall implements [ui.CallReporter].
func (s *Source) OnCall(told func(ui.Call)) { s.onCall = told }

// Report tells the explorer about a call that was made for a team.
func (s *Source) Report(key string, c slackapi.Attempt) {
	s.onCall(ui.Call{
		At: c.At, Key: key, Method: c.Method, Args: c.Args.Encode(), Code: c.Code, Took: c.Took, Reply: c.Reply,
	})
}

// client returns the client of a team. A token that could not be read is read again
// the next time: a keyring may have been unlocked since.
func (s *Source) client(ctx context.Context, key string) (*slackapi.Client, error) {
	a := s.account(key)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.client != nil && (a.rotating == nil || !a.rotating.due()) {
		return a.client, nil
	}
	if a.Refused != nil {
		return nil, console.WithCommand(a.Refused)
	}
	tok, err := a.Token(ctx)
	if err != nil {
		return nil, console.WithCommand(err)
	}
	a.client, err = slackapi.New(a.APIURL, tok,
		append(s.SlackOptions(key), slackapi.OnAttempt(func(c slackapi.Attempt) { s.Report(key, c) }), token.InWorkspace(a.ID))...)
	return a.client, err
}

// SlackOptions are the options of every client that the explorer makes, for a team or, with
// an empty key, for none: it shows what it waits for, and waits no longer than the user said.
func (s *Source) SlackOptions(key string) []slackapi.Option {
	return []slackapi.Option{
		slackapi.OnWait(func(w slackapi.Wait) {
			s.onWait(ui.Wait{Key: key, Method: w.Method, Until: w.Until})
		}),
		slackapi.OnSilence(func(q slackapi.Silence) {
			s.onSilence(ui.Silence{Key: key, Method: q.Method, Host: q.Host, Since: q.Since, Over: q.Over})
		}),
		slackapi.Timeout(s.Timeout),
	}
}

// Identify implements [ui.Source].
func (s *Source) Identify(ctx context.Context, key string) (model.Identity, error) {
	client, err := s.client(ctx, key)
	if err != nil {
		return model.Identity{}, err
	}
	id, err := client.AuthTest(ctx)
	if err == nil {
		s.account(key).identity.Store(&id)
	}
	return id, console.WithCommand(err)
}

// Permissions implements [ui.Source].
func (s *Source) Permissions(ctx context.Context, key string) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		if err := slackapi.CheckKind(s.account(key).Kind); err != nil {
			yield(model.Permissions{}, err)
			return
		}
		client, err := s.client(ctx, key)
		if err != nil {
			yield(model.Permissions{}, err)
			return
		}
		client.ReadPermissions(ctx)(func(p model.Permissions, err error) bool {
			return yield(p, console.WithCommand(err))
		})
	}
}

// Resources implements [ui.Source].
func (s *Source) Resources(ctx context.Context, key string, p model.Permissions) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		client, err := s.client(ctx, key)
		if err != nil {
			yield(nil, err)
			return
		}
		client.ReadResources(ctx, p)(yield)
	}
}

// Resource implements [ui.Source].
func (s *Source) Resource(ctx context.Context, key string, want model.Resource) (model.Resource, error) {
	client, err := s.client(ctx, key)
	if err != nil {
		return want, err
	}
	return client.ReadResource(ctx, want)
}

// Expires returns when a team's token runs out. It does not ask Slack.
func (s *Source) Expires(key string) (at time.Time, known bool) {
	if r := s.account(key).rotating; r != nil {
		return r.expires()
	}
	return time.Time{}, false
}

// Refresh gets and stores a new token for a team, which is used from now on.
func (s *Source) Refresh(ctx context.Context, key string) error {
	a := s.account(key)
	if a.Refused != nil {
		return console.WithCommand(a.Refused)
	}
	if a.rotating == nil {
		return &console.Error{
			Code: "not_renewable", Status: console.StatusUsage, Message: "The token of " + key + " has nothing to be renewed with.",
			Next: "Store it together with its refresh token: `periscope team add --rotating --replace`.",
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.rotating.refresh(ctx); err != nil {
		return console.WithCommand(err)
	}
	a.client = nil // which holds the old token
	return nil
}
