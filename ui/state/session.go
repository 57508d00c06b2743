// Package state is what the explorer knows: teams with their permissions and
// drafts, what resources are called, the requests of this run, the activity. It
// promises that a reading that was overtaken changes nothing, and that what was
// known stays until there is something better. It neither reads nor draws.
package state

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
)

// Team is a team that the explorer can open, as known before anything was fetched.
type Team struct {
	Key   string // what the explorer's source calls it; unique among its teams
	Name  string // empty while unknown
	ID    model.TeamID
	Kind  catalog.TokenKind
	Token string // redacted
}

// Pause is a wait that Slack asked for.
type Pause struct {
	Method string // that has to wait
	Until  time.Time
}

// Phase is how far the reading of a team has come.
type Phase int

// The phases of a reading.
const (
	Unread Phase = iota
	Reading
	Read   // permissions are known, perhaps of an earlier reading
	Failed // nothing is known, and Err says why
)

// Session is all the explorer knows of one team.
type Session struct {
	Team        Team
	Phase       Phase
	Identity    model.Identity
	Permissions model.Permissions  // as far as they are known, events applied
	Edition     int                // counts the changes of Permissions
	Whole       bool               // Permissions is complete
	Earlier     *model.Permissions // what was known before the last re-reading, or before the events since; nil when there was neither
	Changed     model.Difference   // what the last re-reading changed, or events have since
	Drafts      []model.Request    // what the user is composing
	picks       []pickChange       // how the drafts came to be, the last step last
	Err         error              // of the last reading; with phase Read, what was known before stays
	Wait        Pause              // that Slack asked for
	Listing     bool               // resources are still being listed
	ListErr     error              // why listing them stopped early
	Dir         *Directory
	Recorded    *leastprivilege.RecordingJudgement // what the app was recorded to call; nil: there is no recording
	RecordedAt  time.Time                          // when the recording was read
	Lookups     NameLookups                        // of the reading that is under way, or was last

	Reading int                // generation: counts readings, so that late messages can be told and dropped
	Cancel  context.CancelFunc // ends the reading that is under way
	newer   model.Permissions  // what a re-reading has brought so far; takes the place of Permissions when it is whole
	base    model.Permissions  // Permissions as they were last read, without events
}

// NewSession knows of a team what its token's store does.
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
	s.Lookups = NameLookups{}
	if s.Phase != Read {
		s.Phase = Reading
	}
	return ctx
}

// Receive shows permissions as they come in, unless better ones are known: then
// they wait until they are whole.
func (s *Session) Receive(perms model.Permissions) {
	s.newer = perms
	if !s.Whole {
		s.Phase = Read
		s.setPermissions(perms)
	}
}

// Complete ends a reading: what it brought is now what is known.
func (s *Session) Complete() {
	if s.Whole {
		earlier := s.base // without events: what they changed stays a change
		s.Earlier, s.Changed = &earlier, model.Diff(earlier, s.newer)
		s.setPermissions(s.newer)
	}
	s.base, s.Whole, s.Listing = s.Permissions, true, true
}

// Partial reports whether only a part of the permissions is known, because the reading
// broke off.
func (s *Session) Partial() bool { return s.Phase == Read && !s.Whole && !s.Permissions.Complete() }

// BreakOff ends a reading of which only a part came: if nothing better is known, that is
// what there is.
func (s *Session) BreakOff() { s.base, s.Listing = s.Permissions, true }

// Apply changes the permissions as an event says, once they are known.
func (s *Session) Apply(event model.Event) {
	if s.Phase != Read {
		return
	}
	s.setPermissions(s.Permissions.Apply(event))
	if s.Whole {
		earlier := s.base
		s.Earlier = &earlier
	}
	s.Changed = model.Diff(s.base, s.Permissions)
}

func (s *Session) setPermissions(perms model.Permissions) {
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
// again, as apps with bot and user tokens do. Apps with workspace tokens send
// requests instead.
func (s *Session) Installable() bool { return s.Kind().IsBotOrUser() }

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

// pickChange is one step of picking that can be undone.
type pickChange struct {
	scopes  []catalog.Scope
	dropped bool // they were taken out of the drafts, not put in
}

// mostUndo is how many steps are remembered.
const mostUndo = 100

// remember keeps a step for Undo.
func (s *Session) remember(step pickChange) {
	if len(step.scopes) == 0 {
		return
	}
	s.picks = append(s.picks, step)
	if len(s.picks) > mostUndo {
		s.picks = slices.Delete(s.picks, 0, len(s.picks)-mostUndo)
	}
}

// DeadToken says that Slack accepts the team's token no more, and by which code; "" unless
// Slack said so.
func (s *Session) DeadToken() string {
	var refusal interface{ ErrorCode() string }
	if s.Err == nil || !errors.As(s.Err, &refusal) {
		return ""
	}
	switch code := refusal.ErrorCode(); code {
	case "token_revoked", "account_inactive", "invalid_auth", "token_expired", "not_authed", "team_access_not_granted":
		return "Slack accepts this token no more: it answers " + code + "."
	}
	return ""
}
