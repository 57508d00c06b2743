package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/world"
)

const (
	acmeToken     = "xoxa-sandbox-acme"
	freshToken    = "xoxa-sandbox-fresh"
	umbrellaToken = "xoxa-sandbox-umbrella"
	hostileToken  = "xoxa-sandbox-hostile"
)

// advancingClock is a clock that moves a minute with each reading, which lifts the rate limits.
func advancingClock() func() time.Time {
	ticks := make(chan time.Time, 1)
	ticks <- time.Unix(1_560_000_000, 0)
	return func() time.Time {
		now := <-ticks
		ticks <- now.Add(time.Minute)
		return now
	}
}

// demo is a sandbox of the default world without rate limits.
func demo() *Sandbox { return New(world.Demo(world.DefaultResources), Options{Now: advancingClock()}) }

// do sends a call as modern clients do: POST, form, token in the header.
func do(t testing.TB, s *Sandbox, token, method string, args ...string) *httptest.ResponseRecorder {
	t.Helper()
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	answer := serve(s, r)
	checkCovered(t, s, method, answer)
	return answer
}

// serve answers a request without a network between.
func serve(s *Sandbox, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// get sends a call as browsers do.
func get(t testing.TB, s *Sandbox, target string) *httptest.ResponseRecorder {
	t.Helper()
	return serve(s, httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, http.NoBody))
}

// reply is any reply, with the parts that most tests look at.
type reply struct {
	OK       bool   `json:"ok"`
	Error    string `json:"error"`
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
	Channels []struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		IsMember bool   `json:"is_member"`
	} `json:"channels"`
	Resources []struct {
		ID     string          `json:"id"`
		Type   string          `json:"type"`
		Scopes []catalog.Scope `json:"scopes"`
	} `json:"resources"`
	Warning  string `json:"warning"`
	Metadata struct {
		NextCursor string   `json:"next_cursor"`
		Messages   []string `json:"messages"`
		Warnings   []string `json:"warnings"`
	} `json:"response_metadata"`
}

func decode[T any](t testing.TB, r *httptest.ResponseRecorder) T {
	t.Helper()
	var v T
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		t.Fatalf("reply is not the JSON that was expected: %v", err)
	}
	return v
}

func ask(t testing.TB, s *Sandbox, token, method string, args ...string) reply {
	t.Helper()
	return decode[reply](t, do(t, s, token, method, args...))
}

// frozenClock is a clock that stands where the test puts it.
type frozenClock struct{ now time.Time }

func (a *frozenClock) read() time.Time { return a.now }

// find returns Acme's conversation of that name.
func find(t testing.TB, name string) world.Conversation {
	t.Helper()
	all := world.Demo(0).Teams[0].Conversations
	i := slices.IndexFunc(all, func(c world.Conversation) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("the demo has no conversation %q", name)
	}
	return all[i]
}

// acmeID is the rich team of the demo.
var acmeID = world.Demo(0).Teams[0].ID

// frozenDemo is the demo with a clock that stands where the test puts it.
func frozenDemo(t testing.TB) (*Sandbox, *frozenClock) {
	clock := &frozenClock{now: time.Unix(1_560_000_000, 0)}
	s := New(world.Demo(0), Options{Now: clock.read, BaseURL: "http://127.0.0.1:8765/"})
	t.Cleanup(s.Close)
	return s, clock
}

// person is somebody of Acme.
func person(s *Sandbox) model.UserID { return s.People(acmeID)[0].ID }

// runCommand returns the trigger that comes of a command in Acme.
func runCommand(t testing.TB, s *Sandbox) model.TriggerID {
	t.Helper()
	id, err := s.RunCommand(t.Context(), acmeID, person(s), "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// askTeam sends a request of the team, with a fresh trigger, and returns Slack's error code.
func askTeam(t testing.TB, s *Sandbox, scopes string) string {
	t.Helper()
	return ask(t, s, acmeToken, "apps.permissions.request", "scopes", scopes, "trigger_id", string(runCommand(t, s))).Error
}

// askUser sends a request of a user, with a fresh trigger, and returns Slack's error code.
func askUser(t testing.TB, s *Sandbox, user model.UserID, scopes string) string {
	t.Helper()
	return ask(t, s, acmeToken, "apps.permissions.users.request",
		"scopes", scopes, "user", string(user), "trigger_id", string(runCommand(t, s))).Error
}

// onlyDialog is the one dialog that waits for an answer.
func onlyDialog(t testing.TB, s *Sandbox) Dialog {
	t.Helper()
	all := s.Dialogs("")
	if len(all) != 1 {
		t.Fatalf("%d dialogs are shown, want 1", len(all))
	}
	return all[0]
}

// permissionOn is what apps.permissions.info says of a resource type, read anew.
func permissionOn(t testing.TB, s *Sandbox, clock *frozenClock, on catalog.ResourceType) model.Grant {
	t.Helper()
	clock.now = clock.now.Add(time.Minute) // the rate limits are of no interest here
	g := decode[infoWire](t, do(t, s, acmeToken, "apps.permissions.info")).Info[on]
	set := model.ResourceSet{IDs: g.Resources.IDs}
	if g.Resources.Wildcard != nil {
		set.Wildcard, set.Excluded = *g.Resources.Wildcard, *g.Resources.Excluded
	}
	return model.Grant{Type: on, Scopes: g.Scopes, Resources: set}
}

// app is an app at the other end of a request URL. It keeps what it is sent.
type app struct {
	url      string
	close    func()
	received chan delivered
}

type delivered struct {
	header http.Header
	body   string
	form   url.Values
	event  struct {
		envelope
		Event map[string]any `json:"event"` // as it came, in place of the envelope's
	}
}

// listen starts an app, makes its URL the request URL, and checks every signature.
func listen(t testing.TB, s *Sandbox, secret string) *app {
	t.Helper()
	a := &app{received: make(chan delivered, 100)}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(t, secret, w, r) }))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close) // before the server
	a.url, a.close = server.URL, server.Close
	if err := s.SetRequestURL(t.Context(), a.url); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a *app) serve(t testing.TB, secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = io.WriteString(mac, "v0:"+r.Header.Get("X-Slack-Request-Timestamp")+":"+string(body))
	if want := "v0=" + hex.EncodeToString(mac.Sum(nil)); r.Header.Get("X-Slack-Signature") != want {
		t.Errorf("signature %q, want %q", r.Header.Get("X-Slack-Signature"), want)
	}
	d := delivered{header: r.Header, body: string(body)}
	if r.Header.Get("Content-Type") == formMedia {
		d.form, _ = url.ParseQuery(d.body)
	} else if err := json.Unmarshal(body, &d.event); err != nil {
		t.Errorf("delivered %s: %v", body, err)
	}
	if d.event.Type == "url_verification" {
		var h handshake
		_ = json.Unmarshal(body, &h)
		_, _ = io.WriteString(w, h.Challenge)
		return
	}
	a.received <- d
}

// Next is the next delivery, of which a test knows that it comes.
func (a *app) Next(t testing.TB) delivered {
	t.Helper()
	select {
	case d := <-a.received:
		return d
	case <-time.After(10 * time.Second):
		t.Fatal("nothing was delivered")
		return delivered{}
	}
}

// mixedWorld is a team with tokens of several kinds.
func mixedWorld() world.World {
	return world.World{Teams: []world.Team{{
		ID: "T1", Name: "Mixed", URL: "https://mixed.slack.com/",
		Users: []world.User{
			{ID: "U1", Name: "ada"},
			{ID: "U2", Name: "robot", Bot: true},
			{ID: "U3", Name: "gone", Deleted: true},
		},
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general"},
			{ID: "C2", Type: catalog.Channel, Name: "elsewhere", Archived: true},
			{ID: "G1", Type: catalog.Group, Name: "inside"},
			{ID: "G2", Type: catalog.Group, Name: "outside"},
			{ID: "D1", Type: catalog.IM, User: "U3"},
		},
		Installs: []world.Install{
			{
				Token: "xoxb-sandbox-bot", AppID: "A1", AppUser: "U2", BotID: "B1",
				OAuthScopes: []catalog.Scope{"groups:read", "chat:write", "channels:read"},
				Grants: []model.Grant{
					{Type: catalog.Channel, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
					{Type: catalog.Group, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
				},
			},
			{Token: "xoxb-sandbox-other", AppID: "A5", AppUser: "U2"},
			{Token: "xoxp-sandbox-user", AppID: "A1", AppUser: "U1"},
			{Token: "xoxa-sandbox-deleted", AppID: "A2", AppUser: "U3"},
			{Token: "not-a-token", AppID: "A3", AppUser: "U1"},
			{
				Token: "xoxa-sandbox-listed", AppID: "A4", AppUser: "U2",
				Grants: []model.Grant{
					{
						Type: catalog.Channel, Scopes: []catalog.Scope{"channels:read"},
						Resources: model.ResourceSet{
							IDs:      []model.ResourceID{"C1", "C2", "C9"},
							Excluded: []model.ResourceID{"C2"},
						},
					},
					{
						Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"},
						Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}},
					},
					{
						Type: "canvas", Scopes: []catalog.Scope{"canvases:read"},
						Resources: model.ResourceSet{IDs: []model.ResourceID{"F1"}},
					},
				},
				Users: []model.UserGrant{{User: "U1", Scopes: []catalog.Scope{"reminders:read:user"}}},
			},
			{Token: "xoxb-sandbox-bot", AppID: "A9", AppUser: "U3"},
		},
	}}}
}

// followCursors reads page after page until a cursor is empty. A cursor that comes
// twice would never end.
func followCursors(t testing.TB, page func(cursor string) (next string)) {
	t.Helper()
	seen := map[string]bool{}
	for cursor := page(""); cursor != ""; cursor = page(cursor) {
		if seen[cursor] {
			t.Fatalf("cursor %s came twice: the list has no end", cursor)
		}
		seen[cursor] = true
	}
}

// readPages follows the cursors of a list of resources or channels, and returns the ids page by page.
func readPages(t *testing.T, s *Sandbox, method, limit string, args ...string) [][]string {
	t.Helper()
	var pages [][]string
	followCursors(t, func(cursor string) string {
		got := ask(t, s, acmeToken, method, append(args, "limit", limit, "cursor", cursor)...)
		if !got.OK {
			t.Fatalf("%s: %s", method, got.Error)
		}
		page := []string{}
		for _, r := range got.Resources {
			page = append(page, r.ID)
		}
		for _, c := range got.Channels {
			page = append(page, c.ID)
		}
		pages = append(pages, page)
		return got.Metadata.NextCursor
	})
	return pages
}

// exhaust calls until it is refused, and returns how often it was not.
func exhaust(t *testing.T, s *Sandbox, token, method string) int {
	t.Helper()
	for calls := range 1000 {
		if do(t, s, token, method).Code != http.StatusOK {
			return calls
		}
	}
	t.Fatalf("%s is not limited at all", method)
	return 0
}

// on is resources of one type.
func on(t catalog.ResourceType, ids ...model.ResourceID) model.Grant {
	return model.Grant{Type: t, Resources: model.ResourceSet{IDs: ids}}
}

// control sends a request to the control plane as a script on this machine does.
func controlCall(ctx context.Context, s *Sandbox, verb, path, body string, change ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, verb, path, strings.NewReader(body))
	r.RemoteAddr, r.Host = "127.0.0.1:54321", "127.0.0.1:8765"
	r.Header.Set("Content-Type", jsonMedia)
	for _, f := range change {
		f(r)
	}
	return serve(s, r)
}

// exchangeWire is a reply with a token, of any of the three methods.
type exchangeWire struct {
	OK           bool   `json:"ok"`
	Error        string `json:"error"`
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	Scope        string
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token"`
	BotUserID    string `json:"bot_user_id"`
	UserID       string `json:"user_id"`
	AppID        string `json:"app_id"`
	AppUserID    string `json:"app_user_id"`
	TeamID       string `json:"team_id"`
	TeamName     string `json:"team_name"`
	Team         struct{ ID, Name string }
	AuthedUser   struct {
		ID           string
		AccessToken  string `json:"access_token"`
		TokenType    string `json:"token_type"`
		Scope        string
		ExpiresIn    int    `json:"expires_in"`
		RefreshToken string `json:"refresh_token"`
	} `json:"authed_user"`
	Authorizing struct {
		UserID  string  `json:"user_id"`
		AppHome *string `json:"app_home"`
	} `json:"authorizing_user"`
	Scopes      map[catalog.ResourceType][]catalog.Scope
	Permissions []struct {
		Scopes []catalog.Scope
		Type   string `json:"resource_type"`
		ID     any    `json:"resource_id"`
	}
}

// exchange calls a method that gives tokens, as the demo's app.
func exchange(t testing.TB, s *Sandbox, method string, args ...string) exchangeWire {
	t.Helper()
	return decode[exchangeWire](t, do(t, s, "", method, client(args...)...))
}

// approved is a code for the demo's app.
func approved(t testing.TB, s *Sandbox, a world.Authorization) string {
	t.Helper()
	a.ClientID = "sandbox-client-id"
	if a.User == "" {
		a.User = s.People(a.Team)[0].ID
	}
	code, err := s.Authorize(a)
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// freshly is the demo with a clock that stands, and its second team, where the app holds the least.
func freshly(t testing.TB) (*Sandbox, *frozenClock, world.Team) {
	t.Helper()
	clock := &frozenClock{now: time.Unix(1_560_000_000, 0)}
	w := world.Demo(0)
	return New(w, Options{Now: clock.read}), clock, w.Teams[1]
}

func names(r reply) []string {
	var all []string
	for _, c := range r.Channels {
		all = append(all, c.ID)
	}
	return all
}

// infoWire is apps.permissions.info as a client reads it.
type infoWire struct {
	Info map[catalog.ResourceType]struct {
		Scopes    []catalog.Scope
		Resources struct {
			IDs      []model.ResourceID
			Wildcard *bool
			Excluded *[]model.ResourceID `json:"excluded_ids"`
		}
	}
}

const multipartBody = "--b\r\nContent-Disposition: form-data; name=\"foo\"\r\n\r\nbar\r\n--b--\r\n"

// interactions are the ways to use an app.
var interactions = map[string]func(*Sandbox, context.Context) (model.TriggerID, error){
	"command": func(s *Sandbox, ctx context.Context) (model.TriggerID, error) {
		return s.RunCommand(ctx, acmeID, person(s), "/periscope now or never")
	},
	"click": func(s *Sandbox, ctx context.Context) (model.TriggerID, error) {
		return s.Click(ctx, acmeID, person(s), "allow")
	},
}

const (
	acmeBot    = "xoxb-sandbox-acme"
	acmeUser   = "xoxp-sandbox-acme"
	acmeConfig = "xoxe.xoxp-sandbox-acme"
	bellBot    = "xoxb-sandbox-lighthouse"
	bellUser   = "xoxp-sandbox-greenhouse"
	bellConfig = "xoxe.xoxp-sandbox-lighthouse"
	bellRenew  = "xoxe-sandbox-lighthouse"
)

// fault adds a fault, which a test knows to be a good one.
func addFault(t testing.TB, s *Sandbox, f Fault) {
	t.Helper()
	if err := s.AddFault(f); err != nil {
		t.Fatal(err)
	}
}

// firstChannel is the public channel of Acme with the lowest id.
func firstChannel(s *Sandbox) world.Conversation {
	var channels []world.Conversation
	for _, c := range s.World().Teams[0].Conversations {
		if c.Type == catalog.Channel {
			channels = append(channels, c)
		}
	}
	return slices.MinFunc(channels, func(a, b world.Conversation) int { return cmp.Compare(a.ID, b.ID) })
}

// installOf is what the world says of a token.
func installOf(t testing.TB, s *Sandbox, token string) world.Install {
	t.Helper()
	for _, team := range s.World().Teams {
		for _, in := range team.Installs {
			if in.Token == token {
				return in
			}
		}
	}
	t.Fatalf("the world has no token %s", token)
	return world.Install{}
}

// Prefixes of the tokens that methods take, and what the world has of each.
var prefixes = map[catalog.TokenKind]string{
	catalog.Workspace:     "xoxa-sandbox-",
	catalog.Bot:           "xoxb-sandbox-",
	catalog.Configuration: "xoxe.xoxp-sandbox-",
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

// documented are the codes of COVERAGE.md, by method.
var documented = sync.OnceValues(func() (map[string][]string, error) {
	text, err := os.ReadFile("COVERAGE.md")
	if errors.Is(err, fs.ErrNotExist) { // a test of a room below
		text, err = os.ReadFile("../COVERAGE.md")
	}
	codes, method := map[string][]string{}, ""
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "## "); ok {
			method = strings.TrimSpace(name)
			codes[method] = nil
		}
		if row, ok := strings.CutPrefix(line, "| `"); ok {
			code, _, _ := strings.Cut(row, "`")
			codes[method] = append(codes[method], code)
		}
	}
	return codes, err
})

// checkCovered finds refusals that COVERAGE.md does not know, in whatever test
// they turn up. What a fault says is not the method's doing.
func checkCovered(t testing.TB, s *Sandbox, method string, r *httptest.ResponseRecorder) {
	t.Helper()
	body := r.Body.Bytes()
	if !bytes.Contains(body, []byte(`"error":`)) && !bytes.Contains(body, []byte(`"warning":`)) {
		return
	}
	codes, err := documented()
	if err != nil {
		t.Fatal(err)
	}
	faulty := slices.ContainsFunc(s.Journal(), func(c record.Call) bool { return c.Fault != "" })
	if _, served := codes[method]; !served || faulty || method == "api.test" {
		return
	}
	var got reply
	if err := json.Unmarshal(body, &got); err != nil {
		t.Errorf("%s answers no JSON: %v", method, err)
	}
	for code := range strings.SplitSeq(got.Error+","+got.Warning, ",") {
		if code != "" && !slices.Contains(codes[method], code) {
			t.Errorf("%s answers %s, which COVERAGE.md lacks", method, code)
		}
	}
}
