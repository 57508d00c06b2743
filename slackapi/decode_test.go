package slackapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// decodeBody decodes a body as it would come from the network.
func decodeBody(t testing.TB, body string, r reply) error {
	t.Helper()
	c, err := New(DefaultURL, model.Token{})
	if err != nil {
		t.Fatal(err)
	}
	return c.decode("a.method", &http.Response{
		StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, r)
}

func TestDecodeInfo(t *testing.T) {
	// The shape is that of Slack's documentation, with what it does not show:
	// absent and null types, null lists, a type nobody heard of, hostile text.
	var r infoReply
	err := decodeBody(t, `{"ok":true,"extra":{"a":[1]},"info":{
		"galaxy":{"scopes":["stars:\u001bread"],"resources":{"ids":["G\u202e1"]},"extra":1},
		"app_home":{"scopes":["chat:write"],"resources":{"ids":["D1"]}},
		"channel":{"scopes":["chat:write",null],"resources":{"ids":[],"wildcard":true,"excluded_ids":["C1","C2"]}},
		"group":{"scopes":null,"resources":null},
		"im":null,
		"team":{"scopes":["users:read"],"resources":{"ids":["T1",null]}}}}`, &r)
	if err != nil {
		t.Fatal(err)
	}
	want := []model.Grant{
		{Type: "team", Scopes: []catalog.Scope{"users:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}}},
		{Type: "channel", Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{
			IDs: []model.ResourceID{}, Wildcard: true, Excluded: []model.ResourceID{"C1", "C2"},
		}},
		{Type: "group"},
		{Type: "app_home", Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"D1"}}},
		{Type: "galaxy", Scopes: []catalog.Scope{"stars:␛read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"G�1"}}},
	}
	if diff := cmp.Diff(want, r.permissions().Grants); diff != "" {
		t.Error(diff)
	}
}

func TestDecodeScopes(t *testing.T) {
	want := []TypeScopes{
		{"team", []catalog.Scope{"users:read"}},
		{"app_home", []catalog.Scope{"chat:write", "im:read"}},
		{"user", nil},
	}
	for name, scopes := range map[string]string{
		"an object":           `{"user":[],"app_home":["chat:write","im:read"],"team":["users:read"]}`,
		"an array of objects": `[{"app_home":["chat:write"]},null,{"user":[],"app_home":["im:read"],"team":["users:read"]}]`,
	} {
		var r scopesReply
		if err := decodeBody(t, `{"ok":true,"scopes":`+scopes+`}`, &r); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, r.typeScopes()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, scopes := range []string{`"a"`, `["a"]`, `{"team":"a"}`, `7`} {
		var r scopesReply
		err := decodeBody(t, `{"ok":true,"scopes":`+scopes+`}`, &r)
		if _, ok := errors.AsType[*MalformedError](err); !ok {
			t.Errorf("%s was taken for scopes", scopes)
		}
	}
}

func TestConversationKinds(t *testing.T) {
	for flags, want := range map[string]catalog.ResourceType{
		`"is_channel":true`:                                catalog.Channel,
		`"is_channel":true,"is_private":true`:              catalog.Group,
		`"is_group":true,"is_private":true`:                catalog.Group,
		`"is_group":true,"is_mpim":true,"is_private":true`: catalog.MPIM,
		`"is_im":true,"is_private":true,"user":"U1"`:       catalog.IM,
		`"is_channel":true,"is_general":true`:              catalog.Channel,
	} {
		var conv conversation
		if err := json.Unmarshal([]byte("{"+flags+"}"), &conv); err != nil || conv.kind() != want {
			t.Errorf("{%s} is a %s, want %s (%v)", flags, conv.kind(), want, err)
		}
	}
}

// checkClean fails the test for text that no Clean has seen.
func checkClean[S ~string](t *testing.T, list ...S) {
	t.Helper()
	for _, s := range list {
		if string(s) != text.Clean(string(s)) {
			t.Errorf("%+q is not clean", s)
		}
	}
}

func FuzzDecodeInfo(f *testing.F) {
	f.Add(`{"ok":true,"info":{"channel":{"scopes":["chat:write"],"resources":{"ids":["C1"],"wildcard":true,"excluded_ids":[]}}}}`)
	f.Add(`{"ok":true,"info":{"\u001b":{"scopes":[null,"\ud800\u202e"],"resources":null},"im":null}}`)
	f.Add(`{"ok":false,"error":"missing_scope","needed":"a","response_metadata":{"messages":["\u0000"]}}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r infoReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		for _, g := range r.permissions().Grants {
			checkClean(t, g.Type)
			checkClean(t, g.Scopes...)
			checkClean(t, g.Resources.IDs...)
			checkClean(t, g.Resources.Excluded...)
		}
	})
}

func FuzzDecodeScopes(f *testing.F) {
	f.Add(`{"ok":true,"scopes":{"team":["users:read"],"user":[]}}`)
	f.Add(`{"ok":true,"scopes":[{"team":["users:read"]},null]}`)
	f.Add(`{"ok":true,"scopes":{"\u202e":null}}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r scopesReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		for _, s := range r.typeScopes() {
			checkClean(t, s.Type)
			checkClean(t, s.Scopes...)
		}
	})
}

func FuzzDecodeConversations(f *testing.F) {
	f.Add(`{"ok":true,"channels":[{"id":"C1","name":"general","is_channel":true}],"response_metadata":{"next_cursor":"a="}}`)
	f.Add(`{"ok":true,"channels":[{"id":"D1","user":"U1","is_im":true,"name":null},null]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r conversationsReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		for _, res := range r.resources() {
			checkClean(t, string(res.Type), string(res.ID), res.Name, string(res.User))
		}
	})
}
