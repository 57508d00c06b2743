//go:build unix

package e2e

import (
	"math/rand/v2"
	"net/http"
	"os"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"periscope/keystore"
)

// installing is a program in a home of its own, with a Slack at which its app can be
// installed.
type installing struct {
	*testing.T
	program
	slack *tokenSlack
}

func newInstalling(t *testing.T) *installing {
	t.Helper()
	random := random{rand.New(rand.NewPCG(5, 6))}
	accepted, _ := random.tokens()
	i := &installing{T: t, program: program{name: quickPeriscope, home: t.TempDir(), w: 500, h: 30}} // the page is one line
	i.slack = newTokenSlack(t, random, []sampleToken{accepted[2], accepted[4]}, func(string, string) {})
	i.vars = append(i.vars, "SLACK_CLIENT_SECRET="+i.slack.clientSecret)
	return i
}

// commands install the app, each in its way.
func (i *installing) commands() map[string][]string {
	flags := []string{"--no-browser", "--callback", "127.0.0.1:0", "--api-url", i.slack.url, "--client-id", i.slack.clientID}
	return map[string][]string{
		"install":          append([]string{"install", "--kind", "bot", "pins:read"}, flags...),
		"team add --oauth": append([]string{"team", "add", "--oauth", "--kind", "bot", "--scopes", "pins:read"}, flags...),
	}
}

// approvalPage is the page that is to be opened. The one in the answer of periscope install
// is for a link, and leads elsewhere.
var approvalPage = regexp.MustCompile(`open this page in a browser: (\S+)\r?\n`)

// approve approves on the page that is printed, as a browser would.
func (i *installing) approve(s *terminal) {
	i.Helper()
	s.until("the page", func() bool { return approvalPage.MatchString(s.written()) })
	reply, err := http.Get(approvalPage.FindStringSubmatch(s.written())[1])
	if err != nil {
		i.Fatal(err)
	}
	_ = reply.Body.Close()
}

// stored are the keys of the stored tokens, each of which has to work.
func (i *installing) stored(want ...string) {
	i.Helper()
	file := keystore.EncryptedFile(i.home)
	file.SetWorkFactor(1)
	if err := file.Unlock(storedPassphrase); err != nil {
		i.Fatal(err)
	}
	store := keystore.New(i.home, map[keystore.Backend]keystore.Secrets{keystore.BackendFile: file})
	entries, err := store.List()
	if err != nil {
		i.Fatal(err)
	}
	var keys []string
	for _, e := range entries {
		keys = append(keys, e.Key)
		if _, err := store.Credential(i.Context(), e.Key); err != nil {
			i.Errorf("%s: %v", e.Key, err)
		}
	}
	if strings.Join(keys, " ") != strings.Join(want, " ") {
		i.Errorf("stored %q, want %q", keys, want)
	}
}

// breakOffs are the ways to end a question without an answer.
var breakOffs = map[string]func(*terminal){
	"SIGTERM":              func(s *terminal) { s.signal(syscall.SIGTERM) },
	"SIGHUP":               func(s *terminal) { s.signal(syscall.SIGHUP) },
	"ctrl+c":               func(s *terminal) { s.press("ctrl+c") },
	"ctrl+d":               func(s *terminal) { s.press("ctrl+d") },
	"the window is closed": func(s *terminal) { s.hangUp() },
}

// TestPlaceIsAskedForBeforeAnythingIsExchanged: on a machine without a keyring. The page is
// not even shown before it is known where to keep the token.
func TestPlaceIsAskedForBeforeAnythingIsExchanged(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"install", "team add --oauth"} {
		for question, answers := range map[string]func(*terminal){
			"[f/": func(*terminal) {},
			"New passphrase": func(s *terminal) {
				s.see("[f/")
				s.press("f", "enter")
			},
			"The same again": func(s *terminal) {
				s.see("[f/")
				s.press("f", "enter")
				s.see("New passphrase")
				s.answerHidden(storedPassphrase)
			},
		} {
			for how, breakOff := range breakOffs {
				t.Run(command+", "+question+", "+how, func(t *testing.T) {
					t.Parallel()
					i := newInstalling(t)
					s := i.start(t, i.commands()[command]...)
					answers(s)
					s.see(question)
					if question != "[f/" {
						s.untilHidden()
					}
					breakOff(s)
					if status := s.wait(); status == 0 {
						t.Error("ends well")
					}
					if n := i.slack.exchanges.Load(); n != 0 {
						t.Errorf("%d codes were exchanged", n)
					}
					if approvalPage.MatchString(s.allOutput()) {
						t.Error("the page is shown before it is known where to keep the token")
					}
					if _, err := os.Stat(i.home + "/tokens.age"); !os.IsNotExist(err) {
						t.Errorf("a file with a passphrase is left behind: %v", err)
					}
				})
			}
		}
	}
}

// TestInstallWithoutAKeyring is the whole story.
func TestInstallWithoutAKeyring(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"install", "team add --oauth"} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			i := newInstalling(t)
			s := i.start(t, i.commands()[command]...)
			s.see("[f/")
			s.press("f", "enter")
			s.see("New passphrase")
			s.answerHidden(storedPassphrase)
			s.see("The same again")
			s.answerHidden(storedPassphrase)
			i.approve(s)
			s.see("stored acme-hq/bot: bot token ")
			s.endsWith(0)
			i.stored("acme-hq/bot")
		})
	}
}

// TestQuestionAfterTheExchangeLosesNothing: which of several tokens the new one replaces is
// known only when it is there. A question that is broken off is answered with neither.
func TestQuestionAfterTheExchangeLosesNothing(t *testing.T) {
	t.Parallel()
	for how, breakOff := range breakOffs {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			i := newInstalling(t)
			i.storeAnother()
			s := i.start(t, append(i.commands()["team add --oauth"], "--store", "file")...)
			s.see("Passphrase of ")
			s.answerHidden(storedPassphrase)
			i.approve(s)
			s.see("[r/a/N]")
			breakOff(s)
			s.wait()
			i.stored("acme-hq/bot", "acme-hq/bot-2")
			if n := i.slack.exchanges.Load(); n != 1 {
				t.Errorf("%d exchanges", n)
			}
		})
	}
}

// storeAnother stores the bot token of another app, past the program.
func (i *installing) storeAnother() {
	i.Helper()
	file := keystore.EncryptedFile(i.home)
	file.SetWorkFactor(1)
	if err := file.Unlock(storedPassphrase); err != nil {
		i.Fatal(err)
	}
	store := keystore.New(i.home, map[keystore.Backend]keystore.Secrets{keystore.BackendFile: file})
	_, _, err := store.Add(i.Context(), keystore.Addition{
		Team: i.slack.team, Credential: keystore.Credential{Token: parseToken(i.T, "xoxb-sandbox-another")},
		Backend: keystore.BackendFile, AppID: "A0ANOTHER", APIURL: i.slack.url,
	})
	if err != nil {
		i.Fatal(err)
	}
}
