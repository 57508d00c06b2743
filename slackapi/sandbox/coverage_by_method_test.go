package sandbox_test

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/state"
)

// answered is a condition that a form meets, sent with a token that holds all.
func answered(code, condition string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome { return p.call(args...) }, nil}
}

// byWorkspace is one that only a workspace token meets.
func byWorkspace(code, condition string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome { return p.post(p, p.method, "xoxa-sandbox-full", args...) }, nil}
}

// ownCauses are those of the codes that Slack lists for one method, and of
// common codes that come about otherwise there.
var ownCauses = map[string][]cause{
	"apps.connections.open": append(injected("forbidden_team", "missing_args"), cause{
		"insecure_request", "the call is no POST", func(p *provocation) outcome {
			return p.send(p, http.MethodGet, p.method, token(p.method, "full"), "", "")
		}, nil,
	}),
	"apps.manifest.export": append(injected("app_not_eligible", "failed_export", "invalid_app_id"),
		answered("app_not_found", "the world has no app of that id", "app_id", "A9")),
	"apps.manifest.validate": append(injected("app_not_eligible", "invalid_app"),
		answered("invalid_app_id", "the world has no app of that id", "app_id", "A9", "manifest", "{}"),
		answered("invalid_manifest", "no JSON object, no name, or a scope that its tokens cannot hold", "manifest", "{}")),
	"apps.permissions.request": slices.Concat(injected("invalid_trigger_id", "invalid_user", "user_is_bot"), triggerCauses("pins:read"), []cause{
		answered("invalid_scope", "a scope is unknown, not of workspace apps, or a user's", "scopes", "no:such", "trigger_id", "1.2.3"),
		answered("mixed_scope", "the scopes are of several families", "scopes", "pins:read,users:read", "trigger_id", "1.2.3"),
	}),
	"apps.permissions.resources.list": {invalidCursor},
	"apps.permissions.users.list":     {invalidCursor},
	"apps.permissions.users.request": slices.Concat(injected("invalid_trigger_id", "user_is_bot"), triggerCauses("reminders:read:user"), []cause{
		answered("invalid_scope", "a scope is unknown, or not a user's", "scopes", "pins:read", "trigger_id", "1.2.3", "user", "U1"),
		{"invalid_user", "the user is nobody, an app, or deleted", func(p *provocation) outcome {
			return p.call("scopes", "reminders:read:user", "trigger_id", p.Trigger(), "user", "U2")
		}, nil},
	}),
	"apps.uninstall": {
		answered("invalid_client_id", "the world has no app with the client id", "client_id", "stranger"),
		answered("bad_client_secret", "the secret is not the app's", "client_id", "sandbox-client-id", "client_secret", "guess"),
		answered("client_id_token_mismatch", "the client id and the token are of different apps",
			"client_id", "sandbox-other-id", "client_secret", "sandbox-other-secret"),
		answered("no_permission", "the token is a bot's",
			"client_id", "sandbox-client-id", "client_secret", "sandbox-client-secret"),
	},
	"auth.revoke":     injected("not_bearer_token"),
	"auth.teams.list": {invalidCursor, invalidLimit},
	"chat.postMessage": append(injected("message_limit_exceeded", "messages_tab_disabled", "msg_blocks_too_long",
		"rate_limited", "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
		byWorkspace("as_user_not_supported", "a workspace token sends as_user", "channel", "C1", "text", "hello", "as_user", "true"),
		answered("channel_not_found", "there is none, or none that the token may see", "channel", "C9", "text", "hello"),
		invalidBlocks, invalidBlocksFormat,
		answered("is_archived", "the conversation is archived", "channel", "C2", "text", "hello"),
		answered("markdown_text_conflict", "there is markdown_text, and text or blocks as well", "channel", "C1", "text", "hello", "markdown_text", "**hello**"),
		answered("msg_too_long", "markdown_text has more than 12,000 characters", "channel", "C1", "markdown_text", strings.Repeat("a", sandboxtest.MaxMarkdown+1)),
		answered("message_truncated", "warning: the text has more than 40,000 characters", "channel", "C1", "text", strings.Repeat("a", sandboxtest.MaxText+1)),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", "channel", "C3", "text", "hello"),
		answered("no_text", "there is neither text nor blocks nor attachments", "channel", "C1"),
		answered("not_in_channel", "the bot or user is not in the public channel, and lacks chat:write.public", "channel", "C3", "text", "hello"),
		answered("too_many_attachments", "there are more than 100", "channel", "C1",
			"attachments", "["+strings.Repeat("{},", sandboxtest.MaxAttachments)+"{}]"),
	),
	"conversations.info": {
		answered("channel_not_found", "there is none, or none that the token may see", "channel", "G1"),
		byWorkspace("no_permission", "a workspace token may not see the conversation", "channel", "G1"),
	},
	"conversations.list": {invalidCursor, invalidLimit, invalidTypes},
	"conversations.members": append(injected("fetch_members_failed", "method_not_supported_for_channel_type"),
		answered("channel_not_found", "there is none, or none that the token may see", "channel", "G1"),
		answered("invalid_cursor", "the cursor is none that the method gave", "channel", "C1", "cursor", "?"),
		answered("invalid_limit", "the limit is no number from 0 to 999", "channel", "C1", "limit", "-1"),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", "channel", "G1")),
	"emoji.list":      injected("unable_to_fetch_custom_emojis"),
	"oauth.access":    append(exchangeCauses("sandbox-code-v1", "sandbox-code-v2"), codeAlreadyUsed, invalidToken, cause{code: "missing_resource"}, cause{code: "user_email_unverified"}),
	"oauth.token":     exchangeCauses("sandbox-code-v1", "sandbox-code-v2"),
	"oauth.v2.access": append(exchangeCauses("sandbox-code-v2", "sandbox-code-v1"), v2Causes...),
	"oauth.v2.exchange": {
		answered("invalid_client_id", "the world has no app with the client id", "client_id", "stranger"),
		answered("bad_client_secret", "the secret is not the app's", "client_id", "sandbox-client-id", "client_secret", "guess"),
		answered("token_rotation_not_enabled", "the tokens of the app do not expire", sandboxtest.ClientArgs("token", "xoxb-sandbox-full")...),
		answered("invalid_token", "the token is none of the app's, or expires already", rotatingApp("token", "xoxb-sandbox-full")...),
		answered("authorization_not_found", "the token was revoked", rotatingApp("token", "xoxb-sandbox-ended")...),
		{"token_already_exchanged", "the token was exchanged before", func(p *provocation) outcome {
			p.call(rotatingApp("token", "xoxb-sandbox-lasting")...)
			return p.call(rotatingApp("token", "xoxb-sandbox-lasting")...)
		}, nil},
	},
	"team.info": {
		answered("team_not_found", "the team is another than the token's", "team", "T9"),
	},
	"tooling.tokens.rotate": append(injected("unknown_error"),
		answered("invalid_refresh_token", "the token renews no configuration token, or was used", "refresh_token", "xoxr-sandbox-refresh")),
	"users.conversations": {
		invalidCursor, invalidLimit, invalidTypes,
		answered("user_not_found", "the team has no such user", "user", "U9"),
	},
	"users.info": append(injected("user_not_visible"),
		answered("user_not_found", "the team has no such user", "user", "U9")),
	"users.list": append(injected("limit_required"), invalidCursor, invalidLimit),
}

var (
	invalidBlocks       = answered("invalid_blocks", "a block has no such type, or lacks what its type needs, or there are more than 50", "channel", "C1", "blocks", `[{"type":"nope"}]`)
	invalidBlocksFormat = answered("invalid_blocks_format", "blocks are no JSON list of objects", "channel", "C1", "blocks", "{}")

	invalidCursor = answered("invalid_cursor", "the cursor is none that the method gave", "cursor", "?")
	invalidLimit  = answered("invalid_limit", "the limit is no number from 0 to 999", "limit", "-1")
	invalidTypes  = answered("invalid_types", "a type is none of Slack's four", "types", "secret_channel")
)

// Trigger has Ada run a slash command.
func (p *provocation) Trigger() string {
	p.Helper()
	id, err := p.RunCommand(p.Context(), "T1", "U1", "/coverage")
	if err != nil {
		p.Fatal(err)
	}
	return string(id)
}

// triggerCauses are what can be wrong with a trigger, for a request that is good in all else.
func triggerCauses(scope string) []cause {
	ask := func(p *provocation, trigger model.TriggerID) outcome {
		return p.call("scopes", scope, "trigger_id", string(trigger), "user", "U1")
	}
	return []cause{
		{"invalid_trigger", "the trigger is none, or another app's", func(p *provocation) outcome { return ask(p, "1.2.3") }, nil},
		{"trigger_exchanged", "the trigger opened a dialog before", func(p *provocation) outcome {
			id := model.TriggerID(p.Trigger())
			ask(p, id)
			return ask(p, id)
		}, nil},
		{"trigger_expired", "the trigger is older than three seconds", func(p *provocation) outcome {
			id := model.TriggerID(p.Trigger())
			p.seconds.Add(int64(state.TriggerLife / time.Second))
			return ask(p, id)
		}, nil},
	}
}

// exchangeCauses are what can be wrong with an exchange of a code, for a method
// that takes codes of one era and not of the other.
func exchangeCauses(good, ofOtherEra string) []cause {
	return []cause{
		answered("invalid_client_id", "the world has no app with the client id", "client_id", "stranger"),
		answered("bad_client_secret", "the secret is not the app's", "client_id", "sandbox-client-id", "client_secret", "guess"),
		answered("bad_redirect_uri", "the redirect URI is not the one the code was sent to",
			sandboxtest.ClientArgs("code", good, "redirect_uri", "http://127.0.0.1/elsewhere")...),
		answered("invalid_code", "the code is none, another app's, used, or older than ten minutes", sandboxtest.ClientArgs("code", "guess")...),
		answered("oauth_authorization_url_mismatch", "the code is from the authorize page of the other era", sandboxtest.ClientArgs("code", ofOtherEra)...),
	}
}

var (
	codeAlreadyUsed = cause{"code_already_used", "the code was exchanged before", func(p *provocation) outcome {
		p.call(sandboxtest.ClientArgs("code", "sandbox-code-v1")...)
		return p.call(sandboxtest.ClientArgs("code", "sandbox-code-v1")...)
	}, nil}
	invalidToken = answered("invalid_token", "the refresh token is none of the app's",
		sandboxtest.ClientArgs("grant_type", "refresh_token", "refresh_token", "guess")...)
)

// rotatingApp are arguments of the app whose tokens expire.
func rotatingApp(more ...string) []string {
	return append([]string{"client_id", "sandbox-rotating-id", "client_secret", "sandbox-rotating-secret"}, more...)
}

var v2Causes = append(injected("cannot_install_an_org_installed_app", "preview_feature_not_available", "user_email_unverified"),
	answered("invalid_code_verifier", "the verifier does not meet the challenge of PKCE", sandboxtest.ClientArgs("code", "sandbox-code-guarded", "code_verifier", "guess")...),
	answered("invalid_grant_type", "it is neither authorization_code nor refresh_token", sandboxtest.ClientArgs("grant_type", "password")...),
	answered("invalid_refresh_token", "the refresh token is none of the app's, or was used and its grace period is over",
		sandboxtest.ClientArgs("grant_type", "refresh_token", "refresh_token", "guess")...),
	answered("no_scopes", "nothing was asked for", sandboxtest.ClientArgs("code", "sandbox-code-empty")...),
)
