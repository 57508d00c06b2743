package ui

import (
	"context"
	"fmt"
	"image/color"
	"iter"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
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

// driver runs an explorer without a terminal: commands run one after the other,
// so that a test is the same every time.
type driver struct {
	t *testing.T
	e *explorer
}

func drive(t *testing.T, source Source, w, h int) *driver {
	t.Helper()
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	d := &driver{t, newExplorer(t.Context(), source, Options{Mode: "sandbox"}, func() time.Time { return now })}
	d.e.settle = 0
	d.e.ticking = true // its clock stands still: a countdown would never end
	source.OnWait(func(w Wait) { d.send(waitAnnounced(w)) })
	if asker, ok := source.(Asker); ok {
		asker.OnIncoming(func(in Incoming) { d.send(incomingHeard(in)) })
	}
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.run(d.e.Init())
	return d
}

// send delivers a message and everything that follows from it.
func (d *driver) send(msg tea.Msg) {
	_, cmd := d.e.Update(msg)
	d.run(cmd)
}

func (d *driver) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil, tea.QuitMsg:
	case tea.BatchMsg:
		for _, c := range msg {
			d.run(c)
		}
	default:
		d.send(msg)
	}
}

// messages runs a command, and what it consists of, and returns what came of it.
func messages(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var all []tea.Msg
		for _, c := range msg {
			all = append(all, messages(c)...)
		}
		return all
	default:
		return []tea.Msg{msg}
	}
}

// press types keys: named ones such as "enter", and any others rune by rune.
func (d *driver) press(keys ...string) {
	named := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
		"down": {Code: tea.KeyDown}, "up": {Code: tea.KeyUp}, "end": {Code: tea.KeyEnd},
		"shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "ctrl+d": {Code: 'd', Mod: tea.ModCtrl},
		"space": {Code: tea.KeySpace, Text: " "},
		"right": {Code: tea.KeyRight}, "left": {Code: tea.KeyLeft}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"home": {Code: tea.KeyHome}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl}, "ctrl+b": {Code: 'b', Mod: tea.ModCtrl}, "ctrl+f": {Code: 'f', Mod: tea.ModCtrl},
	}
	for _, k := range keys {
		if msg, ok := named[k]; ok {
			d.send(msg)
			continue
		}
		for _, r := range k {
			d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

func (d *driver) screen() string { return d.e.View().Content }

// background is a terminal's answer to what its background is.
func background(dark bool) tea.BackgroundColorMsg {
	if dark {
		return tea.BackgroundColorMsg{Color: color.Black}
	}
	return tea.BackgroundColorMsg{Color: color.White}
}
