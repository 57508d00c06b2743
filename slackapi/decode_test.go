package slackapi

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/manifest"
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
	t.Parallel()
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
	t.Parallel()
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

// TestLenientDecoding: what Slack might send though it should not, and what is
// left out of the reply that a page of conversations is.
func TestLenientDecoding(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]model.Resource{
		`{"ok":true,"channels":[{"id":"C1","name":"a\u001b"}]}`:                             {{Type: "channel", ID: "C1", Name: "a␛"}},
		`{"ok":true,"channels":[{"id":"C0","id":"C1","is_im":true,"is_im":null}]}`:          {{Type: "channel", ID: "C1"}},
		"{\"ok\":true,\"channels\":[{\"id\":\"C1\",\"name\":\"a\xff\"}]}":                   {{Type: "channel", ID: "C1", Name: "a�"}},
		`{"ok":true,"channels":[{"id":"C1","name":"\ud800"}]}`:                              {{Type: "channel", ID: "C1", Name: "�"}},
		`{"ok":true,"channels":[{"id":"C1","ID":"C2","Name":"b"}]}`:                         {{Type: "channel", ID: "C1"}},
		`{"ok":true,"channels":[{"id":"C1","name":null},null,{"id":null}]}`:                 {{Type: "channel", ID: "C1"}},
		`{"ok":true,"channels":null}`:                                                       {},
		`{"ok":true,"channels":[{"id":"C0"}],"channels":[{"id":"C1"}]}`:                     {{Type: "channel", ID: "C1"}},
		`{"ok":true,"channels":[{"\u0069d":"C1","topic":{"id":"C2","\ufffe":[{"id":7}]}}]}`: {{Type: "channel", ID: "C1"}},
	} {
		var r conversationsReply
		if err := decodeBody(t, body, &r); err != nil {
			t.Errorf("%s: %v", body, err)
		} else if diff := cmp.Diff(want, r.resources()); diff != "" {
			t.Errorf("%s: %s", body, diff)
		}
	}
}

// TestVerdictBesideWrongTypes: a refusal counts whatever stands beside it, if it
// stands in JSON.
func TestVerdictBesideWrongTypes(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]any{
		`{"channels":7,"ok":false,"error":"a","response_metadata":{"messages":["m"]}}`: &Error{Messages: []string{"m"}},
		`{"response_metadata":{"messages":7},"ok":false,"error":"a"}`:                  &Error{},
		`{"channels":7,"ok":false,"error":"a","needed":7}`:                             &Error{},
		`{"channels":7,"ok":true}`:                                                     &MalformedError{Reason: "holds a JSON number in an unexpected place"},
		`{"channels":{"a":1},"ok":true}`:                                               &MalformedError{Reason: "holds a JSON object in an unexpected place"},
		`{"channels":true,"ok":true}`:                                                  &MalformedError{Reason: "holds a JSON bool in an unexpected place"},
		`{"channels":7,"ok":false,"error":"a"`:                                         &MalformedError{Reason: "is cut short"},
		`{"channels":7,"ok":false,"error":"a"} x`:                                      &MalformedError{Reason: "is not JSON"},
		`{"ok":"no","error":"a"}`:                                                      &MalformedError{Reason: "holds a JSON string in an unexpected place"},
	} {
		var r conversationsReply
		err := decodeBody(t, body, &r)
		switch want := want.(type) {
		case *Error:
			if got, ok := errors.AsType[*Error](err); !ok || got.Code != "a" || !slices.Equal(got.Messages, want.Messages) {
				t.Errorf("%s: %#v", body, err)
			}
		case *MalformedError:
			if got, ok := errors.AsType[*MalformedError](err); !ok || got.Reason != want.Reason {
				t.Errorf("%s: %v, want %q", body, err, want.Reason)
			}
		}
	}
}

func TestFlawsOfUnknownShapeHideNoOthers(t *testing.T) {
	t.Parallel()
	var r validateReply
	err := decodeBody(t, `{"ok":false,"error":"invalid_manifest","errors":[{"message":7,"pointer":"/a"},{"message":"m"},8,"n"]}`, &r)
	if refused, ok := errors.AsType[*Error](err); !ok || refused.Code != "invalid_manifest" {
		t.Errorf("failed with %v", err)
	}
	const none = "Slack gives no reason"
	if diff := cmp.Diff([]ManifestFlaw{{none, "/a"}, {"m", ""}, {none, ""}, {"n", ""}}, r.flaws()); diff != "" {
		t.Error(diff)
	}
}

func TestConversationKinds(t *testing.T) {
	t.Parallel()
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

// FuzzDecodeLikeTheStandardLibrary: where names stand once and in their case, the
// decoder reads what encoding/json reads.
func FuzzDecodeLikeTheStandardLibrary(f *testing.F) {
	f.Add(`{"ok":true,"channels":[{"id":"C1","name":"general","topic":{"value":"}\"\\"},"is_im":false}],"response_metadata":{"next_cursor":"a="}}`)
	f.Add(`{"ok":false,"error":"missing_scope","needed":"a","x":[{}],"response_metadata":{"messages":["\u0000"]}}`)
	f.Add("{ \"ok\" : true ,\t\"a\\\"\":1e-7,\"channels\" : [ null , [ ] , 7 ]\n}")
	f.Fuzz(func(t *testing.T, body string) {
		var standard, strict, ours conversationsReply
		if json.Unmarshal([]byte(body), &standard) != nil || strings.ToLower(strings.ToUpper(body)) != body {
			return // the standard library takes names in any case
		}
		err := jsonv2.Unmarshal([]byte(body), &strict, jsontext.AllowInvalidUTF8(true))
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return // of objects that stand twice the standard library makes one
		}
		if err := unmarshal([]byte(body), &ours); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(standard.resources(), ours.resources()); diff != "" || standard.verdict != ours.verdict {
			t.Errorf("%v and %v\n%s", standard.head(), ours.head(), diff)
		}
	})
}

func FuzzDecodeInstall(f *testing.F) {
	f.Add(`{"ok":true,"access_token":"xoxb-sandbox-new","scope":"a,b","team":{"id":"T1","name":"\u202e"},"authed_user":{"id":"U1"}}`)
	f.Add(`{"ok":true,"team":null,"is_enterprise_install":true,"authed_user":{"scope":"\u001b","access_token":"xoxp-sandbox-new","refresh_token":"xoxe-sandbox-new","expires_in":"7"}}`)
	f.Add(`{"ok":true,"access_token":"hunter2"}`)
	f.Fuzz(func(t *testing.T, body string) {
		c, err := New(DefaultURL, model.Token{})
		if err != nil {
			t.Fatal(err)
		}
		var r installReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		got, err := c.installation(&r)
		if _, spent := errors.AsType[*UncertainExchangeError](err); err != nil && !spent {
			t.Errorf("failed with %v", err)
		}
		if none := got.Bot.Access.IsZero() && got.User.Access.IsZero(); none != (err != nil) {
			t.Errorf("tokens %v and %v with %v", got.Bot.Access, got.User.Access, err)
		}
		checkClean(t, got.AppID, string(got.Team.ID), got.Team.Name, string(got.By), string(got.BotUser))
		checkClean(t, got.Bot.Scopes...)
		checkClean(t, got.User.Scopes...)
		if got.Bot.Life < 0 || got.User.Life < 0 {
			t.Errorf("lives of %v and %v", got.Bot.Life, got.User.Life)
		}
	})
}

func FuzzDecodeFlaws(f *testing.F) {
	f.Add(`{"ok":false,"error":"invalid_manifest","errors":[{"message":"m\u001b","pointer":"/a"},"text",null,{"message":7}]}`)
	f.Add(`{"ok":true,"errors":[],"warnings":[{"code":"x"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r validateReply
		err := decodeBody(t, body, &r)
		if err != nil {
			checkClean(t, err.Error())
		}
		for _, flaw := range r.flaws() {
			checkClean(t, flaw.Message, flaw.Pointer)
		}
	})
}

func FuzzDecodeExport(f *testing.F) {
	f.Add(`{"ok":true,"manifest":{"display_information":{"name":"a"},"oauth_config":{"scopes":{"bot":["a\u001b"]}}}}`)
	f.Add(`{"ok":true,"manifest":{"oauth_config":7}}`)
	f.Add(`{"ok":true,"manifest":null}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r exportReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		m, err := manifest.Parse(r.Manifest)
		if err != nil {
			checkClean(t, err.Error())
			return
		}
		checkClean(t, m.Declared().Bot...)
		if strings.TrimSpace(string(r.Manifest)) == "" {
			t.Error("nothing is a manifest")
		}
	})
}

func FuzzDecodeTeams(f *testing.F) {
	f.Add(`{"ok":true,"teams":[{"id":"T1","name":"a\u202e"},null,{"name":"nameless"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r teamsReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		for _, team := range r.teams() {
			checkClean(t, string(team.ID), team.Name)
		}
	})
}
