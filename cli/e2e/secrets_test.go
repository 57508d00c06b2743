//go:build unix

package e2e

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// lifecycle is all that the program does with tokens of every kind in one place:
// they are added, used, misused, renewed and removed. All that it writes, draws and
// leaves behind is searched for secrets.
type lifecycle struct {
	*testing.T
	program
	finder
	slack      *tokenSlack
	place      string // keyring, file or memory
	accepted   []sampleToken
	refused    []sampleToken // of kinds that are never stored
	passphrase string
	signing    string
	shown      strings.Builder // all that was written, to know that something was
}

// newLifecycle prepares an empty home, and a Slack that knows the tokens. Without
// the address of a bus there is no keyring.
func newLifecycle(t *testing.T, place, keyringBus string) *lifecycle {
	t.Helper()
	r := random{rand.New(rand.NewPCG(1, 2))}
	l := &lifecycle{T: t, place: place}
	l.program = program{name: quickPeriscope, home: t.TempDir(), w: 120, h: 36, keyringBus: keyringBus}
	l.accepted, l.refused = r.tokens()
	l.passphrase, l.signing = r.letters(20), r.hex(32)
	l.slack = newTokenSlack(t, r, l.accepted, l.add)
	l.vars = []string{"SLACK_API_URL=" + l.slack.url, "PERISCOPE_STORE=" + place}
	for _, token := range append(l.accepted, l.refused...) {
		l.add(token.name+" token", withoutPrefix(token.text))
		if token.refresh != "" {
			l.add("refresh token of "+token.name, withoutPrefix(token.refresh))
		}
	}
	l.add("client secret", l.slack.clientSecret)
	l.add("signing secret", l.signing)
	l.add("passphrase", l.passphrase)
	return l
}

// withoutPrefix is a token without the prefix that says what it is.
func withoutPrefix(token string) string {
	_, rest, _ := strings.Cut(token, "-")
	return rest
}

// TestNoSecretLeavesTheEncryptedFile runs always; the places below differ from the
// file in how a token is written and read, not in what else is done with it.
func TestNoSecretLeavesTheEncryptedFile(t *testing.T) {
	t.Parallel()
	newLifecycle(t, "file", "").storeUseRemove()
}

func TestNoSecretLeavesTheKeyring(t *testing.T) {
	skipUnlessFull(t)
	t.Parallel()
	newLifecycle(t, "keyring", secretService(t)).storeUseRemove()
}

func TestNoSecretLeavesTheMemory(t *testing.T) {
	skipUnlessFull(t)
	t.Parallel()
	l := newLifecycle(t, "memory", "")
	for i, token := range l.accepted {
		s := l.typeToken(token)
		s.see("1 Teams", "Acme HQ")
		l.searchAround(s)
		if i == 0 {
			l.openEveryView(s)
		} else {
			l.readActivity(s)
		}
		s.press("q")
		l.finish(s, "the explorer with "+token.name+" in memory", 0)
	}
	l.misuseTokens()
	l.searchHome()
	l.requireRedacted(l.accepted)
}

// storeUseRemove is the lifecycle in a place that outlasts the program.
func (l *lifecycle) storeUseRemove() {
	l.Helper()
	for i, token := range l.accepted {
		s := l.typeToken(token)
		if l.place == "file" {
			l.unlock(s, i == 0)
		}
		s.see("stored acme-hq/" + token.name)
		l.finish(s, "adding "+token.name, 0)
	}
	l.storeSigningSecret()
	l.runCommands()
	l.misuseTokens()

	s := l.start(l.T, "--listen", "127.0.0.1:0")
	if l.place == "file" {
		l.unlock(s, false)
	}
	s.see("1 Teams", "Acme HQ", "all but 2")
	l.searchAround(s)
	l.openEveryView(s)
	l.openBotTeam(s)
	l.addInExplorer(s)
	l.renewInExplorer(s)
	l.searchAround(s)
	s.press("q")
	l.finish(s, "the explorer", 0)

	l.requireRedacted(l.accepted[:1]) // the others were renewed, or added anew
	for _, token := range l.accepted {
		s := l.start(l.T, "team", "remove", "acme-hq/"+token.name, "--yes")
		if l.place == "file" {
			l.unlock(s, false)
		}
		l.finish(s, "removing "+token.name, 0)
	}
	l.searchHome()
}

// search fails the test if a text tells a secret.
func (l *lifecycle) search(where, text string) {
	l.Helper()
	for _, found := range l.find(text) {
		l.Errorf("%s tells the %s", where, found)
	}
}

// searchHome searches every file of the home.
func (l *lifecycle) searchHome() {
	l.Helper()
	for path, content := range files(l.T, l.home) {
		l.search("a file of the home", path+separator+content)
	}
}

// searchAround searches what others can read while the program runs.
func (l *lifecycle) searchAround(s *terminal) {
	l.Helper()
	l.searchHome()
	for path, content := range s.processes() {
		l.search(path, content)
	}
}

// finish waits for the program on a terminal to end as expected, and searches all
// that it wrote, and every screen that it drew.
func (l *lifecycle) finish(s *terminal, what string, status int) {
	l.Helper()
	s.endsWith(status)
	output := s.allOutput()
	l.shown.WriteString(output)
	l.search("the terminal of "+what, output)
	l.search("a screen of "+what, screens(output, l.w, l.h))
}

// runPiped runs the program without a terminal, and searches what it writes. A
// refusal is as good as an answer here.
func (l *lifecycle) runPiped(stdin string, vars []string, args ...string) {
	l.Helper()
	p := l.program
	p.vars = slices.Concat(p.vars, vars)
	stdout, stderr, _ := p.run(l.T, stdin, args...)
	what := "periscope " + strings.Join(args, " ")
	l.search("standard output of "+what, stdout)
	l.search("standard error of "+what, stderr)
	l.shown.WriteString(stdout + stderr)
}

// requireRedacted fails the test if a token was not even shown redacted: then the
// test proves nothing.
func (l *lifecycle) requireRedacted(tokens []sampleToken) {
	l.Helper()
	for _, token := range tokens {
		prefix, _, _ := strings.Cut(token.text, "-")
		if redacted := prefix + "-…" + token.text[len(token.text)-4:]; !strings.Contains(l.shown.String(), redacted) {
			l.Errorf("%s never appears as %s", token.name, redacted)
		}
	}
}

// typeToken begins to add a token, and answers what is asked about it.
func (l *lifecycle) typeToken(token sampleToken) *terminal {
	l.Helper()
	args := []string{"team", "add", "--name", token.name}
	if token.refresh == "" {
		s := l.start(l.T, args...)
		s.see("Token (not shown")
		s.answerHidden(token.text)
		return s
	}
	s := l.start(l.T, append(args, "--rotating")...)
	s.see("Access token")
	s.answerHidden(token.text)
	s.see("Refresh token")
	s.answerHidden(token.refresh)
	s.see("Client ID")
	if !token.byApp {
		s.press("enter")
		return s
	}
	s.press(l.slack.clientID, "enter")
	s.see("Client secret")
	s.answerHidden(l.slack.clientSecret)
	return s
}

// unlock types the passphrase, twice where it is a new one.
func (l *lifecycle) unlock(s *terminal, isNew bool) {
	l.Helper()
	if isNew {
		s.see("New passphrase")
		l.searchAround(s)
		s.answerHidden(l.passphrase)
		s.see("The same again")
	} else {
		s.see("Passphrase of ")
		l.searchAround(s)
	}
	s.answerHidden(l.passphrase)
}

// storeSigningSecret stores the signing secret, as it is typed and as it is piped.
func (l *lifecycle) storeSigningSecret() {
	l.Helper()
	s := l.start(l.T, "team", "signing-secret", "acme-hq/lasting")
	s.see("Signing secret (not shown")
	s.answerHidden(l.signing)
	if l.place == "file" {
		l.unlock(s, false)
	}
	s.see("stored the signing secret")
	l.finish(s, "storing the signing secret", 0)
	l.runPiped(l.signing, nil, "team", "signing-secret", "acme-hq/lasting", "--secret-stdin", "--json")
	l.runPiped(l.signing[:9], nil, "team", "signing-secret", "acme-hq/lasting", "--secret-stdin", "--json")
	l.runPiped("", []string{"SLACK_SIGNING_SECRET=" + l.signing + " x"}, "request", "--team", "acme-hq/lasting", "--listen", "127.0.0.1:0", "pins:read")
}

// runCommands runs every command that has to do with tokens, for people and for programs.
func (l *lifecycle) runCommands() {
	l.Helper()
	for _, args := range [][]string{
		{"team", "list"},
		{"team", "doctor"},
		{"check", "--team", "acme-hq/lasting", "chat:write", "pins:read"},
		{"needs", "--team", "acme-hq/bot", "conversations.history"},
		{"request", "--team", "acme-hq/lasting", "--trigger-id", "1.2.a", "pins:read"},
		{"team", "refresh", "acme-hq/hourly"},
		{"team", "refresh", "acme-hq/bot-pair"},
		{"team", "refresh", "acme-hq/manifests"},
		{"team", "refresh", "acme-hq/lasting"},
		{"info", "--team", "acme-hq/lasting", "--api-url", "http://127.0.0.1:1/"},
	} {
		l.runCommand(args)
	}
	for _, token := range l.accepted {
		l.runCommand([]string{"info", "--team", "acme-hq/" + token.name})
	}
}

// runCommand runs a command as a person does and as a program does. Where a
// passphrase is asked for, only a person can answer.
func (l *lifecycle) runCommand(args []string) {
	l.Helper()
	l.runPiped("", nil, append(args, "--json")...)
	if l.place == "keyring" {
		l.runPiped("", nil, args...)
		return
	}
	s := l.start(l.T, args...)
	if s.sees("Passphrase of ") {
		s.answerHidden(l.passphrase)
	}
	l.finish(s, strings.Join(args, " "), s.wait())
}

// misuseTokens gives tokens where they belong in a way that they do not, and where
// none belongs.
func (l *lifecycle) misuseTokens() {
	l.Helper()
	for _, token := range append(l.accepted, l.refused...) {
		l.runPiped(token.text, nil, "team", "add", "--token-stdin", "--json")
		l.runPiped("", []string{"SLACK_TOKEN=" + token.text}, "info")
	}
	good, other := l.accepted[0].text, l.accepted[2].text
	for _, wrong := range []string{
		good + "\n" + other, good + other, good + " x", good[:len(good)-5], "“" + good + "”", `"` + good + `"`, "token: " + good,
		strings.ToUpper(good), "Bearer " + good, good + "\x1b[2J", strings.Repeat(good, 20), other + "%0a",
	} {
		l.runPiped(wrong, []string{"SLACK_TOKEN=" + wrong}, "info", "--json")
		l.runPiped(wrong, nil, "team", "add", "--rotating", "--token-stdin")
	}
	pair := l.accepted[1]
	for _, wrong := range [][]string{
		{pair.refresh, pair.text, l.slack.clientID, l.slack.clientSecret},
		{pair.text, pair.refresh, l.slack.clientSecret, l.slack.clientID},
		{pair.text, pair.refresh, l.slack.clientID, l.slack.clientSecret + " " + l.slack.clientSecret},
		{pair.text, l.accepted[5].refresh, l.slack.clientID, l.slack.clientSecret},
		{l.slack.clientSecret, pair.text, pair.refresh},
	} {
		l.runPiped(strings.Join(wrong, "\n"), nil, "team", "add", "--rotating", "--token-stdin", "--json")
	}
	for _, args := range [][]string{
		{good},
		{"info", "--team", good},
		{"team", "add", good},
		{"team", "remove", good, "--yes"},
		{"team", "add", "--name", good},
		{"info", "--store", good},
		{"info", "--api-url", good},
		{"info", "--api-url", "http://127.0.0.1:1/" + good},
		{"check", good},
		{"needs", good},
		{"request", "--trigger-id", good, "pins:read"},
		{"request", "--listen", good, "pins:read"},
		{"--" + good},
		{"diff", good, good},
		{"drift", "--manifest", good},
		{"team", "signing-secret", good},
		{"sandbox", "--world", good},
	} {
		l.runPiped("", nil, append(args, "--json")...)
	}
}
