// Package state is what a sandbox knows, and how that changes: teams, apps and
// their tokens, conversations and messages, and the codes, triggers, dialogs and
// custom steps that wait for a person or an app. What people and admins change without being asked is here too.
//
// It promises that each change happens at once, under one lock ([State.Lock]), and
// that events are sent in the order of the changes. It knows neither HTTP nor the
// methods of the Web API, and calls nothing above it.
package state

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// State is what a sandbox knows: teams, apps and tokens, and the codes, triggers
// and dialogs that wait. It is safe for concurrent use.
type State struct {
	mu sync.RWMutex
	tx Tx
}

// Tx is a [State] that is locked. Others see its changes all at once, and events
// are sent in the order of the changes.
type Tx struct {
	mu      *sync.RWMutex
	now     func() time.Time
	onEvent func(Event)

	// These never change.
	date     string // YYYY-MM-DD; empty: each kind of token has its own
	teams    []*Team
	teamByID map[model.TeamID]*Team
	apps     []world.App
	appByID  map[string]*world.App
	initial  func() changing

	changing
	ids     world.IDs
	changes atomic.Int64 // of what people see

	baseURL string // where the sandbox is served; empty: nobody said
}

// changing is what changes while a sandbox runs. Installations in it are replaced
// and never changed, so the lock is held for as long as a look-up takes, however
// much a token reaches.
type changing struct {
	installs map[string]*Installation      // by token
	tokens   []string                      // as the world has them, then as apps were given them
	tokensIn map[*Team][]string            // the same, by team
	issued   bounded[string]               // tokens that apps were given while the sandbox runs
	codes    map[string]*AuthorizationCode // exchanged ones are kept, to be told from those that never were
	approved bounded[string]               // codes of people who approve while the sandbox runs
	triggers triggers
	dialogs  []Dialog        // that wait for an answer, oldest first
	answered map[string]bool // dialogs, by id
	answers  bounded[string] // the ids in answered
	forms    []Form          // that wait for a person, oldest first
	views    []*View         // modals that are open, and home tabs; the list is replaced and never changed

	messages    *messages
	ephemerals  *ephemerals
	executions  *executions
	appMessages *bounded[AppMessage]
	said        int // by apps
	responses   map[string]*ResponseURL
	responseIDs bounded[string]

	webhooks     map[string]Webhook // by path
	webhookPaths bounded[string]

	files     *files
	exchanged map[string]bool          // lasting tokens that were exchanged for ones that expire
	appTokens map[string]*Installation // app-level ones, by token; replaced and never changed
	tickets   map[string]ticket        // for connections of Socket Mode
	ticketIDs bounded[string]
}

// New returns the state in which a sandbox of a world begins. The world must
// not be changed afterwards. Each event is handed to onEvent while the state is
// locked, so onEvent does not wait for anything.
func New(w world.World, now func() time.Time, onEvent func(Event)) *State {
	s := &State{}
	installs, tokens := map[string]*Installation{}, []string{}
	for i := range w.Teams {
		t := newTeam(&w.Teams[i])
		s.tx.teams = append(s.tx.teams, t)
		for j := range w.Teams[i].Installs {
			in := withAppName(&w.Teams[i].Installs[j], w.Apps)
			if _, taken := installs[in.Token]; !taken {
				installs[in.Token] = newInstallation(in, t)
				tokens = append(tokens, in.Token)
			}
		}
	}
	s.tx.mu, s.tx.now, s.tx.onEvent = &s.mu, now, onEvent
	s.tx.apps, s.tx.date = w.Apps, w.Date
	s.tx.teamByID, s.tx.appByID = map[model.TeamID]*Team{}, map[string]*world.App{}
	for _, t := range slices.Backward(s.tx.teams) { // of equal ids the first counts
		s.tx.teamByID[t.ID] = t
	}
	for i := range slices.Backward(w.Apps) {
		s.tx.appByID[w.Apps[i].ID] = &w.Apps[i]
	}
	s.tx.ids = world.IDs{Team: world.OwnIDs}
	appTokens := appTokensOf(&w)
	s.tx.initial = func() changing {
		c := changing{
			installs: maps.Clone(installs),
			tokens:   slices.Clone(tokens),
			tokensIn: map[*Team][]string{},
			codes:    map[string]*AuthorizationCode{},
			triggers: newTriggers(),
			answered: map[string]bool{},

			messages:    newMessages(),
			ephemerals:  newEphemerals(),
			executions:  newExecutions(),
			appMessages: newAppMessages(),
			responses:   map[string]*ResponseURL{},
			webhooks:    map[string]Webhook{},
			files:       newFiles(),
			exchanged:   map[string]bool{},
			appTokens:   appTokens,
			tickets:     map[string]ticket{},
		}
		c.issued = bounded[string]{most: maxIssued, dropped: func(token string) { s.tx.ForgetToken(token) }}
		c.approved = bounded[string]{most: maxKept, dropped: func(code string) { delete(c.codes, code) }}
		c.answers = bounded[string]{most: maxKept, dropped: func(id string) { delete(c.answered, id) }}
		c.webhookPaths = bounded[string]{most: maxKept, dropped: func(path string) { delete(c.webhooks, path) }}
		c.responseIDs = bounded[string]{most: maxKept, dropped: func(id string) { delete(c.responses, id) }}
		for _, token := range tokens {
			t := installs[token].Team
			c.tokensIn[t] = append(c.tokensIn[t], token)
		}
		c.ticketIDs = bounded[string]{most: maxKept, dropped: func(id string) { delete(c.tickets, id) }}
		for _, code := range w.Codes {
			c.codes[code.Code] = &AuthorizationCode{Code: code}
		}
		return c
	}
	s.tx.changing = s.tx.initial()
	return s
}

// SetBaseURL says where the sandbox is served, before it is used.
func (s *State) SetBaseURL(url string) { s.tx.baseURL = url }

// Lock waits for the state, and locks it. The caller unlocks it.
func (s *State) Lock() *Tx {
	s.mu.Lock()
	return &s.tx
}

// Unlock lets others use the state. The Tx must not be used afterwards.
func (tx *Tx) Unlock() { tx.mu.Unlock() }

// Reset takes the state back to the world it was made for. Dialogs and triggers are forgotten.
func (tx *Tx) Reset() {
	tx.changing = tx.initial()
	tx.changes.Add(1)
	for _, t := range tx.teams {
		t.conversations.Store(t.initial)
	}
}

// Now reads the clock.
func (s *State) Now() time.Time { return s.tx.now() }

// Now reads the clock.
func (tx *Tx) Now() time.Time { return tx.now() }

// NewSecret returns 32 hexadecimals that were never returned before.
func (tx *Tx) NewSecret() string { return tx.ids.Secret() }

// NewSecret returns 32 hexadecimals that were never returned before.
func (s *State) NewSecret() string {
	tx := s.Lock()
	defer tx.Unlock()
	return tx.NewSecret()
}

// NewID returns an id like Slack's that begins with a letter: "B0123ABCD".
func (tx *Tx) NewID(letter byte) string { return tx.ids.Next(letter) }

// Teams returns all teams, in the order of the world.
func (s *State) Teams() []*Team { return s.tx.teams }

// Team returns the team of that id.
func (s *State) Team(id model.TeamID) (*Team, error) { return s.tx.Team(id) }

// Team returns the team of that id.
func (tx *Tx) Team(id model.TeamID) (*Team, error) {
	t, found := tx.teamByID[id]
	if !found {
		return nil, fmt.Errorf("the sandbox has no team %q", id)
	}
	return t, nil
}

// People returns those in a team who can use an app: everyone but apps and the deleted.
func (s *State) People(id model.TeamID) []world.User {
	t, err := s.Team(id)
	if err != nil {
		return nil
	}
	var people []world.User
	for _, u := range t.Users {
		if t.HasPerson(u.ID) {
			people = append(people, u)
		}
	}
	return people
}

// AppByClientID returns the app of that client id, or nil.
func (s *State) AppByClientID(id string) *world.App {
	for i := range s.tx.apps {
		if app := &s.tx.apps[i]; app.ClientID == id {
			return app
		}
	}
	return nil
}

// AppByID returns the app of that id, or nil.
func (s *State) AppByID(id string) *world.App { return s.tx.appByID[id] }

// Install returns what a token opens, as it is now.
func (s *State) Install(token string) (*Installation, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tx.Install(token)
}

// Install returns what a token opens.
func (tx *Tx) Install(token string) (*Installation, bool) {
	if in, found := tx.installs[token]; found {
		return in, true
	}
	if in, found := tx.appTokens[token]; found {
		return in, true
	}
	return tx.executions.install(token, tx.installs)
}

// Code returns an authorization code, or nil.
func (tx *Tx) Code(id string) *AuthorizationCode { return tx.codes[id] }

// AddCode makes a code known.
func (tx *Tx) AddCode(c world.Code) {
	tx.codes[c.Code] = &AuthorizationCode{Code: c}
	tx.approved.add(c.Code)
}

// World returns the present state as plain data. It shares memory with the
// state, so that it costs little: read it, and do not change it. Of equal
// tokens only the first is in it. Packed conversations cost their unpacking.
func (s *State) World() world.World {
	s.mu.RLock()
	defer s.mu.RUnlock()
	w := world.World{Date: s.tx.date, Apps: s.tx.apps}
	for _, id := range slices.Sorted(maps.Keys(s.tx.codes)) {
		if c := s.tx.codes[id]; !c.Exchanged {
			w.Codes = append(w.Codes, c.Code)
		}
	}
	installs := map[*Team][]world.Install{}
	for _, token := range s.tx.tokens {
		in := s.tx.installs[token]
		installs[in.Team] = append(installs[in.Team], *in.Install)
	}
	for _, t := range s.tx.teams {
		now := t.present()
		now.Installs = installs[t]
		w.Teams = append(w.Teams, now)
	}
	return w.Unpacked()
}

// withAppName is an install with the name of its app, where it has none of its own and the app is registered.
func withAppName(in *world.Install, apps []world.App) *world.Install {
	i := slices.IndexFunc(apps, func(a world.App) bool { return a.ID == in.AppID })
	if in.AppName != "" || i < 0 {
		return in
	}
	named := *in
	named.AppName = apps[i].Name
	return &named
}

// Bot returns the installation of a bot in a team, or nil.
func (s *State) Bot(t *Team, id string) *Installation {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, token := range s.tx.tokensIn[t] {
		if in := s.tx.installs[token]; in.BotID == id && id != "" {
			return in
		}
	}
	return nil
}

// Changes is a number that is another whenever something has changed that people see: what was
// said, and what waits for an answer.
func (s *State) Changes() int64 { return s.tx.changes.Load() }

// AppsIn returns the apps that are installed in a team, in the order of their tokens.
func (s *State) AppsIn(team model.TeamID) []world.App {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var apps []world.App
	t, err := s.tx.Team(team)
	if err != nil {
		return nil
	}
	for _, token := range s.tx.tokensIn[t] {
		in := s.tx.installs[token]
		usable := in.Kind == catalog.Workspace || in.Kind == catalog.Bot
		if usable && !in.Revoked && !slices.ContainsFunc(apps, func(a world.App) bool { return a.ID == in.AppID }) {
			apps = append(apps, world.App{ID: in.AppID, Name: in.AppName})
		}
	}
	return apps
}

// maxIssued is how many of the tokens that apps were given are remembered.
const maxIssued = 20_000

// ForgetToken makes a token one that never was.
func (tx *Tx) ForgetToken(token string) {
	is := func(other string) bool { return other == token }
	if in, found := tx.installs[token]; found {
		tx.tokensIn[in.Team] = slices.DeleteFunc(tx.tokensIn[in.Team], is)
	}
	delete(tx.installs, token)
	delete(tx.exchanged, token)
	tx.tokens = slices.DeleteFunc(tx.tokens, is)
}
