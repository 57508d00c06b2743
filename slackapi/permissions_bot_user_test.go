package slackapi_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
)

// refusing answers every call with one code.
type refusing string

func (code refusing) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(strings.NewReader(fmt.Sprintf(`{"ok":false,"error":%q}`, string(code)))),
	}, nil
}

// todaysInstalls are the bots and users of the demo.
func todaysInstalls(t *testing.T, around func(http.Handler) http.Handler) map[string]install {
	t.Helper()
	all := map[string]install{}
	for name, in := range installs(t, world.Demo(0), around) {
		if token := tokenOf(t, in.Token); !in.Configuration && (token.Kind() == catalog.Bot || token.Kind() == catalog.UserToken) {
			all[name] = in
		}
	}
	return all
}

// opening are the scopes that open each type of conversation.
var opening = map[catalog.ResourceType]catalog.Scope{
	catalog.Channel: "channels:read", catalog.Group: "groups:read", catalog.MPIM: "mpim:read",
	catalog.IM: "im:read", catalog.AppHome: "im:read",
}

// seen are the conversations of the world that a bot or user token sees itself in:
// their ids, as its kind calls their types.
func seen(in install, scopes []catalog.Scope) map[catalog.ResourceType]model.ResourceSet {
	sets := map[catalog.ResourceType]model.ResourceSet{}
	for _, g := range in.Grants {
		t := g.Type
		if in.BotID == "" && t == catalog.AppHome {
			t = catalog.IM
		}
		if slices.Contains(scopes, opening[g.Type]) {
			sets[t] = model.ResourceSet{IDs: append(sets[t].IDs, g.Resources.IDs...)}
		}
	}
	return sets
}

func identityOf(in install, sent bool) model.Identity {
	id := model.Identity{Team: model.Team{ID: in.team.ID}, User: in.AppUser, ScopesSent: sent}
	if sent {
		id.Scopes = slices.Clone(in.OAuthScopes)
		if strings.HasPrefix(in.Token, "xoxp-") { // which every token of a person has
			id.Scopes = append(id.Scopes, "identify")
		}
	}
	return id
}

func TestPermissionsOfBotAndUserTokens(t *testing.T) {
	t.Parallel()
	for name, in := range todaysInstalls(t, asIs) {
		t.Run(name, func(t *testing.T) {
			kind := tokenOf(t, in.Token).Kind()
			readings := 0
			var p model.Permissions
			for next, err := range in.client.ReadPermissions(t.Context()) {
				if err != nil {
					t.Fatal(err)
				}
				if readings == 0 {
					if diff := cmp.Diff(model.PermissionsOf(kind, identityOf(in, true), nil), next, unordered); diff != "" {
						t.Errorf("before the first page: %s", diff)
					}
				}
				readings++
				p = next
			}
			if diff := cmp.Diff(model.PermissionsOf(kind, identityOf(in, true), seen(in, in.OAuthScopes)), p, unordered); diff != "" {
				t.Error(diff)
			}
			if p.Kind != kind || p.ScopesUnknown || readings < 2 {
				t.Errorf("%d readings of %s, untold: %v", readings, p.Kind, p.ScopesUnknown)
			}
		})
	}
}

// withoutHeader answers as Slack does where it does not say which scopes the token holds.
func withoutHeader(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		recorded := httptest.NewRecorder()
		h.ServeHTTP(recorded, r)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(recorded.Code)
		_, _ = w.Write(recorded.Body.Bytes())
	})
}

func TestScopesThatSlackDoesNotTell(t *testing.T) {
	t.Parallel()
	for name, in := range todaysInstalls(t, withoutHeader) {
		t.Run(name, func(t *testing.T) {
			p, err := last(in.client.ReadPermissions(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			want := model.PermissionsOf(tokenOf(t, in.Token).Kind(), identityOf(in, false), seen(in, in.OAuthScopes))
			if diff := cmp.Diff(want, p, unordered); diff != "" || !p.ScopesUnknown {
				t.Errorf("untold: %v, %s", p.ScopesUnknown, diff)
			}
		})
	}
}

// TestTypesThatAreClosed, in either of the codes that Slack documents for that,
// do not keep the others from being read.
func TestTypesThatAreClosed(t *testing.T) {
	t.Parallel()
	server := newScriptedServer(t, own(`{"id":"C1"}`, ""), `{"ok":false,"error":"missing_scope"}`,
		`{"ok":false,"error":"invalid_types"}`, own(`{"id":"D1","is_im":true}`, ""))
	server.untold = true
	p, err := last(server.client.ReadPermissions(t.Context()))
	if err != nil || !p.ScopesUnknown || len(p.On(catalog.Channel)) != 1 || len(p.On(catalog.AppHome)) != 1 {
		t.Errorf("read %+v: %v", p, err)
	}
	var types []string
	for _, query := range server.asked {
		types = append(types, strings.TrimPrefix(query, "limit=999&types="))
	}
	if want := []string{"public_channel", "private_channel", "mpim", "im"}; !slices.Equal(types, want) {
		t.Errorf("asked for %q, want %q", types, want)
	}
}

// TestScopesThatSlackTellsAndDoesNotKeep: what it says it opens has to be open.
func TestScopesThatSlackTellsAndDoesNotKeep(t *testing.T) {
	t.Parallel()
	server := newScriptedServer(t, `{"ok":false,"error":"missing_scope"}`)
	_, err := last(server.client.ReadPermissions(t.Context()))
	checkRefused(t, err, "missing_scope")
}

// calls counts the calls of each method.
type calls struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *calls) count(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.mu.Lock()
		c.n[r.URL.Path]++
		c.mu.Unlock()
		h.ServeHTTP(w, r)
	})
}

func (c *calls) total() (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, one := range c.n {
		n += one
	}
	return n
}

// TestNamesOfBotAndUserTokensAreReadOnce: the pages that hold the permissions hold the names.
func TestNamesOfBotAndUserTokensAreReadOnce(t *testing.T) {
	t.Parallel()
	counted := &calls{n: map[string]int{}}
	for name, in := range todaysInstalls(t, counted.count) {
		t.Run(name, func(t *testing.T) {
			var want []model.Resource
			for kind, set := range seen(in, in.OAuthScopes) {
				for _, c := range in.team.Conversations {
					if slices.Contains(set.IDs, c.ID) {
						want = append(want, model.Resource{Type: kind, ID: c.ID, Name: c.Name, User: c.User, Archived: c.Archived})
					}
				}
			}
			slices.SortFunc(want, func(a, b model.Resource) int { return strings.Compare(string(a.ID), string(b.ID)) })
			p, err := last(in.client.ReadPermissions(t.Context()))
			if err != nil {
				t.Fatal(err)
			}
			before := counted.total()
			for _, again := range []bool{false, true} {
				got := all(t, in.client.ReadResources(t.Context(), p))
				slices.SortFunc(got, func(a, b model.Resource) int { return strings.Compare(string(a.ID), string(b.ID)) })
				if diff := cmp.Diff(want, got); diff != "" {
					t.Error(diff)
				}
				if called := counted.total() > before; called != again {
					t.Errorf("called Slack: %v, a second time: %v", called, again)
				}
			}
		})
	}
}

// TestNamesOfBotAndUserTokensAreThoseOfTheLastReading: those of an earlier one are not
// passed on, and those of one that broke off are.
func TestNamesOfBotAndUserTokensAreThoseOfTheLastReading(t *testing.T) {
	t.Parallel()
	server := newScriptedServer(t,
		own(`{"id":"C1","name":"old"}`, ""),
		own(`{"id":"C2","name":"new"}`, "x"), `{"ok":false,"error":"token_revoked"}`,
		own(`{"id":"C3","name":"newest"}`, ""),
	)
	_, first := last(server.client.ReadPermissions(t.Context()))
	_, second := last(server.client.ReadPermissions(t.Context()))
	if first != nil || second == nil {
		t.Fatalf("%v, %v", first, second)
	}
	for _, want := range []string{"new", "newest"} {
		if got := all(t, server.client.ReadResources(t.Context(), model.Permissions{})); len(got) != 1 || got[0].Name != want {
			t.Errorf("names %+v, want %s", got, want)
		}
	}
}

// scriptedServer answers auth.test as a bot that may read channels, and
// users.conversations with one body after the other.
type scriptedServer struct {
	client *slackapi.Client
	untold bool     // it does not say which scopes the token holds
	asked  []string // the queries of users.conversations
}

func newScriptedServer(t *testing.T, bodies ...string) *scriptedServer {
	t.Helper()
	s := &scriptedServer{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "auth.test") {
			if !s.untold {
				w.Header().Set("X-Oauth-Scopes", "channels:read,chat:write")
			}
			fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"U1"}`)
			return
		}
		s.asked = append(s.asked, r.URL.RawQuery)
		if len(s.asked) > len(bodies) {
			t.Errorf("call %d was not expected", len(s.asked))
			return
		}
		fmt.Fprint(w, bodies[len(s.asked)-1])
	}))
	t.Cleanup(server.Close)
	var err error
	if s.client, err = slackapi.New(server.URL, tokenOf(t, "xoxb-sandbox-scripted")); err != nil {
		t.Fatal(err)
	}
	return s
}

// own is a page of users.conversations.
func own(conversations, cursor string) string {
	return fmt.Sprintf(`{"ok":true,"channels":[%s],"response_metadata":{"next_cursor":%q}}`, conversations, cursor)
}

// TestOddPagesOfBotAndUserTokens: an id on two pages is one, empty pages are no end, and
// an error leaves what was read.
func TestOddPagesOfBotAndUserTokens(t *testing.T) {
	t.Parallel()
	server := newScriptedServer(t,
		own(`{"id":"C1","name":"a"},{"id":"C2"}`, "x"), own("", "y"), own(`{"id":"C2"},{"id":"D1","is_im":true,"user":"U2"},null`, "z"),
		`{"ok":false,"error":"invalid_cursor"}`,
	)
	p, err := last(server.client.ReadPermissions(t.Context()))
	checkRefused(t, err, "invalid_cursor")
	id := model.Identity{Team: model.Team{ID: "T1"}, User: "U1", Scopes: []catalog.Scope{"channels:read", "chat:write"}, ScopesSent: true}
	want := model.PermissionsOf(catalog.Bot, id, map[catalog.ResourceType]model.ResourceSet{
		catalog.Channel: {IDs: []model.ResourceID{"C1", "C2"}}, catalog.AppHome: {IDs: []model.ResourceID{"D1"}},
	})
	want.Unread = []catalog.ResourceType{catalog.Channel}
	if diff := cmp.Diff(want, p, unordered); diff != "" {
		t.Error(diff)
	}
	if !slices.Equal(server.asked, []string{
		"limit=999&types=public_channel", "cursor=x&limit=999&types=public_channel",
		"cursor=y&limit=999&types=public_channel", "cursor=z&limit=999&types=public_channel",
	}) {
		t.Errorf("asked %q", server.asked)
	}
}

// pagedTransport is a bot's Slack in a bubble, which limits the second page.
type pagedTransport struct {
	limits []string // Retry-After of the answers to the second page; then it comes
	pages  int
}

func (p *pagedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	reply := &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r}
	body := `{"ok":true,"team_id":"T1","user_id":"U1"}`
	reply.Header.Set("X-Oauth-Scopes", "channels:read")
	if strings.HasSuffix(r.URL.Path, "users.conversations") {
		switch cursor := r.URL.Query().Get("cursor"); {
		case cursor == "":
			body = own(`{"id":"C1","name":"first"}`, "x")
		case len(p.limits) > 0:
			reply.StatusCode = http.StatusTooManyRequests
			reply.Header.Set("Retry-After", p.limits[0])
			p.limits = p.limits[1:]
			body = `{"ok":false,"error":"ratelimited"}`
		default:
			body = own(`{"id":"C2","name":"second"}`, "")
		}
		p.pages++
	}
	reply.Body = io.NopCloser(strings.NewReader(body))
	return reply, nil
}

// TestRateLimitsInTheMiddle: what was read is there while Slack wants us to
// wait, and the rest follows.
func TestRateLimitsInTheMiddle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var waits []time.Duration
		client, err := slackapi.New("http://localhost/api/", tokenOf(t, "xoxb-sandbox-limited"),
			slackapi.OnWait(func(w slackapi.Wait) { waits = append(waits, time.Until(w.Until)) }))
		if err != nil {
			t.Fatal(err)
		}
		slack := &pagedTransport{limits: []string{"7", "30"}}
		client.SetTransport(slack)
		began := time.Now()
		at := map[int]time.Duration{} // when so many channels were there
		for p, err := range client.ReadPermissions(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, g := range p.On(catalog.Channel) {
				n += len(g.Resources.IDs)
			}
			at[n] = time.Since(began)
		}
		if at[1] != 0 || at[2] != 37*time.Second || slack.pages != 4 || !slices.Equal(waits, []time.Duration{7 * time.Second, 30 * time.Second}) {
			t.Errorf("channels came at %v, after waits of %v and %d calls", at, waits, slack.pages)
		}
	})
}

// TestRateLimitsThatTakeTooLong: an error that says so, beside what was read.
func TestRateLimitsThatTakeTooLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, err := slackapi.New("http://localhost/api/", tokenOf(t, "xoxb-sandbox-limited"))
		if err != nil {
			t.Fatal(err)
		}
		client.SetTransport(&pagedTransport{limits: []string{"900"}})
		p, err := last(client.ReadPermissions(t.Context()))
		if limited, ok := errors.AsType[*slackapi.RateLimitedError](err); !ok || limited.RetryAfter != 15*time.Minute {
			t.Fatalf("failed with %v", err)
		}
		if on := p.On(catalog.Channel); len(on) != 1 || len(on[0].Resources.IDs) != 1 {
			t.Errorf("what was read is lost: %+v", p)
		}
	})
}
