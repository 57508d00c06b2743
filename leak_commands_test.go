//go:build unix

package main

import (
	"strings"
)

// sign stores the signing secret, as it is typed and as it is piped.
func (l *life) sign() {
	l.Helper()
	s := l.on("team", "signing-secret", "acme-hq/lasting")
	s.see("Signing secret (not shown")
	s.answer(l.signing)
	if l.place == "file" {
		l.unlock(s, false)
	}
	s.see("stored the signing secret")
	l.left(s, "storing the signing secret", 0)
	l.piped(l.signing, nil, "team", "signing-secret", "acme-hq/lasting", "--secret-stdin", "--json")
	l.piped(l.signing[:9], nil, "team", "signing-secret", "acme-hq/lasting", "--secret-stdin", "--json")
	l.piped("", []string{"SLACK_SIGNING_SECRET=" + l.signing + " x"}, "request", "--team", "acme-hq/lasting", "--listen", "127.0.0.1:0", "pins:read")
}

// commands runs every command that has to do with tokens, for people and for programs.
func (l *life) commands() {
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
		l.command(args)
	}
	for _, token := range l.kept {
		l.command([]string{"info", "--team", "acme-hq/" + token.name})
	}
}

// command runs a command as a person does and as a program does. Where a passphrase
// is asked for, only a person can answer.
func (l *life) command(args []string) {
	l.Helper()
	l.piped("", nil, append(args, "--json")...)
	if l.place == "keyring" {
		l.piped("", nil, args...)
		return
	}
	s := l.on(args...)
	s.onceSeen("Passphrase of ", func() { s.answer(l.passphrase) })
	what := strings.Join(args, " ")
	l.left(s, what, s.ends())
}

// wrongly gives tokens where they belong in a way that they do not, and where none belongs.
func (l *life) wrongly() {
	l.Helper()
	for _, token := range append(l.kept, l.refused...) {
		l.piped(token.text, nil, "team", "add", "--token-stdin", "--json")
		l.piped("", []string{"SLACK_TOKEN=" + token.text}, "info")
	}
	good, other := l.kept[0].text, l.kept[2].text
	for _, wrong := range []string{
		good + "\n" + other, good + other, good + " x", good[:len(good)-5], "“" + good + "”", `"` + good + `"`, "token: " + good,
		strings.ToUpper(good), "Bearer " + good, good + "\x1b[2J", strings.Repeat(good, 20), other + "%0a",
	} {
		l.piped(wrong, []string{"SLACK_TOKEN=" + wrong}, "info", "--json")
		l.piped(wrong, nil, "team", "add", "--rotating", "--token-stdin")
	}
	pair := l.kept[1]
	for _, wrong := range [][]string{
		{pair.refresh, pair.text, l.slack.clientID, l.slack.clientSecret},
		{pair.text, pair.refresh, l.slack.clientSecret, l.slack.clientID},
		{pair.text, pair.refresh, l.slack.clientID, l.slack.clientSecret + " " + l.slack.clientSecret},
		{pair.text, l.kept[5].refresh, l.slack.clientID, l.slack.clientSecret},
		{l.slack.clientSecret, pair.text, pair.refresh},
	} {
		l.piped(strings.Join(wrong, "\n"), nil, "team", "add", "--rotating", "--token-stdin", "--json")
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
		l.piped("", nil, append(args, "--json")...)
	}
}
