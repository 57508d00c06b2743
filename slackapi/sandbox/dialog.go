package sandbox

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Errors of [Sandbox.Answer], to be told apart with [errors.Is].
var (
	ErrNoDialog = errors.New("there is no such dialog: it was never shown, or the sandbox was reset or the app uninstalled since")
	ErrAnswered = errors.New("this dialog was answered before: it is answered once")
)

// Dialog is a permission request as a person sees it, waiting for an answer.
type Dialog struct {
	ID      string       `json:"id"`
	Team    model.TeamID `json:"team"`
	App     string       `json:"app"`
	AppName string       `json:"app_name"`
	// User is who sees the dialog: the one whose trigger the app spent.
	User model.UserID   `json:"user"`
	For  model.Audience `json:"for"`
	// AskedUser is on whose behalf the app would act. It is set with
	// [model.ForUser] only, and mostly the same as User.
	AskedUser model.UserID    `json:"asked_user,omitempty"`
	Scopes    []catalog.Scope `json:"scopes"` // each once
	// Meanings say what each of Scopes lets the app do: one sentence each, in the same order.
	Meanings []string        `json:"meanings"`
	Trigger  model.TriggerID `json:"trigger_id"`
	OpenedAt time.Time       `json:"opened_at"`

	token string // of the app's installation that asked
}

// open spends a trigger on a dialog. Only a request that is good in all else
// spends it (our choice: Slack never said what becomes of the trigger of a
// refused request); so of many requests at once exactly one opens a dialog.
func (s *Sandbox) open(asking *installation, id model.TriggerID, r model.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	t, err := s.triggers.check(id, asking, now)
	if err != nil {
		return err
	}
	if r.For == model.ForUser && !asking.team.hasPerson(r.User) {
		return &failure{Code: "invalid_user"}
	}
	if s.installs[asking.Token].Revoked { // while the request was on its way
		return &failure{Code: "token_revoked"}
	}
	t.spent = true
	d := Dialog{
		ID:        s.ids.Next('V'),
		Team:      asking.team.ID,
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
	s.dialogs = append(s.dialogs, d)
	return nil
}

// Dialogs returns the dialogs of a team that wait for an answer, the oldest
// first; with an empty team, those of all teams.
func (s *Sandbox) Dialogs(team model.TeamID) []Dialog {
	s.mu.RLock()
	defer s.mu.RUnlock()
	shown := []Dialog{}
	for _, d := range s.dialogs {
		if team == "" || d.Team == team {
			shown = append(shown, d)
		}
	}
	return shown
}

// Answer presses a button of a dialog: approving changes what the app may do,
// and either answer is told to the app by an event. A dialog is answered once;
// one that nobody answers is told to nobody.
func (s *Sandbox) Answer(id string, approve bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.dialogs, func(d Dialog) bool { return d.ID == id })
	switch {
	case s.answered[id]:
		return fmt.Errorf("answering dialog %s: %w", id, ErrAnswered)
	case i < 0:
		return fmt.Errorf("answering dialog %q: %w", id, ErrNoDialog)
	}
	d := s.dialogs[i]
	s.dialogs = slices.Delete(s.dialogs, i, i+1)
	s.answered[id] = true
	s.happen(s.installs[d.token], d.outcome(approve))
	return nil
}

// outcome is the event that follows from an answer.
func (d Dialog) outcome(approve bool) model.Event {
	switch {
	case d.For == model.ForUser && approve:
		return model.UserResourceGranted{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case d.For == model.ForUser:
		return model.UserResourceDenied{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case approve:
		return model.ScopeGranted{Team: d.Team, Scopes: d.Scopes, Trigger: d.Trigger}
	}
	return model.ScopeDenied{Scopes: d.Scopes, Trigger: d.Trigger}
}
