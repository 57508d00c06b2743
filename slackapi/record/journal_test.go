package record_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/record"
)

func TestJournalForgetsTheOldestFirst(t *testing.T) {
	t.Parallel()
	for _, added := range []int{0, 1, record.Capacity - 1, record.Capacity, record.Capacity + 1, 2*record.Capacity + 7} {
		var j record.Journal
		for range added {
			j.Add(record.Call{Method: "auth.test"})
		}
		calls := j.Calls()
		if calls == nil || len(calls) != min(added, record.Capacity) {
			t.Fatalf("after %d calls the journal holds %d", added, len(calls))
		}
		for i, c := range calls {
			if want := added - len(calls) + i + 1; c.Number != want {
				t.Fatalf("after %d calls, number %d stands at %d, want %d", added, c.Number, i, want)
			}
		}
		j.Reset()
		j.Add(record.Call{})
		if calls := j.Calls(); len(calls) != 1 || calls[0].Number != 1 {
			t.Errorf("after a reset the journal holds %v", calls)
		}
	}
}

// TestJournalTakesNoLiberties: a client chooses verb and method freely, a megabyte of them, and
// may put a token or orders to a terminal there.
func TestJournalTakesNoLiberties(t *testing.T) {
	t.Parallel()
	secret := "xoxb-" + "sandbox-secret-part"
	for _, wild := range []string{secret, strings.ToUpper(secret), "a\x1b]0;x\x07\u202e", strings.Repeat("a", 1<<20), strings.Repeat("\xff", 8000)} {
		var j record.Journal
		j.Add(record.Call{Verb: wild, Method: wild, Outcome: wild, Arguments: record.Arguments(url.Values{wild: {"1"}})})
		c := j.Calls()[0]
		for name := range c.Arguments {
			c.Token += name // an argument's name is as free
		}
		for _, kept := range []string{c.Verb, c.Method, c.Outcome, c.Token} {
			if n := utf8.RuneCountInString(kept); n == 0 || n > 101 || strings.ContainsAny(kept, "\x1b\u202e") ||
				strings.Contains(strings.ToLower(kept), "secret-part") {
				t.Errorf("%.40q is kept as %.120q (%d characters)", wild, kept, n)
			}
		}
	}
}

func TestCallsIsACopy(t *testing.T) {
	t.Parallel()
	var j record.Journal
	j.Add(record.Call{Method: "auth.test"})
	j.Calls()[0].Method = "changed"
	if got := j.Calls()[0].Method; got != "auth.test" {
		t.Errorf("the journal was changed from outside: %q", got)
	}
}

// The shape is what the sandbox's GET /sandbox/journal promises.
func TestCallJSON(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for want, c := range map[string]record.Call{
		`{"number":1,"at":"2026-01-02T03:04:05Z","verb":"GET","method":"auth.test","token":"xoxa-…acme",` +
			`"team":"T1","app":"A1","outcome":"ok","status":200,"fault":"error"}`: {
			1, at, "GET", "auth.test", "xoxa-…acme", "T1", "A1", "ok", 200, nil, "error",
		},
		`{"number":0,"at":"2026-01-02T03:04:05Z","verb":"POST","method":"x","token":""}`: {At: at, Verb: "POST", Method: "x"},
	} {
		got, err := json.Marshal(c)
		if err != nil || string(got) != want {
			t.Errorf("%s, %v\nwant %s", got, err, want)
		}
	}
}

func TestRedact(t *testing.T) {
	t.Parallel()
	secret := "xoxb-" + "sandbox-lighthouse-abcd"
	token, err := model.ParseToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"":                   "",
		" ":                  "",
		"not a token at all": "unreadable",
		secret:               token.String(),
	} {
		if got := record.Redact(text); got != want || len(text) > 1 && strings.Contains(got, text) {
			t.Errorf("Redact(%q) = %q, want %q", text, got, want)
		}
	}
}
