package slackapi_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// TestReadingsThatBreakOff: what was read is there, what is missing is named, and the
// error says why.
func TestReadingsThatBreakOff(t *testing.T) {
	t.Parallel()
	const (
		bot       = "xoxb-sandbox-broken"
		workspace = "xoxa-sandbox-broken"
		refused   = `{"ok":false,"error":"token_revoked"}`
		info      = `{"ok":true,"info":{"im":{"scopes":["im:read"],"resources":{"ids":["D1"]}}}}`
		scopes    = `{"ok":true,"scopes":{"channel":["channels:read"]}}`
		retired   = `{"ok":false,"error":"method_deprecated"}`
		ana       = `{"ok":true,"resources":[{"id":"U1","scopes":["reminders:write:user"]}],"response_metadata":{"next_cursor":"a"}}`
	)
	types := func(types ...catalog.ResourceType) []catalog.ResourceType { return types }
	broken := func(ids, cursor string) string { return page(ids, `,"response_metadata":{"next_cursor":"`+cursor+`"}`) }
	for _, test := range []struct {
		name    string
		token   string
		untold  bool                // Slack does not say which scopes the token holds
		answers map[string][]string // by method; the last is repeated
		ids     []model.ResourceID
		unread  []catalog.ResourceType
		want    any // type of the error
	}{
		{"the token is refused", bot, false, map[string][]string{"auth.test": {refused}}, nil, nil, &slackapi.Error{}},
		{
			"the first page is refused", bot, false,
			map[string][]string{"users.conversations": {refused}},
			nil, types(catalog.Channel), &slackapi.Error{},
		},
		{
			"a later page is refused", bot, false,
			map[string][]string{"users.conversations": {own(`{"id":"C1"}`, "a"), refused}},
			[]model.ResourceID{"C1"},
			types(catalog.Channel), &slackapi.Error{},
		},
		{
			"a page is cut short", bot, false,
			map[string][]string{"users.conversations": {own(`{"id":"C1"}`, "a"), `{"ok":tr`}},
			[]model.ResourceID{"C1"},
			types(catalog.Channel), &slackapi.MalformedError{},
		},
		{
			"a cursor comes again", bot, false,
			map[string][]string{"users.conversations": {own(`{"id":"C1"}`, "a"), own(`{"id":"C2"}`, "a")}},
			[]model.ResourceID{"C1", "C2"},
			types(catalog.Channel), &slackapi.MalformedError{},
		},
		{
			"one type of several", bot, true,
			map[string][]string{"users.conversations": {own(`{"id":"C1"}`, ""), `{"ok":false,"error":"missing_scope"}`, own(`{"id":"C3","is_mpim":true}`, "a"), refused}},
			[]model.ResourceID{"C1", "C3"},
			types(catalog.MPIM, catalog.AppHome), &slackapi.Error{},
		},
		{
			"users may not be listed", workspace, false,
			map[string][]string{"apps.permissions.info": {info}, "apps.permissions.users.list": {refused}},
			[]model.ResourceID{"D1"},
			types(catalog.User), &slackapi.Error{},
		},
		{
			"users break off", workspace, false,
			map[string][]string{"apps.permissions.info": {info}, "apps.permissions.users.list": {ana, strings.Replace(ana, "U1", "U2", 1)}},
			[]model.ResourceID{"D1", "U1", "U2"},
			types(catalog.User), &slackapi.MalformedError{},
		},
		{"without apps.permissions.info", workspace, false, map[string][]string{
			"apps.permissions.info": {retired}, "apps.permissions.scopes.list": {scopes},
			"apps.permissions.resources.list": {broken(`{"id":"C1","type":"channel"}`, "a"), refused},
		}, []model.ResourceID{"C1"}, catalog.TypesFor(catalog.Workspace), &slackapi.Error{}},
		{"scopes are refused", workspace, false, map[string][]string{
			"apps.permissions.info": {retired}, "apps.permissions.scopes.list": {refused},
		}, nil, nil, &slackapi.Error{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			calls := map[string]int{}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				method := path.Base(r.URL.Path)
				if !test.untold {
					w.Header().Set("X-Oauth-Scopes", "channels:read,chat:write")
				}
				answers := test.answers[method]
				if len(answers) == 0 {
					fmt.Fprint(w, `{"ok":true,"team_id":"T1","user_id":"U9"}`)
					return
				}
				fmt.Fprint(w, answers[min(calls[method], len(answers)-1)])
				calls[method]++
			}))
			t.Cleanup(server.Close)
			client, err := slackapi.New(server.URL, tokenOf(t, test.token))
			if err != nil {
				t.Fatal(err)
			}
			p, err := last(client.ReadPermissions(t.Context()))
			if fmt.Sprintf("%T", err) != fmt.Sprintf("%T", test.want) {
				t.Errorf("failed with %T %v", err, err)
			}
			checkError(t, err)
			var ids []model.ResourceID
			for _, g := range p.Grants {
				if !slices.Contains(g.Resources.IDs, "T1") && !slices.Contains(g.Resources.IDs, "U9") {
					ids = append(ids, g.Resources.IDs...)
				}
			}
			if !slices.Equal(ids, test.ids) || !slices.Equal(p.Unread, test.unread) || p.Complete() != (len(test.unread) == 0) {
				t.Errorf("read %v, not to their end %v; want %v, %v", ids, p.Unread, test.ids, test.unread)
			}
		})
	}
}

// TestListsWithoutEnd: cursors that are always new end the list, too, past a bound.
func TestListsWithoutEnd(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		entries string
		pages   int
		says    string
	}{
		{"empty pages", "", 100, "is the 100th empty page in turn"},
		{"pages with something in them", `{"id":"C1","type":"channel"}`, 5000, "is page 5000 of the list"},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				pages := 0
				client := newClient(t, "http://localhost/api/")
				client.SetTransport(&inProcess{handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
					pages++
					fmt.Fprint(w, page(test.entries, cursor(fmt.Sprint("fresh", pages))))
				})})
				read := 0
				var last error
				for p, err := range client.PermissionsResources(t.Context()) {
					read, last = read+len(p), err
				}
				malformed, ok := errors.AsType[*slackapi.MalformedError](last)
				if !ok || !strings.Contains(malformed.Sentence(), test.says) || pages != test.pages {
					t.Errorf("%d pages, then %v", pages, last)
				}
				if test.entries != "" && read != test.pages {
					t.Errorf("%d of %d entries were passed on", read, test.pages)
				}
			})
		})
	}
}
