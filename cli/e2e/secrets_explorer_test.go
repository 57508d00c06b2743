//go:build unix

package e2e

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"periscope/ui"
)

// openingKeys open a view or a dialog: what is then on the screen.
var openingKeys = map[string]string{
	"i": "close  / find  y copy", "m": "Scopes by resource type", "?": "act as a Slack user", "v": "To Slack (→)", "R": "Requests of this run",
	"n": "Can I call…?", "d": "Compare Acme HQ with", "+": "Add a team", "X": "What does this error mean?",
	":": "Find anything", "E": "Export:", "O": "All tokens",
}

// otherKeys open nothing here, or something that another part of the test opens.
var otherKeys = strings.Fields("y Y o space u U c p x t T D enter / esc r e tab shift+tab 1 2 3 j k ctrl+d ctrl+u g G } { q ctrl+c ctrl+z")

// openEveryView opens every dialog and every view of the explorer, whose first team
// has a workspace token, and reads every message to and from Slack.
func (l *lifecycle) openEveryView(s *terminal) {
	l.Helper()
	for _, k := range ui.Keys() {
		name, _, _ := strings.Cut(k.Keys, " ")
		sees, opens := openingKeys[name]
		if !opens && !slices.Contains(otherKeys, name) {
			l.Errorf("the key %s is in neither list of keys of this test: %s", name, k.Does)
		}
		if !opens || l.place == "memory" && (name == "+" || name == "d") { // nothing to add to, and no other team
			continue
		}
		s.press(name)
		s.see(sees)
		s.press("esc")
		s.gone(sees)
	}
	s.press("n")
	s.see("Can I call…?")
	typed("conversations.history", "conversations.history")(s)
	s.press("enter")
	s.see("Can I call conversations.history?")
	s.press("esc")
	s.gone("Can I call conversations.history?")
	l.composeRequest(s)
	l.readActivity(s)
}

// activityLine is the beginning of a line of the activity view.
var activityLine = regexp.MustCompile(`\d\d:\d\d:\d\d  [→←]`)

// readActivity opens every message that the activity view lists on one screen.
func (l *lifecycle) readActivity(s *terminal) {
	l.Helper()
	s.press("v")
	s.see("To Slack (→)", "→ ", "esc close")
	messages := len(activityLine.FindAllString(s.settled(), -1))
	for _, k := range append([]string{"enter", "enter"}, slices.Repeat([]string{"j"}, messages-1)...) {
		before := s.screen.String()
		s.press(k)
		s.until("another message", func() bool { return s.screen.String() != before })
	}
	s.press("esc")
	s.gone("To Slack (→)")
}

// composeRequest composes a request, has it wait for a trigger, and pastes what is none.
func (l *lifecycle) composeRequest(s *terminal) {
	l.Helper()
	s.press("3", "/", "pins:write", "enter")
	s.see("› pins:write")
	s.press("space")
	s.see("● pins:write")
	s.press("esc")
	s.gone("/pins:write")
	s.press("c")
	s.see("Compose a request")
	s.press("enter")
	s.see("waiting for a user: pins:write")
	for _, wrong := range []string{l.accepted[2].text, l.refused[2].text} {
		s.press("p")
		s.see("Paste a trigger")
		s.paste(wrong)
		s.see("it was not taken")
		s.press("esc")
		s.gone("Paste a trigger")
	}
	s.press("p")
	s.see("Paste a trigger")
	s.paste("12345.98765.abcd2358fdea")
	s.see("waits for a user again")
	s.press("R")
	s.see("Requests of this run", "waiting")
	s.press("esc")
	s.gone("Requests of this run")
	l.sendSlashCommands(s)
}

// listenAddress is where the explorer hears Slack, as the activity view shows it.
var listenAddress = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// sendSlashCommands sends two slash commands to the explorer, if it listens: one as
// Slack does, one with a wrong signature. Both carry secrets.
func (l *lifecycle) sendSlashCommands(s *terminal) {
	l.Helper()
	s.press("v")
	s.see("To Slack (→)", "esc close")
	at := listenAddress.FindString(s.screen.String())
	s.press("esc")
	s.gone("To Slack (→)")
	if at == "" {
		if l.place != "memory" { // where the explorer was started without --listen
			l.Error("the activity view does not say where the explorer listens")
		}
		return
	}
	form := url.Values{
		"command": {"/permit"}, "team_id": {"T0OTHER"}, "user_id": {"U1"}, "trigger_id": {"1.2.a"}, "token": {l.signing},
		"text":         {l.accepted[2].text + " " + l.accepted[5].text + " " + l.refused[2].text},
		"response_url": {"https://hooks.slack.com/commands/T1/1/" + l.passphrase},
	}
	for _, secret := range []string{l.signing, l.passphrase} {
		body, now := form.Encode(), strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		_, _ = fmt.Fprintf(mac, "v0:%s:%s", now, body)
		r, err := http.NewRequestWithContext(l.Context(), http.MethodPost, at, strings.NewReader(body))
		if err != nil {
			l.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Slack-Request-Timestamp", now)
		r.Header.Set("X-Slack-Signature", fmt.Sprintf("v0=%x", mac.Sum(nil)))
		reply, err := http.DefaultClient.Do(r)
		if err != nil {
			l.Fatal(err)
		}
		_ = reply.Body.Close()
	}
	s.press("v")
	s.see("← /permit")
	s.press("esc")
	s.gone("To Slack (→)")
}

// addInExplorer pastes tokens of the kinds that are refused, and types one of a kind
// that the team has already, so that the explorer asks what to do.
func (l *lifecycle) addInExplorer(s *terminal) {
	l.Helper()
	for _, token := range append(l.refused, sampleToken{text: l.accepted[2].text + " x"}, sampleToken{text: "Bearer " + l.accepted[2].text}) {
		s.press("+")
		s.see("Add a team", "nothing yet")
		s.paste(token.text)
		s.see("something was typed")
		s.press("enter")
		s.gone("something was typed", "asking Slack")
		s.see("Add a team", "nothing yet")
		s.press("esc")
		s.gone("Add a team")
	}
	for _, end := range []string{"esc", "a"} {
		s.press("+")
		s.see("Add a team")
		for _, letter := range l.accepted[len(l.accepted)-1].text { // typed, not pasted
			s.press(string(letter))
		}
		s.see("something was typed")
		s.press("enter")
		s.see("is stored already")
		s.answer("Add a team", end)
	}
	s.press("1", "g", "x")
	s.see("Remove a team")
	s.press("n")
	s.gone("Remove a team")
}

// openBotTeam opens what there is for a bot token: that of the third team.
func (l *lifecycle) openBotTeam(s *terminal) {
	l.Helper()
	s.press("1", "g", "j", "j")
	s.see("xoxb-…")
	for key, sees := range map[string]string{"c": "Compose", "D": "Drift:", "i": "close  / find  y copy"} {
		s.press(key)
		s.see(sees)
		s.press("esc")
		s.gone(sees)
	}
}

// renewInExplorer renews the token that runs out in an hour.
func (l *lifecycle) renewInExplorer(s *terminal) {
	l.Helper()
	before := l.slack.exchanges.Load()
	s.press("1", "g", "j", "T")
	s.until("the token to be renewed", func() bool { return l.slack.exchanges.Load() > before })
}
