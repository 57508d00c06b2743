package explain_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi/explain"
)

// said is what a finding is, in one line: method, code, needed, provided, cause, and
// the scopes to add.
func said(r model.Refusal) string {
	d := explain.Diagnose(r, nil)
	parts := []string{orDash(r.Method), orDash(r.Code), string(d.Cause)}
	for _, f := range []struct {
		name   string
		scopes []string
	}{{"needed", names(r.Needed)}, {"provided", names(r.Provided)}, {"warnings", r.Warnings}, {"add", names(d.Add)}, {"or", names(d.Alternatives)}} {
		if len(f.scopes) > 0 {
			parts = append(parts, f.name+"="+strings.Join(f.scopes, ","))
		}
	}
	if r.RetryAfter > 0 {
		parts = append(parts, "retry="+r.RetryAfter.String())
	}
	if r.Kind != "" {
		parts = append(parts, "kind="+string(r.Kind))
	}
	if r.Count != 1 {
		parts = append(parts, fmt.Sprintf("x%d", r.Count))
	}
	return strings.Join(parts, " ")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func names[S ~string](list []S) []string {
	var all []string
	for _, s := range list {
		all = append(all, string(s))
	}
	return all
}

// texts are errors as Slack and the SDKs print them.
var texts = []struct{ name, text, want string }{
	// Slack itself.
	{
		"Slack's reply", `{"ok":false,"error":"missing_scope","needed":"reactions:write","provided":"chat:write,channels:read"}`,
		"- missing_scope scope needed=reactions:write provided=chat:write,channels:read add=reactions:write",
	},
	{
		"a reply on many lines", "{\n    \"ok\": false,\n    \"error\": \"not_in_channel\"\n}\n", "- not_in_channel membership",
	},
	{
		"a reply with remarks", `{"ok":false,"error":"invalid_arguments","warning":"missing_charset","response_metadata":{"messages":["[ERROR] missing required field: channel"],"warnings":["missing_charset"]}}`,
		"- invalid_arguments arguments warnings=missing_charset",
	},
	{
		"a success with a warning", `{"ok":true,"channel":"C024BE91L","warning":"superfluous_charset"}`,
		"- - warning warnings=superfluous_charset",
	},
	{
		"any of four scopes", `{"ok":false,"error":"missing_scope","needed":"channels:read,groups:read,mpim:read,im:read","provided":"chat:write"}`,
		"- missing_scope scope needed=channels:read,groups:read,mpim:read,im:read provided=chat:write add=channels:read or=channels:read,groups:read,im:read,mpim:read",
	},
	{
		"an old name of a scope", `{"ok":false,"error":"missing_scope","needed":"chat:write:bot","provided":"channels:read,app_mentions:read"}`,
		"- missing_scope scope needed=chat:write:bot provided=channels:read,app_mentions:read add=chat:write",
	},
	{
		"replies in an array, with their methods",
		`[{"method":"users.list","response":{"needed":"users:read","provided":"chat:write","ok":false,"error":"missing_scope"}},{"method":"pins.add","response":{"ok":true}}]`,
		"users.list missing_scope scope needed=users:read provided=chat:write add=users:read",
	},
	{
		"curl -i",
		"HTTP/2 200\nx-oauth-scopes: chat:write,channels:read\nx-accepted-oauth-scopes: emoji:read\ncontent-type: application/json\n\n{\"ok\":false,\"error\":\"missing_scope\"}",
		"- missing_scope scope needed=emoji:read provided=chat:write,channels:read add=emoji:read",
	},
	{
		"headers alone", "< x-oauth-scopes: chat:write,commands\n< x-accepted-oauth-scopes: pins:write\n",
		"- - scope needed=pins:write provided=chat:write,commands add=pins:write",
	},
	{
		"curl -v of a limit",
		"> GET /api/conversations.list HTTP/2\n> Host: slack.com\n< HTTP/2 429\n< retry-after: 30\n",
		"conversations.list ratelimited rate limit retry=30s",
	},
	// Python: slack_sdk, Bolt, and others.
	{
		"slack_sdk",
		"Traceback (most recent call last):\n  File \"bot.py\", line 12, in <module>\n    client.reactions_add(channel=c, name=\"eyes\", timestamp=ts)\n" +
			"  File \"site-packages/slack_sdk/web/slack_response.py\", line 199, in validate\n    raise e.SlackApiError(message=msg, response=self)\n" +
			"slack_sdk.errors.SlackApiError: The request to the Slack API failed. (url: https://slack.com/api/reactions.add)\n" +
			"The server responded with: {'ok': False, 'error': 'missing_scope', 'needed': 'reactions:write', 'provided': 'chat:write,im:history'}",
		"reactions.add missing_scope scope needed=reactions:write provided=chat:write,im:history add=reactions:write",
	},
	{
		"slack_sdk of old, without a URL",
		"Traceback (most recent call last):\n  File \"x.py\", line 3, in f\n    return self.api_call(\"conversations.history\", http_verb=\"GET\", params=kwargs)\n" +
			"slack.errors.SlackApiError: The request to the Slack API failed.\nThe server responded with: {'ok': False, 'error': 'missing_scope', 'needed': 'groups:history', 'provided': 'channels:history'}",
		"conversations.history missing_scope scope needed=groups:history provided=channels:history add=groups:history",
	},
	{
		"slack_sdk, printed e.response", "error: {'ok': False, 'error': 'channel_not_found'}", "- channel_not_found membership",
	},
	{
		"Bolt for Python",
		"2026-05-01 10:00:00 ERROR Failed to run listener function (error: The request to the Slack API failed. (url: https://www.slack.com/api/views.open)\nThe server responded with: {'ok': False, 'error': 'expired_trigger_id'})",
		"views.open expired_trigger_id trigger",
	},
	{
		"slack_sdk of a limit",
		"slack_sdk.errors.SlackApiError: The request to the Slack API failed. (url: https://slack.com/api/users.list)\nThe server responded with: {'ok': False, 'error': 'ratelimited'}",
		"users.list ratelimited rate limit",
	},
	{
		"slacker", "  File \"slacker/__init__.py\", line 657, in info\n    return self.get('team.info')\nslacker.Error: missing_scope",
		"team.info missing_scope scope add=team:read",
	},
	// JavaScript: @slack/web-api, Bolt.
	{
		"@slack/web-api",
		"Error: An API error occurred: missing_scope\n    at platformErrorFromResult (/app/node_modules/@slack/web-api/dist/errors.js:62:33)\n    at WebClient.apiCall (/app/node_modules/@slack/web-api/dist/WebClient.js:181:56)\n" +
			"    at async /app/index.js:14:3 {\n  code: 'slack_webapi_platform_error',\n  data: {\n    ok: false,\n    error: 'missing_scope',\n    needed: 'users:read.email',\n    provided: 'users:read,chat:write',\n    response_metadata: { scopes: [Array], acceptedScopes: [Array] }\n  }\n}",
		"- missing_scope scope needed=users:read.email provided=users:read,chat:write add=users:read.email",
	},
	{
		"@slack/web-api, message only", "UnhandledPromiseRejection: Error: An API error occurred: invalid_auth", "- invalid_auth token",
	},
	{
		"@slack/web-api with scopes of the headers",
		"{\n  code: 'slack_webapi_platform_error',\n  data: {\n    ok: false,\n    error: 'missing_scope',\n    response_metadata: {\n      scopes: [ 'chat:write', 'commands' ],\n      acceptedScopes: [ 'emoji:read' ]\n    }\n  }\n}",
		"- missing_scope scope needed=emoji:read provided=chat:write,commands add=emoji:read",
	},
	{
		"@slack/web-api of a limit", "[WARN]  web-api:WebClient:1 http request failed A rate limit was exceeded (url: conversations.members, retry-after: 10)",
		"conversations.members ratelimited rate limit retry=10s",
	},
	{
		"@slack/web-api, debug log",
		"[DEBUG]  web-api:WebClient:0 apiCall('chat.postMessage') start\n[DEBUG]  web-api:WebClient:0 http request result: {\"ok\":false,\"error\":\"is_archived\",\"response_metadata\":{}}",
		"chat.postMessage is_archived state",
	},
	{
		"Bolt for JavaScript", "[ERROR]  bolt-app Error: An API error occurred: not_allowed_token_type\n    at Object.platformErrorFromResult (errors.js:51:33) {\n  code: 'slack_webapi_platform_error'\n}",
		"- not_allowed_token_type token kind",
	},
	{
		"Bolt without an installation", "[ERROR]  bolt-app Error: Failed fetching installation\n    at x (y.js:1:2) {\n  code: 'slack_bolt_authorization_error'\n}",
		"- slack_bolt_authorization_error token",
	},
	{
		"a request error of @slack/web-api", "Error: A request error occurred: getaddrinfo ENOTFOUND slack.com\n    at x {\n  code: 'slack_webapi_request_error',\n  original: Error\n}",
		"- slack_webapi_request_error network",
	},
	{
		"Bolt and Socket Mode", "[WARN]  bolt-app Failed to retrieve a new WSS URL for reconnection by calling apps.connections.open (error: Error: An API error occurred: missing_scope)",
		"apps.connections.open missing_scope scope add=connections:write",
	},
	{
		"a log in JSON",
		`{"level":50,"err":{"type":"Error","message":"An API error occurred: missing_scope","stack":"Error: An API error occurred\n    at client.users.info (x.js)"},"msg":"lookup failed"}`,
		"users.info missing_scope scope add=users:read",
	},
	// Go: slack-go.
	{
		"slack-go", "2026/05/01 10:00:00 failed to post: slack: not_in_channel", "- not_in_channel membership",
	},
	{
		"slack-go with a call", "2026/05/01 10:00:00 main.go:31: slackClient.GetConversationHistory(): missing_scope",
		"conversations.history missing_scope scope add=channels:history or=channels:history,groups:history,im:history,mpim:history",
	},
	{
		"slack-go of a limit", "ERROR slack: Connection failed \"slack rate limit exceeded, retry after 59s\" &slack.RateLimitedError{RetryAfter:59000000000}",
		"- ratelimited rate limit retry=59s",
	},
	{
		"slack-go, an error printed whole", `slack.SlackErrorResponse{Err:"missing_scope", Errors:[]slack.SlackResponseErrors(nil), ResponseMetadata:slack.ResponseMetadata{Cursor:""}}`,
		"- missing_scope scope",
	},
	// Java: java-slack-sdk, Bolt.
	{
		"java-slack-sdk", "com.slack.api.methods.SlackApiException: status: 200, error: missing_scope, needed: channels:join, provided: channels:read,chat:write, warning: null\n\tat com.slack.api.methods.impl.MethodsClientImpl.conversationsJoin(MethodsClientImpl.java:1)",
		"conversations.join missing_scope scope needed=channels:join provided=channels:read,chat:write add=channels:join",
	},
	{
		"java-slack-sdk, a response printed", "WARN ChatPostMessageResponse(httpResponseHeaders={}, ok=false, warning=null, error=not_in_channel, needed=null, provided=null, deprecatedArgument=null, errors=null)",
		"chat.postMessage not_in_channel membership or=chat:write.public",
	},
	{
		"java-slack-sdk with needed", "UsersListResponse(ok=false, warning=null, error=missing_scope, needed=users:read, provided=chat:write,im:write, members=null)",
		"users.list missing_scope scope needed=users:read provided=chat:write,im:write add=users:read",
	},
	// Ruby: slack-ruby-client.
	{
		"slack-ruby-client",
		"gems/slack-ruby-client-2.5.0/lib/slack/web/faraday/response/raise_error.rb:19:in `on_complete': missing_scope (Slack::Web::Api::Errors::MissingScope)\n\tfrom gems/slack-ruby-client-2.5.0/lib/slack/web/api/endpoints/conversations.rb:90:in `conversations_list'",
		"conversations.list missing_scope scope add=channels:read or=channels:read,groups:read,im:read,mpim:read",
	},
	{"slack-ruby-client, inspected", "#<Slack::Web::Api::Errors::ChannelNotFound: channel_not_found>", "- channel_not_found membership"},
	{
		"slack-ruby-client of a limit", "Retry after 20 seconds (Slack::Web::Api::Errors::TooManyRequestsError)", "- ratelimited rate limit retry=20s",
	},
	{
		"slack-ruby-client, a hash", `{"ok"=>false, "error"=>"missing_scope", "needed"=>"files:write", "provided"=>"chat:write"}`,
		"- missing_scope scope needed=files:write provided=chat:write add=files:write",
	},
	// PHP, C#, Rust, and Periscope.
	{
		"PHP", "Array\n(\n    [ok] => \n    [error] => account_inactive\n)", "- account_inactive token",
	},
	{"SlackNet", "SlackNet.SlackException: Slack returned an error response: cant_update_message.", "- cant_update_message policy"},
	{
		"Periscope", "periscope: the token lacks a scope that this call needs: it needs im:read, the token has chat:write (Slack answered `missing_scope`)",
		"- missing_scope scope",
	},
	// What else there is.
	{"a plan", `{"ok":false,"error":"paid_teams_only"}`, "- paid_teams_only plan"},
	{
		"a kind of token", `{"method":"search.messages","ok":false,"error":"not_allowed_token_type"}`, "search.messages not_allowed_token_type token kind",
	},
	{"a user token", `POST chat.postMessage xoxp-sandbox-1234 -> {"ok":false,"error":"missing_scope"}`, "chat.postMessage missing_scope scope add=chat:write kind=user"},
	{"a code that nobody knows", `{"ok":false,"error":"brand_new_code"}`, "- brand_new_code unknown"},
	{
		"a direct message", `chat: conversations.history(channel=D024BE91L) -> {"ok":false,"error":"missing_scope","needed":"channels:history,groups:history,mpim:history,im:history","provided":"chat:write"}`,
		"conversations.history missing_scope scope needed=channels:history,groups:history,mpim:history,im:history provided=chat:write add=im:history or=im:history,channels:history,groups:history,mpim:history",
	},
}

func TestErrorTexts(t *testing.T) {
	t.Parallel()
	for _, test := range texts {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			found := explain.Refusals(test.text)
			var got []string
			for _, r := range found {
				got = append(got, said(r))
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("found:\n%s\nwant:\n%s", strings.Join(got, "\n"), test.want)
			}
		})
	}
}
