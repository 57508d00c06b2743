package dialog

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/order"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/find"
)

// textField is a line of text being typed in a dialog, with suggestions below it.
type textField struct {
	input   textinput.Model
	label   string
	suggest func(text string) []string // nil: nothing to suggest
	chosen  int                        // the suggestion under the cursor
	whole   bool                       // suggestions complete all of the text, not its last word
	done    func(text string) Action   // what to do with the text; nil: the dialog knows
	refused bool                       // a token was to be entered
}

// mostSuggestions is how many suggestions are shown.
const mostSuggestions = 6

func newTextField(label string, suggest func(string) []string) *textField {
	in := draw.NewTextInput()
	in.Prompt = ""
	in.CharLimit = 1000
	in.SetVirtualCursor(false)
	in.Focus()
	return &textField{input: in, label: label, suggest: suggest}
}

// text is what was typed.
func (t *textField) text() string { return t.input.Value() }

func (t *textField) set(text string) {
	t.input.SetValue(text)
	t.input.CursorEnd()
}

// paste adds text, as far as it is one line and of a sane length.
func (t *textField) paste(text string) {
	text = text[:min(len(text), 4000)]
	if t.refused = model.HoldsToken(text); t.refused {
		return
	}
	text = strings.Join(strings.Fields(text), " ")
	t.input, _ = t.input.Update(tea.PasteMsg{Content: text})
}

// suggestions are those for the word being typed.
func (t *textField) suggestions() []string {
	if t.suggest == nil {
		return nil
	}
	all := t.suggest(t.word())
	return all[:min(len(all), mostSuggestions)]
}

// word is what suggestions complete: the last word of the text, or all of it.
func (t *textField) word() string {
	value := t.input.Value()
	if t.whole {
		return value
	}
	return value[strings.LastIndexAny(value, " ,")+1:]
}

// complete puts the chosen suggestion in the place of the word.
func (t *textField) complete() bool {
	all := t.suggestions()
	if len(all) == 0 {
		return false
	}
	value := t.input.Value()
	t.set(strings.TrimSuffix(value, t.word()) + all[min(t.chosen, len(all)-1)])
	t.chosen = 0
	return true
}

// press handles a key; finished says that the text is complete.
func (t *textField) press(msg tea.KeyPressMsg) (finished bool) {
	t.refused = false
	switch msg.String() {
	case "enter":
		if t.refused = model.HoldsToken(t.input.Value()); t.refused {
			t.input.Reset()
		}
		return !t.refused
	case "tab":
		t.complete()
	case "down":
		t.chosen = min(t.chosen+1, max(0, len(t.suggestions())-1))
	case "up":
		t.chosen = max(0, t.chosen-1)
	default:
		t.input, _ = t.input.Update(msg)
		t.chosen = 0
	}
	return false
}

// line draws what was typed, with the place where the next letter goes if it is being typed.
func (t *textField) line(st draw.Styles, typing bool) string {
	value := []rune(describe.Discreet(t.input.Value()))
	at, caret := min(t.input.Position(), len(value)), ""
	if typing {
		caret = st.Accent.Render("▏")
	}
	return " " + st.Accent.Render(t.label) + st.Text.Render(string(value[:at])) + caret + st.Text.Render(string(value[at:]))
}

func (t *textField) refusal(st draw.Styles) string {
	return "   " + st.Bad.Render(describe.TokenRefused)
}

// addTo draws the field on a page, and below it what it suggests, each of which can be
// clicked.
func (t *textField) addTo(p *draw.Page, st draw.Styles) {
	p.Say(t.line(st, true))
	p.Focus = len(p.Rows)
	if t.refused {
		p.Say(t.refusal(st))
	}
	for i, s := range t.suggestions() {
		p.Rows = append(p.Rows, draw.Row{
			Line:     &draw.Line{Text: s, Style: st.Text, Quiet: st.Dim},
			Emphasis: draw.Emphasize(i == t.chosen, true), Hit: draw.Hit{Item: i + 1},
		})
	}
	p.Until = len(p.Rows)
}

// choose puts a suggestion that was clicked in the place of the word.
func (t *textField) choose(i int) {
	t.chosen = i
	t.complete()
}

// completions are the names that begin with what was typed, those that hold it, and those
// that hold its words in any order.
func completions(typed string, names []string) []string {
	if typed == "" {
		return nil
	}
	var begin, hold, words []string
	query := find.Parse(strings.TrimLeft(typed, "~"))
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, typed):
			begin = append(begin, name)
		case strings.Contains(name, typed):
			hold = append(hold, name)
		case query.Matches(name):
			words = append(words, name)
		}
	}
	return slices.Concat(begin, hold, words)
}

// fuzzyMatches are the names that hold the letters that were typed, the best first.
func fuzzyMatches(typed string, names []string) []string {
	query := find.Fuzzy(typed)
	if query.Empty() {
		return nil
	}
	scorer, scores := find.NewScorer(query), map[string]int{}
	var found []string
	for _, name := range names {
		if score, ok := scorer.Exactly([]byte(name)); ok {
			scores[name] = score
			found = append(found, name)
		}
	}
	order.Stable(found, func(a, b string) int { return scores[b] - scores[a] })
	return found
}
