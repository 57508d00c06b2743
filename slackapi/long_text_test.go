package slackapi

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// TestMegabytesAreNotKept: a screen searches and measures what it shows with every key,
// so what is kept of a reply has to be short, however long its texts are. Two megabytes
// in every name held the explorer up for seconds.
func TestMegabytesAreNotKept(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("長", 2<<20/len("長"))
	reply := func(body string) func(*http.Request) (*http.Response, error) {
		return answer(200, strings.ReplaceAll(body, "%", long), "X-OAuth-Scopes", long)
	}
	short := func(what, s string, most int) {
		t.Helper()
		if n := utf8.RuneCountInString(s); n > most+len("…") || !strings.HasSuffix(s, "…") {
			t.Errorf("%s keeps %d characters", what, n)
		}
	}
	c, _ := newScripted(t, nil, reply(`{"ok":true,"team":"%","user":"%","app_name":"%","team_id":"T%","url":"%"}`),
		reply(`{"ok":true,"channels":[{"id":"C%","name":"%"},{"id":"D1","is_im":true,"user":"%"}]}`),
		reply(`{"ok":true,"user":{"name":"%","profile":{"display_name":"%"}}}`),
		reply(`{"ok":true,"teams":[{"id":"T1","name":"%"}]}`),
		reply(`{"ok":true,"info":{"channel":{"scopes":["%"],"resources":{"ids":["C%"]}}}}`),
		reply(`{"ok":false,"error":"%","needed":"%","response_metadata":{"messages":["%"]}}`),
	)
	id, err := c.AuthTest(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for what, name := range map[string]string{"the team": id.Team.Name, "the user": id.UserName, "the app": id.AppName} {
		short(what, name, text.MaxName)
	}
	short("the team's id", string(id.Team.ID), text.MaxText)
	short("the team's URL", id.Team.URL, text.MaxText)
	for _, s := range id.Scopes {
		short("a scope of the header", string(s), text.MaxText)
	}
	for page, err := range c.Conversations(t.Context(), []catalog.ResourceType{catalog.Channel}) {
		if err != nil || len(page) != 2 {
			t.Fatalf("%d conversations, %v", len(page), err)
		}
		short("a channel", page[0].Name, text.MaxName)
		short("a channel's id", string(page[0].ID), text.MaxText)
		short("a direct message's user", string(page[1].User), text.MaxText)
	}
	person, err := c.User(t.Context(), "U1")
	if err != nil {
		t.Fatal(err)
	}
	short("a person", person.Name, text.MaxName)
	for page, err := range c.Teams(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		short("a workspace", page[0].Name, text.MaxName)
	}
	p, err := c.PermissionsInfo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	short("a scope", string(p.Grants[0].Scopes[0]), text.MaxText)
	short("a resource", string(p.Grants[0].Resources.IDs[0]), text.MaxText)
	_, err = c.User(t.Context(), "U1")
	if n := len(explanationOf(err)) + len(fmt.Sprint(err)); err == nil || n > 20*text.MaxText {
		t.Errorf("a refusal of %d bytes", n)
	}
}
