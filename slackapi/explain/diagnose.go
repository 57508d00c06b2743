package explain

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

func isCause(code string, cause model.Cause) bool {
	x, known := slackapi.ExplainCode("", code, "")
	return known && x.Cause == cause
}

// sdkCodes are codes of SDKs that are no answer of Slack's.
var sdkCodes = map[string]slackapi.CodeExplanation{
	"slack_webapi_request_error": {
		Cause: model.CauseNetwork, Sentence: "The call did not reach Slack.",
		NextStep: "Check the network, the proxy and the API URL of the app.",
	},
	"slack_webapi_http_error": {
		Cause: model.CauseNetwork, Sentence: "What answered was no reply of the Web API.",
		NextStep: "Check the API URL and the proxy; with a status of 500 and more, try again.",
	},
	"slack_bolt_authorization_error": {
		Cause: model.CauseToken, Sentence: "Bolt found no token for the workspace that the event came from, or Slack refused it.",
		NextStep: "Look for the cause that Bolt prints beside it; else install the app in that workspace, " +
			"or look into the installation store.",
	},
	"slack_bolt_receiver_authenticity_error": {
		Cause: model.CauseInstall, Sentence: "A request to the app was not signed with its signing secret.",
		NextStep: "Copy the signing secret again from the app's Basic Information page; scopes are not the cause.",
	},
}

// Diagnose says what stands behind a refusal, and what to change. held are the
// permissions of the token at hand, nil if there is none.
func Diagnose(r model.Refusal, held *model.Permissions) model.Diagnosis {
	d := model.Diagnosis{Refusal: r, Cause: model.CauseUnknown, Holds: model.Unknown, Basis: catalog.Documented}
	d.For = kindFor(r, held)
	x, known := sdkCodes[r.Code]
	if !known {
		x, known = slackapi.ExplainCode(r.Method, r.Code, r.Kind)
	}
	switch {
	case r.Code == "" && len(r.Warnings) > 0:
		return warned(d)
	case r.Code == "":
		return fromHeaders(d)
	case !known:
		d.Basis = catalog.Undocumented
		d.Sentence = "Periscope does not know this code."
		d.NextStep = "Look it up at https://docs.slack.dev/reference/methods" + pathOf(r.Method) + "."
		return d
	}
	d.Cause, d.Sentence, d.NextStep = x.Cause, x.Sentence, x.NextStep
	switch {
	case r.Code == "missing_scope":
		addScopes(&d, held)
	case r.Code == "not_allowed_token_type":
		nameKinds(&d)
	case r.Code == "not_in_channel" && r.Method == "chat.postMessage" && d.For == catalog.Bot:
		d.Alternatives, d.Basis = []catalog.Scope{"chat:write.public"}, catalog.Documented
	case r.RetryAfter > 0:
		d.NextStep = "Wait " + text.Duration(r.RetryAfter) + ", as Slack asks, and call less often."
	case r.Code == "invalid_types":
		addScopes(&d, held)
	}
	if tier := tierOf(r.Method); d.Cause == model.CauseRateLimit && tier != "" {
		d.Sentence = strings.TrimSuffix(d.Sentence, ".") + ": " + tier + "."
	}
	return d
}

func pathOf(method string) string {
	if _, known := catalog.LookupMethod(method); known {
		return "/" + method
	}
	return ""
}

// kindFor is the kind of token that a remedy is for.
func kindFor(r model.Refusal, held *model.Permissions) catalog.TokenKind {
	kind := r.Kind
	if kind == "" && held != nil {
		kind = held.TokenKind()
	}
	if kind == "" && len(r.Provided) > 0 {
		kind = model.LikelyKind(r.Provided)
	}
	if kind != "" {
		return kind
	}
	if m, ok := catalog.LookupMethod(r.Method); ok { // a method for one kind only
		if kinds := m.Kinds(); len(kinds) > 0 && !slices.Contains(kinds, catalog.Bot) {
			return kinds[0]
		}
	}
	return model.LikelyKind(r.Needed)
}

// addScopes finds the scopes to ask for, and says whether the token at hand has them.
func addScopes(d *model.Diagnosis, held *model.Permissions) {
	d.Add, d.Alternatives, d.Basis = model.ScopeRemedy(d.Refusal, d.For)
	if m, ok := catalog.LookupMethod(d.Method); ok && len(d.Needed) == 0 && !d.ProvidedKnown {
		if access := model.AccessTo(m, d.For, nil); len(access.AllOf) == 0 && len(access.AnyOf) == 0 {
			d.Alternatives, d.Basis = access.Listed, access.Basis
			d.Add = nil
		}
	}
	switch d.For {
	case catalog.AppLevel:
		d.NextStep = "Make a new app-level token with the scope, on the app's Basic Information page: " +
			"a token that was made keeps its scopes."
	case catalog.Workspace:
		d.NextStep = "Slack retired workspace tokens on 2021-08-24: install the app again for a bot or user token with the scope."
	}
	if held == nil || held.ScopesUnknown || len(d.Add) == 0 || held.TokenKind() != d.For {
		return
	}
	if held.ScopesComplete() {
		d.Holds = model.No
	}
	has := held.Scopes()
	enough := func(s catalog.Scope) bool { return slices.Contains(has, s) }
	if !slices.ContainsFunc(d.Add, func(s catalog.Scope) bool { return !enough(s) }) || slices.ContainsFunc(d.Alternatives, enough) {
		d.Holds = model.Yes
		d.NextStep = "The token at hand holds it. If the app uses the same token, it was refused before the app was installed again; " +
			"else give the app this token."
	}
}

// nameKinds says which kinds of token the method takes.
func nameKinds(d *model.Diagnosis) {
	m, ok := catalog.LookupMethod(d.Method)
	if !ok {
		return
	}
	var kinds []string
	for _, k := range m.Kinds() {
		if k != d.For || d.Kind == "" {
			kinds = append(kinds, string(k))
		}
	}
	if len(kinds) > 0 {
		d.NextStep = fmt.Sprintf("Call %s with another kind of token: it takes %s tokens.", d.Method, strings.Join(kinds, " or "))
	}
}

func tierOf(method string) string {
	m, _ := catalog.LookupMethod(method)
	if m.Tier == 0 {
		return ""
	}
	return fmt.Sprintf("%s is of tier %d, at least %d calls a minute for each app and workspace",
		method, m.Tier, [...]int{0, 1, 20, 50, 100}[m.Tier])
}

// warned is a success on which Slack remarks.
func warned(d model.Diagnosis) model.Diagnosis {
	d.Cause = model.CauseWarning
	d.Sentence = "The call succeeded, and Slack remarks on it."
	d.NextStep = "Look the warning up on the method's page; the call need not be repeated."
	if x, known := slackapi.ExplainCode(d.Method, d.Warnings[0], ""); known {
		d.Sentence = "The call succeeded. " + x.Sentence
		d.NextStep = x.NextStep
	}
	if d.Warnings[0] == "missing_charset" {
		d.NextStep = "Declare it: Content-Type: application/json; charset=utf-8. The call need not be repeated."
	}
	return d
}

// fromHeaders compares what a token holds with what a method accepts.
func fromHeaders(d model.Diagnosis) model.Diagnosis {
	has := func(s catalog.Scope) bool { return slices.Contains(d.Provided, s) }
	switch {
	case len(d.Needed) == 0:
		d.Cause = model.CauseScope
		d.Sentence = fmt.Sprintf("The headers say which scopes the token holds: %d of them. They tell of no error.", len(d.Provided))
		d.NextStep = "Add the reply, or the exception, to what you pass to this command."
	case !d.ProvidedKnown:
		d.Cause = model.CauseScope
		d.Sentence = "The headers say which scopes the method accepts, and not which ones the token holds."
		d.NextStep = "Compare with `x-oauth-scopes` of the same reply."
	case slices.ContainsFunc(d.Needed, has):
		d.Cause = model.CauseUnknown
		d.Sentence = "The token holds a scope that the method accepts, so scopes are probably not what was wrong."
		d.NextStep = "Look at the code of the reply: membership, plan and kind of token refuse calls, too."
	default:
		d.Cause = model.CauseScope
		d.Sentence = "The token holds none of the scopes that the method accepts."
		d.NextStep = cmp.Or(slackapiNext("missing_scope"), d.NextStep)
		d.Add, d.Alternatives, d.Basis = model.ScopeRemedy(d.Refusal, d.For)
	}
	return d
}

func slackapiNext(code string) string {
	x, _ := slackapi.ExplainCode("", code, "")
	return x.NextStep
}
