package ui

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"periscope/ui/draw/drawtest"
)

// moments are states of the program that every size must show well.
var moments = []struct {
	name string
	keys []string
}{
	{"start", nil},
	{"expanded", []string{"2", "j", "j", "enter", "j", "j"}},
	{"scopes", []string{"2", "j", "j", "3", "j"}},
	{"pivot", []string{"2", "j", "j", "3", "j", "enter"}},
	{"filter", []string{"2", "/", "pa"}},
	{"revoked", []string{"j", "j"}},
	{"help", []string{"?"}},
	{"matrix", []string{"m"}},
	{"inspect", []string{"3", "i"}},
}

func TestScreens(t *testing.T) {
	t.Parallel()
	for _, m := range moments {
		for _, size := range drawtest.Sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", m.name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				d := drive(t, acme(40), size[0], size[1])
				d.press(m.keys...)
				screen := d.screen()
				checkSize(t, screen, size[0], size[1])
				golden.RequireEqual(t, []byte(ansi.Strip(screen)))
			})
		}
	}
}

// paneMoments are the moments in which no dialog is open.
var paneMoments = []string{"start", "expanded", "scopes", "pivot", "filter", "revoked"}

// TestColours draws every view of the panes at every size for every sort of terminal.
func TestColours(t *testing.T) {
	t.Parallel()
	views := map[string]func(w, h int) *driver{}
	for _, m := range moments {
		if slices.Contains(paneMoments, m.name) {
			views[m.name] = func(w, h int) *driver {
				d := drive(t, acme(40), w, h)
				d.press(m.keys...)
				return d
			}
		}
	}
	for _, m := range installMoments {
		if slices.Contains(installPaneMoments, m.name) {
			views[m.name] = func(w, h int) *driver {
				source := driftingSource()
				d := source.At(t, source, m.team, w, h)
				d.press(m.keys...)
				return d
			}
		}
	}
	views["recorded"] = func(w, h int) *driver {
		source := driftingSource()
		source.recorded = recording()
		d := source.At(t, source, "initech", w, h)
		d.press(recordedMoments[0].keys...)
		return d
	}
	views["behind_a_dialog"] = func(w, h int) *driver { return newEverything().at(t, "acme", w, h, "E") }
	for name, view := range views {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			drawtest.RequireViews(t, func(w, h int) drawtest.Drawn {
				d := view(w, h)
				return func(mode drawtest.Mode) string {
					d.turn(mode)
					return d.screen()
				}
			})
		})
	}
}

// installMoments are states of teams with bot and user tokens, and of dialogs.
var installMoments = []struct {
	name, team string
	keys       []string
}{
	{"teams", "hooli", nil},
	{"closed", "initech", []string{"2", "j", "j", "j"}},
	{"untold", "vandelay", []string{"2", "j", "j", "3"}},
	{"scope", "initech", []string{"2", "j", "j", "3", "j", "j", "j"}},
	{"asking", "initech", []string{"n", "conv"}},
	{"nearest", "initech", []string{"n", "conversation.histroy"}},
	{"can", "initech", []string{"n", "conversations.history", "enter"}},
	{"cannot", "initech", []string{"n", "reactions.add", "enter"}},
	{"compose", "initech", []string{"2", "j", "j", "j", "space", "c", "v"}},
	{"install", "initech", []string{"2", "j", "j", "j", "space", "c", "enter"}},
	{"drift", "initech", []string{"D"}},
	{"error", "initech", []string{"X"}},
	{"explained", "initech", []string{"X", `reactions.add {"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"chat:write"}`, "enter"}},
	{"choices", "initech", []string{"d"}},
	{"compare", "initech", []string{"d", "enter"}},
}

// installPaneMoments are the moments among them in which no dialog is open.
var installPaneMoments = []string{"teams", "closed", "untold", "scope"}

// driftingSource is an installSource with every sort of drift, whose Slack is played.
func driftingSource() installSandbox {
	m := newInstallSource()
	m.drift = drifting()
	slack := newSandboxSource()
	slack.hear = func(Incoming) {}
	return installSandbox{installSource: m, Sandbox: slack}
}

func TestScreensOfInstalls(t *testing.T) {
	t.Parallel()
	for _, m := range installMoments {
		for _, size := range drawtest.Sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", m.name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				source := driftingSource()
				d := source.At(t, source, m.team, size[0], size[1])
				d.press(m.keys...)
				screen := d.screen()
				checkSize(t, screen, size[0], size[1])
				golden.RequireEqual(t, []byte(ansi.Strip(screen)))
			})
		}
	}
}

// recordedMoments are states of a team beside which a recording is shown.
var recordedMoments = []struct {
	name string
	keys []string
}{
	{"scopes", []string{"2", "j", "j", "3", "j"}},
	{"drift", []string{"D"}},
}

func TestScreensOfRecordings(t *testing.T) {
	t.Parallel()
	for _, m := range recordedMoments {
		for _, size := range drawtest.Sizes {
			t.Run(fmt.Sprintf("%s/%dx%d", m.name, size[0], size[1]), func(t *testing.T) {
				t.Parallel()
				source := driftingSource()
				source.recorded = recording()
				d := source.At(t, source, "initech", size[0], size[1])
				d.press(m.keys...)
				screen := d.screen()
				checkSize(t, screen, size[0], size[1])
				golden.RequireEqual(t, []byte(ansi.Strip(screen)))
			})
		}
	}
}

// TestDialogsWithoutColour checks that nothing is said by colour alone, and
// that none is sent, where NO_COLOR asks for none.
func TestDialogsWithoutColour(t *testing.T) {
	t.Parallel()
	for _, m := range installMoments {
		source := driftingSource()
		d := source.At(t, source, m.team, 80, 24)
		d.send(tea.ColorProfileMsg{Profile: colorprofile.Ascii})
		d.press(m.keys...)
		var out bytes.Buffer
		w := colorprofile.Writer{Forward: &out, Profile: colorprofile.Ascii}
		if _, err := w.WriteString(d.screen()); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(out.String(), "\x1b[3") || strings.Contains(out.String(), "\x1b[4") {
			t.Errorf("%s: colour without a colour profile", m.name)
		}
	}
}

// TestAnySizeAnyKeysOfInstalls drives every dialog at random sizes with random keys.
func TestAnySizeAnyKeysOfInstalls(t *testing.T) {
	t.Parallel()
	keys := []string{
		"j", "k", "tab", "1", "2", "3", "enter", "esc", "n", "d", "D", "c", "a", "u", "v", "f", "y", "Y", "s", "x", "space", "R", "r",
		"pgdown", "pgup", "conversations.history", "groups:read", "openid", "東", "/",
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 24 {
		source := driftingSource()
		d := source.At(t, source, []string{"acme", "initech", "hooli", "vandelay", "stark"}[random.IntN(5)], 80, 24)
		for range 40 {
			if random.IntN(4) == 0 {
				d.send(tea.WindowSizeMsg{Width: random.IntN(140), Height: random.IntN(50)})
			}
			key := keys[random.IntN(len(keys))]
			d.press(key)
			if d.e.width > 0 && d.e.height > 0 {
				checkSize(t, d.screen(), d.e.width, d.e.height)
			}
			if t.Failed() {
				t.Fatalf("at %dx%d after %s", d.e.width, d.e.height, key)
			}
		}
	}
}
