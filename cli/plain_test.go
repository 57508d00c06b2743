package cli

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"periscope/cli/console"
)

// converse runs the demo line by line with lines that are piped in, and returns what it said.
func converse(t *testing.T, at *place, args []string, lines ...string) string {
	t.Helper()
	return talk(t, at, append([]string{"demo", "--resources", "30"}, args...), lines...)
}

// talk runs a command line by line with lines that are piped in, and returns what it said:
// text, and lines that only ever follow each other.
func talk(t *testing.T, at *place, args []string, lines ...string) string {
	t.Helper()
	ended := at.run(t, strings.Join(lines, "\n")+"\n", args...)
	ended.want(t, console.StatusDone)
	for _, r := range ended.out {
		if r == '\x1b' || r >= 0x2500 && r <= 0x259f || unicode.IsControl(r) && r != '\n' {
			t.Fatalf("plain output holds %q:\n%s", r, ended.out)
		}
	}
	return ended.out
}

// says fails unless texts stand in the output, one after the other.
func says(t *testing.T, out string, texts ...string) {
	t.Helper()
	rest := out
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Fatalf("%q is not said, or not there:\n%s", text, out)
		}
		rest = after
	}
}

// TestPlainComposeAndApprove: pick, compose, mend what Slack would refuse, wait for a user,
// act as one, approve, and hear what changed.
func TestPlainComposeAndApprove(t *testing.T) {
	t.Parallel()
	out := converse(t, newPlace(t), []string{"--plain"},
		"1", "pick pins:write users.profile:read", "compose", "1", "ask", "act", "1", "yes", "changes", "quit")
	says(t, out,
		"1. Acme HQ, workspace token", "Reading Acme HQ.", "14 scopes", "channel: all but 2",
		"Picked pins:write.", "2 scopes are picked",
		"Slack would refuse this, mixed_scope", "Fixes:", "  1. ",
		"waiting for a user", "As whom?", "ran the app's slash command.",
		"Slack shows", "pins:write: Pin messages", "yes approves",
		"was granted.", "What changed:", "channel: gained pins:write.")
}

// TestPlainAsksOneUser: scopes that people grant one by one ask for the user's id.
func TestPlainAsksOneUser(t *testing.T) {
	t.Parallel()
	out := converse(t, newPlace(t), []string{"--plain"},
		"1", "user U021N4D6M", "pick dnd:write:user", "c", "1", "ask", "user U021N4D6M", "ask", "t", "1", "no")
	says(t, out, "asks one user", "wrong_audience", "ask a user for dnd:write:user", "Type user and the user's id",
		"one user U021N4D6M", "no known reason to refuse", "waiting for a user", "yes approves", "was denied.")
}

// TestPlainNeedsAndInstall: whether the bot may call a method in private channels, what to
// add, and the install that adds it.
func TestPlainNeedsAndInstall(t *testing.T) {
	t.Parallel()
	out := converse(t, newPlace(t), []string{"--plain"},
		"teams light", "1", "scope chat:write", "needs conversations.history", "1", "compose", "ask", "yes", "needs conversations.history", "D")
	says(t, out,
		"Lighthouse, bot token",
		"Held on channel (4), group (on how many is not known without groups:read), mpim (on how many is not known without mpim:read), app_home (2).",
		"conversations.history, with the bot token of Lighthouse: yes.",
		"It works on public channels (channel)", "1. pick groups:history to call it on private channels (group)", "Picked groups:history.",
		"Slack has no known reason to refuse this", "- groups:history", "yes approves",
		"Installed: groups:history.", "What changed:", "group: gained groups:history.",
		"It works on private channels (group): not known without groups:read, by groups:history.", "Missing: pins.add needs pins:write. Called at deploy-bell/bell.go:32, recording.jsonl.",
		"Recorded: chat:write, used 3 times by chat.postMessage (3), last 2026-11-26 12:04 UTC.")
}

// TestPlainOverviewOfTokens reads what was not read yet, says of every token its state and its
// scopes, and a number chooses its team.
func TestPlainOverviewOfTokens(t *testing.T) {
	t.Parallel()
	out := converse(t, newPlace(t), []string{"--plain"}, "5", "tokens", "6", "O", "quit")
	says(t, out,
		"Reading Lighthouse.", "Reading Acme HQ.", "Reading Greenhouse.", "6 tokens: 5 ok, 1 revoked.",
		"1. Acme HQ, workspace token: ok, 14 scopes: channels:history, chat:write,",
		"2. Fresh Install, workspace token: ok, 3 scopes: chat:write, im:history, im:read",
		"3. Umbrella, workspace token: revoked. The token was revoked", "Install the app again",
		"5. Lighthouse, bot token: ok, 6 scopes:", "6. Greenhouse, user token: ok, 8 scopes:",
		"Greenhouse.\nGreenhouse, user token xoxp-", "Where:", "6 tokens: 5 ok, 1 revoked.")
	if n := strings.Count(out, "Reading Lighthouse."); n != 1 {
		t.Errorf("Lighthouse was read %d times:\n%s", n, out)
	}
	says(t, converse(t, newPlace(t), []string{"--plain"}, "help"), "tokens (O): say of every team's token")
}

// TestPlainSaysWhenTokensEnd says how long a token that runs out lasts, and that it has run
// out; and tells two tokens of one team apart.
func TestPlainSaysWhenTokensEnd(t *testing.T) {
	t.Parallel()
	r := newRotation(t)
	p := newPlace(t).withRotation(r)
	p.run(t, r.pair, "team", "add", "--rotating", "--token-stdin").want(t, console.StatusDone)
	p.run(t, "", "team", "refresh", "fresh-install/workspace").want(t, console.StatusDone)
	p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin").want(t, console.StatusDone)
	p.vars["SLACK_TOKEN"] = "xoxb-sandbox-lighthouse"
	says(t, talk(t, p, []string{"--plain"}, "tokens"), "3 tokens: 3 ok.",
		"1. Lighthouse (SLACK_TOKEN), bot token: ok, 6 scopes:",
		"2. Fresh Install, workspace token: ok, runs out in 59 min, 4 scopes: chat:write, im:history, im:read, pins:read",
		"3. Lighthouse (lighthouse/bot), bot token: ok, 6 scopes:")
	r.Wait(2 * time.Hour)
	says(t, talk(t, p, []string{"--plain"}, "tokens"), "2 ok", "Fresh Install, workspace token: ", "has run out")
}

// TestPlainHearsOnlyWhatItKnows: everything else changes nothing, and says what would help.
func TestPlainHearsOnlyWhatItKnows(t *testing.T) {
	t.Parallel()
	out := converse(t, newPlace(t), []string{"--plain"},
		"scopes", "0", "99", "bogus", "pick", "1", "pick", "pick no:such", "scope nothing", "resources nowhere", "yes", "more",
		"xoxb-sandbox-lighthouse", "needs no.such", "", "resources channel", "more", "3", "i chat:write", "?", "drop chat:write", "c", "ask", "act", "d")
	says(t, out,
		"choose a team first", "no choice 0", "no choice 99", `no command "bogus"`, "choose a team first",
		"Reading Acme HQ", "Type pick SCOPE...", "no:such was not picked", `no scope "nothing"`, `no type "nowhere"`,
		"nothing waits for an answer", "Not now: the last list is whole", "That is a token", "no.such",
		"channel, ", "# ", "Covered", "chat:write: Post messages", "Commands", "chat:write is not picked", "Nothing is picked yet", "No request is waiting",
		"Nothing changed")
	if strings.Contains(out, "sandbox-lighthouse") {
		t.Error("a token that was typed is repeated")
	}
}

// TestPlainIsAskedFor: by a flag, by ACCESSIBLE, and by a terminal that cannot draw; where
// nothing may change, nothing is picked.
func TestPlainIsAskedFor(t *testing.T) {
	t.Parallel()
	for variable, value := range map[string]string{"ACCESSIBLE": "1", "TERM": "dumb"} {
		at := newPlace(t)
		at.vars[variable] = value
		says(t, converse(t, at, nil, "q"), "line by line")
	}
	at := newPlace(t)
	at.vars["ACCESSIBLE"] = "0"
	at.run(t, "", "demo").want(t, console.StatusUsage, "--plain")
	says(t, converse(t, newPlace(t), []string{"--plain", "--read-only"}, "1", "pick pins:write", "act"), "read-only", "read-only")
}
