package describe

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Scope says how a scope stands towards on, or towards everything if on has no type, and
// what it means; then what it unlocks for tokens of the same kind. All includes how we know.
func Scope(session *state.Session, s model.ListedScope, on model.Resource, all bool) draw.Text {
	p := session.Permissions
	d := draw.Text{Title: string(s.Scope), More: !all}
	kind := state.KindOf(p)
	d.Say(statusTone(s.Status), answer(p, s, on))
	if !s.Known {
		d.Say(draw.Neutral, "Slack granted this scope, and Periscope's catalogue does not know it.")
		addRecorded(&d, session, s)
		return d
	}
	if on.Type == "" && s.Status == model.StatusGranted {
		d.Add("reaches", WhereHeld(p, s.Scope))
	}
	addRecorded(&d, session, s)
	d.Gap()
	if methods := catalog.Unlocks(s.Scope, kind); len(methods) > 0 {
		d.Add("opens", strings.Join(methods, "  "))
	}
	if others := p.TypesHolding(s.Scope); on.Type != "" && len(others) > 0 {
		others = slices.DeleteFunc(others, func(t catalog.ResourceType) bool { return t == on.Type })
		if len(others) > 0 {
			d.Add("also on", TypeNames(others))
		}
	}
	if kind == catalog.Workspace {
		addWorkspaceFacts(&d, s.Entry, all)
	} else {
		addInstallFacts(&d, s.Entry, kind)
	}
	if places := s.Entry.PlacesFor(kind); len(places) > 0 && (all || s.Status != model.StatusGranted) {
		d.Add("lives on", placeNames(places))
	}
	if !all {
		return d
	}
	if s.Status == model.StatusCanAsk && on.Type != "" {
		d.Add("here", fmt.Sprintf("that it lives on %s: %s", on.Type, BasisWords[s.Basis]))
	}
	d.Add("class", fmt.Sprintf("%s (%s)", s.Entry.Class, BasisWords[s.Entry.Basis]))
	if s.Entry.Evidence != "" && (kind == catalog.Workspace || !s.Entry.Offered(catalog.Workspace)) {
		d.Add("basis", s.Entry.Evidence)
	}
	return d
}

// addWorkspaceFacts says what was true of a scope while workspace apps held it.
func addWorkspaceFacts(d *draw.Text, entry catalog.Entry, all bool) {
	if len(entry.Events) > 0 && all {
		d.Add("events", strings.Join(entry.Events, "  "))
	}
	if r := entry.Replaced; r != nil {
		d.Add("replaced", fmt.Sprintf("by %s since %s%s (%s)", JoinScopes(r.By), r.Since, except(r.Except), BasisWords[r.Basis]))
	}
}

// addInstallFacts says what is true of a scope for bot or user tokens.
func addInstallFacts(d *draw.Text, entry catalog.Entry, kind catalog.TokenKind) {
	if r, ok := entry.Scope.Retirement(); ok {
		d.Add("slack", r.Sentence())
	}
	if partner, ok := entry.Scope.Partner(); ok {
		d.Add("beside", "Slack grants it only together with "+string(partner))
	}
	if events := catalog.EventsOpenedBy(entry.Scope); len(events) > 0 {
		d.Add("events", strings.Join(events, "  "))
	}
	if instead, ok := entry.SubstituteFor(kind); ok {
		d.Add("replaced", fmt.Sprintf("by %s (%s)", JoinScopes(instead.By), BasisWords[instead.Basis]))
	}
	if basis, ok := entry.ReachesUnjoined(kind); ok {
		d.Add("reaches", fmt.Sprintf("public channels too that %s is not in (%s)", Owner(kind), BasisWords[basis]))
	}
}

// except names the resource types where a replaced scope is still the way.
func except(types []catalog.ResourceType) string {
	if len(types) == 0 {
		return ""
	}
	var names []string
	for _, t := range types {
		names = append(names, string(t))
	}
	return ", except on " + strings.Join(names, " and ")
}

// placeNames lists resource types, naming the basis of each that Slack did not document.
func placeNames(ps []catalog.Place) string {
	var words []string
	for _, p := range ps {
		word := string(p.Type)
		if p.Basis != catalog.Documented {
			word += " (" + string(p.Basis) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func statusTone(s model.ScopeStatus) draw.Tone {
	switch s {
	case model.StatusGranted:
		return draw.Positive
	case model.StatusNotHere:
		return draw.Negative
	case model.StatusCanAsk:
		return draw.Obtainable
	case model.StatusUnknown, model.StatusSuperseded:
		return draw.Uncertain
	}
	return draw.Neutral
}

// answer says first whether a scope is granted here, then what it is for.
func answer(p model.Permissions, s model.ListedScope, on model.Resource) string {
	owner := Owner(p.Kind)
	may := owner + " may use it"
	if s.Known {
		may = owner + " may " + deed(s.Entry.Meaning)
	}
	switch s.Status {
	case model.StatusGranted:
		return "Yes" + whereGranted(p, s.Scope, on) + ": " + may + "."
	case model.StatusNotHere:
		return fmt.Sprintf("Not on %s: %s. On other resources of type %s %s.", Label(on), membership(p, s.Scope, on), on.Type, may)
	case model.StatusUnknown:
		return ScopesUnknown + " This may be one of them: with it, " + may + ". r asks again."
	case model.StatusCanAsk:
		how := "the app can ask for it"
		if p.Kind.IsBotOrUser() {
			how = "space picks it, c composes the install that adds it"
		}
		return "Not granted" + onType(on) + "; " + how + ". With it, " + may + "."
	case model.StatusSuperseded:
		return "Not granted" + onType(on) + ". Ask for its replacement instead. It let " + owner + " " + deed(s.Entry.Meaning) + "."
	case model.StatusOtherTypes:
		places := placeNames(s.Entry.PlacesFor(state.KindOf(p)))
		return fmt.Sprintf("Does not apply to %s: it lives on %s. It is to %s.", on.Type, places, deed(s.Entry.Meaning))
	}
	return "Slack never showed which resources this scope belongs to. It is to " + deed(s.Entry.Meaning) + "."
}

// deed is the catalogue's meaning of a scope as the end of a sentence.
func deed(meaning string) string {
	meaning = strings.TrimSuffix(meaning, ".")
	if meaning == "" {
		return "use it"
	}
	return strings.ToLower(meaning[:1]) + meaning[1:]
}

// onType is " on channel", or nothing for everything.
func onType(on model.Resource) string {
	if on.Type == "" {
		return ""
	}
	return " on " + string(on.Type)
}

// whereGranted says where a granted scope is held, and why there.
func whereGranted(p model.Permissions, s catalog.Scope, on model.Resource) string {
	switch {
	case on.Type == "":
		return ""
	case on.ID == "":
		return fmt.Sprintf(", on %s (%s)", on.Type, reach(p, s, on.Type))
	}
	return fmt.Sprintf(", on %s (%s)", Label(on), membership(p, s, on))
}

// WhereHeld lists where a scope is held, and on how many as far as that is known.
func WhereHeld(p model.Permissions, s catalog.Scope) string {
	var places []string
	for _, t := range p.TypesHolding(s) {
		places = append(places, fmt.Sprintf("%s (%s)", t, reach(p, s, t)))
	}
	return strings.Join(places, ", ")
}

// reach is the set on which a scope is held, in words.
func reach(p model.Permissions, s catalog.Scope, t catalog.ResourceType) string {
	var sets []string
	for _, g := range p.On(t) {
		if g.Holds(s) && !g.Resources.Empty() {
			sets = append(sets, g.Resources.String())
		}
	}
	if scope, closed := UnlistableTypes(p)[t]; closed {
		return fmt.Sprintf("on how many is not known without %s", scope)
	}
	if len(sets) == 0 {
		return fmt.Sprintf("held, but %s is in none", Owner(p.Kind))
	}
	return strings.Join(sets, ", ")
}

// membership says why a scope does or does not reach one resource.
func membership(p model.Permissions, s catalog.Scope, on model.Resource) string {
	for _, g := range p.On(on.Type) {
		if !g.Holds(s) {
			continue
		}
		switch g.Resources.Contains(on.ID) {
		case model.ByID:
			return listedSentence(p.Kind, on.Type)
		case model.ByWildcard:
			return "covered by the wildcard"
		case model.Excluded:
			return "excluded by its id"
		case model.Outside:
		}
	}
	if !p.Kind.IsBotOrUser() {
		return "it was granted for others"
	}
	if entry, _ := catalog.Lookup(s); on.Type == catalog.Channel {
		if _, anywhere := entry.ReachesUnjoined(p.Kind); anywhere {
			return "as on every public channel"
		}
	}
	return Owner(p.Kind) + " is not in it"
}

// StatusGlyphs stand before a scope, by how it stands.
var StatusGlyphs = map[model.ScopeStatus]string{
	model.StatusGranted:    "✓",
	model.StatusNotHere:    "–",
	model.StatusCanAsk:     "+",
	model.StatusSuperseded: "~",
	model.StatusOtherTypes: "·",
	model.StatusUnknown:    "?",
	model.StatusUnclear:    "?",
}

// StatusWord says how a scope stands for a token of a kind, in at most 14
// letters, or 9 when there is no room.
func StatusWord(s model.ListedScope, kind catalog.TokenKind, wide bool) string {
	switch s.Status {
	case model.StatusSuperseded:
		return "replaced"
	case model.StatusOtherTypes:
		places := s.Entry.PlacesFor(kind)
		switch {
		case len(places) != 1:
		case wide:
			return string(places[0].Type) + " scope"
		default:
			return string(places[0].Type)
		}
		if wide {
			return "on other types"
		}
		return "on others"
	}
	return string(s.Status)
}

// StatusStyles are those of a scope's name and of its word.
func StatusStyles(st draw.Styles, s model.ScopeStatus) (name, word draw.Style) {
	switch s {
	case model.StatusGranted:
		return st.Text, st.Good
	case model.StatusCanAsk:
		return st.Text, st.Ask
	case model.StatusSuperseded:
		return st.Dim, st.Warn
	case model.StatusUnknown:
		return st.Text, st.Warn
	case model.StatusNotHere:
		return st.Dim, st.Bad
	}
	return st.Dim, st.Dim
}

// ScopeBullets lists scopes with their meanings, as Slack might show them to a person.
func ScopeBullets(st draw.Styles, width int, scopes []catalog.Scope) []string {
	var rows []string
	for _, s := range scopes {
		rows = append(rows, "    "+st.Text.Render(draw.Fit("• "+string(s), 34))+st.Dim.Render(draw.Cut(Meaning(s), width-40)))
	}
	return rows
}
