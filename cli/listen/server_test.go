package listen

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi/incoming"
)

// TestFinishLetsAnswersOut: Slack sends again what it got no answer to.
func TestFinishLetsAnswersOut(t *testing.T) {
	t.Parallel()
	server, socket, err := Open("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	began, finishing := make(chan struct{}), make(chan struct{})
	server.Serve(socket, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(began)
		<-finishing
	}))
	server.server.RegisterOnShutdown(func() { close(finishing) })
	answered := make(chan error, 1)
	go func() {
		resp, err := http.Get(server.URL)
		if err == nil {
			_ = resp.Body.Close()
		}
		answered <- err
	}()
	<-began
	l := &Listener{Server: server, Handler: incoming.New(model.SigningSecret{})}
	l.Finish()
	if err := <-answered; err != nil {
		t.Error(err)
	}
	select {
	case <-l.Closed:
	default:
		t.Error("the receiver of deliveries does not learn of the end")
	}
}

// TestNoPeerIsWaitedForForever: one that sends slowly, does not read, or is silent between two
// requests.
func TestNoPeerIsWaitedForForever(t *testing.T) {
	t.Parallel()
	server, socket, err := Open("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.server.WriteTimeout = 200 * time.Millisecond // so that the test does not wait for two minutes
	stopped := make(chan struct{})
	server.Serve(socket, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for piece := make([]byte, 1<<20); ; {
			if _, err := w.Write(piece); err != nil {
				close(stopped)
				return
			}
		}
	}))
	conn := dial(t, socket.Addr().String())
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	select {
	case <-stopped:
	case <-time.After(20 * time.Second): // bounds a failure
		t.Fatal("the answer is written without end")
	}
	other, unused, err := Open("127.0.0.1:0", "--listen")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unused.Close() }()
	if s := &other.server; s.ReadTimeout <= 0 || s.IdleTimeout <= 0 || s.WriteTimeout <= time.Minute || s.WriteTimeout > 5*time.Minute {
		t.Errorf("reading %v, writing %v, idle %v", s.ReadTimeout, s.WriteTimeout, s.IdleTimeout)
	}
}

func TestStartRefusesAddresses(t *testing.T) {
	t.Parallel()
	busy, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = busy.Close() })
	for addr, says := range map[string]string{
		busy.Addr().String(): "--listen 127.0.0.1:0",
		"3000":               "127.0.0.1:3000",
	} {
		_, err := Start(addr, model.SigningSecret{})
		if f := console.Describe(err); f.Status != console.StatusUsage || !strings.Contains(f.Next, says) {
			t.Errorf("%s: %+v", addr, f)
		}
	}
}

// secret is a signing secret of a test.
func secret(t *testing.T, text string) model.SigningSecret {
	t.Helper()
	s, err := model.ParseSigningSecret(text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestStoredSigningSecret: an address hears one app.
func TestStoredSigningSecret(t *testing.T) {
	t.Parallel()
	first, second := secret(t, strings.Repeat("a", 32)), secret(t, strings.Repeat("b", 32))
	for name, c := range map[string]struct {
		acme, fresh model.SigningSecret
		team        string
		want        model.SigningSecret
		refused     bool
	}{
		"none":               {},
		"of one team":        {acme: first, want: first},
		"of the other":       {fresh: second, want: second},
		"the same of both":   {acme: first, fresh: first, want: first},
		"two":                {acme: first, fresh: second, refused: true},
		"two, and a choice":  {acme: first, fresh: second, team: "fresh/bot", want: second},
		"none of the chosen": {acme: first, team: "fresh/bot"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := clitest.NewEnvironment(t, nil)
			store, err := token.OpenStore(&env.Environment, "")
			if err != nil {
				t.Fatal(err)
			}
			for key, signing := range map[string]model.SigningSecret{"acme": c.acme, "fresh": c.fresh} {
				if _, _, err := store.Add(t.Context(), keystore.Addition{
					Team:       model.Team{ID: model.TeamID("T" + key), Name: key},
					Credential: keystore.Credential{Token: clitest.Token(t, "xoxb-sandbox-"+key)}, Backend: keystore.BackendKeyring,
				}); err != nil {
					t.Fatal(err)
				}
				if !signing.IsZero() {
					if err := store.SetSigningSecret(t.Context(), key+"/bot", signing); err != nil {
						t.Fatal(err)
					}
				}
			}
			got, err := StoredSigningSecret(t.Context(), store, c.team)
			if got != c.want || (err != nil) != c.refused {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}

func TestSigningSecretOfTheEnvironmentComesFirst(t *testing.T) {
	t.Parallel()
	env := clitest.NewEnvironment(t, nil)
	stored, other := secret(t, strings.Repeat("a", 32)), strings.Repeat("b", 32)
	for set, want := range map[string]model.SigningSecret{"": stored, other: secret(t, other)} {
		env.Vars[console.SigningSecretVar] = set
		if got, err := SigningSecret(&env.Environment, stored); got != want || err != nil {
			t.Errorf("with %q: %v, %v", set, got, err)
		}
	}
	env.Vars[console.SigningSecretVar] = "short"
	if _, err := SigningSecret(&env.Environment, stored); err == nil || !strings.Contains(err.Error(), console.SigningSecretVar) {
		t.Errorf("with one that is none: %v", err)
	}
	delete(env.Vars, console.SigningSecretVar)
	if _, err := SigningSecret(&env.Environment, model.SigningSecret{}); console.Describe(err).Status != console.StatusUsage {
		t.Errorf("with none: %v", err)
	}
}
