package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// What each key of the table in keys.go does, and why some do nothing just now.

func by(n int) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.list().Move(n)
		return e.moved()
	}
}

func byPage(n int) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.list().Move(n * e.list().Page())
		return e.moved()
	}
}

func toTop(e *explorer) tea.Cmd {
	e.list().MoveTo(0)
	return e.moved()
}

func toBottom(e *explorer) tea.Cmd {
	e.list().MoveTo(e.list().Rows - 1)
	return e.moved()
}

func byType(step int) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.resources.Hop(step)
		return e.moved()
	}
}

func typeBlocked(e *explorer) string {
	if e.focus != onResources {
		return "it works in the Resources pane"
	}
	return ""
}

func nextPane(e *explorer) tea.Cmd { return toPane((e.focus + 1) % paneCount)(e) }
func prevPane(e *explorer) tea.Cmd { return toPane((e.focus + paneCount - 1) % paneCount)(e) }

func toPane(f focus) func(*explorer) tea.Cmd {
	return func(e *explorer) tea.Cmd {
		e.focus = f
		return nil
	}
}

// enter opens a team, folds a type, goes from a resource to its scopes, or
// turns the Resources pane to where a scope reaches.
func enter(e *explorer) tea.Cmd {
	switch e.focus {
	case onTeams:
		e.focus = onResources
		return e.read(e.teams.Selected())
	case onResources:
		if e.resources.Toggle() {
			return nil
		}
		e.focus = onScopes
		return nil
	}
	if e.scopes.Toggle() {
		return nil
	}
	return e.pivotTo(e.scopes.Selected().Scope)
}

func enterBlocked(e *explorer) string {
	switch e.focus {
	case onTeams:
		if e.teams.Selected() == nil {
			return "no team is selected"
		}
	case onResources:
		if e.resources.Rows == 0 {
			return "there is nothing to open here"
		}
	case onScopes:
		if _, ok := e.scopes.At(); !ok && !e.scopes.OnOthers() {
			return "no scope is selected"
		}
	}
	return ""
}

func enterNow(e *explorer) string {
	switch e.focus {
	case onTeams:
		return "open"
	case onResources:
		return e.resources.EnterDoes()
	}
	if e.scopes.OnOthers() {
		if _, unfolded := e.scopes.Others(); unfolded {
			return "fold"
		}
		return "unfold"
	}
	return "where it reaches"
}

func openFilter(e *explorer) tea.Cmd { return e.filter().Open() }

func filterBlocked(e *explorer) string {
	if e.list().Rows == 0 && !e.filter().On() {
		return "there is nothing to filter here"
	}
	return ""
}

// back undoes one step: the filter of this pane, the pivot, then any other filter.
func back(e *explorer) tea.Cmd {
	switch {
	case e.filter().On():
		e.filter().Clear()
		return e.filtered(e.focus)
	case e.pivot != nil:
		return e.unpivot()
	}
	for f := range paneCount {
		if e.filterOf(f).On() {
			e.filterOf(f).Clear()
			return e.filtered(f)
		}
	}
	return nil
}

func backBlocked(e *explorer) string {
	if backNow(e) == "" {
		return "nothing to undo; q quits"
	}
	return ""
}

func backNow(e *explorer) string {
	switch {
	case e.filter().On():
		return "clear the filter"
	case e.pivot != nil:
		return "back to all resources"
	}
	for f := range paneCount {
		if e.filterOf(f).On() {
			return "clear the filter"
		}
	}
	return ""
}

func expandNow(e *explorer) string {
	if e.resources.Foldable() {
		return "unfold all"
	}
	return "fold all"
}

func expandAll(e *explorer) tea.Cmd {
	e.resources.ToggleAll()
	return e.moved()
}

func expandBlocked(e *explorer) string {
	switch {
	case e.resources.Narrowed():
		return "a filter shows every match already"
	case e.resources.Count() == 0:
		return "there is nothing to expand"
	}
	return ""
}

func inspect(e *explorer) tea.Cmd {
	about := dialog.Subject{}
	if e.focus == onScopes {
		about.URL = describe.ScopeURL(e.scopes.Selected().Scope)
	}
	return e.open(dialog.NewPager(e.description(true).Title, about, func(st draw.Styles, width int) []string {
		return e.description(true).Draw(st, width)
	}, "i"))
}

func inspectBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "nothing is selected"
	}
	return ""
}

func openMatrix(e *explorer) tea.Cmd { return e.open(dialog.NewMatrix(e.teams.Selected())) }

func matrixBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || s.Phase != state.Read {
		return "no permissions were read for this team"
	}
	return ""
}

func reread(e *explorer) tea.Cmd {
	s := e.teams.Selected()
	if s.Phase == state.Read {
		e.rereading[s] = s.Permissions
	}
	return e.reread(s)
}

func rereadBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return ""
}

func openHelp(e *explorer) tea.Cmd { return e.open(dialog.NewHelp("Keys", e.keyHelp())) }

func quit(*explorer) tea.Cmd { return tea.Quit }

// Keys that pick scopes, and keys that open a dialog.

func pick(e *explorer) tea.Cmd {
	scope, _ := e.pickable()
	e.teams.Selected().Pick(scope)
	if e.focus == onScopes {
		e.list().Move(1)
	}
	return nil
}

// pickable is the scope that the selected row stands for: itself, or the one
// that would let a type of conversation be listed; else why there is none.
func (e *explorer) pickable() (scope catalog.Scope, why string) {
	switch e.focus {
	case onScopes:
		if s, ok := e.scopes.At(); ok {
			return s.Scope, ""
		}
		if e.scopes.OnOthers() {
			return "", "enter unfolds these scopes; then space picks one"
		}
		return "", "no scope is selected"
	case onResources:
		if on, ok := e.resources.Selected(); ok && on.Type != "" && on.ID == "" && e.resources.Unlistable[on.Type] != "" {
			return e.resources.Unlistable[on.Type], ""
		}
	}
	return "", "space picks in the Scopes pane"
}

func pickBlocked(e *explorer) string {
	if _, why := e.pickable(); why != "" {
		return why
	}
	return e.askBlocked(e.teams.Selected())
}

// undo takes the last pick or drop back.
func undo(e *explorer) tea.Cmd {
	changed, picked := e.teams.Selected().Undo()
	e.scopes.Refilter()
	switch {
	case len(changed) == 0:
		e.toast = "nothing is left to undo"
	case picked:
		e.toast = "picked again: " + describe.JoinScopes(changed)
	default:
		e.toast = "no longer picked: " + describe.JoinScopes(changed)
	}
	return nil
}

func undoBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || !s.CanUndo() {
		return "nothing was picked or dropped"
	}
	return ""
}

// clearPicks drops all that was picked for the team.
func clearPicks(e *explorer) tea.Cmd {
	dropped := e.teams.Selected().ClearPicks()
	e.scopes.Refilter()
	e.toast = "dropped " + describe.Count(len(dropped), "pick") + "; u brings them back"
	return nil
}

func clearBlocked(e *explorer) string {
	if s := e.teams.Selected(); s == nil || s.PickCount() == 0 {
		return "nothing is picked"
	}
	return ""
}

func compose(e *explorer) tea.Cmd {
	return e.openComposer(e.teams.Selected(), 0)
}

func composeBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return e.askBlocked(e.teams.Selected())
}

// requestsBlocked says why there are no requests to look at.
func requestsBlocked(e *explorer) string {
	if e.requester() == nil && e.installer() == nil {
		return "this session cannot send requests"
	}
	return ""
}

func actAsUser(e *explorer) tea.Cmd {
	s := e.teams.Selected()
	return e.open(dialog.NewSandboxUser(s, e.sandboxOf(s), e.requestLine))
}

func actAsUserBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return dialog.ReadOnly
	case e.sandbox() == nil:
		return "only the sandbox's users can be played; run periscope demo"
	case e.teams.Selected() == nil:
		return "no team is selected"
	case e.teams.Selected().Installable():
		return noTrigger
	case e.teams.Selected().Phase == state.Failed:
		return refusedToken
	}
	return ""
}

// actUrgent reports that a request waits for a user, who can be played.
func actUrgent(e *explorer) bool { return e.requests.Next(e.teams.Selected().Team.Key) != nil }

// noTrigger is why triggers are of no use to a team.
const noTrigger = "this token needs no trigger to get more scopes: c composes an install"

func pasteTrigger(e *explorer) tea.Cmd {
	return e.open(dialog.NewPasteTrigger(e.requestLine))
}

func pasteBlocked(e *explorer) string {
	if why := composeBlocked(e); why != "" {
		return why
	}
	if e.teams.Selected().Installable() {
		return noTrigger
	}
	if e.requests.Next(e.teams.Selected().Team.Key) == nil {
		return "no request is waiting: c composes one"
	}
	return ""
}

func openRequests(e *explorer) tea.Cmd {
	return e.open(dialog.NewRequests(&e.requests, e.teams.Find))
}

func openActivity(e *explorer) tea.Cmd {
	where := ""
	if requester := e.requester(); requester != nil {
		where = "Nothing listens for Slack's messages: start with --listen 127.0.0.1:3000 and point your app's URLs there."
		if url := requester.Listening(); url != "" {
			where = "Slack's messages are heard at " + url
		}
	}
	return e.open(dialog.NewActivity(&e.activity, where))
}

func openCanCall(e *explorer) tea.Cmd { return e.open(dialog.NewCanCall(e.teams.Selected())) }

func canCallBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return ""
}

func openCompare(e *explorer) tea.Cmd {
	others := func() []*state.Session { return e.teams.Sessions }
	note := func(s *state.Session, _ int) string { return e.teams.NoteAlone(s) }
	return e.open(dialog.NewCompare(e.teams.Selected(), others, note))
}

func compareBlocked(e *explorer) string {
	s := e.teams.Selected()
	switch {
	case s == nil:
		return "no team is selected"
	case s.Phase != state.Read:
		return "no permissions were read for this team"
	case len(dialog.Choices(s, e.teams.Sessions)) == 0:
		return "there is no other team, and this one was read only once"
	}
	return ""
}

func openDrift(e *explorer) tea.Cmd {
	s, source, ctx := e.teams.Selected(), e.driftSource(), e.ctx
	return e.open(dialog.NewDrift(s, func() (drift.Drift, error) { return source.Drift(ctx, s.Team.Key) }))
}

func driftBlocked(e *explorer) string {
	switch {
	case e.teams.Selected() == nil:
		return "no team is selected"
	case !e.teams.Selected().Installable():
		return "only apps of bots and users have a manifest to compare with"
	case e.driftSource() == nil:
		return "this session knows no manifest and no code to compare with"
	}
	return ""
}

func openExplain(e *explorer) tea.Cmd {
	s, explainer := e.teams.Selected(), e.explainer()
	return e.open(dialog.NewExplain(s, explainWith(s, explainer)))
}

// explainWith explains texts, and compares them with what is known of a team's token.
func explainWith(s *state.Session, explainer Explainer) func(string) []model.Diagnosis {
	var held *model.Permissions
	if s != nil && s.Phase == state.Read {
		known := s.Permissions
		held = &known
	}
	return func(text string) []model.Diagnosis { return explainer.Explain(text, held) }
}

func explainBlocked(e *explorer) string {
	if e.explainer() == nil {
		return "this session explains no errors; use periscope explain"
	}
	return ""
}

func addTeam(e *explorer) tea.Cmd { return e.open(dialog.NewAddTeam(e.storeOf(nil))) }

func removeTeam(e *explorer) tea.Cmd {
	s := e.teams.Selected()
	store := e.storeOf(s)
	store.Name, _ = e.store().Kept(s.Team.Key)
	return e.open(dialog.NewRemoveTeam(s, store))
}

// storeBlocked says why teams cannot be added or removed.
func storeBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return dialog.ReadOnly
	case e.store() == nil && e.sandbox() != nil:
		return "nothing is stored here; run periscope without demo"
	case e.store() == nil:
		return "this session stores nothing; use periscope team add"
	}
	return ""
}

func removeBlocked(e *explorer) string {
	switch {
	case e.focus != onTeams:
		return "x removes a team in the Teams pane"
	case e.teams.Selected() == nil:
		return "no team is selected"
	}
	if why := storeBlocked(e); why != "" {
		return why
	}
	_, why := e.store().Kept(e.teams.Selected().Team.Key)
	return why
}

func refreshToken(e *explorer) tea.Cmd {
	s, refresher, ctx := e.teams.Selected(), e.source.(TokenRenewer), e.ctx
	e.toast = "renewing the token of " + s.Name()
	return func() tea.Msg { return tokenRefreshed{s.Team.Key, refresher.Refresh(ctx, s.Team.Key)} }
}

func refreshTokenBlocked(e *explorer) string {
	s := e.teams.Selected()
	switch {
	case e.readOnly:
		return dialog.ReadOnly
	case s == nil:
		return "no team is selected"
	case e.expiry(s) == "":
		return "this token does not run out"
	}
	return ""
}
