package ui

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
	"periscope/slackapi/explain"
	"periscope/ui/state"
)

// memory is a Source that answers at once, from what a test put in.
type memory struct {
	teams  []state.Team
	worlds map[string]*world
	onWait func(Wait)
}

// world is what one team of a memory answers.
type world struct {
	identity  model.Identity
	perms     model.Permissions
	err       error
	resources [][]model.Resource // pages
	names     map[model.ResourceID]string
	asked     []model.ResourceID
}

func (m *memory) Teams() []state.Team { return m.teams }
func (m *memory) OnWait(f func(Wait)) { m.onWait = f }

func (m *memory) Identify(_ context.Context, key string) (model.Identity, error) {
	w := m.worlds[key]
	return w.identity, w.err
}

func (m *memory) Permissions(_ context.Context, key string) iter.Seq2[model.Permissions, error] {
	return func(yield func(model.Permissions, error) bool) {
		yield(m.worlds[key].perms, m.worlds[key].err)
	}
}

func (m *memory) Resources(_ context.Context, key string, _ model.Permissions) iter.Seq2[[]model.Resource, error] {
	return func(yield func([]model.Resource, error) bool) {
		for _, page := range m.worlds[key].resources {
			if !yield(page, nil) {
				return
			}
		}
	}
}

func (m *memory) Resource(_ context.Context, key string, want model.Resource) (model.Resource, error) {
	w := m.worlds[key]
	w.asked = append(w.asked, want.ID)
	name, ok := w.names[want.ID]
	if !ok {
		return want, fmt.Errorf("no name")
	}
	want.Name = name
	return want, nil
}

func (m *memory) put(key, name string, w *world) {
	id := model.TeamID("T" + key)
	m.teams = append(m.teams, state.Team{Key: key, Name: name, ID: id, Kind: catalog.Workspace, Token: "xoxa-…" + key})
	w.identity.Team = model.Team{ID: id, Name: name, URL: "https://" + key + ".example/"}
	if m.worlds == nil {
		m.worlds = map[string]*world{}
	}
	m.worlds[key] = w
}

// refusal is an error as Slack's would be.
type refusal struct{ word, sentence, next string }

func (r refusal) Error() string    { return r.word }
func (r refusal) Word() string     { return r.word }
func (r refusal) Sentence() string { return r.sentence }
func (r refusal) NextStep() string { return r.next }

// acme is a memory of three teams: a rich one, one just installed, one revoked.
func acme(channels int) *memory {
	m := &memory{}
	rich := &world{
		perms: model.NewPermissions([]model.Grant{
			{Type: catalog.Team, Scopes: []catalog.Scope{"team:read", "users:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T0ACME001"}}},
			{
				Type: catalog.Channel, Scopes: []catalog.Scope{"channels:history", "chat:write", "conversations:read"},
				Resources: model.ResourceSet{Wildcard: true, Excluded: []model.ResourceID{"C0PAYROLL", "C0LEGAL01"}},
			},
			{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G0SECRET1", "G0SECRET2"}}},
			{Type: catalog.IM, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D0ANA0001"}}},
			{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:history", "im:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D0HOME001"}}},
		}).WithUsers([]model.UserGrant{
			{User: "U0ANA0001", Scopes: []catalog.Scope{"dnd:write:user", "reminders:write:user"}},
			{User: "U0BO00001", Scopes: []catalog.Scope{"reminders:write:user"}},
		}),
		names: map[model.ResourceID]string{"U0ANA0001": "ana", "U0BO00001": "bo", "D0ANA0001": "ana", "G0SECRET1": "ops-secrets"},
	}
	first := []model.Resource{
		{Type: catalog.Channel, ID: "C0PAYROLL", Name: "payroll"},
		{Type: catalog.Channel, ID: "C0GENERAL", Name: "general"},
		{Type: catalog.Channel, ID: "C0RANDOM1", Name: "random"},
		{Type: catalog.Channel, ID: "C0TOKYO01", Name: "東京オフィス-プロジェクト会議室"},
		{Type: catalog.Channel, ID: "C0PARTY01", Name: "🎉-party-🎈-planning"},
		{Type: catalog.Channel, ID: "C0OLD0001", Name: "old-launch", Archived: true},
	}
	rich.resources = append(rich.resources, first)
	var page []model.Resource
	for i := range channels {
		page = append(page, model.Resource{Type: catalog.Channel, ID: model.ResourceID(fmt.Sprintf("C%08d", i)), Name: fmt.Sprintf("proj-%d", i)})
	}
	rich.resources = append(rich.resources, page)
	m.put("acme", "Acme HQ", rich)
	m.put("fresh", "Fresh Install", &world{perms: model.NewPermissions([]model.Grant{
		{Type: catalog.AppHome, Scopes: []catalog.Scope{"chat:write", "im:history", "im:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D0FRESH01"}}},
	})})
	m.put("umbrella", "Umbrella", &world{err: refusal{"revoked", "Slack says the token was revoked.", "Install the app again and store the new token."}})
	return m
}

// installSource is a memory that holds teams with bot and user tokens beside those of acme, and whose
// apps can be installed and audited.
type installSource struct {
	*memory
	scopes      map[string][]catalog.Scope // what the tokens hold, by team
	pageErr     error
	refuse      error // what Install answers
	late        bool  // Install succeeds although it was cancelled
	flaws       []string
	tryErr      error
	drift       drift.Drift
	driftErr    error
	recorded    *leastprivilege.RecordingJudgement
	recordErr   error
	installed   []model.Install
	brings      []state.Team // teams that an install adds
	tried       []model.Install
	comparisons int
}

// installPage is where its apps are installed.
const installPage = "https://slack.example/oauth/v2/authorize?client_id=1.2&scope=chat:write,channels:read,groups:read&user_scope=search:read&redirect_uri=http://127.0.0.1:1/"

func (m *installSource) InstallPage(string, model.Install) (string, error) {
	if m.pageErr != nil {
		return "", m.pageErr
	}
	return installPage, nil
}

func (m *installSource) Install(ctx context.Context, key string, i model.Install) error {
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

func (m *installSource) TryManifest(_ context.Context, _ string, i model.Install) ([]string, error) {
	m.tried = append(m.tried, i)
	return m.flaws, m.tryErr
}

func (m *installSource) Drift(context.Context, string) (Comparison, error) {
	m.comparisons++
	return Comparison{Drift: m.drift, Recorded: m.recorded}, m.driftErr
}

func (m *installSource) Recorded(context.Context, string) (*leastprivilege.RecordingJudgement, error) {
	return m.recorded, m.recordErr
}

// Explain explains as the program does.
func (m *memory) Explain(text string, held *model.Permissions) []model.Diagnosis {
	var all []model.Diagnosis
	for _, r := range explain.Refusals(text) {
		all = append(all, explain.Diagnose(r, held))
	}
	return all
}

// places are the conversations that its tokens are in.
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
func (m *installSource) grant(key string, scopes ...catalog.Scope) {
	m.scopes[key] = append(m.scopes[key], scopes...)
	w := m.worlds[key]
	w.identity.Scopes = m.scopes[key]
	kind := w.perms.Kind
	in := maps.Clone(places[kind])
	if slices.Contains(m.scopes[key], "groups:read") && kind == catalog.Bot {
		in[catalog.Group] = model.ResourceSet{IDs: []model.ResourceID{"G0ALERTS1"}}
	}
	w.perms = model.PermissionsOf(kind, w.identity, in)
}

// putInstalled adds a team with a bot or user token.
func (m *installSource) putInstalled(key, name string, kind catalog.TokenKind, told bool, scopes ...catalog.Scope) {
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

func newInstallSource() *installSource {
	m := &installSource{memory: acme(3), scopes: map[string][]catalog.Scope{}}
	m.putInstalled("initech", "Initech", catalog.Bot, true, "channels:history", "channels:read", "chat:write", "chat:write.public", "im:history", "im:read")
	m.putInstalled("hooli", "Hooli", catalog.UserToken, true, "channels:history", "channels:read", "groups:read", "im:read", "mpim:read", "search:read", "users:read")
	m.putInstalled("vandelay", "Vandelay", catalog.Bot, false)
	m.put("stark", "Stark", &world{err: refusal{
		"app", "This is an app-level token: it is for Socket Mode, and may not read conversations.", "Store the app's bot token instead.",
	}})
	m.teams[len(m.teams)-1].Kind = catalog.AppLevel
	return m
}

// installSandbox is an installSource whose Slack is played.
type installSandbox struct {
	*installSource
	Sandbox
}

// At drives a source with the cursor on a team.
func (m *installSource) At(t *testing.T, source Source, key string, w, h int) *driver {
	t.Helper()
	d := drive(t, source, w, h)
	for d.e.teams.Selected().Team.Key != key {
		d.press("j")
	}
	return d
}

// errNoManifest is the answer where neither manifest nor code was named.
var errNoManifest = refusal{"nothing", "No manifest and no code were named.", "Start with --manifest FILE or --code DIR."}

// errUnplain is an error that cannot speak to people.
var errUnplain = errors.New("something odd")

// sandboxSource is a memory whose Slack can be asked and sandboxSource.
type sandboxSource struct {
	*memory
	hear      func(Incoming)
	listening string
	refuse    error // the next Ask answers this
	dialogs   []Prompt
	triggers  int
	asked     []model.Request
	spent     map[model.TriggerID]Prompt
}

func newSandboxSource() *sandboxSource {
	return &sandboxSource{memory: acme(3), listening: "http://127.0.0.1:3000/", spent: map[model.TriggerID]Prompt{}}
}

func (p *sandboxSource) OnIncoming(f func(Incoming)) { p.hear = f }
func (p *sandboxSource) Listening() string           { return p.listening }

func (p *sandboxSource) Ask(_ context.Context, _ string, r model.Request, t model.TriggerID) error {
	if err := p.refuse; err != nil {
		p.refuse = nil
		return err
	}
	p.asked = append(p.asked, r)
	d := Prompt{ID: string(t), User: Person{ID: "U0ANA0001", Name: "ana"}, App: "Periscope", Request: r}
	p.dialogs = append(p.dialogs, d)
	return nil
}

func (p *sandboxSource) People(context.Context, string) ([]Person, error) {
	return []Person{{ID: "U0ANA0001", Name: "ana"}, {ID: "U0BO00001", Name: "bo"}}, nil
}

func (p *sandboxSource) RunCommand(_ context.Context, key string, user model.UserID) error {
	p.triggers++
	p.hear(Incoming{Key: key, What: "/permit", User: user, Trigger: model.TriggerID(fmt.Sprintf("1.2.%d", p.triggers)), Raw: "command=/permit"})
	return nil
}

func (p *sandboxSource) Dialogs(context.Context, string) ([]Prompt, error) {
	return slices.Clone(p.dialogs), nil
}

func (p *sandboxSource) Answer(_ context.Context, key, id string, approve bool) error {
	i := slices.IndexFunc(p.dialogs, func(d Prompt) bool { return d.ID == id })
	if i < 0 {
		return errors.New("that dialog is gone")
	}
	r := p.dialogs[i].Request
	p.dialogs = slices.Delete(p.dialogs, i, i+1)
	trigger := model.TriggerID(id)
	var event model.Event = model.ScopeDenied{Scopes: r.Scopes, Trigger: trigger}
	switch {
	case approve && r.For == model.ForUser:
		event = model.UserResourceGranted{User: r.User, Scopes: r.Scopes, Trigger: trigger}
	case approve:
		event = model.ScopeGranted{Scopes: r.Scopes, Trigger: trigger}
	case r.For == model.ForUser:
		event = model.UserResourceDenied{User: r.User, Scopes: r.Scopes, Trigger: trigger}
	}
	p.hear(Incoming{Key: key, What: string(event.Kind()), Event: event, Raw: "{}"})
	return nil
}

// slackError is an error of Slack's.
type slackError string

func (c slackError) Error() string     { return "slack refused: " + string(c) }
func (c slackError) ErrorCode() string { return string(c) }

// storeSource is a memory whose teams can be added and removed.
type storeSource struct {
	*memory
	tokens  []string
	removed []string
	refuse  error
	how     string // the method that stored the last token
	of      string // the key of the one that it replaced
}

// alreadyStoredError is the error of a token that the team has one of.
type alreadyStoredError struct{ refusal }

func (alreadyStoredError) StoredTokens() []StoredToken { return []StoredToken{{Key: "acme/workspace"}} }

func (k *storeSource) Store() string { return "the test's store" }

func (k *storeSource) Kept(string) (where, why string) { return "the test's store", "" }

func (k *storeSource) Add(_ context.Context, token string) (state.Team, error) {
	switch token {
	case "twice":
		return state.Team{}, alreadyStoredError{}
	case "third":
		return state.Team{}, storedTokensError{}
	}
	return k.put("Add", token)
}

func (k *storeSource) AddBeside(_ context.Context, token string) (state.Team, error) {
	return k.put("AddBeside", token)
}

func (k *storeSource) Replace(_ context.Context, token, key string) (state.Team, error) {
	k.of = key
	return k.put("Replace", token)
}

// put stores a token of a team that is new.
func (k *storeSource) put(how, token string) (state.Team, error) {
	k.how = how
	if k.refuse != nil {
		return state.Team{}, k.refuse
	}
	k.tokens = append(k.tokens, token)
	k.memory.put("new", "Newcomer", &world{})
	return state.Team{Key: "new", Name: "Newcomer", ID: "Tnew", Kind: catalog.Workspace, Token: "xoxa-…"}, nil
}

func (k *storeSource) Remove(_ context.Context, key string) error {
	if k.refuse != nil {
		return k.refuse
	}
	k.removed = append(k.removed, key)
	return nil
}

// storedTokensError is the error of a token of whose kind a team has several.
type storedTokensError struct{ refusal }

func (storedTokensError) StoredTokens() []StoredToken {
	return []StoredToken{
		{Key: "acme/bot", About: "xoxb-…0001, added on 2026-01-02"},
		{Key: "acme/bot-2", About: "xoxb-…0002, added on 2026-01-03"},
		{Key: "acme/bot-3"},
	}
}

// renewableSource is a memory with tokens that run out.
type renewableSource struct {
	*memory
	at       time.Time
	err      error
	renewals int
}

func (x *renewableSource) Expires(key string) (time.Time, bool) { return x.at, key == "acme" }

func (x *renewableSource) Refresh(context.Context, string) error {
	if x.err != nil {
		return x.err
	}
	x.renewals++
	x.at = x.at.Add(time.Hour)
	return nil
}
