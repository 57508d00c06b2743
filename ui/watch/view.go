package watch

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/ui/draw"
)

// places are where the parts of the screen are.
type places struct {
	panes  [paneCount]draw.Rect // a height of 0: it is not shown
	detail draw.Rect
	border bool
}

const (
	leastColumns = 72 // for both lists side by side
	leastRows    = 14 // for what the selected line is about
	leastBorder  = 8  // rows, for frames
)

// layout is for the present size. The first and the last line are the header and the status.
func (s *Screen) layout() places {
	body := max(0, s.height-2)
	p := places{border: s.height >= leastBorder && s.width >= 20}
	detail := 0
	if s.height >= leastRows {
		detail = max(5, s.height/3)
		if s.output {
			detail = max(5, s.height/2)
		}
	}
	if s.output && detail == 0 { // there is room for one thing
		p.detail = draw.Rect{Y: 1, W: s.width, H: body}
		return p
	}
	lists := body - detail
	p.detail = draw.Rect{Y: 1 + lists, W: s.width, H: detail}
	if s.width < leastColumns {
		p.panes[s.focus] = draw.Rect{Y: 1, W: s.width, H: lists}
		return p
	}
	left := s.width * 3 / 5
	p.panes[onCalls] = draw.Rect{Y: 1, W: left, H: lists}
	p.panes[onScopes] = draw.Rect{X: left, Y: 1, W: s.width - left, H: lists}
	return p
}

func (s *Screen) list() *draw.List { return &s.lists[s.focus] }

// fit tells the lists how many rows there are, and how many they have room for.
func (s *Screen) fit() {
	p := s.layout()
	for i, rows := range [paneCount]int{len(s.calls()), len(s.scopes())} {
		s.lists[i].SetRows(rows)
		if r := p.panes[i]; r.H > 0 {
			s.lists[i].Resize(r.Inner(p.border).H)
		}
	}
}

// View implements tea.Model.
func (s *Screen) View() tea.View {
	v := tea.NewView(strings.Join(s.lines(), "\n"))
	v.AltScreen = true
	v.WindowTitle = "periscope watch"
	return v
}

// lines draws the screen: exactly height lines of exactly width cells.
func (s *Screen) lines() []string {
	if s.width <= 0 || s.height <= 0 {
		return nil
	}
	lines := []string{s.header()}
	p := s.layout()
	left, right := s.drawCalls(p), s.drawScopes(p)
	switch {
	case len(left) == 0:
		lines = append(lines, right...)
	case len(right) == 0:
		lines = append(lines, left...)
	default:
		for i := range left {
			lines = append(lines, left[i]+right[i])
		}
	}
	lines = append(lines, s.drawDetail(p)...)
	if s.height > 1 {
		lines = append(lines, s.status())
	}
	return lines[:min(len(lines), s.height)]
}

func (s *Screen) header() string {
	running := "running"
	if !s.state.Running {
		running = s.state.Status
	}
	if s.latest != nil {
		running = "paused, " + running
	}
	right := fmt.Sprintf("%s calls · %s ", draw.Thousands(s.state.Total), running)
	left := draw.Fit(" watching "+s.title+" · "+s.where, s.width-len([]rune(right))-1)
	return draw.FitStyled(s.styles.Strong.Render(left)+" "+s.styles.Dim.Render(right), s.width)
}

func (s *Screen) drawCalls(p places) []string {
	r := p.panes[onCalls]
	if r.H == 0 {
		return nil
	}
	in := r.Inner(p.border)
	calls := s.calls()
	var rows []string
	from, to := s.lists[onCalls].Visible()
	c := columnsOf(calls, in.W)
	for i := from; i < to && i < len(calls); i++ {
		emphasis := draw.Emphasize(i == s.lists[onCalls].Cursor, s.focus == onCalls)
		rows = append(rows, s.lineOf(calls[i], c).Draw(s.styles, in.W, c.note, emphasis))
	}
	if len(calls) == 0 {
		rows = draw.Banner(s.styles, in, s.emptyCalls()...)
	}
	f := draw.Frame{Title: "Calls", Right: s.countOf(onCalls, len(s.state.Calls)), Focused: s.focus == onCalls, Border: p.border}
	return f.Draw(s.styles, r, rows)
}

// callColumns are how many cells the columns of the calls take.
type callColumns struct{ method, count, note int }

// columnsOf gives methods the cells that they need, as long as there are enough for counts and
// for the beginning of what stands behind them.
func columnsOf(calls []Call, width int) callColumns {
	const marks, leastCount, leastWords = 4, 5, 10 // cells: around the text of a line, of counts, of scopes
	var c callColumns
	words := 0
	for _, call := range calls {
		c.method = max(c.method, ansi.StringWidth(call.Method))
		c.count = max(c.count, leastCount, len(draw.Thousands(call.Count)))
		words = max(words, ansi.StringWidth(call.words()))
	}
	c.note = max(width-marks-c.method-1, c.count+2+min(words, leastWords))
	c.method = width - marks - c.note - 1
	return c
}

// words are what stands behind the count of a call: the scopes, or what went wrong.
func (c Call) words() string {
	if c.OK {
		return c.Scopes
	}
	return c.Outcome
}

// lineOf is the line of a call.
func (s *Screen) lineOf(c Call, columns callColumns) draw.Line {
	line := draw.Line{Text: c.Method, Glyph: "✓", Style: s.styles.Text, Quiet: s.styles.Dim, Column: columns.method}
	if !c.OK {
		line.Glyph, line.Style = "✗", s.styles.Bad
	}
	line.Note = fmt.Sprintf("%*s  %s", columns.count, draw.Thousands(c.Count), c.words())
	return line
}

func (s *Screen) emptyCalls() []string {
	if s.filter != "" {
		return []string{"No call has " + s.filter + ".", "esc shows all."}
	}
	return append([]string{"No call of Slack yet."}, s.state.Notes...)
}

func (s *Screen) countOf(on pane, all int) string {
	if s.filter != "" {
		return fmt.Sprintf("%d of %d", s.lists[on].Rows, all)
	}
	return fmt.Sprint(all)
}

func (s *Screen) drawScopes(p places) []string {
	r := p.panes[onScopes]
	if r.H == 0 {
		return nil
	}
	in := r.Inner(p.border)
	scopes := s.scopes()
	several := slices.ContainsFunc(scopes, func(c Scope) bool { return c.Kind != scopes[0].Kind })
	var rows []string
	from, to := s.lists[onScopes].Visible()
	for i := from; i < to && i < len(scopes); i++ {
		c := scopes[i]
		glyph, style := s.mark(c.Mark)
		note := c.Word
		if c.Count > 0 {
			note += " " + draw.Thousands(c.Count)
		}
		name := c.Name
		if several {
			name = fmt.Sprintf("%-4s %s", c.Kind, name)
		}
		line := draw.Line{
			Text: name, Glyph: glyph, Note: note, Brief: cmp.Or(c.Brief, c.Word), TextFirst: true, Keep: true,
			Style: style, Quiet: s.styles.Dim,
		}
		word := min(len("perhaps unused"), in.W/2) // the longest, and names keep the rest
		rows = append(rows, line.Draw(s.styles, in.W, word, draw.Emphasize(i == s.lists[onScopes].Cursor, s.focus == onScopes)))
	}
	if len(scopes) == 0 {
		rows = draw.Banner(s.styles, in, "No scope yet.", "A call shows which scopes it used, and which ones its token holds.")
	}
	f := draw.Frame{Title: "Scopes", Right: s.countOf(onScopes, len(s.state.Scopes)), Focused: s.focus == onScopes, Border: p.border}
	return f.Draw(s.styles, r, rows)
}

func (s *Screen) mark(m Mark) (glyph string, style draw.Style) {
	switch m {
	case Used:
		return "✓", s.styles.Good
	case Missing:
		return "✗", s.styles.Bad
	case Doubtful:
		return "?", s.styles.Warn
	}
	return "–", s.styles.Dim
}

// drawDetail draws what the selected line is about, or the app's output.
func (s *Screen) drawDetail(p places) []string {
	r := p.detail
	if r.H == 0 {
		return nil
	}
	in := r.Inner(p.border)
	title, lines := s.detail()
	if s.output {
		title, lines = "Output", s.state.Output
		last := max(min(len(lines), in.H), len(lines)-s.scroll)
		lines = lines[max(0, last-in.H):last]
	}
	var rows []string
	for _, l := range lines {
		if s.output {
			rows = append(rows, draw.Fit(" "+l, in.W))
			continue
		}
		for _, part := range draw.Wrap(l, max(1, in.W-2)) {
			rows = append(rows, draw.Fit(" "+part, in.W))
		}
	}
	if s.output && len(lines) == 0 {
		rows = draw.Banner(s.styles, in, "The app has printed nothing yet.")
	}
	f := draw.Frame{Title: title, Border: p.border}
	return f.Draw(s.styles, r, rows[:min(len(rows), in.H)])
}

func (s *Screen) detail() (title string, lines []string) {
	if s.focus == onScopes {
		if c, ok := s.selectedScope(); ok {
			return c.Name, c.Detail
		}
	} else if c, ok := s.selectedCall(); ok {
		return c.Method, c.Detail
	}
	return "Smallest set", []string{s.state.Summary}
}

// status is the last line: the filter, what happened, or the smallest set and the keys.
func (s *Screen) status() string {
	switch {
	case s.typing:
		return draw.Field{Label: "/ ", Text: s.filter, Typing: true, At: utf8.RuneCountInString(s.filter)}.Draw(s.styles, s.width)
	case s.toast != "":
		return draw.FitStyled(" "+s.styles.Warn.Render(s.toast), s.width)
	}
	before := ""
	if s.filter != "" {
		before = "filter: " + draw.Cut(s.filter, s.width/3) + "  esc all"
	}
	return draw.FitStyled(" "+s.styles.Dim.Render(s.hints(before)), s.width)
}

// hints are the keys of the last line, behind what stands before them. Those without room are
// left out; how to leave and where all keys are listed stays the longest.
func (s *Screen) hints(before string) string {
	var hints []string
	for _, b := range bindings() {
		if b.hint != "" {
			hints = append(hints, b.hint)
		}
	}
	const last = 2
	at := len(hints) - last
	end := strings.Join(hints[at:], "  ")
	shown := before
	for _, hint := range hints[:at] {
		more := strings.TrimSpace(shown + "  " + hint)
		if ansi.StringWidth(more)+2+ansi.StringWidth(end)+2 > s.width {
			break
		}
		shown = more
	}
	return strings.TrimSpace(shown + "  " + end)
}
