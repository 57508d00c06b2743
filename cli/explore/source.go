package explore

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"

	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/model"
	"periscope/slackapi"
	"periscope/ui"
)

// Account is a team that the explorer can open: what is known of it at once,
// and how to come by its token.
type Account struct {
	ui.Team
	ApiURL string
	Token  func(context.Context) (model.Token, error)
	// rotating is set of a token that runs out.
	rotating *rotation
	// appID and clientID are the app that the token is of, as far as they are known.
	AppID, ClientID string
}

// server is where the account's token belongs, as it is stored: empty is Slack's own.
func (a Account) server() string {
	if a.ApiURL == slackapi.DefaultURL {
		return ""
	}
	return a.ApiURL
}

// Source is a [ui.Source] and a [ui.Asker] over HTTP. A team's token is fetched
// when the team is first read, so that the first screen waits for no keyring; its
// client is kept.
type Source struct {
	onWait   func(ui.Wait)
	onCall   func(ui.Called)
	listener *listen.Listener // nil: nothing hears what Slack sends

	mu       sync.RWMutex
	teams    []ui.Team
	accounts map[string]*OpenAccount // those removed included: a call for one may be under way
}

// OpenAccount is an account with its client, once it has one.
type OpenAccount struct {
	Account
	Identity atomic.Pointer[model.Identity] // nil: Slack was not asked yet

	mu     sync.Mutex
	client *slackapi.Client
}

func NewSource(accounts []Account, l *listen.Listener) *Source {
	s := &Source{accounts: map[string]*OpenAccount{}, onWait: func(ui.Wait) {}, onCall: func(ui.Called) {}, listener: l}
	for _, a := range accounts {
		s.Put(a)
	}
	return s
}

// Put adds an account, or puts it in the place of the one with its key.
func (s *Source) Put(a Account) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.accounts[a.Key] = &OpenAccount{Account: a}
	s.teams = slices.Clone(s.teams) // others may be reading the old list
	if at := slices.IndexFunc(s.teams, func(t ui.Team) bool { return t.Key == a.Key }); at >= 0 {
		s.teams[at] = a.Team
		return
	}
	s.teams = append(s.teams, a.Team)
}

// Drop takes an account's team out of the list.
func (s *Source) Drop(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.teams = slices.DeleteFunc(slices.Clone(s.teams), func(t ui.Team) bool { return t.Key == key })
}

func (s *Source) Account(key string) *OpenAccount {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.accounts[key]
}

// Teams implements [ui.Source].
func (s *Source) Teams() []ui.Team {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.teams
}

// OnWait implements [ui.Source].
func (s *Source) OnWait(told func(ui.Wait)) { s.onWait = told }

// OnCall implements [ui.Reporter].
func (s *Source) OnCall(told func(ui.Called)) { s.onCall = told }

// Report tells of a call that a team's client made.
func (s *Source) Report(key string, c slackapi.Call) {
	s.onCall(ui.Called{
		At: c.At, Key: key, Method: c.Method, Args: c.Args.Encode(), Code: c.Code, Took: c.Took, Reply: c.Reply,
	})
}

// Client returns the client of a team. A token that could not be had is asked
// for again the next time: a keyring may have been unlocked since.
func (s *Source) Client(ctx context.Context, key string) (*slackapi.Client, error) {
	a := s.Account(key)
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.client != nil && (a.rotating == nil || !a.rotating.due()) {
		return a.client, nil
	}
	tok, err := a.Token(ctx)
	if err != nil {
		return nil, err
	}
	a.client, err = slackapi.New(a.ApiURL, tok,
		slackapi.OnWait(func(w slackapi.Wait) {
			s.onWait(ui.Wait{Key: key, Method: w.Method, Until: w.Until})
		}),
		slackapi.OnCall(func(c slackapi.Call) { s.Report(key, c) }),
		token.InWorkspace(a.ID),
	)
	return a.client, err
}

// Identify implements [ui.Source].
func (s *Source) Identify(ctx context.Context, key string) (model.Identity, error) {
	client, err := s.Client(ctx, key)
	if err != nil {
		return model.Identity{}, err
	}
	id, err := client.AuthTest(ctx)
	if err == nil {
		s.Account(key).Identity.Store(&id)
	}
	return id, err
}

// Permissions implements [ui.Source].
func (s *Source) Permissions(ctx context.Context, key string) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		if err := slackapi.Explorable(s.Account(key).Kind); err != nil {
			yield(model.Permissions{}, err)
			return
		}
		client, err := s.Client(ctx, key)
		if err != nil {
			yield(model.Permissions{}, err)
			return
		}
		client.ReadPermissions(ctx)(yield)
	}
}

// Resources implements [ui.Source].
func (s *Source) Resources(ctx context.Context, key string, p model.Permissions) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		client, err := s.Client(ctx, key)
		if err != nil {
			yield(nil, err)
			return
		}
		client.ReadResources(ctx, p)(yield)
	}
}

// Resource implements [ui.Source].
func (s *Source) Resource(ctx context.Context, key string, want model.Resource) (model.Resource, error) {
	client, err := s.Client(ctx, key)
	if err != nil {
		return want, err
	}
	return client.ReadResource(ctx, want)
}
