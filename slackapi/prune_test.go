package slackapi

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPruned(t *testing.T) {
	wanted := map[string]bool{"id": true, "in": true}
	for text, want := range map[string]string{
		`{"id":1}`:                             `{"id":1}`,
		` { "a" : 1 , "id" : "x" , "b" : 2 } `: `{"id":"x"} `,
		`{"a":[1,{"id":2}],"id":3}`:            `{"id":3}`,
		`{"in":[{"a":1,"id":2},{"a":1},3]}`:    `{"in":[{"id":2},{},3]}`,
		`{"in":{"a":"}\"]","id":"\\"},"a":{}}`: `{"in":{"id":"\\"}}`,
		`{"a":"\\\\","id":true}`:               `{"id":true}`,
		`{"\u0069d":1,"\u0061":2,"ID":3}`:      `{"\u0069d":1,"\u0061":2}`,
		`[{"id":1},{"a":[]},null]`:             `[{"id":1},{},null]`,
		`{}`:                                   `{}`,
		`[]`:                                   `[]`,
		`"a"`:                                  `"a"`,
		`{"a":1} {`:                            `{} {`, // the decoder refuses what follows
	} {
		if got := string(pruned([]byte(text), wanted)); got != want {
			t.Errorf("%s is pruned to %s, want %s", text, got, want)
		}
	}
}

// TestNotPruned: what is no JSON, or deep, is left to the decoder.
func TestNotPruned(t *testing.T) {
	for _, text := range []string{
		``, ` `, `{`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `{"a":}`, `{"a":,"id":1}`, `{"a" 1}`, `{"id"}`, `{1:2}`,
		`{"a":"\"}`, `{"a":[1}`, `[1 2]`, `[1,]`, `]`, `,`, `{"id":[}`, `<html>{"a":1`,
		strings.Repeat(`{"id":`, 100_000),
		strings.Repeat(`[`, 20) + `{"a":1}` + strings.Repeat(`]`, 20),
	} {
		if got := string(pruned([]byte(text), map[string]bool{"id": true})); got != text {
			t.Errorf("%.40s is pruned to %.40s", text, got)
		}
	}
}

func TestFieldsOf(t *testing.T) {
	want := map[string]bool{}
	for name := range strings.FieldsSeq(`ok error needed provided warning response_metadata next_cursor messages warnings
		channels id name user is_group is_im is_mpim is_private is_archived`) {
		want[name] = true
	}
	if diff := cmp.Diff(want, fieldsOf[conversationsReply]()); diff != "" {
		t.Error(diff)
	}
}

// FuzzPruned: a reply of which fields were cut out is read like the whole.
func FuzzPruned(f *testing.F) {
	f.Add(`{"ok":true,"channels":[{"id":"C1","name":"general","topic":{"value":"}\"\\"},"is_im":false}],"response_metadata":{"next_cursor":"a="}}`)
	f.Add(`{"ok":false,"error":"missing_scope","needed":"a","x":[{}],"response_metadata":{"messages":["\u0000"]}}`)
	f.Add("{ \"ok\" : true ,\t\"a\\\"\":1e-7,\"channels\" : [ null , [ ] , 7 ]\n}")
	f.Fuzz(func(t *testing.T, body string) {
		var whole, cut conversationsReply
		if json.Unmarshal([]byte(body), &whole) != nil || strings.ToLower(strings.ToUpper(body)) != body {
			return // the decoder by itself takes names in any case
		}
		if err := json.Unmarshal(pruned([]byte(body), conversationsFields), &cut); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(whole.resources(), cut.resources()); diff != "" || whole.OK != cut.OK || whole.Error != cut.Error {
			t.Errorf("%v and %v\n%s", whole.head(), cut.head(), diff)
		}
	})
}
