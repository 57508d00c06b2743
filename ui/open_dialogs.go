package ui

import (
	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// Keys that open a dialog.

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

// openAllTokens shows the tokens of all teams, and reads those that were not read yet.
func openAllTokens(e *explorer) tea.Cmd {
	cmds := []tea.Cmd{e.open(dialog.NewAllTokens(dialog.TokensOf{
		Teams: func() []*state.Session { return e.teams.Sessions },
		Name:  e.teams.NameAlone,
		Left:  e.timeLeft,
	}))}
	for _, s := range e.teams.Sessions {
		cmds = append(cmds, e.read(s))
	}
	return tea.Batch(cmds...)
}

func allTokensBlocked(e *explorer) string {
	if len(e.teams.Sessions) == 0 {
		return "no teams are stored"
	}
	return ""
}

func openDrift(e *explorer) tea.Cmd {
	s, source, ctx := e.teams.Selected(), e.driftSource(), e.ctx
	return e.open(dialog.NewDrift(s, func() (Comparison, error) { return source.Drift(ctx, s.Team.Key) }))
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
