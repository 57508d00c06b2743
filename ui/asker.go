package ui

import (
	"context"
	"time"

	"periscope/model"
)

// Asker is a [Source] that can also ask Slack for permissions. A trigger lives
// three seconds, so requests are composed and armed first, and fired by
// whatever brings a trigger.
type Asker interface {
	// Ask sends a request with a trigger. No error means that Slack shows the
	// dialog, not that anybody agreed. Slack's own error code is told by a
	// method ErrorCode() string of the error; it is empty when nobody knows
	// whether the dialog is shown.
	Ask(ctx context.Context, key string, r model.Request, trigger model.TriggerID) error
	// OnIncoming registers who hears what Slack sends to the app. It is called
	// once, before any reading.
	OnIncoming(func(Incoming))
	// Listening is the URL at which Slack's triggers and events are heard, or
	// empty when nothing listens.
	Listening() string
}

// Incoming is one message from Slack to the app, or something that claimed to be one.
type Incoming struct {
	At      time.Time
	Key     string          // of the team it is about; empty when that is none of ours
	What    string          // in few words: "/permit by U061F7AUR", "scope_granted"
	Trigger model.TriggerID // of slash commands and clicks
	User    model.UserID    // who caused it
	Event   model.Event     // nil for anything but permission events
	Refused string          // why it was not believed; empty when it was
	Raw     string          // the message, clean and without secrets
}

// Person is somebody in a team of the sandbox.
type Person struct {
	ID   model.UserID
	Name string
}

// Dialog is what the sandbox's Slack shows a person: an app asks for scopes.
type Dialog struct {
	ID      string
	User    Person // who sees it
	App     string
	Request model.Request
}

// Stage plays Slack's side. Only the sandbox has one.
type Stage interface {
	// People lists who can act in a team.
	People(ctx context.Context, key string) ([]Person, error)
	// RunCommand runs the app's slash command as a person, which sends the app a trigger.
	RunCommand(ctx context.Context, key string, user model.UserID) error
	// Dialogs lists what is shown to people of the team and waits for an answer.
	Dialogs(ctx context.Context, key string) ([]Dialog, error)
	// Answer approves or denies a dialog.
	Answer(ctx context.Context, key, dialog string, approve bool) error
}
