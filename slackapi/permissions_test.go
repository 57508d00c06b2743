package slackapi_test

import (
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

// install is one app of a sandbox's world, and a client that holds its token.
type install struct {
	world.Install
	team   world.Team
	client *slackapi.Client
}

// installs serves a world over HTTP, without limits, and opens a client for each token in it.
func installs(t *testing.T, w world.World, around func(http.Handler) http.Handler) map[string]install {
	t.Helper()
	var minutes atomic.Int64
	clock := func() time.Time { return time.Unix(0, 0).Add(time.Duration(minutes.Add(1)) * time.Minute) }
	server := httptest.NewServer(around(sandbox.New(w, sandbox.Options{Now: clock})))
	t.Cleanup(server.Close)
	all := map[string]install{}
	for _, team := range w.Teams {
		for _, in := range team.Installs {
			token, err := model.ParseToken(in.Token)
			if err != nil {
				t.Fatal(err)
			}
			client, err := slackapi.New(server.URL+"/api/", token)
			if err != nil {
				t.Fatal(err)
			}
			all[fmt.Sprintf("%s, %s", text.Clean(team.Name), token)] = install{in, team, client}
		}
	}
	return all
}

// workspaceInstalls leaves out the bot and user tokens, which have no permissions by resource.
func workspaceInstalls(t *testing.T, w world.World, around func(http.Handler) http.Handler) map[string]install {
	t.Helper()
	all := installs(t, w, around)
	maps.DeleteFunc(all, func(_ string, in install) bool { return !strings.HasPrefix(in.Token, "xoxa-") })
	return all
}

func asIs(h http.Handler) http.Handler { return h }

// last returns the last value of a reading, and its error if it failed.
func last[T any](reading iter.Seq2[T, error]) (value T, err error) {
	for value, err = range reading {
		if err != nil {
			break
		}
	}
	return value, err
}

// all returns the values of all pages.
func all[T any](t *testing.T, pages iter.Seq2[[]T, error]) []T {
	t.Helper()
	var list []T
	for page, err := range pages {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, page...)
	}
	return list
}

// granted is what the world says of an install, in the form that a reading has:
// without the grants that hold nothing.
func granted(in install) model.Permissions {
	return withoutEmpty(model.NewPermissions(in.Grants).WithUsers(in.Users))
}

func withoutEmpty(p model.Permissions) model.Permissions {
	p.Grants = slices.DeleteFunc(slices.Clone(p.Grants), func(g model.Grant) bool {
		return len(g.Scopes) == 0 && g.Resources.Empty()
	})
	return p
}

// unordered compares sets that Slack lists in whatever order.
var unordered = cmp.Options{
	cmpopts.SortSlices(func(a, b model.ResourceID) bool { return a < b }),
	cmpopts.SortSlices(func(a, b catalog.Scope) bool { return a < b }),
	cmpopts.SortSlices(func(a, b model.Grant) bool { return fmt.Sprint(a.Type, a.Scopes) < fmt.Sprint(b.Type, b.Scopes) }),
	cmpopts.EquateEmpty(),
}

func TestPermissionsAreTheWorlds(t *testing.T) {
	t.Parallel()
	for name, in := range workspaceInstalls(t, world.Demo(0), asIs) {
		t.Run(name, func(t *testing.T) {
			p, err := last(in.client.ReadPermissions(t.Context()))
			if in.Revoked {
				checkRefused(t, err, "token_revoked")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(granted(in), withoutEmpty(p), unordered); diff != "" {
				t.Error(diff)
			}
			if !slices.IsSortedFunc(p.Grants, func(a, b model.Grant) int { return a.Type.Rank() - b.Type.Rank() }) {
				t.Error("the types are out of order")
			}
		})
	}
}

func checkRefused(t *testing.T, err error, code string) {
	t.Helper()
	refused, ok := errors.AsType[*slackapi.Error](err)
	if !ok || refused.Code != code {
		t.Fatalf("failed with %T %v, want %s", err, err, code)
	}
	checkError(t, err)
}

// retire answers a method as Slack announced to.
func retire(method, code string) func(http.Handler) http.Handler {
	return func(h http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.HasSuffix(r.URL.Path, "/"+method) {
				fmt.Fprintf(w, `{"ok":false,"error":%q}`, code)
				return
			}
			h.ServeHTTP(w, r)
		})
	}
}

// TestPermissionsWithoutInfo: the detour finds the same scopes, and every
// resource by id instead of by wildcard.
func TestPermissionsWithoutInfo(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"unknown_method", "method_deprecated", "deprecated_endpoint"} {
		for name, in := range workspaceInstalls(t, world.Demo(0), retire("apps.permissions.info", code)) {
			if in.Revoked {
				continue
			}
			t.Run(code+", "+name, func(t *testing.T) {
				p, err := last(in.client.ReadPermissions(t.Context()))
				if err != nil {
					t.Fatal(err)
				}
				want := granted(in)
				for i, g := range want.Grants {
					if g.Resources.Wildcard {
						want.Grants[i].Resources = spelledOut(in.team, g)
					}
				}
				if diff := cmp.Diff(want, withoutEmpty(p), unordered); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

func spelledOut(team world.Team, g model.Grant) model.ResourceSet {
	var set model.ResourceSet
	for _, c := range team.Conversations {
		if c.Type == g.Type && g.Resources.Contains(c.ID).In() {
			set.IDs = append(set.IDs, c.ID)
		}
	}
	return set
}

// TestResourcesWithoutScopes: what the detour around apps.permissions.info lists on a
// type without scopes is a grant all the same, as it is in the reply of the method.
func TestResourcesWithoutScopes(t *testing.T) {
	t.Parallel()
	answers := map[string]string{
		"apps.permissions.info":           `{"ok":false,"error":"unknown_method"}`,
		"apps.permissions.scopes.list":    `{"ok":true,"scopes":{"team":["users:read"]}}`,
		"apps.permissions.resources.list": `{"ok":true,"resources":[{"id":"T1","type":"team"},{"id":"C1","type":"channel"},{"id":"C2","type":"channel"}]}`,
		"apps.permissions.users.list":     `{"ok":true,"resources":[]}`,
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, answers[path.Base(r.URL.Path)])
	}))
	defer server.Close()
	got, err := last(newClient(t, server.URL).ReadPermissions(t.Context()))
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Grant{
		{Type: "team", Scopes: []catalog.Scope{"users:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}}},
		{Type: "channel", Resources: model.ResourceSet{IDs: []model.ResourceID{"C1", "C2"}}},
	}
	if diff := cmp.Diff(want, got.Grants); diff != "" {
		t.Error(diff)
	}
}

func TestPermissionsWithoutUsers(t *testing.T) {
	t.Parallel()
	for name, in := range workspaceInstalls(t, world.Demo(0), retire("apps.permissions.users.list", "unknown_method")) {
		if in.Revoked {
			continue
		}
		p, err := last(in.client.ReadPermissions(t.Context()))
		checkRefused(t, err, "unknown_method")
		want := granted(in).WithUsers(nil)
		want.Unread = []catalog.ResourceType{catalog.User}
		if diff := cmp.Diff(want, withoutEmpty(p), unordered); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestReadResourcesNamesWhatTheTokenReaches(t *testing.T) {
	t.Parallel()
	for name, in := range workspaceInstalls(t, world.Demo(0), asIs) {
		if in.Revoked {
			continue
		}
		t.Run(name, func(t *testing.T) {
			p := granted(in)
			got := map[model.ResourceID]model.Resource{}
			for _, r := range all(t, in.client.ReadResources(t.Context(), p)) {
				got[r.ID] = r
			}
			for _, c := range in.team.Conversations {
				want := model.Resource{Type: c.Type, ID: c.ID, Name: text.CleanName(c.Name), User: c.User, Archived: c.Archived}
				reached := slices.ContainsFunc(p.On(c.Type), func(g model.Grant) bool {
					return g.Resources.Contains(c.ID).In() && slices.ContainsFunc(g.Scopes, opensList)
				})
				if found, ok := got[c.ID]; ok || reached {
					if diff := cmp.Diff(want, found); diff != "" {
						t.Error(diff)
					}
				}
			}
		})
	}
}

func opensList(s catalog.Scope) bool {
	return slices.Contains([]catalog.Scope{"conversations:read", "channels:read", "groups:read", "mpim:read", "im:read"}, s)
}

func TestReadResourcesAsksForNothingItMayNotHave(t *testing.T) {
	t.Parallel()
	called := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer server.Close()
	p := model.NewPermissions([]model.Grant{
		{Type: catalog.Channel, Scopes: []catalog.Scope{"channels:read"}}, // on no channel at all
		{Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
	})
	if got := all(t, newClient(t, server.URL).ReadResources(t.Context(), p)); len(got) > 0 || called {
		t.Errorf("called Slack: %v, read %v", called, got)
	}
}

// TestReadResourceFindsEveryKind looks one resource of each type up.
func TestReadResourceFindsEveryKind(t *testing.T) {
	t.Parallel()
	everything := func(t catalog.ResourceType, ids ...model.ResourceID) model.Grant {
		return model.Grant{Type: t, Scopes: []catalog.Scope{"conversations:read", "users:read"}, Resources: model.ResourceSet{IDs: ids}}
	}
	world := world.World{Teams: []world.Team{{
		ID: "T1", Name: "Acme",
		Users: []world.User{{ID: "U1", Name: "ada", RealName: "ada"}, {ID: "U2", Name: "app", Bot: true}},
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general"},
			{ID: "G1", Type: catalog.Group, Name: "secret", Archived: true},
			{ID: "G2", Type: catalog.MPIM, Name: "mpdm-ada--bob-1"},
			{ID: "D1", Type: catalog.IM, User: "U1"},
			{ID: "D2", Type: catalog.AppHome, User: "U1"},
		},
		Installs: []world.Install{{Token: "xoxa-sandbox-kinds", AppUser: "U2", Grants: []model.Grant{
			everything(catalog.Team, "T1"), everything(catalog.Channel, "C1"), everything(catalog.Group, "G1"),
			everything(catalog.MPIM, "G2"), everything(catalog.IM, "D1"), everything(catalog.AppHome, "D2"),
		}}},
	}}}
	want := []model.Resource{
		{Type: catalog.Team, ID: "T1", Name: "Acme"},
		{Type: catalog.Channel, ID: "C1", Name: "general"},
		{Type: catalog.Group, ID: "G1", Name: "secret", Archived: true},
		{Type: catalog.MPIM, ID: "G2", Name: "mpdm-ada--bob-1"},
		{Type: catalog.IM, ID: "D1", Name: "ada", User: "U1"},
		{Type: catalog.AppHome, ID: "D2", Name: "ada", User: "U1"},
		{Type: catalog.User, ID: "U1", Name: "ada"},
		{Type: "galaxy", ID: "X1"},
		{Type: catalog.Team, ID: "T2"}, // another team than the token's
	}
	for _, in := range installs(t, world, asIs) {
		for _, r := range want {
			got, err := in.client.ReadResource(t.Context(), model.Resource{Type: r.Type, ID: r.ID})
			if err != nil || got != r {
				t.Errorf("found %+v, want %+v: %v", got, r, err)
			}
		}
		_, err := in.client.ReadResource(t.Context(), model.Resource{Type: catalog.Channel, ID: "C404"})
		checkRefused(t, err, "channel_not_found")
	}
	for _, in := range installs(t, world, retire("users.info", "missing_scope")) {
		got, err := in.client.ReadResource(t.Context(), model.Resource{Type: catalog.IM, ID: "D1"})
		if want := (model.Resource{Type: catalog.IM, ID: "D1", User: "U1"}); err != nil || got != want {
			t.Errorf("without users:read found %+v, want %+v: %v", got, want, err)
		}
	}
}
