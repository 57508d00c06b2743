package state

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// NewTrigger makes a trigger for an app that a person uses.
func (tx *Tx) NewTrigger(app *Installation, user model.UserID) *Trigger {
	t := &Trigger{ID: tx.ids.Trigger(app.Team.ID), team: app.Team.ID, app: app.AppID, user: user, Created: tx.now()}
	tx.triggers.add(t)
	return t
}

// NewViewTrigger makes a trigger for an app that a person uses in a view.
func (tx *Tx) NewViewTrigger(v *View) *Trigger {
	t := tx.NewTrigger(v.App, v.User)
	t.view = v.ID
	return t
}

// newUsedTrigger makes the trigger of an event. Slack: it cannot be used.
func (tx *Tx) newUsedTrigger(app *Installation, user model.UserID) model.TriggerID {
	t := tx.NewTrigger(app, user)
	t.used = true
	return t.ID
}

// OpenDialog uses a trigger to show a permission request. Only a request that is
// good in all else uses it (our choice: Slack never said what becomes of the
// trigger of a refused request); so of many requests at once exactly one opens
// a dialog. The error is a [CodeError].
func (s *State) OpenDialog(asking *Installation, id model.TriggerID, r model.Request) error {
	tx := s.Lock()
	defer tx.Unlock()
	now := tx.now()
	t, err := tx.triggers.check(id, asking, now)
	if err != nil {
		return err
	}
	if r.For == model.ForUser && !asking.Team.HasPerson(r.User) {
		return CodeError("invalid_user")
	}
	if tx.installs[asking.Token].Revoked { // while the request was on its way
		return CodeError("token_revoked")
	}
	t.used = true
	d := Dialog{
		ID:        tx.ids.Next('V'),
		Team:      asking.Team.ID,
		App:       asking.AppID,
		AppName:   asking.AppName,
		User:      t.user,
		For:       r.For,
		AskedUser: r.User,
		Trigger:   id,
		OpenedAt:  now,
		token:     asking.Token,
	}
	for _, scope := range r.Scopes {
		if !slices.Contains(d.Scopes, scope) {
			entry, _ := catalog.Lookup(scope) // known, or the request would have been refused
			d.Scopes = append(d.Scopes, scope)
			d.Meanings = append(d.Meanings, entry.Meaning)
		}
	}
	tx.dialogs = append(tx.dialogs, d)
	tx.changes.Add(1)
	return nil
}

// Dialogs returns the dialogs of a team that wait for an answer, the oldest
// first; with an empty team, those of all teams.
func (s *State) Dialogs(team model.TeamID) []Dialog {
	s.mu.RLock()
	defer s.mu.RUnlock()
	shown := []Dialog{}
	for _, d := range s.tx.dialogs {
		if team == "" || d.Team == team {
			shown = append(shown, d)
		}
	}
	return shown
}

// Answer presses a button of a dialog: approving changes what the app may do,
// and either answer is told to the app by an event. A dialog is answered once;
// while it waits, the app is told nothing.
func (s *State) Answer(id string, approve bool) error {
	tx := s.Lock()
	defer tx.Unlock()
	i := slices.IndexFunc(tx.dialogs, func(d Dialog) bool { return d.ID == id })
	switch {
	case tx.answered[id]:
		return fmt.Errorf("answering dialog %s: %w", id, ErrAnswered)
	case i < 0:
		return fmt.Errorf("answering dialog %q: %w", id, ErrNoDialog)
	}
	d := tx.dialogs[i]
	tx.dialogs = slices.Delete(tx.dialogs, i, i+1)
	tx.changes.Add(1)
	tx.answered[id] = true
	tx.answers.add(id)
	tx.applyAndSend(tx.installs[d.token], d.event(approve))
	return nil
}
