package ui

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// modern is a memory that holds teams of today beside those of acme, and whose
// apps can be installed and audited.
type modern struct {
	*memory
	scopes    map[string][]catalog.Scope // what the tokens hold, by team
	pageErr   error
	refuse    error // what Install answers
	late      bool  // Install succeeds although it was cancelled
	flaws     []string
	tryErr    error
	drift     model.Drift
	driftErr  error
	installed []model.Install
	brings    []state.Team // teams that an install adds
	tried     []model.Install
	audits    int
}

// installPage is where a modern's apps are installed.
const installPage = "https://slack.example/oauth/v2/authorize?client_id=1.2&scope=chat:write,channels:read,groups:read&user_scope=search:read&redirect_uri=http://127.0.0.1:1/"

func (m *modern) InstallPage(string, model.Install) (string, error) {
	if m.pageErr != nil {
		return "", m.pageErr
	}
	return installPage, nil
}

func (m *modern) Install(ctx context.Context, key string, i model.Install) error {
	if m.refuse != nil {
		return m.refuse
	}
	if err := ctx.Err(); err != nil && !m.late {
		return err
	}
	m.installed = append(m.installed, i)
	m.grant(key, slices.Concat(i.Bot, i.User)...)
	m.teams = append(m.teams, m.brings...)
	m.brings = nil
	return nil
}

func (m *modern) TryManifest(_ context.Context, _ string, i model.Install) ([]string, error) {
	m.tried = append(m.tried, i)
	return m.flaws, m.tryErr
}

func (m *modern) Drift(context.Context, string) (model.Drift, error) {
	m.audits++
	return m.drift, m.driftErr
}

// places are the conversations that a modern's tokens are in.
var places = map[catalog.TokenKind]map[catalog.ResourceType]model.ResourceSet{
	catalog.Bot: {
		catalog.Channel: {IDs: []model.ResourceID{"C0BUILDS1", "C0DEPLOY1"}},
		catalog.AppHome: {IDs: []model.ResourceID{"D0HELPER1"}},
	},
	catalog.UserToken: {
		catalog.Channel: {IDs: []model.ResourceID{"C0BUILDS1"}},
		catalog.Group:   {IDs: []model.ResourceID{"G0BOARD01"}},
		catalog.IM:      {IDs: []model.ResourceID{"D0MAIA001"}},
	},
}

// grant adds scopes to a team's token.
func (m *modern) grant(key string, scopes ...catalog.Scope) {
	m.scopes[key] = append(m.scopes[key], scopes...)
	w := m.worlds[key]
	w.identity.Scopes = m.scopes[key]
	kind := w.perms.Kind
	in := maps.Clone(places[kind])
	if slices.Contains(m.scopes[key], "groups:read") && kind == catalog.Bot {
		in[catalog.Group] = model.ResourceSet{IDs: []model.ResourceID{"G0ALERTS1"}}
	}
	w.perms = model.Held(kind, w.identity, in)
}

// enlist adds a team of today.
func (m *modern) enlist(key, name string, kind catalog.TokenKind, told bool, scopes ...catalog.Scope) {
	w := &world{names: map[model.ResourceID]string{
		"C0BUILDS1": "builds", "C0DEPLOY1": "deploys", "G0ALERTS1": "alerts", "D0HELPER1": "maia",
	}}
	m.put(key, name, w)
	m.teams[len(m.teams)-1].Kind = kind
	m.teams[len(m.teams)-1].Token = "xoxb-…" + key
	w.identity.ScopesSent, w.identity.User, w.identity.AppName = told, "U0HELPER1", "Helper"
	w.perms.Kind = kind
	m.grant(key, scopes...)
}

func newModern() *modern {
	m := &modern{memory: acme(3), scopes: map[string][]catalog.Scope{}}
	m.enlist("initech", "Initech", catalog.Bot, true, "channels:history", "channels:read", "chat:write", "chat:write.public", "im:history", "im:read")
	m.enlist("hooli", "Hooli", catalog.UserToken, true, "channels:history", "channels:read", "groups:read", "im:read", "mpim:read", "search:read", "users:read")
	m.enlist("vandelay", "Vandelay", catalog.Bot, false)
	m.put("stark", "Stark", &world{err: refusal{
		"app", "This is an app-level token: it is for Socket Mode, and may not read conversations.", "Store the app's bot token instead.",
	}})
	m.teams[len(m.teams)-1].Kind = catalog.AppLevel
	return m
}

// staged is a modern whose Slack is played.
type staged struct {
	*modern
	Stage
}

// At drives a modern with the cursor on a team.
func (m *modern) At(t *testing.T, source Source, key string, w, h int) *driver {
	t.Helper()
	d := drive(t, source, w, h)
	for d.e.teams.Selected().Team.Key != key {
		d.press("j")
	}
	return d
}

// errNoManifest is what an audit answers that was given nothing.
var errNoManifest = refusal{"nothing", "No manifest and no code were named.", "Start with --manifest FILE or --code DIR."}

// errUnplain is an error that cannot speak to people.
var errUnplain = errors.New("something odd")
