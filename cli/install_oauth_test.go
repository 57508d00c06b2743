package cli

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
)

// browse is a browser that goes where it is sent, and shows the last page.
func browse(t *testing.T, page string) (status int, text string) {
	t.Helper()
	resp, err := http.Get(page)
	if err != nil {
		t.Error(err)
		return 0, ""
	}
	defer resp.Body.Close() //nolint:errcheck // it was read
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Error(err)
	}
	return resp.StatusCode, string(body)
}

// with changes one argument of an address.
func with(t *testing.T, address, name, value string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set(name, value)
	u.RawQuery = query.Encode()
	return u.String()
}

// oauthArgs installs the demo's app.
var oauthArgs = []string{
	"team", "add", "--oauth", "--rotating", "--kind", "workspace", "--client-id", "sandbox-client-id", "--scopes", "pins:read,users:read", "--callback", "127.0.0.1:0",
}

func TestOAuthStory(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r).onTerminal()
	p.vars[console.ClientSecretVar] = "sandbox-client-secret"
	opened := ""
	p.OpenURL = func(start string) error {
		page := clitest.FollowStart(t, start)
		opened = page
		go func() {
			if status, text := browse(t, page); status != http.StatusOK || !strings.Contains(text, "go back to the terminal") {
				t.Errorf("the browser shows %d: %s", status, text)
			}
		}()
		return nil
	}
	o := p.run(t, "", oauthArgs...)
	o.want(t, console.StatusDone, "stored acme-hq/workspace: workspace token xoxa-…", "waiting for the approval")
	if !strings.HasPrefix(opened, strings.TrimSuffix(r.url, "api/")+"oauth/authorize?") || !strings.Contains(opened, "scope=pins%3Aread%2Cusers%3Aread") {
		t.Errorf("opened %s", opened)
	}
	var said leftBehind
	said.keep(o)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"team", "list"}, "59 min"},
		{[]string{"info"}, "pins:read"},
		{[]string{"team", "refresh", "acme-hq/workspace"}, "refreshed"},
		{[]string{"info", "--json"}, "pins:read"},
	} {
		o := p.run(t, "", c.args...)
		o.want(t, console.StatusDone, c.want)
		said.keep(o)
	}
	said.files(t, p.vars["PERISCOPE_CONFIG_DIR"])
	noSecret(t, said.String(), r.pair)
	if strings.Contains(said.String(), "sandbox-code-") {
		t.Error("the code is told")
	}
}

// TestOAuthOfAWorkspaceAppBringsATokenThatLasts: without --rotating the code is exchanged at
// oauth.token, as Slack's page on workspace tokens says.
func TestOAuthOfAWorkspaceAppBringsATokenThatLasts(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r).onTerminal()
	p.vars[console.ClientSecretVar] = "sandbox-client-secret"
	p.OpenURL = func(start string) error {
		page := clitest.FollowStart(t, start)
		go browse(t, page)
		return nil
	}
	args := slices.DeleteFunc(slices.Clone(oauthArgs), func(arg string) bool { return arg == "--rotating" })
	p.run(t, "", args...).want(t, console.StatusDone, "stored acme-hq/workspace: workspace token xoxa-…")
	if n := r.exchanges.Load(); n != 0 {
		t.Errorf("%d calls of oauth.access", n)
	}
	if o := p.run(t, "", "team", "list"); strings.Contains(o.out, "min") {
		t.Errorf("the token runs out: %s", o.out)
	}
}

func TestOAuthRefusesAnotherState(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r).onTerminal()
	p.vars[console.ClientSecretVar] = "sandbox-client-secret"
	ctx, cancel := context.WithCancel(t.Context())
	p.OpenURL = func(start string) error {
		page := clitest.FollowStart(t, start)
		go func() {
			defer cancel()
			if status, text := browse(t, with(t, page, "state", "another")); status != http.StatusForbidden || !strings.Contains(text, "Nothing was stored") {
				t.Errorf("the browser shows %d: %s", status, text)
			}
		}()
		return nil
	}
	p.runUntil(ctx, "", oauthArgs...).want(t, console.StatusInterrupted)
	p.run(t, "", "team", "list").want(t, console.StatusDone, "no teams are stored")
	if n := r.exchanges.Load(); n != 0 {
		t.Errorf("%d codes were exchanged", n)
	}
}

func TestOAuthThatIsDenied(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withRotation(newRotation(t)).onTerminal()
	p.vars[console.ClientSecretVar] = "sandbox-client-secret"
	p.OpenURL = func(start string) error {
		page := clitest.FollowStart(t, start)
		u, err := url.Parse(page)
		if err != nil {
			return err
		}
		back := with(t, u.Query().Get("redirect_uri"), "state", u.Query().Get("state"))
		go browse(t, with(t, back, "error", "access_denied"))
		return nil
	}
	p.run(t, "", oauthArgs...).want(t, console.StatusNo, "did not install the app: access_denied")
}

func TestOAuthPrintsThePageWhereNoBrowserHelps(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		vars map[string]string
		args []string
		open error
	}{
		"over SSH":      {map[string]string{"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"}, nil, nil},
		"on an SSH tty": {map[string]string{"SSH_TTY": "/dev/pts/1"}, nil, nil},
		"when told":     {nil, []string{"--no-browser"}, nil},
		"without any":   {nil, nil, errors.New("no browser")},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withRotation(newRotation(t)).onTerminal()
			p.vars[console.ClientSecretVar] = "sandbox-client-secret"
			maps.Copy(p.vars, c.vars)
			p.OpenURL = func(string) error {
				if c.open == nil {
					t.Error("a browser was opened")
				}
				return c.open
			}
			env := p.Environment
			read, write := io.Pipe()
			env.Out, env.Err = io.Discard, write
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			done := make(chan int, 1)
			go func() {
				done <- Run(ctx, &env, slices.Concat(oauthArgs, c.args))
				_ = write.Close()
			}()
			said, _ := io.ReadAll(stopAfter{read, "oauth/authorize?", cancel, &strings.Builder{}})
			if status := <-done; status != console.StatusInterrupted || !strings.Contains(string(said), "open this page in a browser: http://127.0.0.1:") {
				t.Errorf("status %d: %s", status, said)
			}
		})
	}
}

// stopAfter reads on, and cancels once a word was read.
type stopAfter struct {
	io.Reader
	word   string
	cancel context.CancelFunc
	read   *strings.Builder
}

func (s stopAfter) Read(b []byte) (int, error) {
	n, err := s.Reader.Read(b)
	s.read.Write(b[:n])
	if strings.Contains(s.read.String(), s.word) {
		s.cancel()
	}
	return n, err
}

func TestOAuthThatCannotBegin(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"no client id":       {[]string{"--oauth"}, "--client-id"},
		"a bot's hour":       {[]string{"--oauth", "--rotating", "--kind", "bot", "--client-id", "1.2", "--scopes", "pins:read"}, "for workspace apps only"},
		"a token as well":    {[]string{"--oauth", "--client-id", "1.2", "--token-stdin"}, "brings the token itself"},
		"for all to reach":   {[]string{"--oauth", "--client-id", "1.2", "--scopes", "pins:read", "--callback", "0.0.0.0:0"}, "this machine alone"},
		"no address":         {[]string{"--oauth", "--client-id", "1.2", "--scopes", "pins:read", "--callback", "here"}, "is not HOST:PORT"},
		"nothing may change": {[]string{"--oauth", "--client-id", "1.2", "--read-only"}, "read-only"},
	} {
		t.Run(name, func(t *testing.T) {
			newPlace(t).run(t, "", append([]string{"team", "add"}, c.args...)...).want(t, console.StatusUsage, c.want)
		})
	}
}
