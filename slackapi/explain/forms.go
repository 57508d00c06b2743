package explain

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/text"
)

// The forms in which codes, scopes and methods stand in texts. RE2 takes time linear
// in the text for each.
var (
	// fieldForm is a code behind the name of its field, in JSON, in literals of Python,
	// JavaScript, Ruby, PHP and Go, and in key=value.
	fieldForm = lazy(`(?:\b|_)[eE]rr(?:or|orCode|or_code|Code)?["'\]]{0,2}\s{0,4}(?:=>|[:=]{1,2})\s{0,4}["']?` +
		`([a-z][a-z0-9]*(?:_[a-z0-9]+)*)`)
	// phraseForm is a code behind the words of an SDK.
	phraseForm = lazy(`(?:An API error occur+ed|Response not OK|[sS]lack refused [\w.]{1,80}|` +
		`Slack (?:API )?(?:returned an )?[eE]rror(?: response)?|slacker\.Error|SlackApi(?:Error|Exception)|SlackErrorResponse)` +
		`[:=]?\s{0,4}["'(]?([a-z][a-z0-9]*(?:_[a-z0-9]+)*)`)
	// answeredForm is how Periscope itself prints a code.
	answeredForm = lazy("Slack answered `([a-z][a-z0-9_]*)`")
	// rubyForm is a class of the SDK for Ruby, one for each code.
	rubyForm = lazy(`Slack::Web::Api::Errors::([A-Z]\w{0,80})`)
	// wordForm is a code by itself.
	wordForm = lazy(`[a-z]+(?:_[a-z0-9]+)+|ratelimited|accesslimited`)
	// limitForm is a refusal without a code: HTTP status 429.
	limitForm = lazy(`(?i)rate[- ]?limit(?:ed)? (?:was |has been )?(?:exceeded|reached)|` +
		`HTTP/[\d.]+ 429|status(?:_?code)?["']?\s?[:=]\s?429\b|Retry after \d+ seconds`)
	retryForm = lazy(`(?i)retry(?:[-_ ]?after)["']?[:= ]{1,4}["']?(\d{1,5})|retry this request in (\d{1,5}) seconds`)
	// sdkForm are the codes of SDKs for what is no answer of Slack's.
	sdkForm = lazy(`slack_(?:webapi|bolt|socket_mode|rtmapi|webhook)_[a-z_]{1,60}_error`)

	scopesForm = lazy(`\b(needed|provided|scopes|acceptedScopes|accepted_scopes)["'\]]{0,2}\s{0,4}(?:=>|[:=])\s{0,4}` +
		`(?:"([^"\n]*)"|'([^'\n]*)'|\[([^\]]*)\]|([a-z][\w:.\-]*(?:,[a-z][\w:.\-]*)*))`)
	headerForm  = lazy(`(?i)\bx-(accepted-)?oauth-scopes["']?\s{0,4}(?:=>|[:=])[ \t\["']{0,6}([a-z0-9:._\-, ]*)`)
	warningForm = lazy(`\bwarnings?["'\]]{0,2}\s{0,4}(?:=>|[:=])\s{0,4}\[?\s{0,4}["']?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)`)
	okForm      = lazy(`\bok["'\]]{0,2}\s{0,4}(?:=>|[:=])\s{0,4}(?:True|true|1)\b`)
	deniedForm  = lazy(`\bok["'\]]{0,2}\s{0,4}(?:=>|[:=])\s{0,4}(?:False|false)\b`)

	tokenForm        = lazy(`\b(xox[a-z](?:\.xox[a-z])?|xapp|xwfp)-`)
	conversationForm = lazy(`\b[CGD][A-Z0-9]{8,12}\b`)
)

// The forms of a method, the surest first.
var methodForms = []struct {
	form    func() *regexp.Regexp
	methods func(name string) string
}{
	{lazy(`/api/([a-zA-Z]+(?:\.[a-zA-Z0-9]+)+)`), plausible},
	{lazy(`(?:apiCall|api_call|slack refused|Web API method|url:)[\s(]{0,2}["']?([a-z][a-zA-Z]*(?:\.[a-zA-Z0-9]+)+)`), plausible},
	{lazy(`\b([a-zA-Z_]+(?:\.[a-zA-Z]+)+)`), dotted},
	{lazy(`\b([a-z]+(?:_[a-zA-Z0-9]+)+)\b`), spelled(catalog.Snake)},
	{lazy(`\b([a-z]+[A-Z]\w*)\(`), spelled(catalog.Camel)},
	{lazy(`\b([A-Z][a-z]+[A-Z]\w*)Response\b`), func(name string) string {
		return spelled(catalog.Camel)(strings.ToLower(name[:1]) + name[1:])
	}},
	{lazy(`\.([A-Z]\w+)\(`), spelled(catalog.SlackGo)},
}

// plausible takes a name for a method's even where the catalogue does not have it:
// there may be newer ones.
func plausible(name string) string {
	if strings.HasPrefix(name, "slack.") || len(name) > 80 {
		return ""
	}
	return name
}

// dotted finds the method that a dotted name ends in: client.chat.postMessage.
func dotted(name string) string {
	parts := strings.Split(name, ".")
	for i := range parts {
		if found := catalog.MethodsNamed(strings.Join(parts[i:], "."), catalog.Dotted); len(found) > 0 {
			return found[0]
		}
	}
	return ""
}

func spelled(s catalog.Spelling) func(string) string {
	return func(name string) string {
		if found := catalog.MethodsNamed(name, s); len(found) > 0 {
			return found[0]
		}
		return ""
	}
}

// methodOf finds a method in a piece of text; empty if there is none.
func methodOf(s string) string {
	for rank := range methodForms {
		if m := methodIn(s, rank); m != "" {
			return m
		}
	}
	return ""
}

// methodIn finds the first method of one form.
func methodIn(s string, rank int) string {
	f := methodForms[rank]
	for _, at := range f.form().FindAllStringSubmatch(s, 50) {
		if m := f.methods(at[1]); m != "" {
			return m
		}
	}
	return ""
}

// codes are those that are known, and whether one is so common that it counts only
// beside a sign of Slack.
var codes = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for _, code := range slackapi.KnownCodes() {
		known[code] = false
	}
	for _, code := range []string{
		"internal_error", "unknown_error", "fatal_error", "request_timeout", "service_unavailable", "access_denied", "invalid_token",
		"token_expired", "invalid_scope", "user_not_found", "invalid_arguments", "invalid_json", "invalid_name", "file_not_found",
		"invalid_code", "invalid_user", "missing_argument", "not_allowed", "not_admin", "invalid_auth", "invalid_client_id",
		"invalid_grant_type", "invalid_limit", "invalid_cursor", "token_revoked", "not_paid", "name_taken", "invalid_charset",
		"message_not_found", "thread_not_found", "view_not_found", "invalid_refresh_token", "unknown_method", "message_limit_exceeded",
	} {
		known[code] = true
	}
	return known
})

func isKnown(code string) bool {
	_, known := codes()[code]
	return known
}

var codeForm = lazy(`^[a-z][a-z0-9_]{1,63}$`)

// isCode reports whether a word has the form of Slack's codes. Secrets do not.
func isCode(s string) bool { return codeForm().MatchString(s) && !strings.HasPrefix(s, "xox") }

// snake turns MissingScope into missing_scope.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if r >= 'A' && r <= 'Z' {
			if i > 0 {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// rubyCodes are the classes of the SDK for Ruby that are not named after a code.
var rubyCodes = map[string]string{
	"TooManyRequestsError": "ratelimited",
	"TimeoutError":         "request_timeout",
	"UnavailableError":     "service_unavailable",
	"InternalError":        "internal_error",
}

var scopeForm = lazy(`^[a-z][a-z0-9]*(?:[-_.:][a-z0-9_]+)*$`)

// scopes reads a comma list of scopes. What has not the form of a scope is left out, so
// that no secret gets in.
func scopes(list string) []catalog.Scope {
	var found []catalog.Scope
	for _, name := range text.SplitList(strings.NewReplacer(`"`, " ", "'", " ", "\n", " ", "\\", " ").Replace(list)) {
		switch {
		case len(name) > 64, !scopeForm().MatchString(name), tokenForm().MatchString(name), name == "null", name == "none", name == "nil":
		default:
			found = appendNew(found, catalog.Scope(name))
		}
	}
	return found
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// tokenKind is the kind of the tokens in a text, if they are of one.
func tokenKind(s string) catalog.TokenKind {
	var kind catalog.TokenKind
	for _, at := range tokenForm().FindAllStringSubmatch(s, 20) {
		var k catalog.TokenKind
		switch at[1] {
		case "xoxb", "xoxe.xoxb":
			k = catalog.Bot
		case "xoxp", "xoxe.xoxp":
			k = catalog.UserToken
		case "xapp":
			k = catalog.AppLevel
		case "xoxa":
			k = catalog.Workspace
		default:
			continue
		}
		if kind != "" && kind != k {
			return ""
		}
		kind = k
	}
	return kind
}

// onlyDirectMessage reports whether the conversations that a text names are direct messages.
func onlyDirectMessage(s string) bool {
	ids := conversationForm().FindAllString(s, 20)
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool { return id[0] != 'D' })
}

func retryAfter(s string) time.Duration {
	at := retryForm().FindStringSubmatch(s)
	if at == nil {
		return 0
	}
	seconds, _ := strconv.Atoi(cmp.Or(at[1], at[2])) // digits, few
	return time.Duration(seconds) * time.Second
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

// lazy compiles a pattern when it is first used: most commands never do.
// Inlined, it would cost a kilobyte of code for each pattern.
//
//go:noinline
func lazy(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
