package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"periscope/slackapi"
)

// reported is what Report prints about an error, and its exit status.
func reported(err error, asJSON bool) (status int, out, errs string) {
	var stdout, stderr bytes.Buffer
	status = Report(&Environment{Out: &stdout, Err: &stderr}, err, asJSON)
	return status, stdout.String(), stderr.String()
}

func TestReportPrintsAnErrorOnce(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err    error
		status int
		text   string
	}{
		"done":             {nil, 0, ""},
		"already reported": {fmt.Errorf("comparing: %w", AlreadyReportedError{StatusNo}), 1, ""},
		"sentences":        {&Error{"bad_file", StatusUsage, "The file is empty.", "Name another."}, 2, "periscope: the file is empty\nname another\n"},
		"no next step":     {errors.New("no space left"), 2, "periscope: no space left\n"},
		"token in an argument": {
			errors.New("no file is called xoxb-" + "12345678901-abcdefghij"), 2,
			"periscope: no file is called xoxb-…\n",
		},
		"text from outside is one line": {
			errors.New("no file is called a\x1b[31m\r\nperiscope: all is well\u202e"), 2,
			"periscope: no file is called a␛[31m␍␊periscope: all is well�\n",
		},
		"prefix": {errors.New("tokens start with xoxb-"), 2, "periscope: tokens start with xoxb-\n"},
	} {
		status, out, errs := reported(test.err, false)
		if status != test.status || errs != test.text || out != "" {
			t.Errorf("%s: exit status %d, %q on standard error, %q on standard output", name, status, errs, out)
		}
	}
}

func TestReportAsJSONSaysTheSame(t *testing.T) {
	t.Parallel()
	status, out, errs := reported(&Error{"bad_file", StatusUsage, "No <file> is called xoxb-" + "12345678901-abcdefghij.", "Name another."}, true)
	var doc ErrorDocument
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := ErrorDocument{"periscope.error/v1", errorBody{"bad_file", "no <file> is called xoxb-…", "name another"}}
	if doc != want || status != StatusUsage || errs != "periscope: "+want.Error.Message+"\n"+want.Error.NextStep+"\n" {
		t.Errorf("exit status %d, %+v on standard output, %q on standard error", status, doc, errs)
	}
	if !strings.Contains(out, "<file>") {
		t.Errorf("escaped as for a web page: %s", out)
	}
	if _, out, _ := reported(AlreadyReportedError{StatusNo}, true); out != "" {
		t.Errorf("a second document: %s", out)
	}
}

func TestAsMessage(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		"":                               "",
		"The token was revoked.":         "the token was revoked",
		"Slack's limits are reached.":    "Slack's limits are reached",
		"Slack refused.":                 "Slack refused",
		"SLACK_TOKEN: no token":          "SLACK_TOKEN: no token",
		"A page. And another.":           "a page. And another",
		"Install it again, in Periscope": "install it again, in Periscope",
		"x":                              "x",
		" m.yaml is no manifest.":        " m.yaml is no manifest",
		" ":                              " ",
		".":                              "",
		"\xffX":                          "\xffX",
		"Slackers":                       "Slackers",
		"É":                              "é",
	} {
		if got := AsMessage(sentence); got != want {
			t.Errorf("AsMessage(%q) = %q, want %q", sentence, got, want)
		}
	}
}

func TestWaitsAreNotedWithTheirLength(t *testing.T) {
	t.Parallel()
	var errs bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		env := &Environment{Err: &errs}
		NoteWaits(env)(slackapi.Wait{Method: "conversations.list", Until: time.Now().Add(12*time.Second + time.Millisecond)})
		NoteSilence(env)(slackapi.Silence{Method: "auth.test", Host: "slack.com", Since: time.Now()})
		NoteSilence(env)(slackapi.Silence{Method: "auth.test", Host: "slack.com", Over: true})
		want := "periscope: waiting 12s: Slack limits how often conversations.list may be called\n" +
			"periscope: slack.com has not answered yet (3 s)\n"
		if errs.String() != want {
			t.Errorf("%q, want %q", errs.String(), want)
		}
	})
}

func TestWantsJSON(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]bool{
		"info --json":       true,
		"info --json=true":  true,
		"--zzz --json":      true,
		"info --json=false": false,
		"check -- --json":   false,
		"info":              false,
	} {
		if got := WantsJSON(strings.Fields(line)); got != want {
			t.Errorf("%s: %t", line, got)
		}
	}
}
