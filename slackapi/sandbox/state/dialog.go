package state

import (
	"errors"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// Errors of [State.Answer], to be told apart with [errors.Is].
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
	// User is who sees the dialog: the person who caused the trigger that the app used.
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

// event is what follows from an answer.
func (d Dialog) event(approved bool) model.Event {
	switch {
	case d.For == model.ForUser && approved:
		return model.UserResourceGranted{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case d.For == model.ForUser:
		return model.UserResourceDenied{User: d.AskedUser, Scopes: d.Scopes, Trigger: d.Trigger}
	case approved:
		return model.ScopeGranted{Team: d.Team, Scopes: d.Scopes, Trigger: d.Trigger}
	}
	return model.ScopeDenied{Scopes: d.Scopes, Trigger: d.Trigger}
}
