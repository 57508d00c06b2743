package install

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// get opens a page, and returns the status of where it leads.
func get(ctx context.Context, page string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, page, http.NoBody)
	if err != nil {
		return 0, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, resp.Body.Close()
}

// newFlow is a flow of Deploy Bell, with a user of the sandbox at the browser.
func newFlow(t *testing.T, slack *clitest.Slack, secret string, user model.UserID) Flow {
	t.Helper()
	env := clitest.NewEnvironment(t, slack)
	f := Flow{Env: &env.Environment, APIURL: slack.APIURL, ClientID: "sandbox-bell-id"}
	f.Approval = Approval{"127.0.0.1:0", func(page ApprovalPage) error {
		status, err := get(t.Context(), page.URL+"&user="+string(user))
		if status != http.StatusOK {
			t.Errorf("the browser shows %d", status)
		}
		return err
	}}
	if secret != "" {
		f.Secret = clitest.ClientSecret(t, secret)
	}
	return f
}

func TestInstallBringsWhatSlackGave(t *testing.T) {
	t.Parallel()
	w := world.Demo(1)
	team := w.Teams[4]
	person := team.Users[1].ID
	for name, c := range map[string]struct {
		secret  string
		rotates bool
		asks    model.Install
		kinds   []catalog.TokenKind
		actsAs  []model.UserID
	}{
		"a bot":           {"sandbox-bell-secret", false, model.Install{Bot: []catalog.Scope{"pins:read"}}, []catalog.TokenKind{catalog.Bot}, []model.UserID{team.Installs[0].AppUser}},
		"a user, by PKCE": {"", true, model.Install{User: []catalog.Scope{"search:read"}}, []catalog.TokenKind{catalog.UserToken}, []model.UserID{person}},
		"both, that run out": {
			"sandbox-bell-secret", true,
			model.Install{Bot: []catalog.Scope{"pins:read"}, User: []catalog.Scope{"search:read"}},
			[]catalog.TokenKind{catalog.Bot, catalog.UserToken},
			[]model.UserID{team.Installs[0].AppUser, person},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world.Demo(1)
			for i := range w.Apps {
				w.Apps[i].Rotates = c.rotates
			}
			slack := clitest.NewSlack(t, w)
			f := newFlow(t, slack, c.secret, person)
			var got []token.Addition
			if err := f.Install(t.Context(), c.asks, testStore{save: func(brought []token.Addition) {
				if !f.Env.Process.InFlight() {
					t.Error("the process may end before the tokens are stored")
				}
				got = brought
			}}); err != nil {
				t.Fatal(err)
			}
			var kinds []catalog.TokenKind
			var actsAs []model.UserID
			for _, add := range got {
				kinds, actsAs = append(kinds, add.Kind), append(actsAs, add.ActsAs)
				if add.Team.ID != team.ID || add.AppID != "A0DEPLOYBELL" || add.ClientID != "sandbox-bell-id" || add.APIURL != slack.APIURL || add.At != clitest.Noon {
					t.Errorf("brings %+v", add)
				}
				if add.Credential.Lasts() == c.rotates || c.rotates && add.ExpiresAt.Sub(clitest.Noon).Round(time.Hour) != 12*time.Hour {
					t.Errorf("a token that runs out at %v, want %v", add.ExpiresAt, c.rotates)
				}
			}
			if diff := cmp.Diff(c.kinds, kinds) + cmp.Diff(c.actsAs, actsAs); diff != "" {
				t.Errorf("brings (-want +got):\n%s", diff)
			}
			if called := slack.Called(); called[len(called)-1] != "oauth.v2.access" {
				t.Errorf("called %v: before a token is stored, nothing else is asked", called)
			}
		})
	}
}

// TestInstallWorkspaceAppIdentifiesTheToken: Slack's reply to an installation of a workspace app
// does not say which app it is.
func TestInstallWorkspaceAppIdentifiesTheToken(t *testing.T) {
	t.Parallel()
	w := world.Demo(1)
	slack := clitest.NewSlack(t, w)
	f := newFlow(t, slack, "sandbox-client-secret", w.Teams[0].Users[1].ID)
	f.ClientID = "sandbox-client-id"
	var got []token.Addition
	err := f.installWorkspaceApp(t.Context(), []catalog.Scope{"pins:read"}, testStore{save: func(brought []token.Addition) { got = brought }})
	if err != nil || len(got) != 1 {
		t.Fatalf("brings %+v, %v", got, err)
	}
	if add := got[0]; add.Kind != catalog.Workspace || add.AppID != world.AppID || add.ClientID != "sandbox-client-id" || add.Team.Name != "Acme HQ" {
		t.Errorf("brings %+v", add)
	}
}

func TestInstallRefusesBeforeThePageOpens(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		secret string
		asks   model.Install
		code   string
	}{
		"scopes that sign people in": {"sandbox-bell-secret", model.Install{User: []catalog.Scope{"openid"}}, "signs_in"},
		"a bot without a secret":     {"", model.Install{Bot: []catalog.Scope{"pins:read"}}, "needs_client_secret"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slack := clitest.NewSlack(t, world.Demo(1))
			f := newFlow(t, slack, c.secret, "")
			f.Show = func(ApprovalPage) error { t.Error("a page was opened"); return nil }
			if err := f.Install(t.Context(), c.asks, nil); console.Describe(err).Code != c.code {
				t.Errorf("%v, want %s", err, c.code)
			}
		})
	}
}

// TestReceiveCode: an answer without our state was made by another.
func TestReceiveCode(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		method, target string
		status         int
		want           redirectAnswer
	}{
		"a code":                {http.MethodGet, "/?code=c&state=ours", http.StatusOK, redirectAnswer{code: "c"}},
		"a refusal":             {http.MethodGet, "/?error=access_denied&state=ours", http.StatusOK, redirectAnswer{refusal: "access_denied"}},
		"another state":         {http.MethodGet, "/?code=c&state=theirs", http.StatusForbidden, redirectAnswer{}},
		"no state":              {http.MethodGet, "/?code=c", http.StatusForbidden, redirectAnswer{}},
		"a refusal of another":  {http.MethodGet, "/?error=access_denied", http.StatusForbidden, redirectAnswer{}},
		"neither":               {http.MethodGet, "/?state=ours", http.StatusNotFound, redirectAnswer{}},
		"another page":          {http.MethodGet, "/favicon.ico?code=c&state=ours", http.StatusNotFound, redirectAnswer{}},
		"another method":        {http.MethodPost, "/?code=c&state=ours", http.StatusNotFound, redirectAnswer{}},
		"a state that is begun": {http.MethodGet, "/?code=c&state=our", http.StatusForbidden, redirectAnswer{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := make(chan redirectAnswer, 1)
			page := httptest.NewRecorder()
			receiveCode("ours", answers).ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), c.method, c.target, http.NoBody))
			close(answers)
			if got := <-answers; page.Code != c.status || got != c.want {
				t.Errorf("%d, %+v, want %d, %+v", page.Code, got, c.status, c.want)
			}
			if page.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Error("the page's address, with the code, is passed on")
			}
		})
	}
}

func TestReceiveCodeTakesOneAnswer(t *testing.T) {
	t.Parallel()
	answers := make(chan redirectAnswer, 1)
	for i, says := range []string{"has got the answer", "has an answer already"} {
		page := httptest.NewRecorder()
		receiveCode("ours", answers).ServeHTTP(page, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/?code=c&state=ours", http.NoBody))
		if !strings.Contains(page.Body.String(), says) {
			t.Errorf("answer %d: %q", i+1, page.Body)
		}
	}
}

func TestCheckCallback(t *testing.T) {
	t.Parallel()
	for addr, ok := range map[string]bool{
		"127.0.0.1:8766": true, "127.0.0.1:0": true, "[::1]:8766": true, "localhost:8766": true,
		"0.0.0.0:8766": false, ":8766": false, "192.168.1.2:8766": false, "example.com:8766": false, "127.0.0.1": false, "": false,
	} {
		if err := CheckCallback(addr); (err == nil) != ok {
			t.Errorf("%q: %v", addr, err)
		}
	}
}

func TestPageIsPrintedWhereNoBrowserHelps(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		noBrowser, opens bool
		ssh              string
		says             string
		opened           bool
	}{
		"a browser":        {false, true, "", "waiting for the approval in the browser", true},
		"none that opens":  {false, false, "", "open this page in a browser: https://x", true},
		"not wanted":       {true, true, "", "open this page in a browser: https://x", false},
		"on the other end": {false, true, "/dev/pts/1", "ssh -L 8766:127.0.0.1:8766", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, nil)
			env.Vars["SSH_TTY"] = c.ssh
			opened := false
			fails := env.OpenURL
			env.OpenURL = func(page string) error {
				if page != "http://127.0.0.1:8766/start/y" {
					t.Errorf("the browser's arguments hold %q", page)
				}
				if opened = true; c.opens {
					return nil
				}
				return fails(page)
			}
			show := openOrPrint(&env.Environment, c.noBrowser)
			if err := show(ApprovalPage{"https://x", "http://127.0.0.1:8766/start/y", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8766}}); err != nil {
				t.Fatal(err)
			}
			if said := env.Printed(); opened != c.opened || !strings.Contains(said, c.says) {
				t.Errorf("opened %v, and says %q", opened, said)
			}
		})
	}
}
