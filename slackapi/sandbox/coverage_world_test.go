package sandbox

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// coverageSandbox is a sandbox behind a real server, where a code is provoked.
type coverageSandbox struct {
	*Sandbox
	server  *httptest.Server
	seconds atomic.Int64 // of its clock
}

func newCoverageSandbox(t testing.TB) *coverageSandbox {
	t.Helper()
	p := &coverageSandbox{}
	p.seconds.Store(1_560_000_000)
	p.Sandbox = New(coverageWorld(), Options{Now: func() time.Time { return time.Unix(p.seconds.Load(), 0) }})
	p.server = httptest.NewServer(p)
	t.Cleanup(p.Close)
	t.Cleanup(p.server.Close)
	return p
}

// Prefixes of the tokens that methods take, and what the world has of each.
var prefixes = map[catalog.TokenKind]string{
	catalog.Workspace:     "xoxa-sandbox-",
	catalog.Bot:           "xoxb-sandbox-",
	catalog.Configuration: "xoxe.xoxp-sandbox-",
}

// token is one of the world's that is of a kind which the method takes: full
// of scopes, bare of them, revoked, deleted (its user is) or expired.
func token(method, sort string) string {
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.Workspace, catalog.Configuration} {
		if slices.Contains(endpoints[method].kinds, kind) {
			return prefixes[kind] + sort
		}
	}
	return ""
}

// coverageWorld has one of everything that goes wrong.
func coverageWorld() world.World {
	team := world.Team{
		ID: "T1", Name: "Coverage", URL: "https://coverage.slack.com/",
		Users: []world.User{{ID: "U1", Name: "ada"}, {ID: "U2", Name: "app", Bot: true}, {ID: "U3", Name: "gone", Deleted: true}},
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general", Members: 1},
			{ID: "C2", Type: catalog.Channel, Name: "old", Archived: true},
			{ID: "C3", Type: catalog.Channel, Name: "elsewhere"},
			{ID: "G1", Type: catalog.Group, Name: "secret"},
		},
	}
	in := []model.ResourceID{"C1", "C2"}
	grants := []model.Grant{
		{Type: catalog.Team, Scopes: []catalog.Scope{"emoji:read", "team:read", "users:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}}},
		{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write", "conversations:read"}, Resources: model.ResourceSet{IDs: in}},
		{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write", "conversations:read"}},
	}
	scopes := []catalog.Scope{
		"app_configurations:read", "app_configurations:write", "channels:read", "chat:write",
		"emoji:read", "groups:read", "im:read", "mpim:read", "team:read", "users:read",
	}
	for kind, prefix := range prefixes {
		one := world.Install{AppID: "A1", AppUser: "U2", Grants: grants, OAuthScopes: scopes, Configuration: kind == catalog.Configuration}
		for _, sort := range []string{"full", "bare", "revoked", "deleted", "expired"} {
			one := one
			one.Token = prefix + sort
			switch sort {
			case "bare":
				one.Grants, one.OAuthScopes = nil, nil
			case "revoked":
				one.Revoked = true
			case "deleted":
				one.AppUser = "U3"
			case "expired":
				one.ExpiresAt = 1
			}
			team.Installs = append(team.Installs, one)
		}
	}
	team.Installs = append(team.Installs, world.Install{Token: "xoxr-sandbox-refresh", AppID: "A1", AppUser: "U2"})
	ours := world.Authorization{ClientID: "sandbox-client-id", Team: "T1", User: "U1", Scopes: []catalog.Scope{"chat:write"}}
	version2, guarded, empty := ours, ours, ours
	version2.Version2, guarded.Version2, empty.Version2 = true, true, true
	guarded.Challenge, empty.Scopes = "challenge", nil
	return world.World{
		Apps: []world.App{
			{ID: "A1", Name: "App", ClientID: "sandbox-client-id", ClientSecret: "sandbox-client-secret"},
			{ID: "A2", Name: "Other", ClientID: "sandbox-other-id", ClientSecret: "sandbox-other-secret"},
		},
		Codes: []world.Code{
			{Authorization: ours, Code: "sandbox-code-v1"},
			{Authorization: version2, Code: "sandbox-code-v2"},
			{Authorization: guarded, Code: "sandbox-code-guarded"},
			{Authorization: empty, Code: "sandbox-code-empty"},
			{Authorization: ours, Code: "sandbox-code-late", ExpiresAt: 1},
		},
		Teams: []world.Team{team},
	}
}

// outcome is what coverage looks at in a reply.
type outcome struct {
	OK      bool
	Error   string
	Warning string
}

// says reports whether the code is the reply's error, or one of its warnings.
func (r outcome) says(code string) bool {
	return r.Error == code && !r.OK || slices.Contains(strings.Split(r.Warning, ","), code)
}

// post calls a method with a form that is given as name, value, name, value.
func (p *coverageSandbox) post(t testing.TB, method, token string, args ...string) outcome {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	return p.send(t, http.MethodPost, method, token, formMedia, form.Encode())
}

// send calls a method with a body as it stands.
func (p *coverageSandbox) send(t testing.TB, verb, method, token, media, body string) outcome {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), verb, p.server.URL+"/api/"+method, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	response, err := p.server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

// breakOff sends the head of a call, and less of the body than it announces.
func (p *coverageSandbox) breakOff(t testing.TB, method, token string) outcome {
	t.Helper()
	wire, err := net.Dial("tcp", p.server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = wire.Close() }()
	fmt.Fprintf(wire, "POST /api/%s HTTP/1.1\r\nHost: slack\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 100\r\n\r\nlimit=", method, token, formMedia)
	if err := wire.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(wire), nil)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, response)
}

func read(t testing.TB, response *http.Response) outcome {
	t.Helper()
	defer func() { _ = response.Body.Close() }()
	var got outcome
	if err := json.NewDecoder(response.Body).Decode(&got); err != nil {
		t.Fatalf("%s answers no JSON: %v", response.Request.URL, err)
	}
	return got
}
