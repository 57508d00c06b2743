package sandbox_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestServedMethodsAreInTheCatalogue(t *testing.T) {
	t.Parallel()
	for name, kinds := range sandbox.Methods() {
		m, known := catalog.LookupMethod(name)
		if !known {
			t.Errorf("%s: not in the catalogue, so it has neither tier nor scopes", name)
		}
		if m.Tier < 0 || m.Tier > 4 {
			t.Errorf("%s: no limit for tier %d", name, m.Tier)
		}
		for _, kind := range kinds {
			if !slices.Contains(append(anyToken, catalog.Configuration), kind) || name == "auth.test" {
				continue // asks for no scope, ever
			}
			if _, may := m.Need(kind); !may {
				t.Errorf("%s: takes %s tokens, for which the catalogue has no scopes", name, kind)
			}
		}
	}
}

func TestPathsThatAreNoMethod(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for _, path := range []string{"/nowhere", "/api", "/API/auth.test", "/sandbox"} {
		if got := sandboxtest.Get(t, s, path).Code; got != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got)
		}
	}
	for _, method := range []string{"", "chat.scheduleMessage", "auth.test/", "auth..test", "AUTH.TEST", "../api/auth.test"} {
		r := sandboxtest.Get(t, s, "/api/"+method)
		if got := sandboxtest.Decode[sandboxtest.Reply](t, r); r.Code != http.StatusOK || got.Error != "unknown_method" {
			t.Errorf("%q: %d %+v, want unknown_method", method, r.Code, got)
		}
	}
}

// changesOrNeedsMessage reports whether a method cannot be called twice with the same arguments and reply,
// or, as those of before conversations.*, wants scopes that the app of the demo lacks.
func changesOrNeedsMessage(name string) bool {
	family, _, _ := strings.Cut(name, ".")
	return slices.Contains([]string{"bots", "channels", "chat", "dialog", "files", "groups", "im", "mpim", "pins", "reactions"}, family) || slices.Contains([]string{
		"apps.uninstall", "auth.revoke", "conversations.create", "conversations.invite", "conversations.replies", "users.lookupByEmail",
	}, name)
}

func TestGetAndPostAnswerAlike(t *testing.T) {
	t.Parallel()
	s := sandbox.New(world.Demo(world.DefaultResources), sandbox.Options{Now: sandboxtest.NewClock(time.Unix(1_560_000_000, 0)).Now})
	user := string(s.People(sandboxtest.AcmeID)[0].ID)
	for name, kinds := range sandbox.Methods() {
		if !slices.Contains(kinds, catalog.Workspace) || changesOrNeedsMessage(name) {
			continue // asks for another token, or does not answer the same twice
		}
		args := []string{"channel", string(sandboxtest.Find(t, "general").ID), "user", user, "limit", "7", "text", "hello"}
		if strings.HasSuffix(name, "users.request") {
			args = append(args, "scopes", "reminders:read:user")
		} else {
			args = append(args, "scopes", "pins:read,pins:write")
		}
		query := url.Values{"token": {sandboxtest.AcmeToken}, "trigger_id": {string(sandboxtest.RunCommand(t, s))}}
		for i := 0; i < len(args); i += 2 {
			query.Set(args[i], args[i+1])
		}
		byGet := sandboxtest.Decode[map[string]any](t, sandboxtest.Get(t, s, "/api/"+name+"?"+query.Encode()))
		byPost := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, sandboxtest.AcmeToken, name, append(args, "trigger_id", string(sandboxtest.RunCommand(t, s)))...))
		delete(byGet, "args") // of api.test, which sends the trigger back
		delete(byPost, "args")
		if diff := cmp.Diff(byGet, byPost); byGet["ok"] != true || diff != "" {
			t.Errorf("%s: answers %v to GET, and to POST (-GET +POST):\n%s", name, byGet, diff)
		}
	}
}

var anyToken = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}
