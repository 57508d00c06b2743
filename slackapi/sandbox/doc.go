// Package sandbox is Slack's side, emulated: an [http.Handler] that answers Web
// API methods under /api/ from a [world.World] of teams, people, conversations and
// installed apps. Any Slack client can be pointed at it. What people do at
// Slack, tests and scripts do here: they run a slash command, and approve or deny
// what an app asks for, which changes the world and is told to the app.
//
// It promises that an answer depends only on the world, the requests so far and
// the clock it was given, that it talks to this machine only, and that it is safe
// for concurrent use. Given a method that exists at Slack but not here, it
// refuses with unknown_method rather than pretend.
//
// # Playing Slack's side
//
// In a Go program people use an app by [Sandbox.RunCommand], [Sandbox.Click] and [Sandbox.Use], by
// [Sandbox.SubmitView], [Sandbox.CloseView], [Sandbox.OpenHome] and [Sandbox.LoadOptions],
// see what it asks for in [Sandbox.Dialogs], and answer by [Sandbox.Answer].
// Changes that the app did not ask for are [Sandbox.AddResources], [Sandbox.RemoveResources],
// [Sandbox.ExcludeResources], [Sandbox.RemoveUserResource], [Sandbox.GrantScopes],
// [Sandbox.TakeScopes], [Sandbox.RevokeToken] and [Sandbox.Uninstall].
// [Sandbox.SetRequestURL] and [Sandbox.SetURLs] say where events and commands go, [Sandbox.AddFault]
// has calls go wrong, [Sandbox.SetSocketMode] and [Sandbox.Disconnect] are for apps that connect,
// [Sandbox.RunFunction] runs a custom step, [Sandbox.Advance] puts the clock ahead,
// [Sandbox.Journal] tells what was called, [Sandbox.Messages] what apps said,
// [Sandbox.Executions] how custom steps went, and [Sandbox.Reset] starts over. The example
// tests an app that asks for permissions as it goes.
//
// Other programs do the same under /sandbox/, with JSON: CONTROL.md shows how. People do it on
// the page at /. RECIPES.md has whole apps with their tests.
// Worlds can be read from files: world/WORLD.md has what is in them.
//
// # Where things are
//
// This package has the table of methods and the order in which a call is checked.
// Package methods has the methods, a file for each family; oauth has the authorize
// pages and the exchange of codes for tokens; webapi has what all calls share:
// arguments, scopes, pages, refusals, rate limits and faults. Package state holds
// teams, tokens, triggers, dialogs and views, and what changes them; blockkit reads blocks and views; delivery sends events,
// commands and clicks to apps, and socketmode does so over connections that they open; control is
// the control plane, page what people see of it in a browser; world is plain data, and clock the clock. Imports point down in
// this order: sandbox, page, control, methods and oauth, webapi and delivery, socketmode, state, blockkit, world and clock.
//
// # As Slack documents it
//
//   - apps.permissions.info, .resources.list, .scopes.list and .users.list,
//     field for field, with the names Slack chose (users.list answers "resources")
//   - apps.permissions.request and .users.request: invalid_scope, mixed_scope,
//     invalid_user, invalid_trigger, trigger_exchanged and trigger_expired; a
//     trigger lives three seconds and works once, for one app in one team
//   - the events that follow, and slash commands and clicks, signed (version 0),
//     with three seconds to answer; events are tried again at once, after one
//     minute and after five, until a 2xx or x-slack-no-retry: 1, each by itself;
//     two redirects are followed
//   - Socket Mode: hello, envelopes, acknowledgements with a payload, retries of events, ten connections,
//     disconnect in time or when asked for
//   - channels.*, groups.*, im.* and mpim.* for workspace apps, and for others in a world of before
//     2021-02-24: conversations.* for one type, with the arguments and replies of their time
//   - messages, threads, reactions, pins, files, and who is in which channel; the events about them go to
//     apps that subscribe, hold the scope and are there
//   - files in three steps (an upload URL, the file, files.completeUploadExternal), or by files.upload
//     in a world of its time; who may read one gets it at its url_private
//   - block_actions with all that was entered, interactive_message, dialogs that dialog.open opens,
//     menus that load their options, shortcuts, and response URLs: five uses in thirty minutes;
//     of an ephemeral message that is pressed an app is told only where it is
//   - custom steps: function_executed with a token of its own, functions.completeSuccess and .completeError
//   - modals, three deep, and home tabs: views.open, .push, .update and .publish, their hashes and external
//     ids; view_submission and what an app may answer to it; view_closed; app_home_opened
//   - the methods of COVERAGE.md; others are unknown_method, or method_deprecated once retired
//   - oauth.token for workspace tokens that last, oauth.access for those of 60
//     minutes and the refresh tokens that renew them, and for classic apps, oauth.v2.access for
//     bot and user tokens, with PKCE, and rotating for twelve hours if the app does, two
//     at a time; codes live ten minutes and work once, and installs add up
//   - a workspace app's install: the person chooses where, or declines, and the installer has a
//     conversation with the app; single_channel; incoming webhooks
//   - tooling.tokens.rotate for configuration tokens, once, for twelve hours
//   - GET with a query; POST with a form, in parts or not, and with JSON; the token in the
//     Authorization header or among the arguments, but not beside JSON; the header counts
//   - refusals as HTTP 200 with ok:false, and warnings beside any answer: every
//     code that Slack lists, by a condition or by a [Fault]; COVERAGE.md says which
//   - scopes as a filter: conversations.list and users.conversations leave out the
//     types that the token may not read, and refuse only when nothing is left
//   - x-oauth-scopes and x-accepted-oauth-scopes for all but workspace tokens
//   - rate limits by method, team and app: HTTP 429, ratelimited, Retry-After
//   - cursors that are opaque; pages that are short, or empty, before the end
//
// # Inferred, because Slack never said
//
//   - Windows of the rate limit start at whole minutes and allow exactly the
//     documented minimum of the tier; methods with a limit of their own, such as
//     auth.test and chat.postMessage, get 600 calls.
//   - The order of the checks of a permission request: token, rate limit,
//     arguments (invalid_arguments), scopes, trigger, the person asked. What
//     Slack calls the type of a scope: [model.Verdict]. Only a request that
//     opens a dialog uses its trigger up; one that is refused leaves it as it was.
//   - The dialog is shown to the person who caused the trigger, also when
//     users.request names another.
//   - Events of a team are first tried in order. What is redirected is posted again, whole and signed.
//   - views.push with a trigger that comes from no modal is not_found. A view that views.update changes keeps
//     what people entered where block, action and type stay. With a hash, views.publish changes what is there.
//   - An app has one workspace token that lasts in a team, and one refresh token.
//   - The grace period of a refresh token of oauth.v2 that was used: thirty seconds.
//   - Who installed an app that a world has already: the person of its first app home.
//   - user_resource_removed carries a trigger of its own, used from the start.
//   - In resources_added and _removed a wildcard is a grant of type "wildcard".
//   - A wildcard covers every public channel of the team less the excluded ids,
//     and resources.list spells it out, channel by channel.
//   - A wildcard token sees the names of excluded channels too, with is_member
//     false: public channel names are known to a whole workspace.
//   - no_permission is for conversations that exist, and that a workspace token may
//     not see; where it must be in one (chat.postMessage, conversations.members),
//     also for those it only sees. To other tokens such are channel_not_found.
//   - A workspace token of an hour that is over is invalid_auth; other tokens are token_expired.
//   - A new install of a workspace app holds its three scopes, and what was asked
//     for, on the types where those live; an app that was there keeps what it held.
//   - Text in plain is taken, and holds no arguments. An argument's name has at most 255 bytes.
//   - What becomes of a channel's name that cannot be: capitals are made small, other marks a hyphen, and
//     the end is cut off. A count that is none is invalid_arguments. Lists of members name 500.
//   - Who is in a conversation, where a world says only how many.
//   - Every bot token is that of a granular app, and may not call apps.uninstall.
//   - apps.manifest.validate knows the name and the scopes, and lets the rest pass.
//   - A scope that Slack replaced still opens what it opened before, on the
//     resource types where it lives.
//   - An app_home looks like any other direct message to conversations.*.
//   - auth.test names the app (app_id, app_name) for workspace tokens.
//   - The URL of a connection works once, for thirty seconds. An app is in Socket Mode from when it
//     connects, unless that was turned off. Its events that meet no connection are tried again.
//   - When a function was declared: 0. An output that the function does not declare is refused, and so is one of another
//     type, where that is a string, boolean, number, integer or array.
//   - Which envelopes accept a payload: those of commands, forms, views that are submitted, menus that load
//     their options, and clicks of before Block Kit.
//   - Which pages come short or empty. The first page never does.
//   - A token that was exchanged by oauth.v2.exchange works no more. Files have 32 MB at most.
//
// # Left out
//
//   - Signing in: /oauth/authorize and /oauth/v2/authorize ask a browser, and approve at once for
//     a program, for the person in "user" or else the first of the team in "team", and
//     redirect to this machine. [Sandbox.Authorize] approves without them.
//   - What PKCE forbids: at Slack a public client may ask for no bot scopes at a
//     redirect to this machine, and its refresh tokens end after thirty days.
//   - RTM, manifests in YAML, workflows around custom steps, and what the function_data of clicks in their messages tells.
//   - Most of the inside of blocks: types, ids, texts, and what elements need are looked at.
//   - Archiving, renaming, topics that change, and people who leave.
//   - What a person has read: last_read, latest and unread_count of channels.info, which the methods
//     of before conversations.* had.
//   - The scope headers for workspace tokens: what they held is undocumented.
//   - Stricter limits for calls without a limit argument, and bursts above the tier.
//   - Avatars that exist, and Enterprise Grid.
package sandbox
