package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// bellSlack is a Slack for tests that install its app, Deploy Bell. It
// remembers which methods were called, and may be told to fail one.
type bellSlack struct {
	*rotation
	mu    sync.Mutex
	calls []string
	fails string // a method that answers 500
	tried string // the manifest that was last validated
}

func newBellSlack(t *testing.T, rotates bool) *bellSlack {
	t.Helper()
	world := world.Demo(1)
	for i := range world.Apps {
		world.Apps[i].Rotates = rotates
	}
	slack := &bellSlack{rotation: &rotation{}}
	emulated := sandbox.New(world, sandbox.Options{Now: slack.now})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if !slack.hears(req) {
			http.Error(w, "down", http.StatusInternalServerError)
			return
		}
		emulated.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	slack.url = server.URL + "/api/"
	return slack
}

func (s *bellSlack) hears(req *http.Request) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	method := path.Base(req.URL.Path)
	if method == "apps.manifest.validate" {
		body, _ := io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
		form, _ := url.ParseQuery(string(body))
		s.tried = form.Get("manifest")
	}
	s.calls = append(s.calls, method)
	if method == "oauth.v2.access" || method == "tooling.tokens.rotate" {
		s.exchanges.Add(1)
	}
	return method != s.fails
}

// since returns the methods called since the last time, and forgets them.
func (s *bellSlack) since() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.calls = nil }()
	return s.calls
}

// atBrowser puts a person at the place's browser, who approves for a user of the
// sandbox, or for the one whom that chooses.
func (p *place) atBrowser(t *testing.T, user model.UserID) *place {
	p.onTerminal()
	p.OpenURL = func(start string) error {
		page := clitest.FollowStart(t, start)
		if user != "" {
			page = with(t, page, "user", string(user))
		}
		go browse(t, page)
		return nil
	}
	return p
}

// installBell installs the app with scopes for its bot.
func installBell(flags ...string) []string {
	args := []string{"team", "add", "--oauth", "--client-id", "sandbox-bell-id", "--callback", "127.0.0.1:0"}
	return append(args, flags...)
}

const bellSecret = "sandbox-bell-secret"

func TestInstallBotAndUserTokens(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, false)
	p := newPlace(t).withRotation(slack.rotation).atBrowser(t, "")
	p.vars[console.ClientSecretVar] = bellSecret
	opened := ""
	p.OpenURL = func(start string) error {
		opened = clitest.FollowStart(t, start)
		go browse(t, opened)
		return nil
	}
	o := p.run(t, "", installBell("--kind", "bot", "--scopes", "pins:read", "--user-scopes", "search:read")...)
	o.want(t, console.StatusDone, "stored lighthouse/bot: bot token", "stored lighthouse/user: user token")
	u, err := url.Parse(opened)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	if query.Has("code_challenge") || query.Get("state") == "" || query.Get("scope") != "pins:read" || query.Get("user_scope") != "search:read" {
		t.Errorf("opened %s", opened)
	}
	p.run(t, "", "info", "--team", "lighthouse/bot").want(t, console.StatusDone, "pins:read")
	p.run(t, "", "info", "--team", "lighthouse/user").want(t, console.StatusDone, "search:read")

	var said leftBehind
	said.keep(o)
	said.files(t, p.vars["PERISCOPE_CONFIG_DIR"])
	for _, secret := range []string{bellSecret, "sandbox-code-", "xoxb-sandbox"} {
		if strings.Contains(said.String(), secret) {
			t.Errorf("%.8s... is told", secret)
		}
	}
}

// TestInstalledTokensAreStoredBeforeTheyAreUsed: the code works once, so whatever
// happens afterwards must not cost the token.
func TestInstalledTokensAreStoredBeforeTheyAreUsed(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, true)
	slack.fails = "auth.test"
	p := newPlace(t).withRotation(slack.rotation).atBrowser(t, "")
	p.vars[console.ClientSecretVar] = bellSecret
	p.run(t, "", installBell("--kind", "bot", "--scopes", "pins:read")...).want(t, console.StatusDone, "stored lighthouse/bot")
	if calls := slack.since(); calls[len(calls)-1] != "oauth.v2.access" {
		t.Errorf("called %v", calls)
	}
}

func TestInstallNeedsNoSecretWithPKCE(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, false)
	p := newPlace(t).withRotation(slack.rotation).atBrowser(t, "").typing(t, "")
	opened := ""
	p.OpenURL = func(start string) error {
		opened = clitest.FollowStart(t, start)
		go browse(t, opened)
		return nil
	}
	p.run(t, "", installBell("--kind", "user", "--scopes", "search:read")...).want(t, console.StatusDone, "stored lighthouse/user")
	u, err := url.Parse(opened)
	if err != nil {
		t.Fatal(err)
	}
	if query := u.Query(); query.Get("code_challenge_method") != "S256" || len(query.Get("code_challenge")) != 43 {
		t.Errorf("opened %s", opened)
	}
}

// TestInstallsThatBringNothing are refused before anybody is sent to a page.
func TestInstallsThatBringNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		secret, kind, scopes, want string
	}{
		"a bot without a secret": {"", "bot", "pins:read", console.ClientSecretVar},
		"sign in":                {bellSecret, "user", "openid,email", "sign people in"},
	} {
		t.Run(name, func(t *testing.T) {
			slack := newBellSlack(t, false)
			p := newPlace(t).withRotation(slack.rotation).atBrowser(t, "")
			p.OpenURL = func(string) error { t.Error("a page was opened"); return nil }
			if c.secret == "" {
				p.typing(t, "")
			}
			p.vars[console.ClientSecretVar] = c.secret
			p.run(t, "", installBell("--kind", c.kind, "--scopes", c.scopes)...).want(t, console.StatusUsage, c.want)
			if calls := slack.since(); len(calls) > 0 {
				t.Errorf("called %v", calls)
			}
		})
	}
}

func TestInstallAgainReplacesTheSameInstall(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, false)
	people := world.Demo(1).Teams[4].Users
	p := newPlace(t).withRotation(slack.rotation).atBrowser(t, people[1].ID)
	p.vars[console.ClientSecretVar] = bellSecret
	both := installBell("--kind", "bot", "--scopes", "pins:read", "--user-scopes", "search:read")
	p.run(t, "", both...).want(t, console.StatusDone, "stored lighthouse/bot", "stored lighthouse/user")
	p.run(t, "", both...).want(t, console.StatusDone, "replaced lighthouse/bot", "replaced lighthouse/user")

	p.atBrowser(t, people[2].ID) // the bot is the same, the person is not
	o := p.run(t, "a\nelse\n", both...)
	o.want(t, console.StatusDone, "replaced lighthouse/bot", "lighthouse/user is already stored", "stored lighthouse/else")
	o = p.run(t, "n\n", installBell("--kind", "user", "--scopes", "search:read", "--name", "user")...)
	o.want(t, console.StatusNo, "nothing was stored")
	p.run(t, "", both...).want(t, console.StatusDone, "replaced lighthouse/else")
}

func TestInstallsThatCannotBegin(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"team add --oauth --client-id 1.2 --kind bot":                                       "needs the scopes to ask for",
		"team add --oauth --kind bot --scopes pins:read":                                    "--client-id",
		"team add --oauth --client-id 1.2 --scopes conversations:read --user-scopes x:y":    "bot and user tokens",
		"team add --oauth --client-id 1.2":                                                  "needs the scopes to ask for",
		"team add --oauth --client-id 1.2 --kind app --scopes pins:read":                    "--kind",
		"install --kind bot pins:read":                                                      "--client-id",
		"install --kind workspace chat:write":                                               "periscope request",
		"install conversations:read":                                                        "periscope request",
		"install":                                                                           "needs the scopes",
		"check --kind workspace --validate chat:write":                                      "bot and user tokens",
		"check --kind bot --manifest x.yaml pins:read":                                      "--validate",
		"install --kind bot --client-id 1.2 --callback 0.0.0.0:0 pins:read":                 "this machine alone",
		"install --kind bot --client-id 1.2 --store memory pins:read":                       "memory",
		"install --kind bot --client-id 1.2 --read-only pins:read":                          "read-only",
		"install --kind bot --client-id 1.2 --name a/b pins:read":                           "name",
		"check --kind bot --for team pins:read":                                             "neither bot nor user",
		"check --kind bot --user U1 pins:read":                                              "workspace apps",
		"check --kind everything pins:read":                                                 "--kind",
		"check --kind bot --validate pins:read":                                             "no configuration token",
		"check --kind bot --validate --config-team nobody/configuration pins:read":          "no stored team",
		"team add --oauth --client-id 1.2 --kind bot --scopes pins:read --token-stdin":      "brings the token itself",
		"team add --oauth --client-id 1.2 --kind bot --scopes pins:read --callback 1.2.3.4": "is not HOST:PORT",
	} {
		newPlace(t).run(t, "", strings.Fields(line)...).want(t, console.StatusUsage, want)
	}
}

// bellPlace is a place where the app's bot is stored, with the configuration token
// of its team, and a person at the browser.
func bellPlace(t *testing.T, slack *bellSlack) *place {
	t.Helper()
	p := newPlace(t).withRotation(slack.rotation)
	p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin", "--client-id", "sandbox-bell-id").want(t, console.StatusDone)
	p.run(t, "xoxe.xoxp-sandbox-lighthouse", "team", "add", "--token-stdin").want(t, console.StatusDone, "lighthouse/configuration: configuration token")
	p.vars[console.ClientSecretVar] = bellSecret
	return p.atBrowser(t, "")
}

// inExplorer runs a test in place of the explorer.
func (p *place) inExplorer(t *testing.T, play func(ctx context.Context, s *explore.StoredSource), args ...string) {
	t.Helper()
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		stored, is := from.(*explore.StoredSource)
		if !is {
			stored = from.(*explore.SandboxSource).StoredSource
		}
		play(ctx, stored)
		return nil
	}
	p.run(t, "", args...).want(t, console.StatusDone)
}

func TestExplorerInstallsAgain(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, false)
	p := bellPlace(t, slack)
	const key = "lighthouse/bot"
	server := p.vars["SLACK_API_URL"]
	delete(p.vars, "SLACK_API_URL") // the stored token says which server it belongs to, and the app's secret with it
	p.inExplorer(t, func(ctx context.Context, s *explore.StoredSource) {
		if teams := s.Teams(); len(teams) != 1 {
			t.Errorf("%d teams are shown, want the bot's only", len(teams))
		}
		asks := model.Install{Bot: []catalog.Scope{"groups:read"}, User: []catalog.Scope{"search:read"}}
		page, err := s.InstallPage(key, asks)
		if err != nil || !strings.Contains(page, "client_id=sandbox-bell-id") || strings.Contains(page, "state=") {
			t.Errorf("page %s, %v", page, err)
		}
		if err := s.Install(ctx, key, asks); err != nil {
			t.Fatal(err)
		}
		if p := lastOf(ctx, t, s, key); !slices.Contains(p.Scopes(), "groups:read") {
			t.Error("the new scope is not held")
		}
		if flaws, err := s.TryManifest(ctx, key, asks); err != nil || len(flaws) > 0 {
			t.Errorf("flaws %q, %v", flaws, err)
		}
		if !strings.Contains(slack.tried, "groups:read") || !strings.Contains(slack.tried, "files:write") {
			t.Errorf("tried the manifest %s", slack.tried)
		}
	})
	p.InTerminal = false
	p.run(t, "", "check", "--team", key, "--validate", "bookmarks:read").want(t, console.StatusDone, "Slack would take")
	if !strings.Contains(slack.tried, "bookmarks:read") || !strings.Contains(slack.tried, "files:write") {
		t.Errorf("tried the manifest %s", slack.tried)
	}
	p.run(t, "", "team", "list").want(t, console.StatusDone, "lighthouse/bot ", "lighthouse/user ", "lighthouse/configuration ")
	if n := strings.Count(p.run(t, "", "team", "list", "--json").out, server); n != 3 {
		t.Errorf("%d of 3 tokens are stored with their server", n)
	}
}

func TestExplorerSaysWhyItCannotInstall(t *testing.T) {
	t.Parallel()
	asks := model.Install{Bot: []catalog.Scope{"groups:read"}}
	for name, c := range map[string]struct {
		prepare func(p *place)
		args    []string
		want    string
	}{
		"over SSH":      {func(p *place) { p.vars["SSH_TTY"] = "/dev/pts/1" }, nil, "no_browser"},
		"no browser":    {func(p *place) { p.OpenURL = func(string) error { return errors.New("none") } }, nil, "no_browser"},
		"read-only":     {func(*place) {}, []string{"--read-only"}, "read_only"},
		"an odd secret": {func(p *place) { p.vars[console.ClientSecretVar] = "a b" }, nil, "bad_client_secret"},
	} {
		t.Run(name, func(t *testing.T) {
			slack := newBellSlack(t, false)
			p := bellPlace(t, slack)
			c.prepare(p)
			p.inExplorer(t, func(ctx context.Context, s *explore.StoredSource) {
				if code, _ := console.Classify(s.Install(ctx, "lighthouse/bot", asks)); code != c.want {
					t.Errorf("%s, want %s", code, c.want)
				}
			}, c.args...)
			if slack.exchanges.Load() != 0 {
				t.Error("a code was exchanged")
			}
		})
	}
	p := newPlace(t).withRotation(newBellSlack(t, false).rotation)
	p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.onTerminal().inExplorer(t, func(ctx context.Context, s *explore.StoredSource) {
		if _, err := s.InstallPage("lighthouse/bot", asks); !strings.Contains(console.Describe(err).Next, console.ClientIDVar) {
			t.Errorf("without a client id: %v", err)
		}
		if _, err := s.TryManifest(ctx, "lighthouse/bot", asks); !errors.Is(err, token.ErrNoConfiguration) {
			t.Errorf("without a configuration token: %v", err)
		}
		if _, err := s.Drift(ctx, "lighthouse/bot"); console.Describe(err).Code != "nothing_to_compare" {
			t.Errorf("without anything to compare: %v", err)
		}
	})
}

func TestExplorerAudits(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, false)
	p := bellPlace(t, slack)
	dir := t.TempDir()
	manifest, source := filepath.Join(dir, "manifest.yaml"), filepath.Join(dir, "src", "app.py")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(manifest, "display_information: {name: Bell}\noauth_config: {scopes: {bot: [pins:write]}}\n")
	write(source, "from slack_sdk import WebClient\nclient = WebClient()\nclient.pins_add(channel=c, timestamp=t)\n")
	const key = "lighthouse/bot"

	p.inExplorer(t, func(ctx context.Context, s *explore.StoredSource) { // what Slack has
		if _, err := s.Identify(ctx, key); err != nil {
			t.Fatal(err)
		}
		d, err := s.Drift(ctx, key)
		if err != nil || !d.KnowsDeclared || d.KnowsNeeded || !slices.Contains(d.NotInstalled, "files:write") {
			t.Errorf("with the manifest at Slack: %+v, %v", d, err)
		}
	})
	p.inExplorer(t, func(ctx context.Context, s *explore.StoredSource) {
		d, err := s.Drift(ctx, key)
		if err != nil || !slices.Equal(d.NotInstalled, []catalog.Scope{"pins:write"}) || len(d.Missing) != 1 || d.Missing[0].CallSites[0].Line != 3 {
			t.Errorf("with both: %+v, %v", d, err)
		}
		write(manifest, "oauth_config: [") // while the explorer runs
		if _, err := s.Drift(ctx, key); console.Describe(err).Code == "" || !strings.Contains(console.Describe(err).Message, ":1:") {
			t.Errorf("with a broken manifest: %+v", console.Describe(err))
		}
	}, "--manifest", manifest, "--code", filepath.Dir(source))
}

func TestBotAndUserTokensAreRenewedByTheirKind(t *testing.T) {
	t.Parallel()
	slack := newBellSlack(t, true)
	p := newPlace(t).withRotation(slack.rotation).atBrowser(t, "")
	p.vars[console.ClientSecretVar] = bellSecret
	p.run(t, "", installBell("--kind", "bot", "--scopes", "channels:read", "--user-scopes", "channels:read")...).want(t, console.StatusDone)
	p.InTerminal = false
	pair := "xoxe.xoxp-sandbox-lighthouse\nxoxe-sandbox-lighthouse\n"
	p.run(t, pair, "team", "add", "--rotating", "--token-stdin").want(t, console.StatusDone, "stored lighthouse/configuration")
	slack.exchanges.Store(0)
	keys := []string{"lighthouse/bot", "lighthouse/user", "lighthouse/configuration"}
	for _, key := range keys {
		p.run(t, "", "team", "refresh", key).want(t, console.StatusDone, "refreshed "+key, "time left: ")
	}
	if n := slack.exchanges.Load(); n != 3 {
		t.Errorf("%d exchanges, want 3", n)
	}
	slack.Wait(13 * time.Hour)
	for _, key := range keys[:2] {
		p.run(t, "", "info", "--team", key).want(t, console.StatusRefused, "ran out")
		p.run(t, "", "check", "--team", key, "pins:read").want(t, console.StatusRefused, "ran out")
		p.run(t, "", "check", "--team", key, "--auto-refresh", "pins:read").want(t, console.StatusDone, "channels:read, ")
		p.run(t, "", "info", "--team", key).want(t, console.StatusDone, "channels:read")
	}
	p.run(t, "", "check", "--team", "lighthouse/bot", "--validate", "pins:read").want(t, console.StatusRefused, "ran out")
	p.run(t, "", "check", "--team", "lighthouse/bot", "--validate", "--auto-refresh", "pins:read").want(t, console.StatusDone, "Slack would take")
	if n := slack.exchanges.Load(); n != 6 {
		t.Errorf("%d exchanges, want 6", n)
	}
	entries, err := keystore.New(p.vars["PERISCOPE_CONFIG_DIR"], nil).List()
	if err != nil || len(entries) != 3 || !entries[2].Rotates || entries[2].Kind != catalog.Configuration {
		t.Errorf("listed %+v, %v", entries, err)
	}
}
