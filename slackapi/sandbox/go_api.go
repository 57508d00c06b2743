package sandbox

import (
	"context"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/oauth"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// What a Go program does with a sandbox besides calling it. The control plane
// does the same for other programs. "The app" of a team is the first, in the
// order of the world, with a workspace token that works.

// Dialog is a permission request as a person sees it, waiting for an answer.
type Dialog = state.Dialog

// Fault makes calls of a method go wrong.
type Fault = webapi.Fault

// Use is what a person does with an app: a command, a click, a choice in a menu.
type Use = delivery.Use

// View is a modal that a person has open, or what an app shows them on its home tab.
type View = state.View

// ViewAnswer is what became of a view that a person submitted or closed.
type ViewAnswer = delivery.ViewAnswer

// Home is a person opening an app's home.
type Home = delivery.Home

// HomeOpened is what a person finds in an app's home.
type HomeOpened = delivery.HomeOpened

// Search is a person typing in a menu whose options come from the app.
type Search = delivery.Search

// FoundOptions are what an app answers a [Search] with.
type FoundOptions = delivery.Options

// URLs are where an app listens.
type URLs = delivery.URLs

// AppMessage is something that an app said, and how.
type AppMessage = state.AppMessage

// FunctionRun says which function a workflow runs, and with which inputs.
type FunctionRun = state.FunctionRun

// Execution is one run of a function by a workflow, and how it went.
type Execution = state.Execution

// AnyMethod as the method of a [Fault] stands for all of them.
const AnyMethod = webapi.AnyMethod

// Errors, to be told apart with [errors.Is].
var (
	ErrNoDialog    = state.ErrNoDialog       // of Answer
	ErrAnswered    = state.ErrAnswered       // of Answer
	ErrUndelivered = delivery.ErrUndelivered // of RunCommand and Click
	ErrUnusable    = delivery.ErrUnusable    // of SubmitView and LoadOptions
	ErrUnverified  = delivery.ErrUnverified  // of SetRequestURL
)

// World returns the present state as plain data. It shares memory with the
// sandbox, so that it costs little: read it, and do not change it. Of equal
// tokens only the first is in it.
func (s *Sandbox) World() world.World { return s.state.World() }

// Journal returns the last calls, the oldest first, up to [record.Capacity].
func (s *Sandbox) Journal() []record.Call { return s.journal.Calls() }

// SetRequestURL sets where events, slash commands and clicks of all apps are
// sent from now on; empty is nowhere. The URL must be on this machine, and must
// answer the url_verification handshake, or it is not set and the error is
// [ErrUnverified].
func (s *Sandbox) SetRequestURL(ctx context.Context, to string) error {
	return s.outbox.SetRequestURL(ctx, to, s.state.NewSecret)
}

// RequestURL is where events, commands and clicks are sent; empty is nowhere.
func (s *Sandbox) RequestURL() string { return s.outbox.RequestURL() }

// SetURLs sets where what an app is sent goes, by kind; the empty app is all apps that have no
// URLs of their own. Only that for events must answer the url_verification handshake.
func (s *Sandbox) SetURLs(ctx context.Context, app string, to URLs) error {
	return s.outbox.SetURLs(ctx, app, to, s.state.NewSecret)
}

// Messages returns what apps said: the last thousand messages, updates, deletions and
// answers, the oldest first, and how each was sent.
func (s *Sandbox) Messages() []AppMessage { return s.state.AppMessages() }

// Advance puts the clock ahead, for retries, tokens, triggers, codes and rate limits.
func (s *Sandbox) Advance(by time.Duration) { s.clock.Advance(by) }

// Use has a person use an app. [Sandbox.RunCommand] and [Sandbox.Click] are its short forms.
func (s *Sandbox) Use(ctx context.Context, u Use) (model.TriggerID, error) {
	return s.users.Use(ctx, u)
}

// SetSocketMode turns Socket Mode of an app on or off, as its settings at Slack do. Without
// that it is on if the world says so, or from when the app first connects until it is given URLs.
// Connections of an app that may not have them are ended; how many is returned.
func (s *Sandbox) SetSocketMode(app string, on bool) int { return s.sockets.Set(app, on) }

// Disconnect tells all connections of an app to disconnect, and returns how many there are. The
// reason is "warning" or "refresh_requested", after which they end in ten seconds, or
// "link_disabled", which turns Socket Mode off.
func (s *Sandbox) Disconnect(app, reason string) (int, error) {
	return s.sockets.Disconnect(app, reason)
}

// Views returns the modals that people have open, and the home tabs that apps published, the oldest first.
func (s *Sandbox) Views() []*View { return s.state.Views() }

// SubmitView has a person fill in a modal, by action_id, and submit it. What they could not do is an error,
// and so is an answer of no use ([ErrUnusable]) or none ([ErrUndelivered]): then the view stays.
func (s *Sandbox) SubmitView(ctx context.Context, id string, values map[string]any) (ViewAnswer, error) {
	return s.users.SubmitView(ctx, id, values)
}

// CloseView has a person close a view, or with all every view of the modal at once.
func (s *Sandbox) CloseView(ctx context.Context, id string, all bool) (ViewAnswer, error) {
	return s.users.CloseView(ctx, id, all)
}

// OpenHome has a person open an app's home, of which it is told by app_home_opened.
func (s *Sandbox) OpenHome(h Home) (HomeOpened, error) { return s.users.OpenHome(h) }

// LoadOptions has a menu ask the app for its options.
func (s *Sandbox) LoadOptions(ctx context.Context, search Search) (FoundOptions, error) {
	return s.users.LoadOptions(ctx, search)
}

// RunFunction has a workflow run a function of an app, which is told by function_executed.
func (s *Sandbox) RunFunction(run FunctionRun) (Execution, error) { return s.state.RunFunction(run) }

// Executions returns the last 1,000 runs of functions, the oldest first, and how they went.
func (s *Sandbox) Executions() []Execution { return s.state.Executions() }

// AddFault makes calls go wrong from now on. Where several faults are for a
// method, the one that was added first counts until it is used up.
func (s *Sandbox) AddFault(f Fault) error { return s.faults.Add(f) }

// Faults returns those that are not used up, the oldest first.
func (s *Sandbox) Faults() []Fault { return s.faults.All() }

// ClearFaults makes all calls go well again.
func (s *Sandbox) ClearFaults() { s.faults.Clear() }

// People returns those in a team who can use an app: everyone but apps and the deleted.
func (s *Sandbox) People(team model.TeamID) []world.User { return s.state.People(team) }

// RunCommand has a person type a slash command, such as "/standup tomorrow". Its
// trigger can be used for three seconds, and goes to the request URL with the
// command. If there is no request URL, the trigger is only returned. If the
// command does not arrive there, the error is [ErrUndelivered], and the
// trigger is returned and good all the same.
//
// The command is one of the team's app: the first, in the order of the world,
// with a workspace token that works, or else with a bot token that works.
func (s *Sandbox) RunCommand(ctx context.Context, team model.TeamID, user model.UserID, command string) (model.TriggerID, error) {
	return s.users.RunCommand(ctx, team, user, command)
}

// Click has a person press a button of one of the app's messages; action is the
// button's action_id. All else is as with [Sandbox.RunCommand].
func (s *Sandbox) Click(ctx context.Context, team model.TeamID, user model.UserID, action string) (model.TriggerID, error) {
	return s.users.Click(ctx, team, user, action)
}

// Authorize has a person approve what an app asks for, as on Slack's authorize
// pages, and returns the code that the app exchanges: within ten minutes, once.
func (s *Sandbox) Authorize(a world.Authorization) (string, error) {
	return oauth.Authorize(s.state, a)
}

// Dialogs returns the dialogs of a team that wait for an answer, the oldest
// first; with an empty team, those of all teams.
func (s *Sandbox) Dialogs(team model.TeamID) []Dialog { return s.state.Dialogs(team) }

// Answer presses a button of a dialog: approving changes what the app may do,
// and either answer is told to the app by an event. A dialog is answered once;
// while it waits, the app is told nothing. The error may be [ErrNoDialog] or [ErrAnswered].
func (s *Sandbox) Answer(id string, approve bool) error { return s.state.Answer(id, approve) }

// AddResources lets the app of a team into resources: those listed, or, with a
// wildcard, all of a type. Scopes of the grants are added to those of the type.
// To except some from a wildcard, remove them afterwards.
func (s *Sandbox) AddResources(team model.TeamID, grants ...model.Grant) error {
	return s.state.AddResources(team, grants...)
}

// RemoveResources takes resources from the app of a team. One that a wildcard
// covers is excluded from it from then on.
func (s *Sandbox) RemoveResources(team model.TeamID, grants ...model.Grant) error {
	return s.state.RemoveResources(team, grants...)
}

// ExcludeResources excepts resources from a wildcard. It is [Sandbox.RemoveResources]
// where that excludes, and refuses where it would not.
func (s *Sandbox) ExcludeResources(team model.TeamID, grants ...model.Grant) error {
	return s.state.ExcludeResources(team, grants...)
}

// RemoveUserResource has a person take back all that they let the app do for them.
func (s *Sandbox) RemoveUserResource(team model.TeamID, user model.UserID) error {
	return s.state.RemoveUserResource(team, user)
}

// GrantScopes gives a token scopes that its app did not ask for. All workspace
// tokens of an app hold the same, and the app is told, as if it had asked the
// team; of other tokens this one alone has more, and its app finds out by itself.
func (s *Sandbox) GrantScopes(token string, scopes ...catalog.Scope) error {
	return s.state.GrantScopes(token, scopes...)
}

// RemoveScopes takes scopes from a token: from all workspace tokens of an app, on
// all resources and of all people, or from this token alone. Slack has no event
// for it: apps find out when a call is refused.
func (s *Sandbox) RemoveScopes(token string, scopes ...catalog.Scope) error {
	return s.state.RemoveScopes(token, scopes...)
}

// RevokeToken ends a token. The app stays installed, with all its grants.
func (s *Sandbox) RevokeToken(token string) error { return s.state.RevokeToken(token) }

// Uninstall removes the app of [Sandbox.RunCommand] from a team: its tokens are
// revoked, its grants gone, its dialogs closed.
func (s *Sandbox) Uninstall(team model.TeamID) error { return s.state.Uninstall(team) }
