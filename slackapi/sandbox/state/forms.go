package state

import (
	"fmt"
	"slices"

	"periscope/model"
)

// OpenForm uses a trigger to show a form. The error is a [CodeError].
func (s *State) OpenForm(app *Installation, id model.TriggerID, f Form) error {
	tx := s.Lock()
	defer tx.Unlock()
	t, err := tx.triggers.check(id, app, tx.now())
	if err != nil {
		return err
	}
	t.used = true
	f.ID, f.Team, f.App, f.User, f.OpenedAt, f.Install = tx.ids.Next('V'), app.Team.ID, app.AppID, t.user, tx.now(), app
	if c := tx.UsualChannel(app, t.user); c != nil {
		f.Channel = c.ID
	}
	if len(tx.forms) == maxForms {
		tx.forms = slices.Delete(tx.forms, 0, 1)
	}
	tx.forms = append(tx.forms, f)
	tx.changes.Add(1)
	return nil
}

// maxForms is how many forms wait for people at most; beyond, the oldest is closed.
const maxForms = 1000

// Forms returns those that wait for a person, the oldest first; never nil.
func (s *State) Forms() []Form {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return append([]Form{}, s.tx.forms...)
}

// Form returns a form that waits for a person.
func (s *State) Form(id string) (Form, error) {
	for _, f := range s.Forms() {
		if f.ID == id {
			return f, nil
		}
	}
	return Form{}, fmt.Errorf("filling in %q: %w", id, ErrNoDialog)
}

// CloseForm takes a form away.
func (tx *Tx) CloseForm(id string) {
	tx.changes.Add(1)
	tx.forms = slices.DeleteFunc(slices.Clone(tx.forms), func(f Form) bool { return f.ID == id })
}
