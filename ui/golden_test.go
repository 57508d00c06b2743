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
)

var sizes = [][2]int{{20, 5}, {60, 20}, {80, 24}, {120, 36}, {200, 60}}

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
		for _, size := range sizes {
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

// colourModes are what terminals can show.
var colourModes = []struct {
	name    string
	dark    bool
	profile colorprofile.Profile
}{
	{"dark", true, colorprofile.TrueColor},
	{"light", false, colorprofile.TrueColor},
	{"dark16", true, colorprofile.ANSI},
	{"light16", false, colorprofile.ANSI},
	{"none", true, colorprofile.Ascii},
}

// paneMoments are the moments of which every size is drawn in every mode of colour.
var paneMoments = []string{"start", "expanded", "scopes", "pivot", "filter", "revoked"}

func TestColours(t *testing.T) {
	t.Parallel()
	for _, c := range colourModes {
		for _, m := range moments {
			if !slices.Contains(paneMoments, m.name) {
				continue
			}
			for _, size := range sizes {
				if c.name == "light16" && size[0] != 80 {
					continue // the palettes for 16 colours differ in one colour or two
				}
				t.Run(fmt.Sprintf("%s/%s/%dx%d", c.name, m.name, size[0], size[1]), func(t *testing.T) {
					t.Parallel()
					d := drive(t, acme(40), size[0], size[1])
					d.send(tea.ColorProfileMsg{Profile: c.profile})
					if !c.dark {
						d.send(background(false))
					}
					d.press(m.keys...)
					var out bytes.Buffer
					w := colorprofile.Writer{Forward: &out, Profile: c.profile}
					if _, err := w.WriteString(d.screen()); err != nil {
						t.Fatal(err)
					}
					golden.RequireEqual(t, out.Bytes())
					if c.profile == colorprofile.Ascii && strings.Contains(out.String(), "\x1b[3") {
						t.Error("colour without a colour profile")
					}
				})
			}
		}
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

// driftingSource is an installSource with every sort of drift, whose Slack is played.
func driftingSource() installSandbox {
	m := newInstallSource()
	m.drift = drifting()
	stage := newSandboxSource()
	stage.hear = func(Incoming) {}
	return installSandbox{installSource: m, Sandbox: stage}
}

func TestScreensOfInstalls(t *testing.T) {
	t.Parallel()
	for _, m := range installMoments {
		for _, size := range sizes {
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
		for _, size := range sizes {
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
