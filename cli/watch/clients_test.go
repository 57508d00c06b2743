package watch_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/cli"
	"periscope/cli/clitest"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
)

// Programs that know of no proxy, all calling https://slack.com/api/. Each prints "done" when
// it has called auth.test and users.list, with a token that stands in its environment.
var clients = map[string]struct{ program, file, source string }{
	"Node, fetch": {"node", "fetch.mjs", `
const call = async (method) => {
  const r = await fetch('https://slack.com/api/' + method, {
    method: 'POST', headers: { authorization: 'Bearer ' + process.env.TOKEN, 'content-type': 'application/json; charset=utf-8' }, body: '{}' });
  const reply = await r.json();
  if (!reply.ok) throw new Error(reply.error);
};
await call('auth.test');
const again = await fetch(new Request('https://slack.com/api/users.list', { method: 'POST', headers: { authorization: 'Bearer ' + process.env.TOKEN }, body: new URLSearchParams({ limit: '2' }) }));
if (!(await again.json()).ok) throw new Error('users.list');
console.log('done');
`},
	"Node, https": {"node", "https.mjs", `
import { request, get } from 'node:https';
const read = (res, done) => { let s = ''; res.on('data', (d) => { s += d; }); res.on('end', () => done(JSON.parse(s))); };
const first = await new Promise((done, fail) => {
  const req = request({ hostname: 'slack.com', path: '/api/auth.test', method: 'POST', headers: { Authorization: 'Bearer ' + process.env.TOKEN } }, (res) => read(res, done));
  req.on('error', fail); req.end();
});
const second = await new Promise((done, fail) =>
  get('https://slack.com/api/users.list?limit=2', { headers: ['Authorization', 'Bearer ' + process.env.TOKEN] }, (res) => read(res, done)).on('error', fail));
if (!first.ok || !second.ok) throw new Error(first.error + second.error);
console.log('done');
`},
	"Python, urllib": {"python3", "app.py", `
import json, os, urllib.request
for method in "auth.test", "users.list":
    r = urllib.request.Request("https://slack.com/api/" + method, data=b"limit=2", headers={"Authorization": "Bearer " + os.environ["TOKEN"]})
    assert json.load(urllib.request.urlopen(r))["ok"]
print("done")
`},
	"curl": {"sh", "app.sh", `
for method in auth.test users.list; do
  curl -sS --compressed -H "Authorization: Bearer $TOKEN" -d limit=2 "https://slack.com/api/$method" | grep -q '"ok":true' || exit 1
done
echo done
`},
	"curl, base URL": {"sh", "base.sh", `
unset HTTPS_PROXY https_proxy
for method in auth.test users.list; do
  curl -sS -H "Authorization: Bearer $TOKEN" -d limit=2 "${SLACK_API_URL}$method" | grep -q '"ok":true' || exit 1
done
echo done
`},
	"@slack/web-api": {"node", "web-api.cjs", `
const { WebClient } = require('@slack/web-api');
const client = new WebClient(process.env.TOKEN);
client.auth.test().then(() => client.users.list({ limit: 2 })).then(() => console.log('done'));
`},
	"@slack/web-api, base URL": {"node", "base.cjs", `
const { WebClient } = require('@slack/web-api');
const client = new WebClient(process.env.TOKEN, { slackApiUrl: process.env.SLACK_API_URL });
client.auth.test().then(() => client.users.list({ limit: 2 })).then(() => console.log('done'));
`},
	"@slack/bolt": {"node", "bolt.cjs", `
const { App } = require('@slack/bolt');
const app = new App({ token: process.env.TOKEN, signingSecret: 'x'.repeat(32) });
app.client.auth.test().then(() => app.client.users.list({ limit: 2 })).then(() => { console.log('done'); process.exit(0); });
`},
	"@slack/bolt, base URL": {"node", "bolt-base.cjs", `
const { App } = require('@slack/bolt');
const app = new App({ token: process.env.TOKEN, signingSecret: 'x'.repeat(32), clientOptions: { slackApiUrl: process.env.SLACK_API_URL } });
app.client.auth.test().then(() => app.client.users.list({ limit: 2 })).then(() => { console.log('done'); process.exit(0); });
`},
}

// Apps are recorded that were not changed, whatever they call Slack with.
func TestUnchangedClients(t *testing.T) {
	t.Parallel()
	for name, c := range clients {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := c.program
			if strings.HasPrefix(name, "curl") {
				program = "curl"
			}
			if _, err := exec.LookPath(program); err != nil {
				t.Skipf("%s is not installed", program)
			}
			modules := os.Getenv("PERISCOPE_NODE_MODULES")
			if strings.HasPrefix(name, "@slack") && modules == "" {
				t.Skip("PERISCOPE_NODE_MODULES names no directory that has @slack/web-api and @slack/bolt")
			}
			file := filepath.Join(t.TempDir(), c.file)
			if err := os.WriteFile(file, []byte(c.source), 0o600); err != nil {
				t.Fatal(err)
			}
			checkCalls(t, c.program, file)
		})
	}
}

// slack-go is in this binary: with Slack's own address, and with a base URL that it is told.
func TestUnchangedGoClients(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"slack-go", "slack-go, base URL"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkCalls(t, "env", appVar+"="+name, os.Args[0])
		})
	}
}

// checkCalls watches a program that calls auth.test and users.list, and checks that both are
// in the recording and nothing else.
func checkCalls(t *testing.T, command ...string) {
	t.Helper()
	calls := filepath.Join(t.TempDir(), "calls.jsonl")
	api := serve(t, sandbox.New(watchedWorld(), sandbox.Options{Unlimited: true}))
	env := clitest.NewEnvironment(t, nil)
	env.Environ, env.Now = append(os.Environ(), "TOKEN="+botToken, "NODE_PATH="+os.Getenv("PERISCOPE_NODE_MODULES")), time.Now
	status := cli.Run(t.Context(), &env.Environment, slices.Concat(
		[]string{"watch", "--addr", "127.0.0.1:0", "--upstream", api, "--save", calls, "--"}, command))
	if status != 0 || !strings.Contains(env.Out.String(), "done") {
		t.Fatalf("exit status %d: %s\n%s", status, &env.Out, &env.Err)
	}
	data, _ := os.ReadFile(calls)
	entries, err := record.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, fmt.Sprint(e.Method, e.OK(), e.Kind))
	}
	slices.Sort(got)
	if got = slices.Compact(got); fmt.Sprint(got) != "[auth.testtruebot users.listtruebot]" {
		t.Errorf("%v", got)
	}
}
