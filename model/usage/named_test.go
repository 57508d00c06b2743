package usage_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model/usage"
)

// What tests call, and what is told to a function that is not known, is named, and no call.
func TestWhatIsNamedAndNotKnownToBeCalled(t *testing.T) {
	t.Parallel()
	app := "import { App } from '@slack/bolt';\nexport const app = new App({});\nawait app.client.chat.postMessage({});\n"
	for _, c := range []struct{ name, path, language, src, want string }{
		{"a test by its name", "bot_test.go", "Go", "import \"github.com/slack-go/slack\"\nvar _ = api.PostMessage(\"C1\")", "chat.postMessage 2 true"},
		{"a test by its directory", "spec/bot.rb", "Ruby", "require 'slack'\nclient.pins_add(channel: 'C1')", "pins.add 2 true"},
		{"a test by its framework", "check.js", "JavaScript", "const slack = 1;\ndescribe('x', () => { it('y', () => { slack.pins.add({}); }); });", "pins.add 2 true"},
		{"a stub", "stub.rb", "Ruby", "require 'rspec'\ndescribe Bot do\n  it('x') { stub_request(:post, 'https://slack.com/api/pins.add') }\nend", "pins.add 3 true"},
		{"the tests in a file of Rust", "src/a.rs", "Rust", "let slack = 1;\n#[cfg(test)]\nmod tests {\n    fn t() { session.pins_add(&r); }\n}", "pins.add 4 true"},
		{"the handlers of a fake server", "fake_test.go", "Go", "package slack\nfunc f() { mux.HandleFunc(\"/api/pins.add\", h) }", "pins.add 2 true"},
		{"told to a function that is not known", "a.js", "JavaScript", "const slack = 1;\nenqueue('pins.add', {});", "pins.add 2 false"},
		{"a receiver that is not known", "a.py", "Python", "import slack\nqueue.pins_add(channel=c)", "pins.add 2 false"},
		{"a family", "a.py", "Python", "import slack\nenqueue('bookmarks.' + verb)", "bookmarks.add 2 false; bookmarks.edit 2 false; bookmarks.list 2 false; bookmarks.remove 2 false"},
		{"not about Slack", "a.py", "Python", "queue.pins_add(channel=c)", ""},
		{"the app itself", "src/a.js", "JavaScript", "import { App } from '@slack/bolt';\nawait app.client.pins.add({});", ""},
	} {
		var files []*usage.File
		for path, f := range map[string]*usage.File{
			"app.js": usage.Read("JavaScript", []byte(app)), c.path: usage.Read(c.language, []byte(c.src)),
		} {
			if f != nil {
				f.Path = path
				files = append(files, f)
			}
		}
		usage.Search(files, usage.InTurn)
		var got []string
		for _, f := range files {
			for _, n := range f.Named {
				got = append(got, fmt.Sprint(n.Method, " ", n.Line, " ", n.Test))
			}
			if f.Path == c.path && c.want != "" && len(f.Calls) > 0 {
				t.Errorf("%s: calls %v", c.name, f.Calls)
			}
		}
		if got := strings.Join(got, "; "); got != c.want {
			t.Errorf("%s: %q; want %q", c.name, got, c.want)
		}
	}
}

// A project of nothing but tests is what there is.
func TestProjectOfTestsOnly(t *testing.T) {
	t.Parallel()
	f := usage.Read("Python", []byte("import slack\nslack.pins_add(channel=c)"))
	f.Path = "tests/live.py"
	usage.Search([]*usage.File{f}, usage.InTurn)
	if len(f.Calls) != 1 || len(f.Named) != 0 {
		t.Errorf("%v, %v", f.Calls, f.Named)
	}
}
