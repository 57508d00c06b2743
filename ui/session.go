package ui

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
)

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
	wait       Wait            // a pause that Slack asked for
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

// stamp says which reading a message belongs to.
type stamp struct {
	key     string
	reading int
}

// Messages: what a reading of a team brings.
type (
	teamIdentified struct {
		stamp
		identity model.Identity
		err      error
	}
	permissionsRead struct {
		stamp
		perms model.Permissions
		err   error
		end   bool // nothing else in this message: there is no more
		more  pages[model.Permissions]
	}
	resourcesListed struct {
		stamp
		page []model.Resource
		err  error
		end  bool
		more pages[[]model.Resource]
	}
	resourceFound struct {
		stamp
		want, found model.Resource
		err         error
	}
	waitAnnounced Wait
)

// pages turns an iterator into messages: one for each value received.
type pages[T any] <-chan portion[T]

type portion[T any] struct {
	value    T
	err      error
	panicked any
}

// newPages runs the iterator beside the program until it ends or ctx does. A
// panic in it is handed on, to happen again where Bubble Tea can restore the
// terminal first.
func newPages[T any](ctx context.Context, seq iter.Seq2[T, error]) pages[T] {
	values := make(chan portion[T])
	go func() {
		defer close(values)
		defer func() {
			if p := recover(); p != nil {
				p = fmt.Sprintf("%v\n\nfirst in:\n%s", p, debug.Stack())
				select {
				case values <- portion[T]{panicked: p}:
				case <-ctx.Done():
				}
			}
		}()
		for v, err := range seq {
			select {
			case values <- portion[T]{value: v, err: err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return values
}

// start begins a new reading and returns the commands that do it. Whatever an
// earlier reading still has under way is cancelled, and what it knew stays on
// screen until the new one has something better.
func (s *session) start(ctx context.Context, source Source) tea.Cmd {
	s.cancel()
	ctx, s.cancel = context.WithCancel(ctx)
	s.reading++
	s.err, s.listErr, s.wait = nil, nil, Wait{}
	s.lookups = lookups{}
	if s.phase != read {
		s.phase = reading
	}
	at := stamp{s.team.Key, s.reading}
	return tea.Batch(
		func() tea.Msg {
			identity, err := source.Identify(ctx, at.key)
			return teamIdentified{at, identity, err}
		},
		readPermissions(at, newPages(ctx, source.Permissions(ctx, at.key))),
	)
}

// receive waits for the next page; false means that there is no more.
func (p pages[T]) receive() (portion[T], bool) {
	next, ok := <-p
	if next.panicked != nil {
		panic(next.panicked)
	}
	return next, ok
}

func readPermissions(at stamp, more pages[model.Permissions]) tea.Cmd {
	return func() tea.Msg {
		p, ok := more.receive()
		return permissionsRead{at, p.value, p.err, !ok, more}
	}
}

func listResources(at stamp, more pages[[]model.Resource]) tea.Cmd {
	return func() tea.Msg {
		p, ok := more.receive()
		return resourcesListed{at, p.value, p.err, !ok, more}
	}
}

// until is how long Slack still wants us to wait.
func (s *session) until(now time.Time) time.Duration {
	if s.wait.Until.After(now) {
		return s.wait.Until.Sub(now)
	}
	return 0
}
