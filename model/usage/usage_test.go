package usage_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/model/usage"
)

func TestLanguage(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]string{
		"main.go": "Go", "a/b/app.PY": "Python", `C:\src\app.ts`: "JavaScript", "x.tsx": "JavaScript", "x.mjs": "JavaScript", "x.cjs": "JavaScript",
		"A.java": "Java", "A.kt": "Java", "bot.rb": "Ruby", "Rakefile": "Ruby", "deploy.sh": "Shell", ".github/workflows/ci.yml": "YAML",
		"Makefile": "Hash", "x.php": "PHP", "x.cs": "C#", "x.rs": "Rust", "x.exs": "Elixir", "x.ps1": "PowerShell", "Code.gs": "JavaScript", "a.ipynb": "Notebook", "x.swift": "C-like", "x.pl": "Script", "flow.json": "JSON",
		"README.md": "", "logo.png": "", "go.sum": "", "": "", ".": "", "go": "",
	} {
		got, ok := usage.Language(file)
		if got != want || ok != (want != "") {
			t.Errorf("Language(%q) = %q, %t; want %q", file, got, ok, want)
		}
	}
}

// spelled writes calls down: "3:7 chat.update by chat_update".
func spelled(calls []usage.Call) string {
	var all []string
	for _, c := range calls {
		all = append(all, fmt.Sprintf("%d:%d %s by %s", c.Line, c.Column, c.Method, c.Spelling))
	}
	return strings.Join(all, "; ")
}

func TestFindTellsWhere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, language, src, want string }{
		{"nothing", "Go", "", ""},
		{"no such language", "Cobol", "client.chat_update()", ""},
		{"dotted", "JavaScript", "x\n\tslack.chat.update({})", "2:8 chat.update by chat.update"},
		{"over lines", "JavaScript", "slack\r\n  .chat\r\n  .update({})", "2:4 chat.update by chat\r\n  .update"},
		{"a URL", "JSON", `{"u": "https://slack.com/api/users.list?x=1"}`, "1:8 users.list by https://slack.com/api/users.list"},
		{"of a workspace", "JSON", `"https://acme.slack.com/api/users.list"`, "1:2 users.list by https://acme.slack.com/api/users.list"},
		{"for governments", "JSON", `"https://slack-gov.com/api/users.list."`, "1:2 users.list by https://slack-gov.com/api/users.list"},
		{"another slack", "JSON", `"https://notslack.com.example/api/users.list"`, ""},
		{"once only", "Python", `slack.api_call("https://slack.com/api/users.list")`, "1:17 users.list by https://slack.com/api/users.list"},
		{"two methods", "Python", "slack.files_upload_v2()", "1:7 files.getUploadURLExternal by files_upload_v2; 1:7 files.completeUploadExternal by files_upload_v2"},
		{"with a context", "Go", "import \"github.com/slack-go/slack\"\nvar _ = api.AuthTestContext(ctx)", "2:13 auth.test by AuthTestContext"},
		{"its old name", "Go", "import \"github.com/nlopes/slack\"\nvar _ = api.AuthTest()", "2:13 auth.test by AuthTest"},
		{"another package", "Go", "import \"github.com/slack-go/slackless\"\nvar _ = api.AuthTest()", ""},
		{"a comment never closed", "JavaScript", "/* slack.chat.update({})", ""},
		{"a string never closed", "JavaScript", "x = 'open\nslack.chat.update({})", "2:7 chat.update by chat.update"},
		{"of another type", "Go", "import \"github.com/slack-go/slack\"\nfunc f(s *store) { s.GetUsers() }", ""},
		{"of the client's type", "Java", "void f(MethodsClient q) { slack(); q.usersList(r); }", "1:38 users.list by usersList"},
		{"of its own", "Python", "slack = 1\nself.conversations_list()", ""},
		{"text put together", "JavaScript", "slack; x = 'a' + 'users.list'", ""},
		{"another command", "Shell", "slack_api auth.test | grep users.list", "1:11 auth.test by auth.test"},
		{"in a template", "JavaScript", "`${a({b:`${slack.auth.test()}`})} slack.api.test()`", "1:18 auth.test by auth.test"},
		{"a quote in a pattern", "JavaScript", "x = /[\"/]/; slack.auth.test()", "1:19 auth.test by auth.test"},
		{"in Ruby text", "Ruby", `puts "#{slack.auth_test} slack.api_test"`, "1:15 auth.test by auth_test"},
		{"what keeps people of Slack", "Ruby", "slack_user_finder.users_list", ""},
		{"a setter", "Ruby", "slack.auth_test = 1", ""},
		{"a comparison", "Ruby", "slack.auth_test == 1", "1:7 auth.test by auth_test"},
		{"admin, not its namesake", "JavaScript", "slack.admin.users.list()", "1:7 admin.users.list by admin.users.list"},
		{"not called", "JavaScript", "x(slack.chat.update)", ""},
		{"no method", "JavaScript", "slack.chat.updates()", ""},
		{"behind a byte order mark", "Python", "\ufeffslack.auth_test()", "1:10 auth.test by auth_test"},
		{"a session", "JavaScript", "slack; const rtm = new RTMClient(token)", "1:20 rtm.connect by new RTMClient"},
		{"a session in Go", "Go", "import \"github.com/slack-go/slack\"\nvar rtm = api.NewRTM()", "2:15 rtm.connect by NewRTM"},
		{"a session in Ruby", "Ruby", "rtm = Slack::RealTime::Client.new", "1:7 rtm.connect by Slack::RealTime::Client.new"},
		{"a session's own class", "Python", "import slack\nclass RTMClient(object): pass", ""},
		{"not by a mock", "JavaScript", "slack; mockSlackApi('chat.update')", ""},
		{"not by a list", "JavaScript", "slack.apiCall(['chat.update'])", ""},
		{"a wrapper of one's own", "JavaScript", "slack; this.apiCall('chat.update')", "1:22 chat.update by chat.update"},
		{"handed over", "Python", "run(1, f(2), self.slack[0].auth_test)", "1:28 auth.test by auth_test"},
		{"handed over when it is there", "Python", "run((await slack()).auth_test, 1)", "1:21 auth.test by auth_test"},
		{"handed over to no function", "Python", "x = (slack.auth_test, 1)", ""},
		{"handed over in a list", "Python", "run([slack.auth_test, 1])", ""},
		{"an index", "Python", "rows[1, slack.auth_test, 2]", ""},
		{"handed to a fake", "Python", "fake_call(slack.auth_test)", ""},
		{"patched", "Python", "patch_all(slack.auth_test)", ""},
		{"looked at", "Python", "callable(slack.auth_test)", ""},
		{"returned", "Python", "return slack.auth_test, 1", ""},
		{"compared", "Python", "run(a == slack.auth_test)", ""},
		{"a reference", "Java", "run(slack::authTest)", "1:12 auth.test by authTest"},
		{"a reference of another", "Java", "slack(); run(store::usersList)", ""},
		{"with a query", "JavaScript", "'slack.com/api'; x.get('auth.test?a=b')", "1:25 auth.test by auth.test"},
		{"a query elsewhere", "JavaScript", "slack; x.get('auth.test?a=b')", ""},
		{"no address", "JavaScript", "'slack.com/api'; x.get('auth.test')", ""},
		{"a string for an object", "JavaScript", "slack.reactions.add('upvote', 7)", ""},
		{"an address with no base", "JavaScript", "slack.post('/auth.revoke')", ""},
		{"a telling one", "JavaScript", "slack.post('/chat.postMessage')", "1:14 chat.postMessage by chat.postMessage"},
		{"a path of a server", "JavaScript", "'slack.com/api'; app.get('/auth.test')", ""},
		{"a path of a mock", "JavaScript", "'slack.com/api'; mockHTTP.get('/auth.test')", ""},
		{"a path", "Ruby", "SLACK = 'https://slack.com'\nget('/auth.test')", "2:7 auth.test by auth.test"},
		{"a path without brackets", "Ruby", "SLACK = 'https://slack.com'\nget '/auth.test'", "2:7 auth.test by auth.test"},
		{"a path over lines", "Ruby", "SLACK = 'https://slack.com'\npost(\n  '/users.info',\n  user: u\n)", "3:5 users.info by users.info"},
		{"a path of what is answered", "Ruby", "SLACK = 'https://slack.com'\nget '/auth.test' do\nend", ""},
		{"a path of what another answers", "Ruby", "SLACK = 'https://slack.com'\nget '/auth.test', to: 'slack#test'", ""},
		{"a path of what a function answers", "JavaScript", "u = 'https://slack.com'; get('/auth.test', (q, a) => a.send(1))", ""},
		{"a path of what is decorated", "Python", "u = 'https://slack.com'\n@get('/auth.test')\ndef f(): pass", ""},
		{"a longer path", "Ruby", "SLACK = 'https://slack.com'\nget('/v1/auth.test')", ""},
		{"a path in another host", "Ruby", "SLACK = 'https://slack.example.com'\nget('/auth.test')", ""},
		{"a path of a client of anything", "Ruby", "SLACK = 'https://slack.com'\nclient.get('/auth.test')", ""},
		{"a path of what is named for Slack", "Ruby", "SITE = 'https://slack.com'\nslack_api.get('/users.info', user: u)", "2:17 users.info by users.info"},
		{"a path at the end of the file", "Ruby", "SLACK = 'https://slack.com'\nget '/auth.test", "2:7 auth.test by auth.test"},
		{"a path that is formatted", "Rust", "let slack = \"https://slack.com\";\nlet u = parse(&format!(\"{}{}\", self.base, \"/api/users.info\"));", "2:49 users.info by users.info"},
		{"a path with a query that is formatted", "Rust", "let slack = \"https://slack.com\";\nlet u = format!(\n    \"{}{}?user={}\",\n    base, \"/api/users.info\", user\n);", "4:17 users.info by users.info"},
		{"a path that is formatted in Go", "Go", "const slack = \"https://slack.com\"\nvar u = fmt.Sprintf(\"%s%s\", base, \"/api/users.info\")", "2:41 users.info by users.info"},
		{"a path that is formatted in Python", "Python", "SLACK = 'https://slack.com'\nu = '{}{}'.format(BASE, '/api/users.info')", "2:31 users.info by users.info"},
		{"a path that is printed", "Rust", "let slack = \"https://slack.com\";\nprintln!(\"{}\", format!(\"{}{}\", base, \"/api/users.info\"));", ""},
		{"a path behind another host", "Rust", "let slack = \"https://example.com\";\nlet u = format!(\"{}{}\", base, \"/api/users.info\");", ""},
		{"a value in Go", "Go", "import \"github.com/slack-go/slack\"\nfunc f(api *slack.Client) {\nget := api.GetUserInfo\nget(u)\n}", "3:12 users.info by GetUserInfo"},
		{"a value of one of several", "Go", "import \"github.com/nlopes/slack\"\nfunc f(api *slack.Client) {\nget = api.GetChannelHistory\n}", "3:11 channels.history by GetChannelHistory"},
		{"a field in Go", "Go", "import \"github.com/slack-go/slack\"\nfunc f(row *sheet.Row) {\nget := row.GetUserInfo\n}", ""},
		{"a comparison in Go", "Go", "import \"github.com/slack-go/slack\"\nfunc f(api *slack.Client) {\n_ = x == api.GetUserInfo\n}", ""},
		{"a path below api", "PHP", "<?php $u = 'https://slack.com';\n$this->slackClient->request('GET', '/api/users.info', []);", "2:42 users.info by users.info"},
		{"a path of something else", "PHP", "<?php $u = 'https://slack.com';\n$this->forge->request('GET', '/api/users.info', []);", ""},
		{"a request in C#", "C#", "var slack = \"https://slack.com/api/\";\nCall(new(HttpMethod.Post, \"chat.update\") { Content = c });", "2:28 chat.update by chat.update"},
		{"a request in C# with its type", "C#", "var slack = \"https://slack.com/api/\";\nCall(new HttpRequestMessage(HttpMethod.Get, $\"users.info?{q}\"));", "2:47 users.info by users.info"},
		{"a new thing in C#", "C#", "var slack = \"https://slack.com/api/\";\nAdd(new(Kind.Post, \"chat.update\"));", ""},
		{"in an object", "JavaScript", "'slack.com/api'; request({a: {b: 1}, url: 'auth.test'})", "1:44 auth.test by auth.test"},
		{"in an object within", "JavaScript", "'slack.com/api'; request({a: {url: 'auth.test'}})", "1:37 auth.test by auth.test"},
		{"as another key", "JavaScript", "'slack.com/api'; request({text: 'auth.test'})", ""},
		{"in a list within", "JavaScript", "'slack.com/api'; request({a: ['auth.test']})", ""},
		{"a fetching function", "JavaScript", "slackFetch('/auth.test')", "1:14 auth.test by auth.test"},
		{"a route", "Ruby", "slack; post '/chat.postMessage' do", ""},
		{"say without Bolt", "Python", "slack; say('chat')", ""},
		{"say that is made here", "Python", "from slack_bolt import App\ndef say(x): pass", ""},
		{"say that is made here, in Kotlin", "Java", "import com.slack.api.bolt.App\nfun say(x: Int) {}", ""},
		{"in parentheses, returned", "JavaScript", "return (mySlack).users.list()", "1:18 users.list by users.list"},
		{"a client assigned with another value", "Python", "import slack\nc, n = WebClient(), 1\nc.users_list()", "3:3 users.list by users_list"},
		{"the client of an app", "JavaScript", "slack; const c = app.client\nc.users.list()", "2:3 users.list by users.list"},
		{"the view of another", "JavaScript", "slack; ui.views.update({})", ""},
		{"a view of Slack", "JavaScript", "slack; ui.views.open({})", "1:11 views.open by views.open"},
		{"a step of Slack's action", "YAML", "uses: slackapi/slack-github-action@v2\nmethod: chat.update", "2:9 chat.update by chat.update"},
		{"a step of another action", "YAML", "uses: acme/slack-notify@v2\nmethod: chat.update", ""},
		{"a log of calls", "JavaScript", "slack; logApiCall('users.list')", ""},
		{"no comment", "Shell", "slack_api x#y auth.test", "1:15 auth.test by auth.test"},
		{"a comment", "Shell", "slack_api x #y auth.test", ""},
		{"in three quotes", "Python", `slack.api_call("""chat.update""")`, "1:19 chat.update by chat.update"},
		{"another's say", "JavaScript", "require('@slack/bolt'); cow.say('moo')", ""},
	} {
		if got := spelled(usage.Find(c.language, []byte(c.src))); got != c.want {
			t.Errorf("%s: %q\nfound %s\nwant  %s", c.name, c.src, got, c.want)
		}
	}
}

// Every method is found in each of the spellings, on a receiver named for Slack.
func TestEveryMethodIsFound(t *testing.T) {
	t.Parallel()
	for _, m := range catalog.Methods() {
		snake := strings.ReplaceAll(m.Name, ".", "_")
		for language, src := range map[string]string{
			"JavaScript": "slack." + m.Name + "({})",
			"Python":     "slack." + snake + "()",
			"Ruby":       "slack." + snake,
			"Shell":      "curl https://slack.com/api/" + m.Name,
		} {
			calls := usage.Find(language, []byte(src))
			if len(calls) != 1 || calls[0].Method != m.Name {
				t.Errorf("%s: %q has %v", language, src, calls)
			}
		}
		call := fmt.Sprintf("slack.api_call(%q)", m.Name)
		if calls := usage.Find("Python", []byte(call)); len(calls) != 1 || calls[0].Method != m.Name {
			t.Errorf("%q has %v", call, calls)
		}
	}
}

var readable = []string{"Go", "Python", "JavaScript", "Java", "Ruby", "Shell", "YAML", "Hash", "C-like", "PHP", "JSON", "C#", "Rust", "Elixir", "PowerShell", "Script"}

func FuzzFind(f *testing.F) {
	f.Add([]byte("import \"github.com/slack-go/slack\"\napi.PostMessage()"))
	f.Add([]byte("slack.chat.update(`${a}`) // \"\"\"\n'''x''' /[/\"]/ #{ }"))
	f.Add([]byte("https://slack.com/api/chat.update ${x}/users.list $A/auth.test\n=begin\n=end"))
	f.Add([]byte("slack)))((([[[]}{{\\\"'`"))
	f.Add([]byte("slack_bolt say('x') method: chat.update slackapi/slack-github-action"))
	f.Add([]byte("slack.Chat.PostMessage() Slack.Web.Chat.post_message(x) session.chat_post_message() $client->chatPostMessage()"))
	f.Add([]byte("Send-SlackApi -Method chat.postMessage; @{ Method = 'users.list' }\n'a' r#\"x\"# @\"y\""))
	f.Add([]byte("slack B='https://slack.com/api/'\ndef call(self, m): get(B + m)\nx.call(\"users.list\", types=\"im\")\ncall(@y) getattr(client, n)"))
	f.Add([]byte("slack 'https://slack.com'; get('/auth.test'); app.client.users.info({}); X = '/users.info\nslack.chat.postMessage({...p, text: f({username}), username: 1})"))
	f.Add([]byte("slack 'https://slack.com' @bolt get '/auth.test"))
	f.Add([]byte("slack function Send-It($Call) { irm \"https://slack.com/api/$Call\" }\nSend-It -Call 'users.list' `\n -X @{ a = 1 } | x"))
	f.Add([]byte("slack U = 'https://slack.com/api/{}'\ndef all(m): U.format(m)\nx = all 'users.list', y\n%w[pins.list].each { |m| all m }"))
	f.Add([]byte("type B struct { *slack.Client }\nb.GetUserInfo() getattr(slack_client, n) slack.methods(t).run { usersList { } } sprintf(\"%susers.info\", B)"))
	f.Add([]byte("get('https://slack.com/api/chat.unheardOf')"))
	f.Add([]byte("const {chat, users: u} = slack; const = a. ; client[x](); try { slack.chat.update({username, icon_url: 1}) } catch (e) {}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		given := bytes.Clone(src)
		for _, language := range readable {
			calls := usage.Find(language, src)
			lines := strings.Split(string(src), "\n")
			for _, c := range calls {
				if _, ok := catalog.LookupMethod(c.Method); !ok && !strings.HasSuffix(c.Spelling, ".com/api/"+c.Method) {
					t.Errorf("%s: %q is no method", language, c.Method) // Slack may have more than it documents, at its address alone
				}
				if c.Line < 1 || c.Line > len(lines) || c.Column < 1 || c.Spelling == "" ||
					!strings.HasPrefix(strings.Join(lines[c.Line-1:], "\n")[c.Column-1:], c.Spelling) {
					t.Errorf("%s: %+v is not where it says", language, c)
				}
			}
			if !slices.IsSortedFunc(calls, func(a, b usage.Call) int { return a.Line - b.Line }) {
				t.Errorf("%s: not in the order of the source: %v", language, calls)
			}
		}
		if !bytes.Equal(src, given) {
			t.Error("the source was changed")
		}
	})
}

func FuzzFindInNotebook(f *testing.F) {
	f.Add([]byte("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\n\"slack.auth_test()\\n\",\n\"%x\"]}]}"))
	f.Add([]byte(`{"cells": [{"cell_type": "code", "source": "slack.auth_test()"}, {"source": null}], "metadata": {"kernelspec": {"language": "R"}}}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, c := range usage.Find("Notebook", src) {
			if c.Line < 1 || c.Line > bytes.Count(src, []byte("\n"))+1 {
				t.Errorf("%+v is in no line", c)
			}
		}
	})
}

// TestClientsOfOtherFiles: a file that never says Slack uses the client that another one
// makes; what is only called like it is none.
func TestClientsOfOtherFiles(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, language, made, used string
		calls                      int
	}{
		{"Python", "Python", "from slack_sdk import WebClient\nclient = WebClient(token=t)\n", "from app import client\n\ndef go():\n    client.pins_add(channel=c)\n", 1},
		{"JavaScript", "JavaScript", "import { WebClient } from '@slack/web-api';\nexport const web = new WebClient(t);\n", "import { web } from './app';\nawait web.pins.add({ channel });\n", 1},
		{"require", "JavaScript", "const { WebClient } = require('@slack/web-api');\nconst client = new WebClient(t);\nmodule.exports = { client };\n", "const { client } = require('./app');\nclient.pins.add({ channel });\n", 1},
		{"another client", "Python", "from slack_sdk import WebClient\nslack = WebClient(token=t)\n", "from db import client\nclient.pins_add(row)\n", 0},
		{"the client of an app", "JavaScript", "import { App } from '@slack/bolt';\nexport const app = new App({});\n", "export default (app) => app.client.users.info({ user });\nconst b = async ({ app }) => { await app.client\n  .views.update({ view }); };\n", 2},
		{"the client of an app that is imported", "JavaScript", "import { App } from '@slack/bolt';\nexport const app = new App({});\n", "import app from './app';\nawait app?.client?.users.info({ user });\n", 1},
		{"the client of this file's app", "JavaScript", "import { App } from '@slack/bolt';\n", "const app = express();\napp.client.users.info({ user });\n", 0},
		{"the client of another object", "JavaScript", "import { App } from '@slack/bolt';\n", "export const f = (hub) => hub.client.users.info({ user });\n", 0},
		{"without Bolt", "JavaScript", "const slack = 1;\n", "export const f = (app) => app.client.users.info({ user });\n", 0},
		{"no method of the client", "JavaScript", "import { App } from '@slack/bolt';\n", "export const f = (app) => app.client.users.drop({ user });\n", 0},
		{"a client that is a parameter", "JavaScript", "import { App } from '@slack/bolt';\n", "export const f = async ({ client, user }) => {\n  await client.users.info({ user });\n};\n", 1},
		{"a client that is no parameter", "JavaScript", "import { App } from '@slack/bolt';\n", "await client.users.info({ user });\n", 0},
		{"a client of another type", "JavaScript", "import { App } from '@slack/bolt';\n", "export const f = async (client: Octokit) => {\n  await client.users.info({ user });\n};\n", 0},
		{"the client of a bot", "Python", "from slack import WebClient\nclass Bot:\n    api = WebClient(t)\n", "from hall import bot\n\ndef go():\n    bot.api.users.info(user=u)\n    bot.client.conversations.members.paginate(channel=c)\n", 2},
		{"the client of a bot that is kept", "Python", "from slack import WebClient\nclient = WebClient(t)\n", "class Room:\n    def __init__(self, bot):\n        self._bot = bot\n\n    def fill(self):\n        self._bot.api.users.info(user=u)\n        partial(self._bot.api.pins.add, channel=c)\n", 2},
		{"the client of a bot that is made here", "Python", "from slack import WebClient\nclient = WebClient(t)\n", "bot = Forge()\nbot.api.users.info(user=u)\n", 0},
		{"the client of no bot", "Python", "from slack import WebClient\nclass Bot:\n    api = WebClient(t)\n", "from hub import forge\nforge.api.users.info(user=u)\n", 0},
		{"say that was taken out", "JavaScript", "import { App } from '@slack/bolt';\n", "class C {\n  async f(data: any) {\n    const { payload, say }: any = data\n    say('x')\n  }\n}\n", 1},
		{"say that was taken out of a list", "JavaScript", "import { App } from '@slack/bolt';\n", "const f = function (...args: any[]) {\n  const [{ payload, say }]: any = args\n  return say('x')\n}\n", 1},
		{"say that was imported", "JavaScript", "import { App } from '@slack/bolt';\n", "const { say } = require('cowsay')\nsay('x')\n", 0},
		{"no client", "Python", "from slack_sdk import WebClient\nclient = WebClient(token=t)\n", "from db import rows\nrows.pins_add(row)\n", 0},
	} {
		var files []*usage.File
		for _, src := range []string{c.made, c.used} {
			if f := usage.Read(c.language, []byte(src)); f != nil {
				files = append(files, f)
			}
		}
		usage.Search(files, usage.InTurn)
		calls := 0
		for _, f := range files {
			calls += len(f.Calls)
		}
		if calls != c.calls {
			t.Errorf("%s: %d calls, want %d", c.name, calls, c.calls)
		}
	}
}
