package catalog

import (
	_ "embed"
	"strings"
	"sync"
)

// Spelling is a way in which programs write the names of Web API methods.
type Spelling string

const (
	Dotted  Spelling = "dotted"   // conversations.history: Slack's own, and JavaScript's
	Snake   Spelling = "snake"    // conversations_history: the SDKs for Python and Ruby
	Camel   Spelling = "camel"    // conversationsHistory: the SDK for Java and Kotlin
	SlackGo Spelling = "slack-go" // GetConversationHistory: github.com/slack-go/slack, formerly nlopes/slack
)

//go:embed data/slackgo.json
var slackGoJSON []byte

var loadSpellings = sync.OnceValue(parseSpellings)

// MethodsNamed returns the methods that a name stands for in a spelling: none if it is
// the name of no method, and several for the few functions of the SDKs that call
// more than one, such as files.uploadV2. The slice is shared: do not change it.
func MethodsNamed(name string, s Spelling) []string {
	methods := loadSpellings()[s][name]
	if methods == nil && s == SlackGo {
		// slack-go has most methods twice, the second time with a context.
		if plain, ok := strings.CutSuffix(name, "Context"); ok {
			return loadSpellings()[s][plain]
		}
	}
	return methods
}

// conveniences are calls that SDKs offer beside the methods, and what they call.
var conveniences = []struct {
	name    string
	methods []string
}{
	{"chat.stream", []string{"chat.startStream", "chat.appendStream", "chat.stopStream"}},
	{"files.uploadV2", []string{"files.getUploadURLExternal", "files.completeUploadExternal"}},
	{"files.upload.v2", []string{"files.getUploadURLExternal", "files.completeUploadExternal"}}, // files_upload_v2
}

func parseSpellings() map[Spelling]map[string][]string {
	spelled := map[Spelling]map[string][]string{Dotted: {}, Snake: {}, Camel: {}, SlackGo: {}}
	add := func(name string, methods []string) {
		spelled[Dotted][name] = methods
		spelled[Snake][strings.ReplaceAll(name, ".", "_")] = methods
		spelled[Camel][camel(name)] = methods
	}
	for _, m := range Methods() {
		add(m.Name, []string{m.Name})
	}
	for _, c := range conveniences {
		add(c.name, c.methods)
	}
	var slackGo []struct {
		Name    string   `json:"name"`
		Methods []string `json:"methods"`
	}
	mustParse("slackgo.json", slackGoJSON, &slackGo)
	for _, g := range slackGo {
		spelled[SlackGo][g.Name] = g.Methods
	}
	return spelled
}

// camel turns chat.postMessage into chatPostMessage.
func camel(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts[1:] {
		parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
	}
	return strings.Join(parts, "")
}
