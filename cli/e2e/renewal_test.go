//go:build unix

package e2e

import (
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// renewal is a stored token that runs out, at a Slack that answers an exchange only when
// the test says so: the new pair is then on its way, and the old one no longer works.
type renewal struct {
	*testing.T
	program
	slack  *tokenSlack
	key    string
	old    model.Token
	asked  chan struct{} // receives when Slack was asked for an exchange
	answer func()        // has Slack answer
}

const storedPassphrase = "correct horse"

// newRenewal stores a bot token that has so much time left, in an encrypted file.
func newRenewal(t *testing.T, left time.Duration) *renewal {
	t.Helper()
	random := random{rand.New(rand.NewPCG(3, 4))}
	accepted, _ := random.tokens()
	pair := accepted[5]
	r := &renewal{
		T: t, program: program{name: quickPeriscope, home: t.TempDir(), w: 120, h: 30},
		asked: make(chan struct{}, 1),
	}
	answered := make(chan struct{})
	r.answer = sync.OnceFunc(func() { close(answered) })
	r.slack = newTokenSlack(t, random, []sampleToken{pair}, func(string, string) {})
	r.slack.hold = func() {
		r.asked <- struct{}{}
		<-answered
	}
	t.Cleanup(r.answer) // the server waits for it
	r.old = parseToken(t, pair.text)
	secret, err := model.ParseClientSecret(r.slack.clientSecret)
	if err != nil {
		t.Fatal(err)
	}
	entry, _, err := r.store().Add(t.Context(), keystore.Addition{
		Team: r.slack.team,
		Credential: keystore.Credential{
			Token: r.old,
			Renewal: keystore.Renewal{
				RefreshToken: parseToken(t, pair.refresh), ClientID: r.slack.clientID, ClientSecret: secret, ExpiresAt: time.Now().Add(left),
			},
		},
		Backend: keystore.BackendFile, APIURL: r.slack.url, At: time.Now(),
	})
	if err != nil {
		t.Fatal(err)
	}
	r.key = entry.Key
	return r
}

func parseToken(t *testing.T, text string) model.Token {
	t.Helper()
	token, err := model.ParseToken(text)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// store opens the stored tokens, past the program.
func (r *renewal) store() *keystore.Store {
	r.Helper()
	file := keystore.EncryptedFile(r.home)
	file.SetWorkFactor(1)
	if err := file.Unlock(storedPassphrase); err != nil {
		r.Fatal(err)
	}
	return keystore.New(r.home, map[keystore.Backend]keystore.Secrets{keystore.BackendFile: file})
}

// begin starts a program that exchanges the refresh token, and returns when Slack was asked.
func (r *renewal) begin(args ...string) *terminal {
	r.Helper()
	s := r.start(r.T, args...)
	s.see("Passphrase of ")
	s.answerHidden(storedPassphrase)
	if len(args) == 0 {
		s.see("1 Teams", "granted")
		s.press("T")
	}
	r.wait(s)
	return s
}

// wait waits until Slack was asked for an exchange.
func (r *renewal) wait(s *terminal) {
	r.Helper()
	select {
	case <-r.asked:
	case <-time.After(timeout):
		r.Fatalf("Slack was not asked; the screen:\n%s", s.screen)
	}
}

// requireStored fails the test unless the pair of the exchange is stored and works. There
// is no other: a refresh token works once.
func (r *renewal) requireStored(key string) {
	r.Helper()
	stored, err := r.store().Credential(r.Context(), key)
	if err != nil {
		r.Fatal(err)
	}
	if stored.Token == r.old {
		r.Fatal("the new pair is lost: the old one is stored, and Slack no longer knows it")
	}
	client, err := slackapi.New(r.slack.url, stored.Token)
	if err != nil {
		r.Fatal(err)
	}
	if _, err := client.AuthTest(r.Context()); err != nil {
		r.Errorf("the stored token does not work: %v", err)
	}
	app, err := slackapi.NewApp(r.slack.url, stored.ClientID, stored.ClientSecret)
	if err != nil {
		r.Fatal(err)
	}
	r.slack.hold = nil
	if _, err := app.RefreshV2(r.Context(), stored.RefreshToken); err != nil {
		r.Errorf("the stored refresh token does not work: %v", err)
	}
}

// inFlight is what is said to the user who wants to end the program now.
const inFlight = "finishing the renewal; ending now would lose the token"

// interruptions are the ways to end a program in the middle of an exchange. Each returns
// once the program has been told.
var interruptions = map[string]struct {
	interrupt func(*terminal)
	closes    bool // the window, so that nothing can be seen any more
}{
	"SIGHUP": {func(s *terminal) {
		s.signal(syscall.SIGHUP)
		s.see(inFlight)
	}, false},
	"SIGTERM twice": {func(s *terminal) {
		s.signal(syscall.SIGTERM)
		s.see(inFlight)
		s.signal(syscall.SIGTERM)
	}, false},
	"SIGINT and SIGQUIT": {func(s *terminal) {
		s.signal(syscall.SIGINT)
		s.see(inFlight)
		s.signal(syscall.SIGQUIT)
	}, false},
	"the window is closed": {func(s *terminal) { s.hangUp() }, true},
}

// TestInterruptedRenewalStoresThePair: Slack has answered by the time the program may end.
func TestInterruptedRenewalStoresThePair(t *testing.T) {
	t.Parallel()
	for what, program := range map[string]struct {
		left time.Duration
		args []string
	}{
		"the explorer":       {time.Hour, nil},
		"team refresh":       {time.Hour, []string{"team", "refresh", "acme-hq/bot"}},
		"info, auto-refresh": {-time.Hour, []string{"info", "--auto-refresh"}},
	} {
		for how, interruption := range interruptions {
			t.Run(what+", "+how, func(t *testing.T) {
				t.Parallel()
				r := newRenewal(t, program.left)
				s := r.begin(program.args...)
				interruption.interrupt(s)
				r.answer()
				if status := s.wait(); status != 130 {
					t.Errorf("exit status %d", status)
				}
				r.requireStored(r.key)
				if !interruption.closes {
					s.restored()
				}
			})
		}
	}
}

// TestQuitDuringRenewalStoresThePair: the explorer is gone at once, and the process stays
// until the pair is stored.
func TestQuitDuringRenewalStoresThePair(t *testing.T) {
	t.Parallel()
	r := newRenewal(t, time.Hour)
	s := r.begin()
	s.press("q")
	s.see("periscope: " + inFlight)
	s.signal(syscall.SIGHUP)
	r.answer()
	s.endsWith(130)
	r.requireStored(r.key)
}

// TestSuspendDuringRenewalWaits: a process that is stopped would not hear the answer.
func TestSuspendDuringRenewalWaits(t *testing.T) {
	t.Parallel()
	r := newRenewal(t, time.Hour)
	s := r.begin()
	s.press("\x1a")
	s.see(inFlight)
	r.answer()
	s.see("was renewed")
	r.requireStored(r.key)
	s.press("q")
	s.endsWith(0)
}

// installPage is the page to open, as it is printed.
var installPage = regexp.MustCompile(`http://\S+/oauth/v2/authorize\?\S+`)

// TestInterruptedInstallStoresTheToken: the code works once.
func TestInterruptedInstallStoresTheToken(t *testing.T) {
	t.Parallel()
	for how, interruption := range interruptions {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			r := newRenewal(t, time.Hour)
			r.vars = append(r.vars, "SLACK_CLIENT_SECRET="+r.slack.clientSecret)
			r.w = 500 // the page is one line
			s := r.start(t, "team", "add", "--oauth", "--kind", "bot", "--client-id", r.slack.clientID, "--scopes", "pins:read",
				"--no-browser", "--callback", "127.0.0.1:0", "--store", "file", "--name", "fresh", "--api-url", r.slack.url)
			s.see("Passphrase of ")
			s.answerHidden(storedPassphrase)
			s.see("open this page in a browser")
			s.until("the page", func() bool { return installPage.MatchString(s.written()) })
			reply, err := http.Get(strings.TrimSpace(installPage.FindString(s.written())))
			if err != nil {
				t.Fatal(err)
			}
			_ = reply.Body.Close()
			r.wait(s)
			interruption.interrupt(s)
			r.answer()
			if status := s.wait(); status != 130 {
				t.Errorf("exit status %d", status)
			}
			r.requireStored("acme-hq/fresh")
		})
	}
}
