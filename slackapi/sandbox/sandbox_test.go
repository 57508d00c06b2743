package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

func TestServedMethodsAreInTheCatalogue(t *testing.T) {
	t.Parallel()
	for name, e := range endpoints {
		m, known := catalog.LookupMethod(name)
		if !known {
			t.Errorf("%s: not in the catalogue, so it has neither tier nor scopes", name)
		}
		if m.Tier < 0 || m.Tier > 4 {
			t.Errorf("%s: no limit for tier %d", name, m.Tier)
		}
		for _, kind := range e.kinds {
			if !slices.Contains(anyToken, kind) && !slices.Contains(configurationOnly, kind) || name == "auth.test" {
				continue // asks for no scope, ever
			}
			if _, may := m.Need(kind); !may {
				t.Errorf("%s: takes %s tokens, for which the catalogue has no scopes", name, kind)
			}
		}
	}
}

func TestScopesOfConversationMethodsCoverEveryType(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"conversations.info", "conversations.list", "conversations.members"} {
		for _, kind := range anyToken {
			c := webapi.Call{Method: method, Install: &state.Installation{Kind: kind}}
			for _, rt := range catalog.ResourceTypes {
				if rt.Conversation() != (len(c.NeededScopes(rt)) > 0) {
					t.Errorf("%s with a %s token needs %v on %s", method, kind, c.NeededScopes(rt), rt)
				}
			}
		}
	}
}

func TestPathsThatAreNoMethod(t *testing.T) {
	t.Parallel()
	s := demo()
	for _, path := range []string{"/", "/api", "/API/auth.test", "/sandbox"} {
		if got := get(t, s, path).Code; got != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, got)
		}
	}
	for _, method := range []string{"", "chat.delete", "auth.test/", "auth..test", "AUTH.TEST", "../api/auth.test"} {
		r := get(t, s, "/api/"+method)
		if got := decode[reply](t, r); r.Code != http.StatusOK || got.Error != "unknown_method" {
			t.Errorf("%q: %d %+v, want unknown_method", method, r.Code, got)
		}
	}
}

func TestRepliesAreJSON(t *testing.T) {
	t.Parallel()
	for _, token := range []string{acmeToken, "", umbrellaToken} {
		r := do(t, demo(), token, "auth.test")
		if got := r.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("content type %q", got)
		}
	}
}

func TestGetAndPostAnswerAlike(t *testing.T) {
	t.Parallel()
	s := New(world.Demo(world.DefaultResources), Options{Now: (&frozenClock{now: time.Unix(1_560_000_000, 0)}).read})
	user := string(s.People(acmeID)[0].ID)
	for name, e := range endpoints {
		if !slices.Contains(e.kinds, catalog.Workspace) || slices.Contains([]string{"apps.uninstall", "auth.revoke"}, name) {
			continue // asks for another token, or ends this one
		}
		args := []string{"channel", string(find(t, "general").ID), "user", user, "limit", "7", "text", "hello"}
		if strings.HasSuffix(name, "users.request") {
			args = append(args, "scopes", "reminders:read:user")
		} else {
			args = append(args, "scopes", "pins:read,pins:write")
		}
		query := url.Values{"token": {acmeToken}, "trigger_id": {string(runCommand(t, s))}}
		for i := 0; i < len(args); i += 2 {
			query.Set(args[i], args[i+1])
		}
		byGet := decode[map[string]any](t, get(t, s, "/api/"+name+"?"+query.Encode()))
		byPost := decode[map[string]any](t, do(t, s, acmeToken, name, append(args, "trigger_id", string(runCommand(t, s)))...))
		delete(byGet, "args") // of api.test, which sends the trigger back
		delete(byPost, "args")
		if diff := cmp.Diff(byGet, byPost); byGet["ok"] != true || diff != "" {
			t.Errorf("%s: answers %v to GET, and to POST (-GET +POST):\n%s", name, byGet, diff)
		}
	}
}
