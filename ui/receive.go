package ui

import (
	"periscope/model"
	"periscope/model/catalog"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

// read asks Slack about a team that was not read yet.
func (e *explorer) read(s *session) tea.Cmd {
	if s == nil || s.phase != unread {
		return nil
	}
	return s.start(e.ctx, e.source)
}

// reread asks again; what is known stays on screen until there is something newer.
func (e *explorer) reread(s *session) tea.Cmd {
	if s.phase == failed {
		s.phase = unread
	}
	cmd := s.start(e.ctx, e.source)
	e.toast = "reading " + s.name() + " again"
	return tea.Batch(cmd, e.changed(s))
}

// receive takes what a reading brought. Messages of a reading that was
// overtaken by a newer one are dropped.
func (e *explorer) receive(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case teamIdentified:
		if s := e.current(msg.stamp); s != nil {
			return e.identified(s, msg)
		}
	case permissionsRead:
		if s := e.current(msg.stamp); s != nil {
			return e.permitted(s, msg)
		}
	case resourcesListed:
		if s := e.current(msg.stamp); s != nil {
			return e.listed(s, msg)
		}
	case resourceFound:
		if s := e.current(msg.stamp); s != nil {
			s.lookups.underWay--
			if msg.err == nil {
				found := msg.found
				found.Type, found.ID = msg.want.Type, msg.want.ID
				s.dir.Add([]model.Resource{found}, false)
				return e.grown(s)
			}
		}
	case askSent:
		return e.sent(msg)
	case tokenRefreshed:
		return e.refreshed(msg)
	case teamAdded:
		return e.added(msg)
	case teamRemoved:
		return e.removed(msg)
	case installPageMade:
		msg.of.located(msg)
	case manifestTried:
		msg.of.tried(msg)
	case appInstalled:
		return e.installed(msg)
	case driftFound:
		msg.of.found(msg)
	case stageSeen:
		msg.actor.saw(msg)
	case callMade:
		e.logCall(msg)
	case answerAwaited:
		return e.awaited(msg)
	case incomingHeard:
		return e.heard(Incoming(msg))
	case waitAnnounced:
		if s := e.teams.find(msg.Key); s != nil {
			s.wait = Wait(msg)
			return e.tick()
		}
	}
	return nil
}

func (e *explorer) current(at stamp) *session {
	if s := e.teams.find(at.key); s != nil && s.reading == at.reading {
		return s
	}
	return nil
}

func (e *explorer) identified(s *session, msg teamIdentified) tea.Cmd {
	if msg.err != nil {
		e.fail(s, msg.err)
	} else {
		s.identity = msg.identity
		team := msg.identity.Team
		s.dir.Add([]model.Resource{{Type: catalog.Team, ID: model.ResourceID(team.ID), Name: team.Name}}, false)
	}
	e.teams.refilter()
	return e.changed(s)
}

func (e *explorer) permitted(s *session, msg permissionsRead) tea.Cmd {
	next := readPermissions(msg.stamp, msg.more)
	switch {
	case msg.end && s.phase == read && s.err == nil:
		e.completed(s)
		resources := newPages(e.ctx, e.source.Resources(e.ctx, s.team.Key, s.perms))
		return tea.Batch(e.changed(s), e.reaudit(s), listResources(msg.stamp, resources))
	case msg.end:
		return nil
	case msg.err != nil:
		if len(msg.perms.Grants) > 0 { // part of it came
			s.take(msg.perms)
		}
		e.fail(s, msg.err)
	default:
		s.take(msg.perms)
	}
	return tea.Batch(next, e.changed(s))
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

// completed ends a reading: what it brought is now what is known.
func (e *explorer) completed(s *session) {
	if s.whole {
		earlier := s.perms
		s.earlier, s.difference = &earlier, model.Diff(earlier, s.newer)
		s.hold(s.newer)
	}
	s.base, s.whole, s.listing = s.perms, true, true
	e.observe(s)
}

func (e *explorer) listed(s *session, msg resourcesListed) tea.Cmd {
	if msg.end {
		s.listing = false
		return e.grown(s)
	}
	s.listErr = msg.err
	s.dir.Add(msg.page, true)
	return tea.Batch(listResources(msg.stamp, msg.more), e.grown(s))
}

// fail records why a reading went wrong, and says so where something else is on
// screen: what was known before stays.
func (e *explorer) fail(s *session, err error) {
	s.err = err
	if s.phase == read && s == e.resources.session {
		sentence, _ := explain(err)
		e.toast = "reading " + s.name() + " failed: " + sentence
	}
	if s.phase != read {
		s.phase = failed
	}
}

// changed redraws a team whose permissions changed, if it is on screen.
func (e *explorer) changed(s *session) tea.Cmd {
	if s != e.resources.session {
		return nil
	}
	cmd := e.resources.show(s)
	e.refreshScopes()
	return cmd
}

// grown redraws a team of which more resources are known, if it is on screen.
func (e *explorer) grown(s *session) tea.Cmd {
	if s != e.resources.session {
		return nil
	}
	cmd := e.resources.grow()
	e.refreshScopes()
	return cmd
}

// lookUp asks for the names that the screen lacks, once no list will bring them
// soon.
func (e *explorer) lookUp() tea.Cmd {
	s := e.resources.session
	if s == nil || !s.whole || s.listing && s.until(e.now()) == 0 {
		return nil
	}
	return s.lookUp(e.ctx, e.source, e.resources.onScreen())
}

// tick keeps a countdown going while Slack makes us wait, or a trigger runs
// out, and only then.
func (e *explorer) tick() tea.Cmd {
	if e.ticking || e.waiting() == nil && !e.racing() {
		return nil
	}
	e.ticking = true
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return secondPast{} })
}

// racing reports whether a request is on its way with a trigger that still lives.
func (e *explorer) racing() bool {
	return slices.ContainsFunc(e.asks, func(a *ask) bool { return a.left(e.now()) > 0 })
}

// waiting is the team on screen if Slack makes it wait, or nil.
func (e *explorer) waiting() *session {
	if s := e.resources.session; s != nil && s.until(e.now()) > 0 {
		return s
	}
	return nil
}
