package ui

import (
	"context"
	"fmt"
	"strings"

	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// Keeper is a [Source] whose teams can be added and removed for good.
type Keeper interface {
	// Add checks a token with Slack, stores it, and returns its team. When the
	// team has such a token already, the error has a method AlreadyStored()
	// string that names it, unless how says what to do then.
	Add(ctx context.Context, token string, how Adding) (state.Team, error)
	// Remove takes a team's token out of the store.
	Remove(ctx context.Context, key string) error
	// Store says in few words where tokens are kept: "your keyring".
	Store() string
}

// Adding says what to do with a token of which a team has one already.
type Adding int

const (
	Anew   Adding = iota // nothing: tell, so that the user can choose
	Afresh               // put it in the place of the old one
	Beside               // keep both
)

// Messages of changes to the store.
type (
	teamAdded struct {
		token string
		team  state.Team
		err   error
	}
	teamRemoved struct {
		key string
		err error
	}
)

// keeper is the source's store, or nil.
func (e *explorer) keeper() Keeper {
	keeper, _ := e.source.(Keeper)
	return keeper
}

// keepBlocked says why teams cannot be added or removed.
func keepBlocked(e *explorer) string {
	switch {
	case e.readOnly:
		return readOnlyReason
	case e.keeper() == nil && e.stage() != nil:
		return "nothing is stored here; run periscope without demo"
	case e.keeper() == nil:
		return "this session stores nothing; use periscope team add"
	}
	return ""
}

func addTeam(e *explorer) tea.Cmd {
	e.Open(newTokenEntry())
	return nil
}

func removeBlocked(e *explorer) string {
	switch {
	case e.focus != onTeams:
		return "x removes a team in the Teams pane"
	case e.teams.Selected() == nil:
		return "no team is selected"
	}
	return keepBlocked(e)
}

func removeTeam(e *explorer) tea.Cmd {
	e.Open(&removal{session: e.teams.Selected()})
	return nil
}

// added takes the outcome of adding a team.
func (e *explorer) added(msg teamAdded) tea.Cmd {
	d, open := e.dialog().(*tokenEntry)
	if msg.err != nil {
		if open {
			d.failed(msg.token, msg.err)
			return nil
		}
		e.toast, _ = describe.Failure(msg.err)
		return nil
	}
	if open {
		e.closeDialog()
	}
	e.teams.Add(msg.team)
	e.focus = onTeams
	e.toast = fmt.Sprintf("%s is stored in %s", e.teams.Selected().Name(), e.keeper().Store())
	return e.teamChanged()
}

// removed takes the outcome of removing a team.
func (e *explorer) removed(msg teamRemoved) tea.Cmd {
	d, open := e.dialog().(*removal)
	if msg.err != nil {
		if open {
			d.err = msg.err
		}
		return nil
	}
	if open {
		e.closeDialog()
	}
	gone := e.teams.Find(msg.key)
	if gone == nil {
		return nil
	}
	if gone == e.teams.Selected() {
		e.dialogs = nil // they are about it
	}
	e.toast = strings.TrimSpace(gone.Name()) + " was removed"
	e.teams.Remove(gone)
	e.requests.Forget(msg.key)
	if e.teams.Selected() == nil {
		e.pivot = nil
		e.resources.Clear()
		e.scopes.Clear()
		return nil
	}
	return e.teamChanged()
}
