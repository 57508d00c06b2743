package slackapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

func TestIdentity(t *testing.T) {
	for name, in := range installs(t, world.Demo(0), asIs) {
		if in.Revoked {
			continue
		}
		id, err := in.client.AuthTest(t.Context())
		if kind, ok := errors.AsType[*slackapi.KindError](err); ok && kind.Kind == catalog.Refresh {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		want := model.Team{ID: in.team.ID, Name: text.Clean(in.team.Name), URL: in.team.URL}
		if id.Team != want || id.User != in.AppUser || id.AppName != text.Clean(in.AppName) || id.ScopesSent != (len(in.OAuthScopes) > 0) {
			t.Errorf("%s: %+v", name, id)
		}
	}
}

// modern is a world with a token of today, whose scopes stand in a header.
func modern(scopes ...catalog.Scope) world.World {
	return world.World{Teams: []world.Team{{
		ID:       "T1",
		Users:    []world.User{{ID: "U1", Name: "bot", Bot: true}},
		Installs: []world.Install{{Token: "xoxb-sandbox-modern", AppUser: "U1", BotID: "B1", OAuthScopes: scopes}},
	}}}
}

func TestIdentityReadsTheScopesHeader(t *testing.T) {
	for _, scopes := range [][]catalog.Scope{{"chat:write", "users:read"}, nil} {
		for _, in := range installs(t, modern(scopes...), asIs) {
			id, err := in.client.AuthTest(t.Context())
			if err != nil || !id.ScopesSent || !slices.Equal(id.Scopes, scopes) || id.BotID != "B1" {
				t.Errorf("with %v: %+v, %v", scopes, id, err)
			}
		}
	}
}

func TestIdentityCleansTheScopesHeader(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-OAuth-Scopes", "chat:write, \u202eevil\xff")
		fmt.Fprint(w, `{"ok":true}`)
	}))
	defer server.Close()
	id, err := newClient(t, server.URL).AuthTest(t.Context())
	if want := []catalog.Scope{"chat:write", "�evil�"}; err != nil || !slices.Equal(id.Scopes, want) {
		t.Errorf("read %q, want %q: %v", id.Scopes, want, err)
	}
}

func TestMissingScopeTellsWhatIsNeeded(t *testing.T) {
	for _, in := range installs(t, modern("chat:write"), asIs) {
		_, err := in.client.User(t.Context(), "U1")
		checkRefused(t, err, "missing_scope")
		refused, _ := errors.AsType[*slackapi.Error](err)
		if refused.Needed != "users:read" || refused.Provided != "chat:write" {
			t.Errorf("needed %q, provided %q", refused.Needed, refused.Provided)
		}
		if want := "it needs users:read, the token has chat:write"; !strings.Contains(refused.Sentence(), want) {
			t.Errorf("says %q", refused.Sentence())
		}
	}
}

func TestTokensThatSlackDoesNotKnow(t *testing.T) {
	server := httptest.NewServer(sandbox.New(world.Demo(0), sandbox.Options{}))
	defer server.Close()
	_, err := newClient(t, server.URL+"/api/").AuthTest(t.Context())
	checkRefused(t, err, "invalid_auth")
	nobody, err := slackapi.New(server.URL+"/api/", model.Token{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = nobody.AuthTest(t.Context())
	checkRefused(t, err, "not_authed")
}
