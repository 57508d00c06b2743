package model_test

import (
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestFindEvent(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"app_mention":                "app_mention",
		"\t" + "Message.IM ":         "message.im",
		`app.event("reaction_added"`: "reaction_added",
		"https://docs.slack.dev/reference/events/message.mpim/": "message.mpim",
		"https://docs.slack.dev/reference/events/team_join.md":  "team_join",
		"chat.postMessage":              "",
		"":                              "",
		strings.Repeat("message", 1000): "",
	} {
		e, ok := model.FindEvent(typed)
		if e.Name != want || ok != (want != "") {
			t.Errorf("%.60q is the event %q, %t; want %q", typed, e.Name, ok, want)
		}
	}
	// Two events have the name of a method, as SDKs write it. The methods are retired.
	for _, e := range catalog.Events() {
		if m, err := model.FindMethod(e.Name); err == nil && m.Name != "im.close" && m.Name != "im.open" {
			t.Errorf("the event %s is read as the method %s", e.Name, m.Name)
		}
	}
}

func TestAccessToEvent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		event string
		kind  catalog.TokenKind
		held  *model.Permissions
		want  model.Answer
		lacks string
	}{
		{"app_mention", "", botWith(), model.No, "app_mentions:read"},
		{"app_mention", catalog.Bot, botWith("app_mentions:read"), model.Yes, ""},
		{"app_mention", catalog.Bot, nil, model.Unknown, ""},
		{"app_mention", catalog.UserToken, nil, model.No, ""}, // only bots can hold the scope
		{"message", catalog.Bot, botWith("im:history"), model.Yes, ""},
		{"message", catalog.Bot, botWith(), model.No, "channels:history"},
		{"app_home_opened", catalog.Bot, nil, model.Yes, ""},
		{"star_added", catalog.UserToken, tokenWith(catalog.UserToken), model.No, "stars:read"},
		{"star_added", catalog.Bot, tokenWith(catalog.UserToken, "stars:read"), model.No, ""},
	} {
		e, _ := catalog.LookupEvent(c.event)
		n := model.AccessToEvent(e, c.kind, c.held)
		if n.Granted != c.want || words(n.Missing) != c.lacks || n.Method != c.event {
			t.Errorf("%s of %s tokens: %s, lacks %q; want %s, %q", c.event, c.kind, n.Granted, n.Missing, c.want, c.lacks)
		}
	}
}
