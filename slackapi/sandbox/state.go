package sandbox

import (
	"fmt"
	"maps"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// state is what changes while a sandbox runs. Installations in it are replaced
// and never changed, so the lock is held for as long as a look-up takes, however
// much a token reaches.
type state struct {
	installs map[string]*installation // by token
	order    []string                 // tokens, as the world has them, then as apps were given them
	codes    map[string]*code         // by themselves; exchanged ones are kept, to be told from those that never were
	triggers triggers
	dialogs  []Dialog        // that wait for an answer, in the order in which they were opened
	answered map[string]bool // dialogs, by id
}

// newState is the state in which a sandbox of a world starts.
func newState(installs map[string]*installation, order []string, codes []world.Code) state {
	s := state{
		installs: maps.Clone(installs),
		order:    slices.Clone(order),
		codes:    map[string]*code{},
		triggers: triggers{known: map[model.TriggerID]*trigger{}},
		answered: map[string]bool{},
	}
	for _, c := range codes {
		s.codes[c.Code] = &code{Code: c}
	}
	return s
}

// Reset takes the sandbox back to the world it was made for. Dialogs, triggers,
// rate limits, faults, the journal and undelivered events are forgotten; the
// request URL stays.
func (s *Sandbox) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = s.initial()
	s.limits.reset()
	s.ClearFaults()
	s.journal.reset()
	s.outbox.drop()
}

// World returns the present state as plain data. It shares memory with the
// sandbox, so that it costs little: read it, and do not change it. Of equal
// tokens only the first is in it.
func (s *Sandbox) World() world.World {
	s.mu.RLock()
	defer s.mu.RUnlock()
	w := world.World{Apps: s.apps}
	for _, id := range slices.Sorted(maps.Keys(s.codes)) {
		if c := s.codes[id]; !c.exchanged {
			w.Codes = append(w.Codes, c.Code)
		}
	}
	installs := map[*team][]world.Install{}
	for _, token := range s.order {
		in := s.installs[token]
		installs[in.team] = append(installs[in.team], *in.Install)
	}
	for _, t := range s.teams {
		now := *t.Team
		now.Installs = installs[t]
		w.Teams = append(w.Teams, now)
	}
	return w
}

// install returns what a token opens, as it is now.
func (s *Sandbox) install(token string) (*installation, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	in, found := s.installs[token]
	return in, found
}

// team returns the team of that id.
func (s *Sandbox) team(id model.TeamID) (*team, error) {
	i := slices.IndexFunc(s.teams, func(t *team) bool { return t.ID == id })
	if i < 0 {
		return nil, fmt.Errorf("the sandbox has no team %q", id)
	}
	return s.teams[i], nil
}

// appIn returns the app that people of the team use: the first in the order of
// the world with a token that works and is of the first of the kinds, or else
// of the next. The caller holds the lock.
func (s *Sandbox) appIn(id model.TeamID, kinds ...catalog.TokenKind) (*installation, error) {
	t, err := s.team(id)
	if err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		for _, token := range s.order {
			in := s.installs[token]
			if in.team == t && in.kind == kind && !in.Revoked && !in.inactive() {
				return in, nil
			}
		}
	}
	return nil, fmt.Errorf("team %s has no app with a %s token: it never was installed, or its tokens no longer work", id, kinds[0])
}

// sameApp reports whether both are installations of one app in one team. Each
// of its tokens has an installation, and what happens to the app happens to all.
func (in *installation) sameApp(other *installation) bool {
	return in.team == other.team && in.AppID == other.AppID
}
