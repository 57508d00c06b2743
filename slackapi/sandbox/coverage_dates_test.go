package sandbox_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// dateLine is where an old page and a newer one differ: a call, and what it answers before a day and
// from then on. "ok" is no refusal.
type dateLine struct {
	what          string
	on            string // YYYY-MM-DD
	method, token string
	args          []string
	before, after string
}

var dateLines = []dateLine{
	{"a workspace token that was revoked", "2018-09-01", "auth.test", "xoxa-sandbox-revoked", nil, "token_revoked", "invalid_auth"},
	{"any workspace token", "2021-08-24", "auth.test", "xoxa-sandbox-full", nil, "ok", "invalid_auth"},
	{"apps.permissions.*, with a token of another kind", "2021-08-24", "apps.permissions.info", "xoxb-sandbox-full", nil, "not_allowed_token_type", "method_deprecated"},
	{"oauth.token", "2021-08-24", "oauth.token", "", sandboxtest.ClientArgs("code", "guess"), "invalid_code", "method_deprecated"},
	{"channels.*, groups.*, im.* and mpim.*, as far as they are below", "2021-02-24", "channels.list", "xoxb-sandbox-full", nil, "ok", "method_deprecated"},
	{"the others of them, as channels.archive, which are not here", "2021-02-24", "channels.archive", "xoxb-sandbox-full", nil, "unknown_method", "method_deprecated"},
	{
		"a name of 22 to 80 characters, to channels.create, channels.join and groups.create", "2019-08-06", "channels.create", "xoxb-sandbox-full",
		[]string{"name", strings.Repeat("a", 30), "validate", "true"},
		"invalid_name_maxlength", "ok",
	},
	{"files.upload", "2025-11-12", "files.upload", "xoxb-sandbox-full", []string{"content", "hello"}, "ok", "method_deprecated"},
	{"workflows.stepCompleted, .stepFailed and .updateStep, which are not here", "2024-09-12", "workflows.updateStep", "xoxb-sandbox-full", nil, "unknown_method", "method_deprecated"},
	{"a bot token whose app was removed", "2020-01-01", "auth.test", "xoxb-sandbox-removed", nil, "token_revoked", "account_inactive"},
	{"a user token whose person was deleted", "2020-01-01", "auth.test", "xoxp-sandbox-deleted", nil, "account_inactive", "token_revoked"},
}

// untested are differences by date that other tests show.
var untested = []struct{ what, before, after, on string }{
	{"the envelope of an event", "authed_users", "authorizations, event_context, is_ext_shared_channel, context_team_id", "2021-02-24"},
	{"channels.list, groups.list, im.list and mpim.list without a limit", "all of them", "100 at a time", "2018-08-07"},
	{"email addresses, for workspace tokens with users:read", "shown", "with users:read.email only", "2018-10-16"},
}

// sameAlways are where pages differ and the sandbox takes one side, whatever the date.
var sameAlways = []string{
	"A trigger that comes with an event was used already, as the page on triggers says; the method pages say that events bring triggers.",
	"A trigger that is too old is `trigger_expired`, as the page on triggers says; the three method pages do not list the code.",
	"A permission request that says it is a form and brings none is `invalid_form_data`, as its page says; other methods read such a call as one without arguments, which clients rely on.",
	"JSON is `invalid_post_type` for apps.permissions.* alone, as its pages say; Slack's own sample sends JSON to other methods that are listed as form-only.",
	"`identity.*` scopes are granted to workspace apps, as the pages of July 2018 say; the page of 2017 says that Sign in with Slack is not for them.",
	"conversations.create and .invite are open to workspace apps, as the pages of 2018 say; the page of 2017 says that they make no channels.",
	"oauth.token gives a workspace token that lasts, as the page of 2017 says; oauth.access gives one of an hour, as those of August 2018 say. A second install brings the same token, or refresh token: an app has one in a team.",
	"Of the two pages on uploading files, that of files.upload counts until its day, and files.getUploadURLExternal answers on any day.",
	"The refresh token of a workspace app stays good, as the clients of the time need it; that of oauth.v2 is used once, with a grace period of thirty seconds (how long it is, is inferred).",
}

func TestDatesDecide(t *testing.T) {
	t.Parallel()
	for _, line := range dateLines {
		for date, want := range map[string]string{dayBefore(line.on): line.before, line.on: line.after} {
			w := sandboxtest.CoverageWorld()
			w.Date = date
			w.Teams[0].Installs = append(w.Teams[0].Installs,
				world.Install{Token: "xoxb-sandbox-removed", AppID: "A9", AppUser: "U2", Revoked: true},
				world.Install{Token: "xoxp-sandbox-deleted", AppID: "A1", AppUser: "U3"})
			s := sandbox.New(w, sandbox.Options{})
			got := sandboxtest.Ask(t, s, line.token, line.method, line.args...)
			if code := got.Error; code != want && !(want == "ok" && got.OK) {
				t.Errorf("%s on %s: %q, want %q", line.what, date, code, want)
			}
			s.Close()
		}
	}
}

// dayBefore is a day in the year before; no two lines are about one call within a year.
func dayBefore(day string) string {
	var y, m, d int
	_, _ = fmt.Sscanf(day, "%d-%d-%d", &y, &m, &d)
	return fmt.Sprintf("%04d-%02d-%02d", y-1, m, d)
}

// TestUndatedWorldsHaveTwoDays: workspace tokens are answered as in August 2018, others as today.
func TestUndatedWorldsHaveTwoDays(t *testing.T) {
	t.Parallel()
	p := newCoverageSandbox(t)
	for token, want := range map[string]string{"xoxa-sandbox-full": "unknown_method", "xoxb-sandbox-full": "method_deprecated"} {
		if got := p.post(t, "channels.archive", token); got.Error != want {
			t.Errorf("channels.archive with %s: %q, want %q", token, got.Error, want)
		}
	}
}

func dateDocument() string {
	var doc strings.Builder
	doc.WriteString(`
## Where old pages and newer ones differ

The date of the world decides (` + "`date`" + ` in a world file). Without one, workspace tokens are answered as of
2018-08-15, bot and user tokens as of today.

| call | before | from then on | since |
|---|---|---|---|
`)
	for _, l := range dateLines {
		fmt.Fprintf(&doc, "| %s | %s | %s | %s |\n", l.what, codeOrOK(l.before), codeOrOK(l.after), l.on)
	}
	for _, l := range untested {
		fmt.Fprintf(&doc, "| %s | %s | %s | %s |\n", l.what, l.before, l.after, l.on)
	}
	doc.WriteString("\nWhatever the date:\n\n")
	for _, line := range sameAlways {
		doc.WriteString("- " + line + "\n")
	}
	return doc.String()
}

func codeOrOK(code string) string {
	if code == "ok" {
		return "ok"
	}
	return "`" + code + "`"
}
