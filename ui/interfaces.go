package ui

import (
	"context"
	"iter"
	"time"

	"periscope/model"
	"periscope/model/leastprivilege"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// What the explorer needs from outside. Package cli implements it; a [Source] that
// can do more than read implements more of these interfaces.

// Source is where the explorer reads from, over HTTP or, in tests, from memory.
// Its methods are called from many goroutines, never from the one that draws.
//
// An error may say in plain words what happened and what to do next by
// implementing [model.Explained]; other errors are shown as they are. It may also
// have a method Word() string, which names the state that the team is in, in at
// most seven letters: "revoked".
type Source interface {
	// Teams lists the teams without asking the network.
	Teams() []Team
	// Identify asks Slack whose token the team's is.
	Identify(ctx context.Context, key string) (model.Identity, error)
	// Permissions reads what the token may do. It yields at once what one round
	// trip tells, then again, more complete each time; the last value is whole.
	Permissions(ctx context.Context, key string) iter.Seq2[model.Permissions, error]
	// Resources lists, page by page, the resources that the token may see with
	// their names. It yields nothing where the token may not list them.
	Resources(ctx context.Context, key string, p model.Permissions) iter.Seq2[[]model.Resource, error]
	// Resource looks one resource up; want holds its type and id.
	Resource(ctx context.Context, key string, want model.Resource) (model.Resource, error)
	// OnWait registers a function that is told when Slack asks for a pause. It is called once, before any reading.
	OnWait(func(Wait))
}

// Wait is a pause that Slack asked for.
type Wait struct {
	Key    string // of the team
	Method string
	Until  time.Time
}

// SilenceReporter is a [Source] that tells of calls that Slack does not answer.
type SilenceReporter interface {
	// OnSilence registers a function that is told when a call takes long, and when that
	// is over. It is called once, before any reading.
	OnSilence(func(Silence))
}

// Silence is a call that was not answered yet, though it was made some time ago.
type Silence struct {
	Key    string // of the team; empty: the call is for none that is listed
	Method string
	Host   string // that does not answer
	Since  time.Time
	Over   bool // it was answered or given up
}

// Team is a team that the explorer can open, as known before anything was fetched.
type Team = state.Team

// CallReporter is a [Source] that tells of every call it makes.
type CallReporter interface {
	// OnCall registers a function that is told of every call. It is called once, before any reading.
	OnCall(func(Call))
}

// Call is one call of the Web API, once it was answered or failed.
type Call struct {
	At     time.Time // when it was sent
	Key    string    // of the team
	Method string
	Args   string // without the token
	Code   string // Slack's error code, or another word for what went wrong; empty: it succeeded
	Took   time.Duration
	Reply  string // the beginning of it, clean and without secrets
}

// Requester is a [Source] that can also ask Slack for permissions. A trigger lives
// three seconds, so requests are composed first and wait for a user: the next
// slash command or click brings the trigger that sends them.
type Requester interface {
	// Ask sends a request with a trigger. No error means that Slack shows the
	// dialog, not that the user agreed. A method ErrorCode() string of the error
	// tells Slack's own code; it is empty when it is not known whether the dialog
	// is shown.
	Ask(ctx context.Context, key string, r model.Request, trigger model.TriggerID) error
	// OnIncoming registers a function that is told what Slack sends to the app. It is called
	// once, before any reading.
	OnIncoming(func(Incoming))
	// Listening is the URL at which Slack's triggers and events are heard, or
	// empty when nothing listens.
	Listening() string
}

// Incoming is one message from Slack to the app, or something that claimed to be one.
type Incoming struct {
	At      time.Time
	Key     string          // of the team it is about; empty when the source has no such team
	What    string          // in few words: "/permit by U061F7AUR", "scope_granted"
	Trigger model.TriggerID // of slash commands and clicks
	User    model.UserID    // who caused it
	Event   model.Event     // nil for anything but permission events
	Refused string          // why it was not believed; empty when it was
	Raw     string          // the message, clean and without secrets
}

// Person is a user of a team in the sandbox.
type Person = dialog.Person

// Prompt is what the sandbox's Slack shows a person: an app asks for scopes.
type Prompt = dialog.Prompt

// Sandbox plays Slack's side. Only the sandbox has one.
type Sandbox interface {
	// People lists who can act in a team.
	People(ctx context.Context, key string) ([]Person, error)
	// RunCommand runs the app's slash command as a person, which sends the app a trigger.
	RunCommand(ctx context.Context, key string, user model.UserID) error
	// Dialogs lists what is shown to people of the team and waits for an answer.
	Dialogs(ctx context.Context, key string) ([]Prompt, error)
	// Answer approves or denies a dialog.
	Answer(ctx context.Context, key, dialog string, approve bool) error
}

// Installer is a [Source] whose apps can be installed again with more scopes, as
// those with bot and user tokens can. An install adds to what the token holds and
// takes nothing away.
type Installer interface {
	// InstallPage is the URL of Slack's page that asks for an install's scopes.
	// It sends nothing. The error is a [model.Explained] when something is not known
	// that the page needs, such as the app's client id.
	InstallPage(key string, i model.Install) (string, error)
	// Install opens Slack's page, waits until a person has answered it, and
	// stores what the answer brings: for the team of key, and perhaps for another
	// that the source lists from then on. It waits no longer than ctx lives. A
	// source that is also a [Sandbox] asks no person: that the person agrees is
	// played before Install is called.
	Install(ctx context.Context, key string, i model.Install) error
	// TryManifest has Slack validate the app's manifest with the install's
	// scopes added, and returns what Slack finds wrong with it; nothing is
	// changed. The error is a [model.Explained] when no configuration token is at hand.
	TryManifest(ctx context.Context, key string, i model.Install) (flaws []string, err error)
}

// ClientIDTaker is an [Installer] that can be told the client id of an app.
type ClientIDTaker interface {
	// UseClientID has the app of a team installed by a client id, until the program ends.
	UseClientID(key, id string) error
}

// Clipboard is a [Source] that reaches the clipboard of the machine that the user sits at.
// Without one, texts are copied through the terminal.
type Clipboard interface {
	// Copy puts a text into the clipboard, and names the program that did. The name is empty
	// where there is none: over SSH, for one.
	Copy(ctx context.Context, text string) (program string, err error)
}

// Browser is a [Source] that opens pages in the user's browser.
type Browser interface {
	Browse(page string) error
}

// FileWriter is a [Source] that writes files for the user.
type FileWriter interface {
	// WriteFile writes a file that only the user can read. One that exists is replaced only
	// if the user said so: else the error is [fs.ErrExist].
	WriteFile(path string, content []byte, replace bool) error
}

// DriftSource is a [Source] that knows what an app's manifest declares, what its code
// calls, and what it was recorded to call.
type DriftSource interface {
	// Drift compares what is declared, granted, needed and used for a team's token.
	// The error is a [model.Explained] when no manifest, no code and no recording were named.
	Drift(ctx context.Context, key string) (Comparison, error)
}

// Comparison is what a [DriftSource] finds.
type Comparison = dialog.Comparison

// RecordingSource is a [Source] that knows what an app was recorded to call.
type RecordingSource interface {
	// Recorded reads what was recorded with tokens of the kind of a team's. It asks no
	// network. Without a recording it is nil.
	Recorded(ctx context.Context, key string) (*leastprivilege.RecordingJudgement, error)
}

// Explainer is a [Source] that knows what errors of apps mean.
type Explainer interface {
	// Explain finds what Slack refused in a text that an app printed: a reply, an
	// exception, a log. It compares it with what a token holds, if held is not nil, and
	// asks nobody. What it returns is clean and holds no secrets.
	Explain(text string, held *model.Permissions) []model.Diagnosis
}

// TokenStore is a [Source] whose teams can be added and removed for good.
type TokenStore interface {
	// Add checks a token with Slack, stores it, and returns its team. When the team
	// has such tokens already, nothing is stored, and the error has a method
	// StoredTokens() []StoredToken.
	Add(ctx context.Context, token string) (Team, error)
	// AddBeside is Add, but keeps such tokens and gives the new one a name of its own.
	AddBeside(ctx context.Context, token string) (Team, error)
	// Replace is Add, but puts the token in the place of the stored one with a key.
	Replace(ctx context.Context, token, key string) (Team, error)
	// Remove takes a team's token out of the store.
	Remove(ctx context.Context, key string) error
	// Store says in few words where tokens are kept: "your keyring".
	Store() string
	// Kept says in few words where the token of a key is stored. If it is not, why says so.
	Kept(key string) (where, why string)
}

// StoredToken is a token that a team has already.
type StoredToken = dialog.StoredToken

// TokenRenewer is a [Source] whose tokens can run out and be renewed.
type TokenRenewer interface {
	// Expires says when a team's token runs out, without asking the network;
	// known is false for tokens that do not run out, or where that is not known.
	Expires(key string) (at time.Time, known bool)
	// Refresh buys a new token with the refresh token, and stores both before
	// either is used.
	Refresh(ctx context.Context, key string) error
}
