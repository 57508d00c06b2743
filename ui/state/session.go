package state

import (
	"cmp"
	"context"
	"errors"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Pause is one that Slack asked for.
type Pause struct {
	Method string // that has to wait
	Until  time.Time
}

// Phase is how far the reading of a team has come.
type Phase int

const (
	Unread Phase = iota
	Reading
	Read   // permissions are known, perhaps of an earlier reading
	Failed // nothing is known, and err says why
)

// Session is all the explorer knows of one team.
type Session struct {
	Team        Team
	Phase       Phase
	Identity    model.Identity
	Permissions model.Permissions
	Edition     int                // counts the changes of perms
	Earlier     *model.Permissions // what the reading before the last one found; nil when there was none
	Whole       bool               // perms is complete
	Newer       model.Permissions  // what a re-reading has brought so far; takes the place of perms when it is whole
	Base        model.Permissions  // perms as they were last read
	// difference is what the last re-reading changed, or events have since.
	Changed model.Difference
	Drafts  []model.Request // what the user is composing
	Err     error           // of the last reading; with phase read, what was known before stays
	Wait    Pause           // that Slack asked for
	Listing bool            // resources are still being listed
	ListErr error           // why listing them stopped early
	Dir     *Directory
	Lookups lookups

	Reading int // generation: counts readings, so that late messages can be told and dropped
	Cancel  context.CancelFunc
}

func NewSession(t Team) *Session {
	return &Session{Team: t, Dir: newDirectory(), Cancel: func() {}}
}

// Name is the best name there is for the team.
func (s *Session) Name() string {
	for _, name := range []string{s.Identity.Team.Name, s.Team.Name, string(s.Team.ID)} {
		if name != "" {
			return name
		}
	}
	return s.Team.Key
}

// Until is how long Slack still wants us to wait.
func (s *Session) Until(now time.Time) time.Duration {
	if s.Wait.Until.After(now) {
		return s.Wait.Until.Sub(now)
	}
	return 0
}

// Begin begins a new reading. It cancels whatever an earlier one still has under
// way; what that one found stays until the new one has something better.
func (s *Session) Begin(ctx context.Context) context.Context {
	s.Cancel()
	ctx, s.Cancel = context.WithCancel(ctx)
	s.Reading++
	s.Err, s.ListErr, s.Wait = nil, nil, Pause{}
	s.Lookups = lookups{}
	if s.Phase != Read {
		s.Phase = Reading
	}
	return ctx
}

// lookups keeps single look-ups of names polite: only of what is on screen,
// each once, a few at a time.
type lookups struct {
	Asked    map[model.ResourceID]bool
	UnderWay int
}

// Receive shows permissions as they come in, unless better ones are known: then
// they wait until they are whole.
func (s *Session) Receive(perms model.Permissions) {
	s.Newer = perms
	if !s.Whole {
		s.Phase = Read
		s.SetPermissions(perms)
	}
}

// SetPermissions sets what the team's token is known to hold.
func (s *Session) SetPermissions(perms model.Permissions) {
	s.Permissions = perms
	s.Edition++
}

// Kind is what kind of token the team has, as far as it is known: Slack tells
// what the token's prefix does not.
func (s *Session) Kind() catalog.TokenKind {
	if s.Phase == Read && s.Permissions.Kind != "" {
		return s.Permissions.Kind
	}
	return cmp.Or(s.Team.Kind, catalog.Workspace)
}

// KindOf is the kind of token that permissions are of.
func KindOf(p model.Permissions) catalog.TokenKind { return cmp.Or(p.Kind, catalog.Workspace) }

// Installable reports whether the team's app gets more scopes by being installed
// again, as apps of bots and users are today.
func (s *Session) Installable() bool { return s.Kind().OfToday() }

// Word is the state of a team in at most seven letters.
func (s *Session) Word() string {
	var worded interface{ Word() string }
	switch {
	case s.Err != nil && errors.As(s.Err, &worded):
		return worded.Word()
	case s.Err != nil:
		return "error"
	case s.Phase == Read:
		return "ok"
	case s.Phase == Reading:
		return "reading"
	}
	return ""
}

// Team is a team that the explorer can open, as known before anything was fetched.
type Team struct {
	Key   string // what the [Source] calls it; unique among its teams
	Name  string // empty while unknown
	ID    model.TeamID
	Kind  catalog.TokenKind
	Token string // redacted
}
