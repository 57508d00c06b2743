package cli

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// rotation is a Slack whose clock the test moves, with a token that runs out.
type rotation struct {
	slack     *sandbox.Sandbox
	url       string
	pair      string       // as it is piped in, of the demo's second team
	exchanges atomic.Int32 // calls of oauth.access since
	passed    atomic.Int64 // time that has passed since noon
}

func (r *rotation) now() time.Time { return noon.Add(time.Duration(r.passed.Load())) }

func (r *rotation) Wait(d time.Duration) { r.passed.Add(int64(d)) }

func newRotation(t *testing.T) *rotation {
	t.Helper()
	r := &rotation{}
	w := world.Demo(1)
	slack := sandbox.New(w, sandbox.Options{Now: r.now})
	r.slack = slack
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if strings.HasSuffix(req.URL.Path, "/oauth.access") {
			r.exchanges.Add(1)
		}
		slack.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	r.url = server.URL + "/api/"
	team := w.Teams[1].ID
	code, err := slack.Authorize(world.Authorization{
		ClientID: "sandbox-client-id", Team: team, User: slack.People(team)[0].ID, Scopes: []catalog.Scope{"pins:read"},
	})
	if err != nil {
		t.Fatal(err)
	}
	secret, err := model.ParseClientSecret("sandbox-client-secret")
	if err != nil {
		t.Fatal(err)
	}
	app, err := slackapi.NewApp(r.url, "sandbox-client-id", secret)
	if err != nil {
		t.Fatal(err)
	}
	issued, err := app.OAuthAccess(t.Context(), code, "")
	if err != nil {
		t.Fatal(err)
	}
	r.pair = strings.Join([]string{issued.Access.Reveal(), issued.Refresh.Reveal(), "sandbox-client-id", "sandbox-client-secret", ""}, "\n")
	r.exchanges.Store(0)
	return r
}

// withRotation points the place at a Slack whose time it shares.
func (p *place) withRotation(r *rotation) *place {
	p.vars["SLACK_API_URL"] = r.url
	p.Now = r.now
	return p
}

func TestRotationStory(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r)
	var said leftBehind
	run := func(stdin string, status int, args []string, words ...string) {
		t.Helper()
		o := p.run(t, stdin, args...)
		said.keep(o)
		o.want(t, status, words...)
	}
	run(r.pair, console.StatusDone, []string{"team", "add", "--rotating", "--token-stdin"}, "stored fresh-install/workspace")
	run("", console.StatusDone, []string{"team", "list"}, "LEFT", "unknown")

	run("", console.StatusDone, []string{"team", "refresh", "fresh-install/workspace"}, "refreshed fresh-install/workspace: workspace token xoxa-…", "time left: 59 min")
	run("", console.StatusDone, []string{"team", "list"}, "59 min")
	run("", console.StatusDone, []string{"info"}, "pins:read")

	r.Wait(2 * time.Hour)
	run("", console.StatusDone, []string{"team", "list"}, "expired")
	run("", console.StatusRefused, []string{"info"}, "ran out 60 min ago", "`periscope team refresh fresh-install/workspace`")
	run("", console.StatusRefused, []string{"info", "--json"}, `"token_expired"`)
	run("", console.StatusUsage, []string{"info", "--auto-refresh", "--read-only"}, "read-only mode")
	if n := r.exchanges.Load(); n != 1 {
		t.Errorf("%d exchanges before --auto-refresh, want 1", n)
	}
	run("", console.StatusDone, []string{"info", "--auto-refresh"}, "pins:read")
	run("", console.StatusDone, []string{"info", "--auto-refresh"}, "pins:read")
	run("", console.StatusDone, []string{"info"}, "pins:read")
	if n := r.exchanges.Load(); n != 2 {
		t.Errorf("%d exchanges, want 2: a token with time left is not renewed", n)
	}
	r.Wait(time.Hour - 30*time.Second)
	run("", console.StatusDone, []string{"info", "--auto-refresh"}, "pins:read")
	run("", console.StatusDone, []string{"team", "list", "--json"}, `"rotates": true`, `"expires_at": "2026-03-04T15:59:30Z"`)
	if n := r.exchanges.Load(); n != 3 {
		t.Errorf("%d exchanges, want 3: half a minute is too little", n)
	}
	run("", console.StatusDone, []string{"team", "refresh", "fresh-install/workspace", "--json"}, `"periscope.refresh/v1"`)

	said.files(t, p.vars["PERISCOPE_CONFIG_DIR"])
	noSecret(t, said.String(), r.pair)
}

// noSecret checks that nothing of a pair, nor of any that came after it, is told.
func noSecret(t *testing.T, said, pair string) {
	t.Helper()
	lines := strings.Fields(pair)
	for _, secret := range []string{lines[0], lines[1], lines[3], "2-sandbox-", "xoxr-sandbox"} {
		if strings.Contains(said, secret) {
			t.Error("a secret is told")
		}
	}
}

func TestPairIsAskedFor(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r).onTerminal()
	lines := strings.Fields(r.pair)
	typed := []string{lines[0], lines[1], lines[3]}
	p.ReadSecret = func(context.Context) (string, error) {
		next := typed[0]
		typed = typed[1:]
		return next, nil
	}
	o := p.run(t, lines[2]+"\n", "team", "add", "--rotating")
	o.want(t, console.StatusDone, "stored fresh-install/workspace", "Client ID (")
	noSecret(t, o.out+o.err, r.pair)
	p.run(t, "", "info", "--auto-refresh").want(t, console.StatusDone, "pins:read")
}

func TestPairsThatAreNone(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ piped, want string }{
		"one line":         {"xoxa-" + "2-sandbox-acme", "1 lines, where 4 are expected"},
		"a bot token":      {"xoxb-sandbox-acme\nxoxr-sandbox-acme\nid\nsecret", "not the refresh token of a bot token"},
		"no refresh token": {"xoxa-" + "2-sandbox-acme\nhunter2\nid\nsecret", "refresh token: "},
		"two access":       {"xoxa-" + "2-sandbox-acme\nxoxa-" + "2-sandbox-more\nid\nsecret", "xoxr-"},
		"no client id":     {"xoxa-" + "2-sandbox-acme\nxoxr-sandbox-acme\n\nsecret", "client id"},
		"an odd secret":    {"xoxa-" + "2-sandbox-acme\nxoxr-sandbox-acme\nid\nhun ter2", "client secret"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newPlace(t).run(t, c.piped, "team", "add", "--rotating", "--token-stdin")
			if o.status == console.StatusDone || !strings.Contains(o.err, c.want) {
				t.Errorf("status %d: %s", o.status, o.err)
			}
			if strings.Contains(o.err, "hunter2") {
				t.Error("what was typed is repeated")
			}
		})
	}
}

func TestRefreshOfWhatLasts(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-fresh", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.run(t, "", "team", "refresh", "fresh-install/workspace").want(t, console.StatusUsage, "cannot be renewed", "--replace")
	p.run(t, "", "team", "refresh", "acme/none").want(t, console.StatusUsage, "no stored team")
	p.run(t, "", "team", "refresh").want(t, console.StatusUsage, "periscope team list")
	p.run(t, "", "team", "refresh", "fresh-install/workspace", "--read-only").want(t, console.StatusUsage, "read-only")
}

func TestDeadRefreshTokenIsExplained(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r)
	p.run(t, r.pair, "team", "add", "--rotating", "--token-stdin").want(t, console.StatusDone)
	for _, in := range r.slack.World().Teams[1].Installs {
		if in.TokenKind() == catalog.WorkspaceRefresh {
			if err := r.slack.RevokeToken(in.Token); err != nil {
				t.Fatal(err)
			}
		}
	}
	p.run(t, "", "team", "refresh", "fresh-install/workspace").want(t, console.StatusRefused, "refresh token", "nstall the app again")
	p.run(t, "", "info").want(t, console.StatusDone, "pins:read") // the access token still has its time
}

// TestRacingProcessesRenewOnce has several processes find the same token due.
// Were its refresh token sent twice, Slack would refuse the second.
func TestRacingProcessesRenewOnce(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	dir := t.TempDir()
	periscope := func(args ...string) (*exec.Cmd, *bytes.Buffer) {
		cmd := exec.CommandContext(t.Context(), "periscope", args...)
		cmd.Env = append(os.Environ(), "PERISCOPE_CONFIG_DIR="+dir, "SLACK_API_URL="+r.url, "TYPED="+phrase, "PERISCOPE_STORE=file")
		said := &bytes.Buffer{}
		cmd.Stdout, cmd.Stderr = said, said
		return cmd, said
	}
	add, said := periscope("team", "add", "--rotating", "--token-stdin")
	add.Stdin = strings.NewReader(r.pair)
	if err := add.Run(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var racers sync.WaitGroup
	for range 3 {
		racers.Go(func() {
			cmd, said := periscope("info", "--auto-refresh")
			if err := cmd.Run(); err != nil || !strings.Contains(said.String(), "pins:read") {
				t.Errorf("%v: %s", err, said)
			}
			noSecret(t, said.String(), r.pair)
		})
	}
	racers.Wait()
	if n := r.exchanges.Load(); n != 1 {
		t.Errorf("%d exchanges, want 1", n)
	}
	entries, err := keystore.New(dir, nil).List()
	if err != nil || len(entries) != 1 || !entries[0].Rotates || entries[0].ExpiresAt.IsZero() {
		t.Errorf("listed: %+v, %v", entries, err)
	}
}

// TestRefreshCallsAConfigurationTokenWhatItIs: its prefix is that of a user token.
func TestRefreshCallsAConfigurationTokenWhatItIs(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxe.xoxp-sandbox-lighthouse\nxoxe-sandbox-lighthouse\n", "team", "add", "--rotating", "--token-stdin").
		want(t, console.StatusDone, "stored lighthouse/configuration")
	p.run(t, "", "team", "refresh", "lighthouse/configuration").
		want(t, console.StatusDone, "refreshed lighthouse/configuration: configuration token xoxe")
	p.run(t, "", "team", "refresh", "lighthouse/configuration", "--json").want(t, console.StatusDone, `"kind": "configuration"`)
}
