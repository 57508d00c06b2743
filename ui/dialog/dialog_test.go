package dialog

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// team is a session of a kind of token, read to the end.
func team(t *testing.T, key string, kind catalog.TokenKind, scopes ...catalog.Scope) *state.Session {
	t.Helper()
	s := state.NewSession(state.Team{Key: key, Name: "Team " + key, Kind: kind, Token: "xoxb-…" + key})
	s.Begin(t.Context())
	s.Receive(model.PermissionsOf(kind, model.Identity{Scopes: scopes, ScopesSent: true}, nil))
	s.Complete()
	return s
}

// all are one of each dialog.
func all(t *testing.T) map[string]Dialog {
	t.Helper()
	bot := team(t, "bot", catalog.Bot, "chat:write", "channels:read")
	person := team(t, "person", catalog.UserToken, "search:read")
	sessions := []*state.Session{bot, person}
	find := func(key string) *state.Session {
		for _, s := range sessions {
			if s.Team.Key == key {
				return s
			}
		}
		return nil
	}
	var requests state.Requests
	requests.Wait("bot", []model.Request{{Kind: catalog.Bot, For: model.ForBot, Scopes: []catalog.Scope{"pins:write"}}}, time.Now())
	requests.Wait("gone", []model.Request{{}}, time.Now())
	var log state.ActivityLog
	log.Add(state.ActivityEntry{What: "→ auth.test", Word: "failed", Wrong: "not_authed", Raw: "{}"})
	failure := errors.New("the test has no network")
	next := func() string { return "waiting for a user: pins:write" }
	installer := &Installer{
		PageURL:  func(model.Install) (string, error) { return "https://slack.example/install", nil },
		Validate: func(model.Install) ([]string, error) { return nil, failure },
		Start: func(model.Install) (func() error, func()) {
			ctx, cancel := context.WithCancel(t.Context())
			return func() error { <-ctx.Done(); return ctx.Err() }, cancel
		},
	}
	options := ComposerOptions{Installer: installer, Requests: &requests, Now: time.Now}
	store := Store{
		Name: "the test's store", Remove: func() error { return failure },
		Add:       func(string) (state.Team, error) { return state.Team{}, failure },
		AddBeside: func(string) (state.Team, error) { return state.Team{}, failure },
		Replace:   func(string, string) (state.Team, error) { return state.Team{}, failure },
	}
	sandbox := Sandbox{
		People:     func() ([]Person, error) { return []Person{{ID: "U1", Name: "ana"}}, nil },
		Prompts:    func() ([]Prompt, error) { return nil, nil },
		RunCommand: func(model.UserID) error { return failure },
		Answer:     func(string, bool) error { return failure },
	}
	return map[string]Dialog{
		"activity":  NewActivity(&log, "Slack's messages arrive at http://127.0.0.1:3000/"),
		"add team":  NewAddTeam(store),
		"can call":  NewCanCall(bot),
		"compare":   NewCompare(bot, func() []*state.Session { return sessions }, func(*state.Session, int) string { return "ok" }),
		"composer":  NewComposer(bot, 0, options),
		"workspace": NewComposer(team(t, "workspace", catalog.Workspace, "chat:write"), 0, options),
		"explain":   NewExplain(bot, func(string) []model.Diagnosis { return nil }),
		"drift": NewDrift(bot, func() (Comparison, error) {
			return Comparison{Drift: drift.Drift{Unused: []catalog.Scope{"chat:write"}}}, nil
		}),
		"install": newInstall(&installPlan{
			session: bot, installer: installer, install: model.Install{Bot: []catalog.Scope{"pins:write"}},
		}, &requests, time.Now),
		"matrix":   NewMatrix(bot),
		"remove":   NewRemoveTeam(bot, store),
		"requests": NewRequests(&requests, find),
		"sandbox":  NewSandboxUser(bot, sandbox, next),
		"trigger":  NewPasteTrigger(next),
	}
}

// TestDialogsIgnoreWhatIsNotTheirs sends each dialog messages that do not concern it.
func TestDialogsIgnoreWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	other := team(t, "other", catalog.Bot)
	for name, d := range all(t) {
		for _, msg := range []tea.Msg{tea.FocusMsg{}, tea.WindowSizeMsg{Width: 1}, TeamRead{other}, nil} {
			if got := d.HandleMsg(msg); !reflect.ValueOf(got).IsZero() {
				t.Errorf("%s answers %T with %+v", name, msg, got)
			}
		}
	}
}

// TestDialogsClose leaves every dialog with esc.
func TestDialogsClose(t *testing.T) {
	t.Parallel()
	for name, d := range all(t) {
		if got := d.HandleMsg(tea.KeyPressMsg{Code: tea.KeyEscape}); !got.Close {
			t.Errorf("esc does not close %s: %+v", name, got)
		}
	}
}

// TestCompareWithTeamsThatWereRemoved chooses when there is nothing left to choose.
func TestCompareWithTeamsThatWereRemoved(t *testing.T) {
	t.Parallel()
	d := NewCompare(team(t, "bot", catalog.Bot), func() []*state.Session { return nil }, nil)
	d.Page(Screen{Width: 40, Height: 20})
	if got := d.HandleMsg(tea.KeyPressMsg{Code: tea.KeyEnter}); !got.Close || got.Toast == "" {
		t.Errorf("enter does %+v", got)
	}
}

// TestKeysFit reads the keys in each dialog's lower edge on a screen of 80 columns.
func TestKeysFit(t *testing.T) {
	t.Parallel()
	for name, d := range all(t) {
		box := d.Page(Screen{Width: 78, Height: 24}).Box(draw.Styles{}, 80, 22)
		lower := ansi.Strip(box.Lines[len(box.Lines)-1])
		commands := d.Commands()
		if commands[0].Keys[0] != "esc" {
			t.Errorf("the first key of %s is %s, not esc", name, commands[0].Keys[0])
		}
		if want := "╰ esc " + commands[0].Does + " "; !strings.HasPrefix(lower, want) {
			t.Errorf("the lower edge of %s does not begin with %q: %q", name, want, lower)
		}
	}
}

// TestDialogsAtAnySize presses random keys, lets commands answer at random moments,
// and draws on screens of any size: nothing panics, and no row is too wide.
func TestDialogsAtAnySize(t *testing.T) {
	t.Parallel()
	keys := []string{"j", "k", "g", "G", "1", "2", "a", "c", "f", "n", "r", "s", "u", "v", "x", "y", "Y", " ", "!", "東", "chat:write", "pins.add"}
	codes := []rune{tea.KeyEnter, tea.KeyDown, tea.KeyUp, tea.KeyPgDown, tea.KeyPgUp, tea.KeyTab, tea.KeyBackspace}
	styles := draw.NewStyles(true, colorprofile.TrueColor)
	random := rand.New(rand.NewPCG(5, 6))
	for name := range all(t) {
		for range 4 {
			d := all(t)[name]
			pending := []tea.Cmd{d.HandleMsg(Opened{}).Cmd}
			for range 30 {
				var msg tea.Msg = tea.KeyPressMsg{Code: codes[random.IntN(len(codes))]}
				if random.IntN(3) > 0 {
					text := keys[random.IntN(len(keys))]
					msg = tea.KeyPressMsg{Code: []rune(text)[0], Text: text}
				}
				pending = append(pending, d.HandleMsg(msg).Cmd)
				if random.IntN(4) == 0 && name != "install" { // an install waits for a person
					for _, cmd := range pending {
						deliver(cmd)
					}
					pending = nil
				}
				width, height := random.IntN(120), random.IntN(50)
				box := d.Page(Screen{Styles: styles, Width: width, Height: height}).Box(styles, width+2, height)
				if box.Width > width+2 || len(box.Lines) > height {
					t.Fatalf("%s: a box of %dx%d where %dx%d fit", name, box.Width, len(box.Lines), width+2, height)
				}
				for _, row := range box.Lines {
					if got := ansi.StringWidth(row); got != box.Width {
						t.Fatalf("%s: a row of %d cells in a box of %d: %q", name, got, box.Width, ansi.Strip(row))
					}
				}
			}
		}
	}
}

// deliver runs a command, and gives what comes of it to the dialog it is for.
func deliver(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.BatchMsg:
		for _, c := range msg {
			deliver(c)
		}
	case Reply:
		deliver(msg.To.HandleMsg(msg.Msg).Cmd)
	}
}
