package dialog

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Matrix is the dialog that shows every scope that a team's token holds, or could, by
// resource type.
type Matrix struct {
	session *state.Session
	list
	column int // the type under the cursor
	left   int // the first type on screen
	gap    int // blanks between types
	shown  []int
}

// NewMatrix shows the scopes of a team.
func NewMatrix(s *state.Session) *Matrix { return &Matrix{session: s} }

// Jump goes to a scope on a resource type, in the panes.
type Jump struct {
	Scope catalog.Scope
	On    model.Resource // with an empty type: wherever the scope lives
}

func (d *Matrix) types() []catalog.ResourceType { return d.session.Permissions.Types() }

// selected is the scope and the type under the cursor.
func (d *Matrix) selected() (s catalog.Scope, t catalog.ResourceType, ok bool) {
	scopes, types := matrixScopes(d.session.Permissions), d.types()
	if d.list.Cursor >= len(d.shown) || d.shown[d.list.Cursor] >= len(scopes) || len(types) == 0 {
		return "", "", false
	}
	d.column = max(0, min(d.column, len(types)-1))
	return scopes[d.shown[d.list.Cursor]], types[d.column], true
}

// narrow finds which rows are shown.
func (d *Matrix) narrow() {
	scopes := matrixScopes(d.session.Permissions)
	d.shown = d.list.narrow(len(scopes), func(i int) string { return string(scopes[i]) })
}

// Commands implements [Dialog].
func (d *Matrix) Commands() []Command {
	d.narrow()
	if d.list.typing {
		return d.list.typingCommands()
	}
	s, t, ok := d.selected()
	nothing := ""
	if !ok {
		nothing = "no scope is selected"
	}
	move := func(key, what string, by int, also ...string) Command {
		return does(key, what, func() Action {
			d.column = max(0, min(d.column+by, len(d.types())-1))
			return Action{}
		}).also(also...).quiet()
	}
	all := d.list.closes("m")
	all = append(all, does("enter", "go there", func() Action {
		return Action{Close: true, Do: Jump{s, model.Resource{Type: t}}}
	}).onRow().unless(nothing))
	all = append(all, d.list.commands(true)...)
	return append(all,
		move("l", "type to the right", 1, "right", "tab"), move("h", "type to the left", -1, "left", "shift+tab"),
		copies(func() string { return string(s) }), browses(describe.ScopeURL(s)), exports(d.report))
}

// HandleMsg implements [Dialog].
func (d *Matrix) HandleMsg(msg tea.Msg) Action { return handle(d, &d.list, msg) }

// TakesText implements [TextTaker].
func (d *Matrix) TakesText() bool { return d.list.typing }

func (d *Matrix) report() describe.Report {
	s := describe.Section{Columns: []string{"scope"}}
	for _, t := range d.types() {
		s.Columns = append(s.Columns, string(t))
	}
	for _, scope := range matrixScopes(d.session.Permissions) {
		row := []string{string(scope)}
		for _, t := range d.types() {
			word := ""
			if status := matrixStatus(d.session.Permissions, scope, t); status != model.StatusOtherTypes {
				word = string(status)
			}
			row = append(row, word)
		}
		s.Rows = append(s.Rows, row)
	}
	return describe.Report{Title: "Scopes by resource type", Team: d.session.Name(), Sections: []describe.Section{s}}
}

// Page implements [Dialog].
func (d *Matrix) Page(screen Screen) draw.Page {
	st, perms := screen.Styles, d.session.Permissions
	scopes, types := matrixScopes(perms), d.types()
	d.narrow()
	_, _, _ = d.selected() // keeps the cursor in the table
	p := draw.Page{Title: "Scopes by resource type: " + d.session.Name(), Keys: edge(d.Commands())}
	d.list.filterRow(&p, st, len(scopes))
	name, from, to := d.fit(screen.Width, scopes, types)
	var legend []string
	for _, l := range draw.Wrap(d.legend(), max(1, screen.Width-2)) {
		legend = append(legend, " "+st.Dim.Render(l))
	}
	roomy := screen.Height > 15 // for what does not scroll
	if roomy {
		p.Say(legend...)
	}
	p.Say(d.head(st, name, types, from, to))
	p.Fixed = len(p.Rows)
	for at, i := range d.shown {
		selected := at == d.list.Cursor
		marker, fill := " ", func(k draw.Style) draw.Style { return k }
		if selected {
			marker, fill = "▌", st.Filled
		}
		var row strings.Builder
		row.WriteString(fill(st.Text).Render(marker + draw.Fit(draw.Shorten(string(scopes[i]), name), name)))
		for c := from; c < to; c++ {
			row.WriteString(matrixCell(st, perms, scopes[i], types[c], d.gap, fill, selected && c == d.column))
		}
		p.AddItemRow(at, draw.Row{Text: row.String()}, selected)
	}
	if !roomy {
		p.SayAside(legend...)
	}
	return p
}

// fit says how wide the column of the names is, and which types are on screen: all of
// them, or as many as there is room for around the cursor.
func (d *Matrix) fit(width int, scopes []catalog.Scope, types []catalog.ResourceType) (name, from, to int) {
	cells := func(from, to int) int {
		n := 0
		for _, t := range types[from:to] {
			n += len(t) + d.gap
		}
		return n
	}
	longest := 0
	for _, s := range scopes {
		longest = max(longest, ansi.StringWidth(string(s)))
	}
	const least = 16 // cells of a name: "channels:history"
	if d.gap = 2; 1+min(longest, least)+cells(0, len(types)) > width {
		d.gap = 1
	}
	name = min(longest, max(least, width-2-cells(0, len(types))))
	name = max(1, min(name, width-10))
	d.left = max(0, min(d.left, d.column))
	for d.left < d.column && 1+name+cells(d.left, d.column+1) > width {
		d.left++
	}
	to = d.left
	for to < len(types) && 1+name+cells(d.left, to+1) <= width {
		to++
	}
	for d.left > 0 && 1+name+cells(d.left-1, to) <= width {
		d.left--
	}
	return name, d.left, to
}

// head names the types. An arrow says that there are more at a side.
func (d *Matrix) head(st draw.Styles, name int, types []catalog.ResourceType, from, to int) string {
	row := strings.Repeat(" ", 1+name)
	if from > 0 {
		row = draw.Fit("", name) + "‹"
	}
	row = st.Dim.Render(row)
	for c := from; c < to; c++ {
		style := st.Strong
		if c == d.column {
			style = st.Accent
		}
		row += " " + style.Render(string(types[c])) + strings.Repeat(" ", d.gap-1)
	}
	if to < len(types) {
		row = strings.TrimSuffix(row, " ") + st.Dim.Render("›")
	}
	return row
}

func (d *Matrix) legend() string {
	if d.session.Permissions.ScopesUnknown {
		return "? " + describe.ScopesUnknown
	}
	unclear := ""
	for _, s := range d.session.Permissions.ListScopesAnywhere() {
		if s.Status == model.StatusUnclear {
			unclear = "? unclear   "
		}
	}
	return "✓ granted   + can ask   ~ replaced   " + unclear + "blank: does not live there"
}

// matrixScopes lists the scopes that are held first, then those that could be asked for, and
// last those of which Slack does not say where they live.
func matrixScopes(p model.Permissions) []catalog.Scope {
	scopes := p.Scopes()
	held := map[catalog.Scope]bool{}
	for _, s := range scopes {
		held[s] = true
	}
	kind := state.KindOf(p)
	var homeless []catalog.Scope
	for _, entry := range model.RequestableScopes(kind) {
		switch {
		case held[entry.Scope]:
		case len(entry.PlacesFor(kind)) == 0:
			homeless = append(homeless, entry.Scope)
		default:
			scopes = append(scopes, entry.Scope)
		}
	}
	return append(scopes, homeless...)
}

// matrixStatus is how a scope stands on a type; on those where it does not live,
// [model.StatusOtherTypes].
func matrixStatus(p model.Permissions, s catalog.Scope, t catalog.ResourceType) model.ScopeStatus {
	if p.Holds(s, t) {
		return model.StatusGranted
	}
	entry, _ := catalog.Lookup(s)
	status, _ := model.StatusOf(entry, t, p.Kind)
	switch {
	case status == model.StatusOtherTypes || status == model.StatusUnclear:
		return status
	case p.ScopesUnknown:
		return model.StatusUnknown
	}
	return status
}

// matrixCell draws the mark in the middle below the type's name.
func matrixCell(
	st draw.Styles, p model.Permissions, s catalog.Scope, t catalog.ResourceType, gap int, fill func(draw.Style) draw.Style, selected bool,
) string {
	status := matrixStatus(p, s, t)
	glyph, style := " ", st.Dim
	if status != model.StatusOtherTypes {
		glyph = describe.StatusGlyphs[status]
		_, style = describe.StatusStyles(st, status)
	}
	blank := func(cells int) string { return fill(st.Text).Render(strings.Repeat(" ", cells)) }
	if selected {
		mark := (len(t) - 1) / 2
		framed := fill(st.Accent).Render("[") + fill(style).Render(glyph) + fill(st.Accent).Render("]")
		return blank(mark) + framed + blank(len(t)-mark-3+gap)
	}
	return blank(1) + fill(style).Render(draw.Centre(glyph, len(t))) + blank(gap-1)
}
