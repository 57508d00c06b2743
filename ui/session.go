package ui

import (
	"cmp"
	"context"
	"errors"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// pause is one that Slack asked for.
type pause struct {
	Method string // that has to wait
	Until  time.Time
}

// phase is how far the reading of a team has come.
type phase int

const (
	unread phase = iota
	reading
	read   // permissions are known, perhaps of an earlier reading
	failed // nothing is known, and err says why
)

// session is all the explorer knows of one team.
type session struct {
	team     Team
	phase    phase
	identity model.Identity
	perms    model.Permissions
	edition  int                // counts the changes of perms
	earlier  *model.Permissions // what the reading before the last one found; nil when there was none
	whole    bool               // perms is complete
	newer    model.Permissions  // what a re-reading has brought so far; takes the place of perms when it is whole
	base     model.Permissions  // perms as they were last read
	// difference is what the last re-reading changed, or events have since.
	difference model.Difference
	drafts     []model.Request // what the user is composing
	err        error           // of the last reading; with phase read, what was known before stays
	wait       pause           // that Slack asked for
	listing    bool            // resources are still being listed
	listErr    error           // why listing them stopped early
	dir        *directory
	lookups    lookups

	reading int // generation: counts readings, so that late messages can be told and dropped
	cancel  context.CancelFunc
}

func newSession(t Team) *session {
	return &session{team: t, dir: newDirectory(), cancel: func() {}}
}

// name is the best name there is for the team.
func (s *session) name() string {
	for _, name := range []string{s.identity.Team.Name, s.team.Name, string(s.team.ID)} {
		if name != "" {
			return name
		}
	}
	return s.team.Key
}

// until is how long Slack still wants us to wait.
func (s *session) until(now time.Time) time.Duration {
	if s.wait.Until.After(now) {
		return s.wait.Until.Sub(now)
	}
	return 0
}

// begin begins a new reading. It cancels whatever an earlier one still has under
// way; what that one found stays until the new one has something better.
func (s *session) begin(ctx context.Context) context.Context {
	s.cancel()
	ctx, s.cancel = context.WithCancel(ctx)
	s.reading++
	s.err, s.listErr, s.wait = nil, nil, pause{}
	s.lookups = lookups{}
	if s.phase != read {
		s.phase = reading
	}
	return ctx
}

// lookups keeps single look-ups of names polite: only of what is on screen,
// each once, a few at a time.
type lookups struct {
	asked    map[model.ResourceID]bool
	underWay int
}

// take shows permissions as they come in, unless better ones are known: then
// they wait until they are whole.
func (s *session) take(perms model.Permissions) {
	s.newer = perms
	if !s.whole {
		s.phase = read
		s.hold(perms)
	}
}

// hold sets what the team's token is known to hold.
func (s *session) hold(perms model.Permissions) {
	s.perms = perms
	s.edition++
}

// kind is what kind of token the team has, as far as it is known: Slack tells
// what the token's prefix does not.
func (s *session) kind() catalog.TokenKind {
	if s.phase == read && s.perms.Kind != "" {
		return s.perms.Kind
	}
	return cmp.Or(s.team.Kind, catalog.Workspace)
}

// kindOf is the kind of token that permissions are of.
func kindOf(p model.Permissions) catalog.TokenKind { return cmp.Or(p.Kind, catalog.Workspace) }

// today reports whether the team's app gets more scopes by being installed
// again, as apps of bots and users are today.
func (s *session) today() bool { return s.kind().OfToday() }

// word is the state of a team in at most seven letters.
func (s *session) word() string {
	var worded interface{ Word() string }
	switch {
	case s.err != nil && errors.As(s.err, &worded):
		return worded.Word()
	case s.err != nil:
		return "error"
	case s.phase == read:
		return "ok"
	case s.phase == reading:
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
