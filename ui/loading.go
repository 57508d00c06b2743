package ui

import (
	"context"
	"iter"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/process"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// stamp says which reading a message belongs to.
type stamp struct {
	key  string
	turn int // of the team's readings
}

func (s stamp) reading() stamp { return s }

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
	recordingRead struct {
		stamp
		recorded *leastprivilege.RecordingJudgement
		err      error
	}
	waitAnnounced Wait
	silenceHeard  Silence
)

// read asks Slack about a team that was not read yet.
func (e *explorer) read(s *state.Session) tea.Cmd {
	if s == nil || s.Phase != state.Unread {
		return nil
	}
	return e.start(s)
}

// reread asks again; what is known stays on screen until there is something newer.
func (e *explorer) reread(s *state.Session) tea.Cmd {
	if s.Phase == state.Failed {
		s.Phase = state.Unread
	}
	cmd := e.start(s)
	e.toast = "reading " + s.Name() + " again"
	return tea.Batch(cmd, e.changed(s))
}

// current is the team that a message is about, unless the message is of a reading
// that was overtaken by a newer one.
func (e *explorer) current(at stamp) *state.Session {
	if s := e.teams.Find(at.key); s != nil && s.Reading == at.turn {
		return s
	}
	return nil
}

// named handles a name that was looked up.
func (e *explorer) named(s *state.Session, msg resourceFound) tea.Cmd {
	s.Lookups.Done()
	if msg.err != nil {
		return nil
	}
	found := msg.found
	found.Type, found.ID = msg.want.Type, msg.want.ID
	s.Dir.Add([]model.Resource{found}, false)
	return e.grown(s)
}

func (e *explorer) identified(s *state.Session, msg teamIdentified) tea.Cmd {
	if msg.err != nil {
		e.fail(s, msg.err)
	} else {
		s.Identity = msg.identity
		team := msg.identity.Team
		s.Dir.Add([]model.Resource{{Type: catalog.Team, ID: model.ResourceID(team.ID), Name: team.Name}}, false)
	}
	e.teams.Refilter()
	return e.changed(s)
}

func (e *explorer) permitted(s *state.Session, msg permissionsRead) tea.Cmd {
	next := readPermissions(msg.stamp, msg.more)
	switch {
	case msg.end && s.Phase == state.Read && s.Err == nil:
		s.Complete()
		e.readAgain(s)
		e.requests.Observe(s.Team.Key, s.Permissions, e.now())
		resources := newPages(e.ctx, e.source.Resources(e.ctx, s.Team.Key, s.Permissions))
		return tea.Batch(e.changed(s), e.showChange(s), tellDialogs(dialog.TeamRead{Team: s}), listResources(msg.stamp, resources))
	case msg.end && s.Partial():
		s.BreakOff()
		resources := newPages(e.ctx, e.source.Resources(e.ctx, s.Team.Key, s.Permissions))
		return tea.Batch(e.changed(s), listResources(msg.stamp, resources))
	case msg.end:
		return nil
	case msg.err != nil:
		if len(msg.perms.Grants) > 0 || !msg.perms.Complete() { // part of it came
			s.Receive(msg.perms)
		}
		e.fail(s, msg.err)
	default:
		s.Receive(msg.perms)
	}
	return tea.Batch(next, e.changed(s))
}

func (e *explorer) listed(s *state.Session, msg resourcesListed) tea.Cmd {
	if msg.end {
		s.Listing = false
		return tea.Batch(e.grown(s), sortResources(msg.stamp, s.Dir))
	}
	s.ListErr = msg.err
	s.Dir.Add(msg.page, true)
	return tea.Batch(listResources(msg.stamp, msg.more), e.grown(s))
}

// fail records why a reading went wrong, and says so where something else is on
// screen: what was known before stays.
func (e *explorer) fail(s *state.Session, err error) {
	s.Err = err
	delete(e.rereading, s)
	if s.Phase == state.Read && s == e.resources.Session {
		sentence, _ := describe.Failure(err)
		e.toast = "reading " + s.Name() + " failed: " + sentence
		if s.Partial() {
			e.toast = "only a part of " + s.Name() + " was read: " + sentence
		}
	}
	if s.Phase != state.Read {
		s.Phase = state.Failed
	}
}

// changed redraws a team whose permissions changed, if it is on screen.
func (e *explorer) changed(s *state.Session) tea.Cmd {
	if s != e.resources.Session {
		return nil
	}
	cmd := e.resources.Show(s)
	e.refreshScopes()
	return cmd
}

// grown redraws a team of which more resources are known, if it is on screen.
func (e *explorer) grown(s *state.Session) tea.Cmd {
	if s != e.resources.Session {
		return nil
	}
	cmd := e.resources.Grow()
	e.refreshScopes()
	return cmd
}

// lookUp asks for the names that the screen lacks, once no list will bring them
// soon.
func (e *explorer) lookUp() tea.Cmd {
	s := e.resources.Session
	if s == nil || !s.Whole && !s.Partial() || s.Listing && s.Until(e.now()) == 0 {
		return nil
	}
	ctx, source := e.ctx, e.source
	at := stamp{s.Team.Key, s.Reading}
	var cmds []tea.Cmd
	for _, want := range s.Lookups.Next(e.resources.OnScreen()) {
		cmds = append(cmds, func() tea.Msg {
			found, err := source.Resource(ctx, at.key, want)
			return resourceFound{at, want, found, err}
		})
	}
	return tea.Batch(cmds...)
}

// pages turns an iterator into messages: one for each value received.
type pages[T any] <-chan portion[T]

type portion[T any] struct {
	value T
	err   error
}

// newPages runs the iterator beside the program until it ends or ctx does.
func newPages[T any](ctx context.Context, seq iter.Seq2[T, error]) pages[T] {
	values := make(chan portion[T])
	process.Go(func() {
		defer close(values)
		for v, err := range seq {
			select {
			case values <- portion[T]{v, err}:
			case <-ctx.Done():
				return
			}
		}
	})
	return values
}

// receive waits for the next page; false means that there is no more.
func (p pages[T]) receive() (portion[T], bool) {
	next, ok := <-p
	return next, ok
}

func readPermissions(at stamp, more pages[model.Permissions]) tea.Cmd {
	return func() tea.Msg {
		p, ok := more.receive()
		return permissionsRead{at, p.value, p.err, !ok, more}
	}
}

// resourcesSorted is the order of all names, once they were listed.
type resourcesSorted struct {
	stamp
	order state.DirectoryOrder
}

func sortResources(at stamp, dir *state.Directory) tea.Cmd {
	return func() tea.Msg { return resourcesSorted{at, dir.Sorted()} }
}

func listResources(at stamp, more pages[[]model.Resource]) tea.Cmd {
	return func() tea.Msg {
		p, ok := more.receive()
		return resourcesListed{at, p.value, p.err, !ok, more}
	}
}

// start begins a new reading of a team and returns the commands that do it.
func (e *explorer) start(s *state.Session) tea.Cmd {
	ctx, source := s.Begin(e.ctx), e.source
	at := stamp{s.Team.Key, s.Reading}
	return tea.Batch(
		func() tea.Msg {
			identity, err := source.Identify(ctx, at.key)
			return teamIdentified{at, identity, err}
		},
		readPermissions(at, newPages(ctx, source.Permissions(ctx, at.key))),
		readRecording(ctx, source, at),
	)
}

// readRecording reads what the app of a team was recorded to call; nil if the source knows of
// no recordings.
func readRecording(ctx context.Context, source Source, at stamp) tea.Cmd {
	recordings, ok := source.(RecordingSource)
	if !ok {
		return nil
	}
	return func() tea.Msg {
		recorded, err := recordings.Recorded(ctx, at.key)
		return recordingRead{at, recorded, err}
	}
}

// recordingCame shows what was recorded beside the team. What was known stays if the file can no longer be read.
func (e *explorer) recordingCame(s *state.Session, msg recordingRead) tea.Cmd {
	if msg.err != nil {
		sentence, next := describe.Failure(msg.err)
		e.toast = sentence + " " + next
		return nil
	}
	s.Recorded, s.RecordedAt = msg.recorded, e.now()
	return e.changed(s)
}

// tokenRefreshed tells how renewing a token ended.
type tokenRefreshed struct {
	key string
	err error
}

// expiry is what is left of the life of a team's token, and what to do about it; empty when it does not run out.
func (e *explorer) expiry(s *state.Session) string {
	if left := e.timeLeft(s); left != "" {
		return left + "; T renews it"
	}
	return ""
}

// timeLeft is what is left of the life of a team's token, in words; empty when it does not run out.
func (e *explorer) timeLeft(s *state.Session) string {
	refresher, ok := e.source.(TokenRenewer)
	if !ok {
		return ""
	}
	at, known := refresher.Expires(s.Team.Key)
	if !known {
		return ""
	}
	return describe.TimeLeft(at.Sub(e.now()))
}

// refreshed handles the outcome of renewing a token: it reads the team with the new one.
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
