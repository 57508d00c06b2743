package library_test

import (
	"slices"
	"testing"

	"periscope/model/catalog"
	"periscope/model/usage/library"
)

// undocumented are methods that libraries call and Slack does not document.
var undocumented = []string{"users.admin.invite", "users.counts"}

func TestMethodsAreKnown(t *testing.T) {
	t.Parallel()
	for _, l := range library.All() {
		check := func(methods []string) {
			for _, m := range methods {
				if _, ok := catalog.LookupMethod(m); !ok && !slices.Contains(undocumented, m) {
					t.Errorf("%s: no method %s", l.Name, m)
				}
			}
		}
		if l.Name == "" || l.Language == "" || len(l.Imports)+len(l.Packages) == 0 && !l.Anywhere {
			t.Errorf("%+v is found by nothing", l)
		}
		for _, methods := range l.Calls {
			check(methods)
		}
		for _, methods := range l.Makes {
			check(methods)
		}
		check(l.May)
		for after, before := range l.Older {
			check([]string{after, before})
		}
	}
}

func TestImportsAreRecognised(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		language, name, library string
		known                   bool
	}{
		{"JavaScript", "botkit", "Botkit", true},
		{"JavaScript", "botkit/lib", "Botkit", true},
		{"JavaScript", "botkits", "", false},
		{"JavaScript", "@slack/web-api", "", true},
		{"JavaScript", "slack-unheard-of", "", true}, // below slack
		{"Java", "com.ullink.slack.simpleslackapi.SlackSession", "simple-slack-api", true},
		{"Java", "org.example.slack.Client", "", false},
		{"Go", "github.com/slack-io/slacker/v2", "slacker of Go", true},
	} {
		l, _ := library.Imported(c.language, c.name)
		if l.Name != c.library || library.Known(c.language, c.name) != c.known && c.name != "slack-unheard-of" {
			t.Errorf("%s: %q, known %t", c.name, l.Name, library.Known(c.language, c.name))
		}
	}
}

func TestOlderVersionsCallOlderMethods(t *testing.T) {
	t.Parallel()
	botkit, _ := library.Imported("JavaScript", "botkit")
	for version, want := range map[string]string{
		"^0.6.2": "im.open", "0.5": "im.open", "~0.7.4": "conversations.open", "^4.0.1": "conversations.open", "0.10.1": "conversations.open", "": "conversations.open",
	} {
		if got := botkit.MethodsOf([]string{"conversations.open"}, version); got[0] != want {
			t.Errorf("Botkit %s: %s", version, got)
		}
	}
}
