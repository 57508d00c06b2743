package ui

import (
	"context"
	"fmt"
	"time"

	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// Refresher is a Source whose tokens can run out and be renewed.
type Refresher interface {
	// Expires says when a team's token runs out, without asking the network;
	// known is false for tokens that do not, or of which nobody said when.
	Expires(key string) (at time.Time, known bool)
	// Refresh buys a new token with the refresh token, and stores both before
	// either is used.
	Refresh(ctx context.Context, key string) error
}

// tokenRefreshed tells how renewing a token ended.
type tokenRefreshed struct {
	key string
	err error
}

// expiry is what is left of the life of a team's token, in words; empty when it does not run out.
func (e *explorer) expiry(s *state.Session) string {
	refresher, ok := e.source.(Refresher)
	if !ok {
		return ""
	}
	at, known := refresher.Expires(s.Team.Key)
	if !known {
		return ""
	}
	left := at.Sub(e.now())
	switch {
	case left <= 0:
		return "has run out; T renews it"
	case left < time.Minute:
		return "runs out within a minute; T renews it"
	}
	return fmt.Sprintf("runs out in %d min; T renews it", int(left.Minutes()))
}

func refreshToken(e *explorer) tea.Cmd {
	s, refresher, ctx := e.teams.Selected(), e.source.(Refresher), e.ctx
	e.toast = "renewing the token of " + s.Name()
	return func() tea.Msg { return tokenRefreshed{s.Team.Key, refresher.Refresh(ctx, s.Team.Key)} }
}

func refreshTokenBlocked(e *explorer) string {
	s := e.teams.Selected()
	switch {
	case e.readOnly:
		return readOnlyReason
	case s == nil:
		return "no team is selected"
	case e.expiry(s) == "":
		return "this token does not run out"
	}
	return ""
}

// refreshed takes the outcome of renewing a token, and reads the team with the new one.
func (e *explorer) refreshed(msg tokenRefreshed) tea.Cmd {
	s := e.teams.Find(msg.key)
	if s == nil {
		return nil
	}
	if msg.err != nil {
		sentence, next := describe.Failure(msg.err)
		e.toast = sentence + " " + next
		return nil
	}
	cmd := e.reread(s)
	e.toast = "the token of " + s.Name() + " was renewed"
	return cmd
}
