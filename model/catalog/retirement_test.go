package catalog_test

import (
	"strings"
	"testing"

	"periscope/model/catalog"
)

func TestRetirementsOfMethods(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"channels.list":              "retired on 2021-02-24 (Slack answers method_deprecated); use the conversations.* method of the same name",
		"im.open":                    "retired on 2021-02-24 (Slack answers method_deprecated); use the conversations.* method of the same name",
		"files.upload":               "retired on 2025-11-12 (Slack answers method_deprecated); use files.getUploadURLExternal and files.completeUploadExternal",
		"rtm.start":                  "changed on 2022-09-27: it answers as rtm.connect does; use Socket Mode or the Events API",
		"workflows.stepCompleted":    "retired on 2024-09-12; use functions.completeSuccess",
		"apps.permissions.info":      "retired on 2021-08-24",
		"stars.add":                  "deprecated in 2023-07",
		"users.setActive":            "deprecated, and it does nothing",
		"oauth.access":               "for classic apps only, of which there are no new ones since 2024-06-04; use oauth.v2.access",
		"admin.apps.permissions.add": "",
		"chat.postMessage":           "",
		"conversations.list":         "",
		"files.uploadV2":             "",
	} {
		r, ok := catalog.Method{Name: name}.Retirement()
		if got := sentenceOf(r, ok); got != want {
			t.Errorf("%s: %q; want %q", name, got, want)
		}
	}
}

func sentenceOf(r catalog.Retirement, ok bool) string {
	if !ok {
		return ""
	}
	return r.Sentence()
}

func TestRetirementsOfScopesAndApps(t *testing.T) {
	t.Parallel()
	if r, ok := catalog.Scope("workflow.steps:execute").Retirement(); !ok || !r.Gone() || r.On != "2024-09-12" {
		t.Errorf("Steps from Apps: %v, %t", r, ok)
	}
	if r, ok := catalog.Scope("identity.basic").Retirement(); !ok || r.Gone() || !strings.Contains(r.Instead, "openid") {
		t.Errorf("the old Sign in with Slack: %v, %t", r, ok)
	}
	if r, ok := catalog.Scope("chat:write").Retirement(); ok {
		t.Errorf("chat:write: %v", r)
	}
	if r, ok := catalog.Workspace.AppRetirement(); !ok || r.On != "2021-08-24" {
		t.Errorf("workspace apps: %v, %t", r, ok)
	}
	if r, ok := catalog.Bot.AppRetirement(); ok {
		t.Errorf("apps with bots: %v", r)
	}
}

// A record says of one thing what was done to it, and where Slack said so; patterns fit
// something that the catalogue knows.
func TestRetirementsAreComplete(t *testing.T) {
	t.Parallel()
	for _, r := range catalog.Retirements() {
		of := 0
		for _, is := range []bool{r.Method != "", r.Scope != "", r.App != ""} {
			if is {
				of++
			}
		}
		if of != 1 || r.Source == "" || r.Sentence() == "" {
			t.Errorf("%+v is not complete", r)
		}
		if r.On != "" && !isDate(r.On) && !isDate(r.On+"-01") {
			t.Errorf("%+v: %q is no date", r, r.On)
		}
		if family, all := strings.CutSuffix(r.Method, "*"); r.Method != "" {
			known := false
			for _, m := range catalog.Methods() {
				known = known || m.Name == r.Method || all && strings.HasPrefix(m.Name, family)
			}
			if !known {
				t.Errorf("%s is in no catalogue", r.Method)
			}
		}
		if _, ok := catalog.Lookup(r.Scope); r.Scope != "" && !ok {
			t.Errorf("%s is in no catalogue", r.Scope)
		}
	}
}

func TestFeaturesNameKnownScopes(t *testing.T) {
	t.Parallel()
	for _, f := range catalog.Features() {
		got, ok := catalog.LookupFeature(f.Name)
		if !ok || got.Path != f.Path || f.What == "" ||
			(len(f.Scopes) != 1 || f.Rule != catalog.OneScope) && (len(f.Scopes) > 0 || f.Rule != catalog.RuleUnknown) {
			t.Errorf("%+v", f)
		}
		for _, s := range append(append([]catalog.Scope{}, f.Scopes...), f.Also...) {
			if e, ok := catalog.Lookup(s); !ok || !e.Offered(f.Kind) {
				t.Errorf("%s: %s is no scope of %s tokens", f.Name, s, f.Kind)
			}
		}
	}
	if n, ok := catalog.Function("slack#/functions/send_message"); !ok || !n.Required || n.Scopes[0] != "chat:write" {
		t.Errorf("send_message: %+v, %t", n, ok)
	}
	if n, ok := catalog.Function("slack#/functions/open_form"); ok {
		t.Errorf("open_form: %+v", n)
	}
	if !catalog.SlackFunction("slack#/functions/delay") || catalog.SlackFunction("#/functions/mine") {
		t.Error("functions of Slack and of the app are mixed up")
	}
}

func TestArgumentScopes(t *testing.T) {
	t.Parallel()
	m, _ := catalog.LookupMethod("chat.postMessage")
	of := m.ArgumentScopes(catalog.Bot)
	if len(of) != 2 || !of[0].NeededBy([]string{"username"}) || of[0].NeededBy([]string{"text"}) || of[1].NeededBy([]string{"username"}) {
		t.Errorf("%+v", of)
	}
	if got := m.ArgumentScopes(catalog.UserToken); len(got) > 0 {
		t.Errorf("user tokens: %+v", got)
	}
	if p, ok := catalog.Scope("users:read.email").Partner(); !ok || p != "users:read" {
		t.Errorf("the partner of users:read.email is %s", p)
	}
}
