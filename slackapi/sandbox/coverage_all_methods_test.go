package sandbox_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/webapi"
)

// cause is how a refusal or a warning comes about.
type cause struct {
	code      string
	condition string                     // in words; empty: only a fault brings it about
	provoke   func(*provocation) outcome // meets the condition
	of        func(method string) bool   // where the condition can be met; nil is everywhere
}

// provocation is where a cause is put to the test.
type provocation struct {
	testing.TB
	*coverageSandbox
	method string
}

// call sends a form with a token that holds what the method asks for.
func (p *provocation) call(args ...string) outcome {
	return p.post(p, p.method, token(p.method, "full"), args...)
}

// with sends an empty call with another token.
func (p *provocation) with(token string) outcome { return p.post(p, p.method, token) }

// body sends a POST as it stands.
func (p *provocation) body(media, body string) outcome {
	return p.send(p, http.MethodPost, p.method, token(p.method, "full"), media, body)
}

// injected is a cause that only a fault makes true.
func injected(codes ...string) []cause {
	var causes []cause
	for _, code := range codes {
		causes = append(causes, cause{code: code})
	}
	return causes
}

func asksForToken(method string) bool { return sandbox.Methods()[method] != nil }

func actsAsUser(method string) bool {
	return asksForToken(method) && !slices.Contains(sandbox.Methods()[method], catalog.AppLevel)
}

func takesSomeToken(method string) bool {
	return sandbox.Methods()[method] == nil || len(sandbox.Methods()[method]) > 0
}

func takesExpiringTokens(method string) bool {
	kinds := sandbox.Methods()[method]
	return slices.Contains(kinds, catalog.Bot) || slices.Contains(kinds, catalog.Configuration)
}

func readsJSON(method string) bool { return (&webapi.Call{Method: method}).TakesJSON() }

func asksForScopes(method string) bool {
	m, _ := catalog.LookupMethod(method)
	return slices.ContainsFunc(sandbox.Methods()[method], func(kind catalog.TokenKind) bool {
		need, _ := m.Need(kind)
		return len(need.Scopes) > 0
	})
}

// commonCauses are those of the codes that Slack lists for all methods.
var commonCauses = slices.Concat(authCauses, requestCauses, injected(
	"accesslimited", "deprecated_endpoint", "ekm_access_denied", "enterprise_is_restricted", "fatal_error",
	"internal_error", "is_bot", "method_deprecated", "no_permission", "org_login_required", "service_unavailable",
	"team_added_to_org", "two_factor_setup_required", "unknown_method", "upgrade_required",
))

var authCauses = []cause{
	{
		"not_authed", "no token is sent",
		func(p *provocation) outcome { return p.with("") }, asksForToken,
	},
	{
		"invalid_auth", "the token is unknown, or an hourly one that has expired",
		func(p *provocation) outcome { return p.with("xoxa-sandbox-stranger") }, asksForToken,
	},
	{
		"token_expired", "the token had a time, which is over",
		func(p *provocation) outcome { return p.with(token(p.method, "expired")) }, takesExpiringTokens,
	},
	{
		"token_revoked", "the token was revoked, or the app uninstalled",
		func(p *provocation) outcome { return p.with(token(p.method, "revoked")) }, asksForToken,
	},
	{
		"account_inactive", "the user of the token was deleted",
		func(p *provocation) outcome { return p.with(token(p.method, "deleted")) }, actsAsUser,
	},
	{
		"not_allowed_token_type", "the token is of a kind that may not call the method",
		func(p *provocation) outcome {
			if p.method == "auth.revoke" {
				return p.with("xoxe.xoxp-sandbox-full")
			}
			return p.with("xoxr-sandbox-refresh")
		}, asksForToken,
	},
	{
		"missing_scope", "the token lacks every scope that opens the method",
		func(p *provocation) outcome {
			return p.post(p, p.method, token(p.method, "bare"), "channel", "C1", "user", "U1", "users", "U1", "email", "ada@coverage.example", "name", "new", "bot", "B1")
		}, asksForScopes,
	},
	{
		"ratelimited", "the calls of the minute are used up",
		func(p *provocation) outcome {
			for used := false; !used; { // without a network it takes less time
				form := strings.NewReader("test=1&token=" + token(p.method, "full"))
				r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "/api/"+p.method, form)
				r.Header.Set("Content-Type", sandboxtest.FormMedia)
				used = sandboxtest.Serve(p.Sandbox, r).Code == http.StatusTooManyRequests
			}
			return p.call()
		}, takesSomeToken,
	},
}

var requestCauses = []cause{
	{
		"invalid_arguments", "an argument is missing or makes no sense, or the verb is neither GET nor POST",
		func(p *provocation) outcome {
			return p.send(p, http.MethodPut, p.method, token(p.method, "full"), "", "")
		}, nil,
	},
	{
		"invalid_arg_name", "the name of an argument has other characters than letters, digits and _, or more than 255",
		func(p *provocation) outcome { return p.call("no-name", "1") }, nil,
	},
	{
		"invalid_array_arg", "an argument is an array: name[], or a list in JSON where none belongs",
		func(p *provocation) outcome { return p.call("scopes[]", "pins:read") }, nil,
	},
	{
		"invalid_charset", "the Content-Type names a charset other than utf-8 and iso-8859-1",
		func(p *provocation) outcome { return p.body(sandboxtest.FormMedia+"; charset=koi8-r", "limit=1") }, nil,
	},
	{
		"invalid_form_data", "the form cannot be read, or is larger than a megabyte",
		func(p *provocation) outcome { return p.body(sandboxtest.FormMedia, "limit=%zz") }, nil,
	},
	{
		"invalid_post_type", "the Content-Type is none of Slack's, or JSON where the method reads none",
		func(p *provocation) outcome { return p.body("application/xml", "<limit>1</limit>") }, nil,
	},
	{
		"missing_post_type", "there is a body and no Content-Type",
		func(p *provocation) outcome { return p.body("", "limit=1") }, nil,
	},
	{
		"invalid_json", "the body is said to be JSON, and is not",
		func(p *provocation) outcome { return p.body(sandboxtest.JSONMedia, `{"limit"`) }, readsJSON,
	},
	{
		"json_not_object", "the body is JSON of another kind than an object",
		func(p *provocation) outcome { return p.body(sandboxtest.JSONMedia, `["limit"]`) }, readsJSON,
	},
	{
		"request_timeout", "the body ends before it is complete",
		func(p *provocation) outcome { return p.breakOff(p, p.method, token(p.method, "full")) }, nil,
	},
	{
		"missing_charset", "warning: the Content-Type is JSON or plain text, and names no charset",
		func(p *provocation) outcome { return p.body("text/plain", "limit=1") }, nil,
	},
	{
		"superfluous_charset", "warning: the Content-Type is a form, and names a charset",
		func(p *provocation) outcome { return p.body(sandboxtest.FormMedia+"; charset=utf-8", "limit=1") }, nil,
	},
}
