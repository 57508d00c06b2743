// Package drawtest compares what is drawn with golden files, at every size and in every
// mode of colour. The files hold text as it is read, and colours as runs of cells, so that
// a change of either can be reviewed, and a view takes one file.
package drawtest

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"
)

// Sizes are the widths and heights of terminals that every view must suit.
var Sizes = [][2]int{{20, 5}, {60, 20}, {80, 24}, {120, 36}, {200, 60}}

// Mode is what a terminal can show.
type Mode struct {
	Name    string
	Dark    bool
	Profile colorprofile.Profile
}

// Modes are a dark and a light terminal with many colours, the same with 16, and one
// without.
var Modes = []Mode{
	{"dark", true, colorprofile.TrueColor},
	{"light", false, colorprofile.TrueColor},
	{"dark16", true, colorprofile.ANSI},
	{"light16", false, colorprofile.ANSI},
	{"none", true, colorprofile.Ascii},
}

// Drawn draws a view in a mode of colour, at the size that it was made for.
type Drawn func(Mode) string

// RequireViews compares a view, at all sizes and in all modes, with the golden file of the
// test. The text is the same in every mode, and without colours there are none.
func RequireViews(t *testing.T, view func(width, height int) Drawn) {
	t.Helper()
	var out bytes.Buffer
	for _, size := range Sizes {
		drawn := view(size[0], size[1])
		text := ansi.Strip(drawn(Modes[0]))
		fmt.Fprintf(&out, "==== %dx%d\n%s\n", size[0], size[1], text)
		before := ""
		for _, mode := range Modes {
			var sent bytes.Buffer
			w := colorprofile.Writer{Forward: &sent, Profile: mode.Profile}
			if _, err := w.WriteString(drawn(mode)); err != nil {
				t.Fatal(err)
			}
			if got := ansi.Strip(sent.String()); got != text {
				t.Errorf("%s at %dx%d says something else:\n%s", mode.Name, size[0], size[1], got)
			}
			if mode.Profile == colorprofile.Ascii && colour.Match(sent.Bytes()) {
				t.Errorf("colours without a colour profile at %dx%d", size[0], size[1])
			}
			legend, rows := Runs(sent.String())
			fmt.Fprintf(&out, "-- %s\n%s", mode.Name, legend)
			if rows != before {
				out.WriteString(rows)
			} else {
				out.WriteString("the same runs\n")
			}
			before = rows
		}
	}
	golden.RequireEqual(t, out.Bytes())
}

var (
	sequence = regexp.MustCompile("\x1b\\[([0-9;:]*)m")
	colour   = regexp.MustCompile("\x1b\\[(\\d+;)*([349]\\d|10\\d)[;m]")
)

// Runs writes the styles of a drawing: a legend of each style with a letter, and for each
// line the letters, each with the number of cells that it covers. A dot is no style. Lines
// with the same runs are written once.
func Runs(drawing string) (legend, rows string) {
	letters := map[string]string{"": "."}
	var styles, ranges strings.Builder
	style, first, last := "", 0, ""
	flush := func(next int) {
		switch {
		case next == 0:
		case next-1 == first:
			fmt.Fprintf(&ranges, "%d:%s\n", first, last)
		default:
			fmt.Fprintf(&ranges, "%d-%d:%s\n", first, next-1, last)
		}
	}
	lines := strings.Split(drawing, "\n")
	for i, line := range lines {
		var row runs
		for line != "" {
			at := sequence.FindStringSubmatchIndex(line)
			if at == nil {
				at = []int{len(line), len(line), 0, 0}
			}
			if _, known := letters[style]; !known && at[0] > 0 {
				letters[style] = string(rune('a' + len(letters) - 1))
				fmt.Fprintf(&styles, "%s %s\n", letters[style], style)
			}
			row.add(letters[style], ansi.StringWidth(line[:at[0]]))
			switch params := line[at[2]:at[3]]; {
			case at[0] == at[1]:
			case params == "" || params == "0":
				style = ""
			default:
				style = strings.TrimPrefix(style+";"+params, ";")
			}
			line = line[at[1]:]
		}
		if now := row.String(); i == 0 || now != last {
			flush(i)
			first, last = i, now
		}
	}
	flush(len(lines))
	return styles.String(), ranges.String()
}

// runs are styles with the number of cells that each covers.
type runs struct {
	done   strings.Builder
	letter string
	cells  int
}

func (r *runs) add(letter string, cells int) {
	if cells == 0 {
		return
	}
	if letter != r.letter {
		r.flush()
		r.letter = letter
	}
	r.cells += cells
}

func (r *runs) flush() {
	if r.cells > 0 {
		fmt.Fprintf(&r.done, " %s%d", r.letter, r.cells)
	}
	r.cells = 0
}

func (r *runs) String() string {
	r.flush()
	return r.done.String()
}
