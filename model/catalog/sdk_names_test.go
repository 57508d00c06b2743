package catalog_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"periscope/model/catalog"
)

func TestEveryMethodIsSpelledInEveryWay(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		snake := strings.ReplaceAll(m.Name, ".", "_")
		for spelling, name := range map[catalog.Spelling]string{catalog.Dotted: m.Name, catalog.Snake: snake} {
			if got := catalog.MethodsNamed(name, spelling); !slices.Equal(got, []string{m.Name}) {
				t.Errorf("%s, %s: %q; want %s", name, spelling, got, m.Name)
			}
		}
	}
}

func TestSpelled(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		spelling catalog.Spelling
		want     string
	}{
		{"chat.postMessage", catalog.Dotted, "chat.postMessage"},
		{"chat_postMessage", catalog.Dotted, ""},
		{"admin_conversations_ekm_listOriginalConnectedChannelInfo", catalog.Snake, "admin.conversations.ekm.listOriginalConnectedChannelInfo"},
		{"conversationsSetTopic", catalog.Camel, "conversations.setTopic"},
		{"oauthV2Access", catalog.Camel, "oauth.v2.access"},
		{"conversationssetTopic", catalog.Camel, ""},
		{"PostMessage", catalog.SlackGo, "chat.postMessage"},
		{"PostMessageContext", catalog.SlackGo, "chat.postMessage"},
		{"SearchContext", catalog.SlackGo, "search.all"},
		{"SearchAssistantContextContext", catalog.SlackGo, "assistant.search.context"},
		{"GetChannelHistory", catalog.SlackGo, "channels.history"}, // of earlier versions
		{"Context", catalog.SlackGo, ""},
		{"filesUploadV2", catalog.Camel, "files.getUploadURLExternal files.completeUploadExternal"},
		{"files_upload_v2", catalog.Snake, "files.getUploadURLExternal files.completeUploadExternal"},
		{"", catalog.Dotted, ""},
		{"chat.postMessage", "no such spelling", ""},
	} {
		if got := strings.Join(catalog.MethodsNamed(c.name, c.spelling), " "); got != c.want {
			t.Errorf("Spelled(%q, %s) = %q; want %q", c.name, c.spelling, got, c.want)
		}
	}
}

// What the SDK at hand has, the catalogue knows; but for what calls no method
// of the Web API, or one that Slack does not document.
func TestSlackGoIsKnown(t *testing.T) {
	t.Parallel()
	client := reflect.TypeFor[*slack.Client]()
	unknown := 0
	for m := range client.Methods() {
		if len(catalog.MethodsNamed(m.Name, catalog.SlackGo)) == 0 {
			unknown++
		}
	}
	t.Logf("%d of %d methods of slack-go's client call nothing that the catalogue knows", unknown, client.NumMethod())
	if unknown > client.NumMethod()/6 {
		t.Errorf("that is too many")
	}
	for _, name := range []string{
		"PostMessage", "GetUsers", "GetConversationHistory", "OpenView", "AuthTest", "UploadFile", "GetUserByEmail", "AddReaction",
	} {
		if _, ok := client.MethodByName(name); !ok || len(catalog.MethodsNamed(name, catalog.SlackGo)) == 0 {
			t.Errorf("%s: of the SDK: %t; of the catalogue: %q", name, ok, catalog.MethodsNamed(name, catalog.SlackGo))
		}
	}
}

func TestServesSpeaksOfScopesThatExist(t *testing.T) {
	t.Parallel()
	said := 0
	for _, e := range catalog.Scopes() {
		what, ok := e.Scope.OtherUse()
		if ok != (what != "") || strings.HasSuffix(what, ".") {
			t.Errorf("%s serves %q, %t", e.Scope, what, ok)
		}
		if ok {
			said++
		}
		methods := len(catalog.Unlocks(e.Scope, catalog.Bot)) + len(catalog.Unlocks(e.Scope, catalog.UserToken))
		if ok && strings.HasSuffix(string(e.Scope), ":history") && methods == 0 {
			t.Errorf("%s unlocks nothing", e.Scope)
		}
	}
	if said < 35 {
		t.Errorf("it is said of %d scopes of the catalogue what else they serve; want all of the table", said)
	}
	if what, ok := catalog.Scope("chat:write").OtherUse(); ok {
		t.Errorf("chat:write serves %q; want nothing but its methods", what)
	}
}
