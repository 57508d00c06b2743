package cli

import (
	"bufio"
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// slackSide is a sandbox in which a test acts as the users of Slack.
type slackSide struct {
	*sandbox.Sandbox
	t     *testing.T
	place *place
	team  world.Team
	user  model.UserID
}

func newSlackSide(t *testing.T) *slackSide {
	world := world.Demo(1)
	s := &slackSide{Sandbox: sandbox.New(world, sandbox.Options{}), t: t, place: newPlace(t), team: world.Teams[0]}
	t.Cleanup(s.Close)
	api := httptest.NewServer(s)
	t.Cleanup(api.Close)
	s.user = s.People(s.team.ID)[0].ID
	s.place.Now = time.Now // signatures are made now
	s.place.vars["SLACK_API_URL"] = api.URL + "/api/"
	s.place.vars["SLACK_TOKEN"] = s.team.Installs[0].Token
	s.place.vars["SLACK_SIGNING_SECRET"] = sandbox.DefaultSigningSecret
	return s
}

// begin starts a request that listens, and returns its URL and how it ends.
func (s *slackSide) begin(args ...string) (at string, end func() outcome) {
	s.t.Helper()
	var out, said bytes.Buffer
	read, write := io.Pipe()
	env := s.place.Environment
	env.Out, env.Err = &out, write
	ended := make(chan int, 1)
	go func() {
		ended <- Run(s.t.Context(), &env, append([]string{"request", "--listen", "127.0.0.1:0"}, args...))
		_ = write.Close()
	}()
	lines := bufio.NewReader(read)
	first, _ := lines.ReadString('\n')
	_, at, _ = strings.Cut(first, "listening at ")
	at, _, _ = strings.Cut(at, " ")
	if at == "" {
		rest, _ := io.ReadAll(lines)
		s.t.Fatalf("does not listen: %s%s", first, rest)
	}
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		_, _ = io.Copy(&said, lines)
	}()
	return at, func() outcome {
		s.t.Helper()
		status := <-ended
		<-drained
		return outcome{status, out.String(), said.String()}
	}
}

// command has a person run the slash command.
func (s *slackSide) command() {
	s.t.Helper()
	if _, err := s.RunCommand(s.t.Context(), s.team.ID, s.user, "/permit"); err != nil {
		s.t.Fatal(err)
	}
}

// answer waits for the dialog and answers it.
func (s *slackSide) answer(approve bool) {
	s.t.Helper()
	for range 1000 {
		if open := s.Dialogs(s.team.ID); len(open) > 0 {
			if err := s.Answer(open[0].ID, approve); err != nil {
				s.t.Fatal(err)
			}
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	s.t.Fatal("no dialog was shown")
}

// post sends a form that is signed with a secret, which may be wrong, and returns the status.
func post(t testing.TB, to, secret string, at time.Time, form url.Values) int {
	t.Helper()
	body, sent := form.Encode(), strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", sent, body)
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("X-Slack-Request-Timestamp", sent)
	r.Header.Set("X-Slack-Signature", fmt.Sprintf("v0=%x", mac.Sum(nil)))
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	return resp.StatusCode
}

func (s *slackSide) form(trigger string) url.Values {
	return url.Values{
		"command": {"/permit"}, "team_id": {string(s.team.ID)}, "user_id": {string(s.user)}, "trigger_id": {trigger},
	}
}

func TestRequestThatIsAnswered(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		args    []string
		approve bool
		status  int
		out     string
	}{
		"granted by the team": {[]string{"reactions:write"}, true, console.StatusDone, "granted: reactions:write\n"},
		"denied by the team":  {[]string{"reactions:write"}, false, console.StatusNo, "denied: reactions:write\n"},
		"granted by a user":   {[]string{"--user", "", "identity.email:read:user"}, true, console.StatusDone, "granted: identity.email:read:user\n"},
		"denied by a user":    {[]string{"--user", "", "identity.email:read:user"}, false, console.StatusNo, "denied: identity.email:read:user\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSlackSide(t)
			if test.args[0] == "--user" {
				test.args[1] = string(s.user)
			}
			at, end := s.begin(test.args...)
			if err := s.SetRequestURL(t.Context(), at); err != nil {
				t.Fatal(err)
			}
			s.command()
			s.answer(test.approve)
			o := end()
			o.want(t, test.status, "brings a trigger", "shown to the user")
			if o.out != test.out {
				t.Errorf("prints %q", o.out)
			}
		})
	}
}

// TestOnlySlackFires: what is not Slack's, or not ours, is refused and said, and
// the request goes on waiting for the real one.
func TestOnlySlackFires(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	at, end := s.begin("--json", "reactions:write")
	ours := sandbox.DefaultSigningSecret
	foreign := s.form("1.2.c")
	foreign.Set("team_id", "T0OTHER")
	otherApp := s.form("1.2.d")
	otherApp.Set("api_app_id", "A0OTHER")
	for name, status := range map[string]int{
		"a wrong signature": post(t, at, "some-other-secret", time.Now(), s.form("1.2.a")),
		"an old timestamp":  post(t, at, ours, time.Now().Add(-6*time.Minute), s.form("1.2.b")),
		"a foreign team":    post(t, at, ours, time.Now(), foreign),
		"another app":       post(t, at, ours, time.Now(), otherApp),
	} {
		if status/100 != 4 {
			t.Errorf("%s is answered %d", name, status)
		}
	}
	if err := s.SetRequestURL(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	if open := s.Dialogs(s.team.ID); len(open) > 0 {
		t.Fatalf("a dialog is shown: %v", open)
	}
	s.command()
	s.answer(true)
	o := end()
	o.want(t, console.StatusDone, `"state": "granted"`, `"code": ""`,
		"signing secret", "too old", "team T0OTHER", "app A0OTHER")
	if n := strings.Count(o.err, "brings a trigger"); n != 1 {
		t.Errorf("%d triggers fired: %s", n, o.err)
	}
	if strings.Contains(o.out, "null") {
		t.Errorf("an array is null: %s", o.out)
	}
}

// TestBadTriggersLeaveTheRequestArmed: Slack does not know the first trigger,
// and a replay of the message that brought it is not heard.
func TestBadTriggersLeaveTheRequestArmed(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	at, end := s.begin("reactions:write")
	now := time.Now()
	for range 3 {
		if status := post(t, at, sandbox.DefaultSigningSecret, now, s.form("1.2.a")); status != http.StatusOK {
			t.Fatalf("answered %d", status)
		}
	}
	if err := s.SetRequestURL(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	s.command()
	s.answer(true)
	o := end()
	o.want(t, console.StatusDone, "granted", "Slack does not know this trigger")
	if n := strings.Count(o.err, "brings a trigger"); n != 2 {
		t.Errorf("%d triggers fired: %s", n, o.err)
	}
}

func TestRequestWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	at, end := s.begin("--wait", "10ms", "--json", "reactions:write")
	if err := s.SetRequestURL(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	s.command()
	end().want(t, console.StatusNo, `"state": "no answer"`, "the user did not answer within 10ms")
}

// TestTheWaitForAnAnswerBeginsOnce: other messages from Slack do not prolong it.
func TestTheWaitForAnAnswerBeginsOnce(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	at, end := s.begin("reactions:write")
	if err := s.SetRequestURL(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	s.command()
	for len(s.Dialogs(s.team.ID)) == 0 {
		time.Sleep(time.Millisecond)
	}
	s.command()
	s.answer(true)
	o := end()
	o.want(t, console.StatusDone, "granted: reactions:write")
	if n := strings.Count(o.err, "waiting 1m0s for the answer"); n != 1 {
		t.Errorf("the wait began %d times:\n%s", n, o.err)
	}
}

// TestRequestWithATrigger has no listener: the answer is read from the permissions.
func TestRequestWithATrigger(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	trigger := func() string {
		id, err := s.RunCommand(t.Context(), s.team.ID, s.user, "/permit")
		if err != nil {
			t.Fatal(err)
		}
		return string(id)
	}
	first := trigger()
	s.place.run(t, "", "request", "--trigger-id", first, "--wait", "1ms", "reactions:write").
		want(t, console.StatusNo, "no answer: reactions:write", "the dialog may still be open")
	s.answer(true)
	s.place.run(t, "", "request", "--trigger-id", trigger(), "--wait", "1ms", "--json", "reactions:write").
		want(t, console.StatusDone, `"state": "granted"`)
	if o := s.place.run(t, "", "request", "--trigger-id", first, "pins:read"); strings.Count(o.err, "this trigger") != 1 {
		t.Errorf("the refusal is printed as: %s", o.err)
	}
	s.place.run(t, "", "request", "--trigger-id", first, "--json", "pins:read").
		want(t, console.StatusRefused, `"state": "refused"`, `"code": "trigger_exchanged"`, "each works once")
	s.place.run(t, "", "request", "--trigger-id", trigger(), "--send-anyway", "users:read", "pins:read").
		want(t, console.StatusRefused, "refused: users:read, pins:read")
	s.place.run(t, "", "request", "--trigger-id", trigger(), "--user", "U0NOBODY", "--send-anyway", "--json", "dnd:write:user").
		want(t, console.StatusRefused, `"code": "invalid_user"`)
}

func TestRefusedSetsAreNotSent(t *testing.T) {
	t.Parallel()
	p := newPlace(t) // has no Slack, and no token
	p.run(t, "", "request", "--trigger-id", "1.2.a", "users:read", "pins:read").
		want(t, console.StatusNo, "mixed_scope", "nothing was sent", "--send-anyway")
	o := p.run(t, "", "request", "--trigger-id", "1.2.a", "--json", "users:read", "pins:read")
	o.want(t, console.StatusNo, `"state": "not sent"`, `"code": "mixed_scope"`, "split into 2 requests")
	if o.err != "" {
		t.Errorf("standard error holds %s", o.err)
	}
}

func TestRequestCommandLines(t *testing.T) {
	t.Parallel()
	for line, test := range map[string]struct {
		status int
		says   string
	}{
		"request":           {console.StatusUsage, "needs the scopes"},
		"request pins:read": {console.StatusUsage, "--trigger-id"},
		"request --trigger-id 1.2.a --listen :0 pins:read":       {console.StatusUsage, "one of the two"},
		"request --listen 127.0.0.1 pins:read":                   {console.StatusUsage, "is not HOST:PORT"},
		"request --listen 127.0.0.1:0 --wait soon pins:read":     {console.StatusUsage, "--wait"},
		"request --trigger-id 1.2.a --team nobody/bot pins:read": {console.StatusUsage, "both SLACK_TOKEN and --team"},
	} {
		newSlackSide(t).place.run(t, "", strings.Fields(line)...).want(t, test.status, test.says)
	}
	s := newSlackSide(t)
	s.place.vars["SLACK_SIGNING_SECRET"] = ""
	s.place.run(t, "", "request", "--listen", "127.0.0.1:0", "pins:read").want(t, console.StatusUsage, "set SLACK_SIGNING_SECRET")
	s.place.vars["SLACK_SIGNING_SECRET"] = "hunter2"
	o := s.place.run(t, "", "request", "--listen", "127.0.0.1:0", "pins:read")
	o.want(t, console.StatusUsage, "SLACK_SIGNING_SECRET: this is too short")
	if strings.Contains(o.err, "hunter2") {
		t.Errorf("the secret is printed: %s", o.err)
	}
	s.place.vars["SLACK_TOKEN"] = "xoxb-sandbox-acme"
	s.place.run(t, "", "request", "--trigger-id", "1.2.a", "pins:read").want(t, console.StatusRefused, "bot token")
}

func TestRequestToAnUnknownUser(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	s.place.run(t, "", "request", "--trigger-id", "1.2.a", "--api-url", goneURL, "pins:read").
		want(t, console.StatusUnreachable, "connection refused")
	drops := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	t.Cleanup(drops.Close)
	s.place.run(t, "", "request", "--trigger-id", "1.2.a", "--json", "--api-url", drops.URL, "pins:read").
		want(t, console.StatusUnreachable, "dialog may be open", `"code": "uncertain"`)
	fails := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `{"ok":false,"error":"fatal_error"}`)
	}))
	t.Cleanup(fails.Close)
	s.place.run(t, "", "request", "--trigger-id", "1.2.a", "--json", "--api-url", fails.URL, "pins:read").
		want(t, console.StatusUnreachable, "dialog may be open", `"code": "uncertain"`)
}

func TestRequestEndsWithCtrlC(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	env := s.place.Environment
	env.Out, env.Err = io.Discard, write
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, &env, []string{"request", "--listen", "127.0.0.1:0", "pins:read"}) }()
	if _, err := bufio.NewReader(read).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, read) }()
	cancel()
	if status := <-ended; status != console.StatusInterrupted {
		t.Errorf("exit status %d", status)
	}
	_ = write.Close()
}
