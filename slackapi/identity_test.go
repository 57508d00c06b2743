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
	t.Parallel()
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

// modern is a world with a bot or user token, whose scopes stand in a header.
func modern(scopes ...catalog.Scope) world.World {
	return world.World{Teams: []world.Team{{
		ID:       "T1",
		Users:    []world.User{{ID: "U1", Name: "bot", Bot: true}},
		Installs: []world.Install{{Token: "xoxb-sandbox-modern", AppUser: "U1", BotID: "B1", OAuthScopes: scopes}},
	}}}
}

func TestIdentityReadsTheScopesHeader(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
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
	t.Parallel()
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

// organization answers as to a bot that was installed in a whole organization,
// which works in the given teams, a page for each.
func organization(t *testing.T, teams ...string) (apiURL string, asked *[]string) {
	t.Helper()
	asked = new([]string)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		method := strings.TrimPrefix(r.URL.Path, "/")
		*asked = append(*asked, method+" "+r.Form.Get("team_id"))
		switch method {
		case "auth.test":
			w.Header().Set("X-Oauth-Scopes", "channels:read")
			fmt.Fprint(w, `{"ok":true,"team_id":"E1","team":"Star\u001bship","user_id":"U1","bot_id":"B1","is_enterprise_install":true,"enterprise_id":"E1"}`)
		case "auth.teams.list":
			n := len(r.Form.Get("cursor"))
			next := ""
			if n+1 < len(teams) {
				next = r.Form.Get("cursor") + "x"
			}
			list := ""
			if n < len(teams) {
				list = fmt.Sprintf(`{"id":%q,"name":"Deck \u202e%s"},null`, teams[n], teams[n])
			}
			fmt.Fprintf(w, `{"ok":true,"teams":[%s],"response_metadata":{"next_cursor":%q}}`, list, next)
		default:
			if r.Form.Get("team_id") == "" {
				fmt.Fprint(w, `{"ok":false,"error":"missing_argument"}`)
				return
			}
			fmt.Fprint(w, own(`{"id":"C1","name":"bridge"}`, ""))
		}
	}))
	t.Cleanup(server.Close)
	return server.URL, asked
}

func TestTokensOfAnOrganization(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		teams []string
		opts  []slackapi.Option
		team  model.TeamID // that is read; empty: it has to be named
		calls []string
	}{
		"of one team":     {[]string{"T1"}, nil, "T1", []string{"auth.test ", "auth.teams.list ", "users.conversations T1"}},
		"told which":      {[]string{"T1", "T2"}, []slackapi.Option{slackapi.WithTeam("T2")}, "T2", []string{"auth.test ", "users.conversations T2"}},
		"not told which":  {[]string{"T1", "T2"}, nil, "", []string{"auth.test ", "auth.teams.list ", "auth.teams.list "}},
		"of no team yet":  {nil, nil, "", []string{"auth.test ", "auth.teams.list "}},
		"of rather a lot": {strings.Fields("T1 T2 T3 T4 T5 T6 T7"), nil, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			apiURL, asked := organization(t, test.teams...)
			client, err := slackapi.New(apiURL, tokenOf(t, "xoxb-sandbox-org"), test.opts...)
			if err != nil {
				t.Fatal(err)
			}
			p, err := last(client.ReadPermissions(t.Context()))
			if test.calls != nil && !slices.Equal(*asked, test.calls) {
				t.Errorf("called %q, want %q", *asked, test.calls)
			}
			if test.team == "" {
				needed, ok := errors.AsType[*slackapi.TeamNeededError](err)
				if !ok || len(needed.Teams) != len(test.teams) || needed.Organization.Name != "Star␛ship" {
					t.Fatalf("failed with %v", err)
				}
				checkError(t, err)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if ids := p.On(catalog.Channel)[0].Resources.IDs; !slices.Equal(ids, []model.ResourceID{"C1"}) {
				t.Errorf("channels %v", ids)
			}
			if got := all(t, client.ReadResources(t.Context(), p)); len(got) != 1 || got[0].Name != "bridge" {
				t.Errorf("names %+v", got)
			}
		})
	}
}

func TestATokenOfOneTeamNeedsNoOther(t *testing.T) {
	t.Parallel()
	server := newScriptedServer(t, own("", ""))
	if _, err := last(server.client.ReadPermissions(t.Context())); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(server.asked[0], "team_id") {
		t.Errorf("asked %q", server.asked)
	}
}
