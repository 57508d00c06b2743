package usage_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model/usage"
)

func TestWhatCannotBeTracedIsListed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, language, src, want string }{
		{"a name from outside", "Python", "from slack import WebClient\nc = WebClient()\nc.api_call(os.environ['M'])\nc.api_call(chosen)", "4 name c.api_call(chosen)"},
		{"a name that is held", "Python", "import slack\nchosen = 'users.list'\nslack.api_call(chosen)", ""},
		{"a wrapper that is called", "Python", "import slack\ndef call(name):\n    slack.api_call(name)\ncall('users.list')", ""},
		{"a wrapper that is not", "Python", "import slack\ndef call(name):\n    slack.api_call(name)", "3 name slack.api_call(name)"},
		{"a wrapper of a variable", "Python", "import slack\ndef call(name):\n    slack.api_call(name)\ncall(chosen)", "4 name call(chosen)"},
		{"an address", "JavaScript", "const base = 'https://slack.com/api/';\nfetch(base + chosen)", "2 url base + chosen"},
		{"an address with a name in it", "JavaScript", "fetch(`https://slack.com/api/${chosen}`)", "1 url ${chosen"},
		{"the address alone", "JavaScript", "const base = 'https://slack.com/api/';\nnew WebClient(t, { slackApiUrl: base })", ""},
		{"another address", "JavaScript", "const base = 'https://example.com/api/'; slack;\nfetch(base + chosen)", ""},
		{"an address that nothing is seen to call", "JavaScript", "const base = 'https://slack.com/api/';\n// fetch(base + chosen)", "1 address https://slack.com/api"},
		{"an address beside a call", "JavaScript", "const base = 'https://slack.com/api/';\nfetch('https://slack.com/api/auth.test')", ""},
		{"a library that is not known", "JavaScript", "import { cast } from 'slack-spells';\ncast();", "1 library slack-spells"},
		{"a file of one's own", "JavaScript", "import { cast } from './slack-spells';\ncast();", ""},
		{"a library that puts messages together", "JavaScript", "import { Blocks } from 'slack-block-builder';\nBlocks();", ""},
		{"a library with functions that no table has", "Java", "import allbegray.slack.SlackClientFactory;", "1 library allbegray.slack.SlackClientFactory"},
		{"a gem that is loaded", "Ruby", "source 'https://rubygems.org'\ngem 'slack-spells', '~> 1'", "2 library slack-spells"},
		{"a gem that is known", "Ruby", "source 'https://rubygems.org'\ngem 'slack-ruby-client'", ""},
		{"a package of composer", "JSON", "{\"require\": {\n\"acme/slack-spells\": \"^1.0\"}}", "2 library acme/slack-spells"},
		{"a method by index", "JavaScript", "slack; await client.chat[chosen]({})", "1 name client.chat[chosen]"},
		{"an index of another", "JavaScript", "slack; await rows[chosen]({})", ""},
		{"an attribute", "Python", "import slack\ngetattr(slack, chosen)()", "2 name getattr(slack, chosen"},
		{"declared only", "JavaScript", "class SlackClient { apiCall(method) { return this.go(method); } }", ""},
		{"a language that is not read", "C-like", "import SlackKit\nlet client = SlackKit.Client(token)", "1 language import SlackKit"},
		{"a client that is made", "JavaScript", "import { SlackAPI } from 'deno-slack-api/mod.ts';\nconst made = (token) => SlackAPI(token, {});\nmade(token);", ""},
		{"a token that no call was found for", "Rust", "fn tell(text: &str) {\n    http.post(&CONFIG.slack.send_url).bearer(&CONFIG.slack.token).body(text);\n}", "2 token slack.token"},
		{"a token in the environment", "Python", "requests.post(settings.URL, headers=bearer(os.environ['SLACK_BOT_TOKEN']))", "1 token SLACK_BOT_TOKEN"},
		{"a token that is verified", "Python", "if form['token'] != os.environ['SLACK_VERIFICATION_TOKEN']: abort(401)", ""},
		{"a token of an SDK", "JavaScript", "import { App } from '@slack/bolt';\nconst app = new App({ token: process.env.SLACK_BOT_TOKEN });", ""},
		{"a token and a call", "Python", "import slack\nslack.auth_test(token=os.environ['SLACK_BOT_TOKEN'])", ""},
		{"Slack's MCP server", "Python", "URL = 'https://mcp.slack.com/mcp'", "1 mcp mcp.slack.com"},
		{"in the settings of an editor", "JSON", `{"url": "https://mcp.slack.com/mcp"}`, ""},
		{"another one", "Python", "URL = 'https://my-mcp.slack.com.example/mcp?slack_mcp.slack.com'", ""},
		{"a path that is kept", "Ruby", "SLACK = 'https://slack.com'\nUSER = '/users.info'", "2 url '/users.info'"},
		{"a path that is told", "Ruby", "SLACK = 'https://slack.com'\nload_all('/users.info', user: u)", "2 url load_all('"},
		{"a path that is told what is Slack's", "Python", "SITE = 'https://slack.com'\nslack_pager.everything('/users.list')", "2 url "},
		{"a path that is called", "Ruby", "SLACK = 'https://slack.com'\nget('/users.info', user: u)", ""},
		{"a path that is answered", "Ruby", "SLACK = 'https://slack.com'\nroute('/users.info') do\nend", ""},
		{"a path that is expected", "Ruby", "SLACK = 'https://slack.com'\nexpect_call('/users.info')", ""},
		{"a path of another", "Ruby", "SLACK = 'https://slack.com'\ncards.load('/users.info')", ""},
		{"a path without Slack's address", "Ruby", "SLACK = 'https://example.com'\nload_all('/users.info')", ""},
		{"a file that is not about its API", "C-like", "let share = \"slack\" // slack token", ""},
	} {
		f := usage.Read(c.language, []byte(c.src))
		var got []string
		if f != nil {
			usage.Search([]*usage.File{f}, usage.InTurn)
			for _, u := range f.Untraced {
				got = append(got, fmt.Sprint(u.Line, " ", u.Kind, " ", u.Text))
			}
		}
		if got := strings.Join(got, "; "); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %q: %q; want %q", c.name, c.src, got, c.want)
		}
	}
}

// What a library may call besides is named, with the library; so is the method of a setting
// that no code uses.
func TestWhatMayBeCalledIsNamed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, language, src, want string }{
		{"a framework", "Python", "from errbot import BotPlugin", "users.list of Errbot"},
		{"a dependency that is no import", "JSON", `{"dependencies": {"hubot-slack": "4.9.0"}}`, "users.list of hubot-slack"},
		{"none", "Python", "from slack_sdk import WebClient", ""},
	} {
		f := usage.Read(c.language, []byte(c.src))
		usage.Search([]*usage.File{f}, usage.InTurn)
		var got []string
		for _, n := range f.Named {
			got = append(got, n.Method+" of "+n.Library)
		}
		if all := strings.Join(got, "; "); !strings.Contains(all, c.want) || c.want == "" && all != "" || len(f.Calls) > 0 {
			t.Errorf("%s: %q, calls %v; want %q", c.name, all, f.Calls, c.want)
		}
	}
}

// A method that Slack does not document is listed as a call of it.
func TestUndocumentedMethodsAreFound(t *testing.T) {
	t.Parallel()
	for src, want := range map[string]string{
		`post("https://acme.slack.com/api/users.admin.invite?t=1")`: "users.admin.invite",
		`get("https://slack.com/api/docs/intro.html")`:              "",
		`get("https://slack.com/api/index.html")`:                   "",
		`get("https://slack.com/api/users.*")`:                      "",
	} {
		var got []string
		for _, c := range usage.Find("Python", []byte(src)) {
			got = append(got, c.Method)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %q; want %q", src, got, want)
		}
	}
}
