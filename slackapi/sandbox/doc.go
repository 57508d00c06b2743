// Package sandbox is Slack's side, emulated: an [http.Handler] that answers Web
// API methods under /api/ from a [World] of teams, people, conversations and
// installed apps. Any Slack client can be pointed at it.
//
// It promises that an answer depends only on the world, the requests so far and
// the clock it was given, that it never calls out, and that it is safe for
// concurrent use. Given a method that exists at Slack but not here, it refuses
// with unknown_method rather than pretend.
//
// # As Slack documents it
//
//   - apps.permissions.info, .resources.list, .scopes.list and .users.list,
//     field for field, with the names Slack chose (users.list answers "resources")
//   - api.test, auth.test, conversations.info, conversations.list, users.info
//   - GET with a query and POST with a form; the token in the Authorization
//     header, the form or the query, in this order of precedence
//   - refusals as HTTP 200 with ok:false: not_authed, invalid_auth,
//     token_revoked, account_inactive, not_allowed_token_type, missing_scope
//     with needed and provided, channel_not_found, user_not_found,
//     invalid_cursor, invalid_limit, invalid_types, invalid_arguments,
//     invalid_form_data, invalid_post_type, missing_post_type, unknown_method
//   - scopes as a filter: conversations.list leaves out the types that the token
//     may not read, and refuses only when nothing is left
//   - x-oauth-scopes and x-accepted-oauth-scopes for bot and user tokens
//   - rate limits by method, team and app: HTTP 429, ratelimited, Retry-After
//   - cursors that are opaque; pages that are short, or empty, before the end
//
// # Inferred, because Slack never said
//
//   - Windows of the rate limit start at whole minutes and allow exactly the
//     documented minimum of the tier; auth.test gets 600 calls.
//   - A wildcard covers every public channel of the team less the excluded ids,
//     and resources.list spells it out, channel by channel.
//   - A wildcard token sees the names of excluded channels too, with is_member
//     false: public channel names are known to a whole workspace.
//   - A scope that Slack replaced still opens what it opened before, on the
//     resource types where it lives.
//   - An app_home looks like any other direct message to conversations.*.
//   - auth.test names the app (app_id, app_name) for workspace tokens.
//   - Which pages come short or empty. The first page never does.
//
// # Left out
//
//   - The scope headers for workspace tokens: what they held is undocumented.
//   - Stricter limits for calls without a limit argument, and bursts above the tier.
//   - E-mail addresses, avatars, topics, time zones, and Enterprise Grid.
package sandbox
