package model_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"periscope/model"
	"periscope/model/catalog"
)

func TestFindMethod(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"conversations.history":                                                       "conversations.history",
		"  conversations.history\n":                                                   "conversations.history",
		"Conversations.History":                                                       "conversations.history",
		"conversations_history":                                                       "conversations.history",
		"conversations-history":                                                       "conversations.history",
		"conversationsHistory":                                                        "conversations.history",
		"client.conversations.history":                                                "conversations.history",
		"self.app.client.conversations_history(":                                      "conversations.history",
		"await client.chat.postMessage({ channel: 1 })":                               "chat.postMessage",
		"connect()).users.list":                                                       "users.list",
		"client?.chat?.postMessage({})":                                               "chat.postMessage",
		"slack.methods(token).chatPostMessage(r -> r)":                                "chat.postMessage",
		"ctx.client().usersInfo(r -> r.user(id))":                                     "users.info",
		"GetConversationHistory":                                                      "conversations.history",
		"api.GetConversationHistoryContext(ctx, &p)":                                  "conversations.history",
		"err := api.AddPin(a, b)":                                                     "pins.add",
		"filesUploadV2":                                                               "files.getUploadURLExternal",
		"client.admin.conversations.search":                                           "admin.conversations.search",
		"https://docs.slack.dev/reference/methods/chat.postMessage":                   "chat.postMessage",
		"https://docs.slack.dev/reference/methods/chat.postMessage/#scopes":           "chat.postMessage",
		"docs.slack.dev/reference/methods/users.profile.get.md":                       "users.profile.get",
		"https://api.slack.com/methods/conversations.history/test":                    "conversations.history",
		"https://slack.com/api/users.list?limit=20&cursor=abc":                        "users.list",
		"curl -X POST https://slack.com/api/reactions.add":                            "reactions.add",
		`"chat.postMessage"`:                                                          "chat.postMessage",
		"<https://api.slack.com/methods/team.info>":                                   "team.info",
		"slackLists.items.create":                                                     "slackLists.items.create",
		"admin.conversations.ekm.listOriginalConnectedChannelInfo":                    "admin.conversations.ekm.listOriginalConnectedChannelInfo",
		"methods(token).adminConversationsEkmListOriginalConnectedChannelInfo(r->r);": "admin.conversations.ekm.listOriginalConnectedChannelInfo",
	} {
		m, err := model.FindMethod(typed)
		if err != nil || m.Name != want {
			t.Errorf("FindMethod(%q) = %s, %v; want %s", typed, m.Name, err, want)
		}
	}
}

func TestFindMethodInEverySpelling(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		for _, typed := range []string{
			m.Name, strings.ToUpper(m.Name), strings.ReplaceAll(m.Name, ".", "_"), strings.ReplaceAll(m.Name, ".", ""),
			"client." + m.Name, "https://docs.slack.dev/reference/methods/" + m.Name, "https://slack.com/api/" + m.Name,
		} {
			if got, err := model.FindMethod(typed); err != nil || got.Name != m.Name {
				t.Errorf("FindMethod(%q) = %s, %v", typed, got.Name, err)
			}
		}
	}
}

func TestFindMethodSuggests(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, quoted string
		near          []string
	}{
		{"chat.postMesage", `"chat.postMesage"`, []string{"chat.postMessage"}},
		{"conversation.history", `"conversation.history"`, []string{"conversations.history"}},
		{"history", `"history"`, []string{"channels.history", "conversations.history", "groups.history"}},
		{"users_lst", `"users_lst"`, []string{"users.list"}},
		{"", `""`, nil},
		{"https://example.com/", `"https://example.com/"`, nil},
		{"https://docs.slack.dev/reference/methods/users.lst?a=b", `"users.lst"`, []string{"users.list"}},
		{"nonsense\x1b[31m", `"nonsense\x1b[31m"`, nil},
	} {
		_, err := model.FindMethod(c.typed)
		var unknown *model.UnknownMethodError
		if !errors.As(err, &unknown) {
			t.Errorf("FindMethod(%q): %v; want an UnknownMethodError", c.typed, err)
			continue
		}
		if unknown.Typed != c.quoted || len(c.near) == 0 && unknown.Near != nil || len(c.near) == 1 && !slices.Contains(unknown.Near, c.near[0]) ||
			len(c.near) > 1 && !slices.Equal(unknown.Near, c.near) {
			t.Errorf("FindMethod(%q): typed %s, near %q; want %s, %q", c.typed, unknown.Typed, unknown.Near, c.quoted, c.near)
		}
		for _, n := range unknown.Near {
			if !strings.Contains(err.Error(), n) {
				t.Errorf("%q does not name %s", err, n)
			}
		}
	}
	if _, err := model.FindMethod("chat.postMesage"); !strings.HasSuffix(err.Error(), "did you mean chat.postMessage?") {
		t.Errorf("%v", err)
	}
}

func FuzzFindMethod(f *testing.F) {
	for _, seed := range []string{"chat.postMessage", "a.b(c).d", "https://slack.com/api/", "((((", "\x00\u202e", "/methods/", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		m, err := model.FindMethod(typed)
		if err == nil {
			if _, ok := catalog.LookupMethod(m.Name); !ok {
				t.Errorf("%q found %q, which is not in the catalogue", typed, m.Name)
			}
			return
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool {
			return unicode.IsControl(r) || r == '\u202e'
		}) {
			t.Errorf("%q: the error holds what could harm a terminal: %q", typed, err)
		}
	})
}
