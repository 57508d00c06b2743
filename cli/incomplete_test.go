package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
)

// Answers of a Slack whose lists break off.
const (
	brokenBotPage   = `{"ok":true,"channels":[{"id":"C1","name":"general","is_channel":true}],"response_metadata":{"next_cursor":"a"}}`
	brokenUsersPage = `{"ok":true,"resources":[{"id":"U1","scopes":["reminders:write:user"]}],"response_metadata":{"next_cursor":"a"}}`
	brokenInfo      = `{"ok":true,"info":{"im":{"scopes":["im:read"],"resources":{"ids":["D1"]}}}}`
)

// brokenSlack is a Slack of which the lists of conversations and of users break off after
// a page: with another answer, or with the same again, whose cursor leads in circles.
func brokenSlack(t *testing.T, then func(w http.ResponseWriter)) string {
	t.Helper()
	var mu sync.Mutex
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("X-OAuth-Scopes", "channels:read,chat:write")
		answers := map[string]string{
			"auth.test":                   `{"ok":true,"team":"Acme HQ","team_id":"T1","user_id":"U9"}`,
			"users.conversations":         brokenBotPage,
			"apps.permissions.info":       brokenInfo,
			"apps.permissions.users.list": brokenUsersPage,
		}
		if r.FormValue("cursor") != "" && then != nil {
			then(w)
			return
		}
		_, _ = io.WriteString(w, answers[path.Base(r.URL.Path)])
	}))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

func refused(w http.ResponseWriter) { _, _ = io.WriteString(w, `{"ok":false,"error":"token_revoked"}`) }

func limited(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "3600")
	w.WriteHeader(http.StatusTooManyRequests)
}

const (
	brokenBot       = "xoxb-sandbox-broken"
	brokenWorkspace = "xoxa-sandbox-broken"
)

// TestInfoOfAReadingThatBreaksOff: what was read is printed, with what is missing.
func TestInfoOfAReadingThatBreaksOff(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		token  string
		then   func(http.ResponseWriter)
		status int
		code   string
		says   string // in words
		row    string
		types  []any
	}{
		"a bot, refused": {
			brokenBot, refused, console.StatusRefused, "token_revoked", "not all of type channel was read: the token was revoked",
			"channel C1 and perhaps more channels:read, chat:write",
			[]any{"channel"},
		},
		"a bot, a cursor that comes again": {
			brokenBot, nil, console.StatusUnreachable, "not_slack", "repeats the cursor of an earlier page",
			"channel C1 and perhaps more channels:read, chat:write",
			[]any{"channel"},
		},
		"a bot, limited": {
			brokenBot, limited, console.StatusUnreachable, "rate_limited", "asks us to wait 60 min (3600 s)",
			"channel C1 and perhaps more channels:read, chat:write",
			[]any{"channel"},
		},
		"a workspace token, refused": {
			brokenWorkspace, refused, console.StatusRefused, "token_revoked", "not all of type user was read: the token was revoked",
			"user U1 and perhaps more reminders:write:user",
			[]any{"user"},
		},
		"a workspace token, a cursor that comes again": {
			brokenWorkspace, nil, console.StatusUnreachable, "not_slack", "repeats the cursor of an earlier page",
			"user U1 and perhaps more reminders:write:user",
			[]any{"user"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := []string{"info", "--token-stdin", "--api-url", brokenSlack(t, test.then)}
			o := newPlace(t).run(t, test.token, args...)
			o.want(t, test.status, "Incomplete: ", test.says)
			if table := strings.Join(strings.Fields(o.out), " "); !strings.Contains(table, test.row) {
				t.Errorf("no row %q in %s", test.row, o.out)
			}
			if !strings.Contains(o.err, test.says) || strings.Contains(o.out, "\nperiscope: ") {
				t.Errorf("standard error says %q", o.err)
			}
			o = newPlace(t).run(t, test.token, append(args, "--json")...)
			o.want(t, test.status, test.says)
			doc, ok := decode(t, o.out).(map[string]any)
			if !ok || doc["schema"] != "periscope.info/v1" || doc["complete"] != false {
				t.Fatalf("not an incomplete document of info: %s", o.out)
			}
			missing, ok := doc["missing"].([]any)[0].(map[string]any)
			if !ok || missing["code"] != test.code || missing["next_step"] == "" {
				t.Errorf("missing: %v", doc["missing"])
			}
			if diff := gocmp.Diff(test.types, missing["types"]); diff != "" {
				t.Errorf("types: %s", diff)
			}
		})
	}
}

// TestNothingReadIsAnError: without any part there is nothing to print.
func TestNothingReadIsAnError(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if path.Base(r.URL.Path) == "auth.test" {
			_, _ = io.WriteString(w, `{"ok":true,"team":"Acme HQ","team_id":"T1"}`)
			return
		}
		refused(w)
	}))
	t.Cleanup(server.Close)
	o := newPlace(t).run(t, brokenWorkspace, "info", "--token-stdin", "--api-url", server.URL)
	o.want(t, console.StatusRefused, "revoked")
	if o.out != "" {
		t.Errorf("prints\n%s", o.out)
	}
}

// TestDiffOfAReadingThatBreaksOff compares a saved reading, whole or not, with one that
// breaks off: what is not there is not called lost.
func TestDiffOfAReadingThatBreaksOff(t *testing.T) {
	t.Parallel()
	saved := func(t *testing.T, edit ...string) string {
		o := newPlace(t).run(t, brokenBot, "info", "--token-stdin", "--json", "--api-url", brokenSlack(t, refused))
		file := filepath.Join(t.TempDir(), "before.json")
		if err := os.WriteFile(file, []byte(strings.NewReplacer(edit...).Replace(o.out)), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	whole := []string{`"complete": false`, `"complete": true`, `"token_revoked"`, `"x"`, `"missing": [`, `"ignored": [`}
	for name, test := range map[string]struct {
		edit   []string
		then   func(http.ResponseWriter)
		status int
		says   []string
		not    []string
	}{
		"nothing differs, refused": {whole, refused, console.StatusRefused, []string{
			"Nothing differs in what was read.", "now, incomplete", "periscope: now is incomplete: not all of type channel was read",
			"Not compared: resources of type channel, because the reading of AFTER broke off",
		}, nil},
		"nothing differs, not reached": {whole, limited, console.StatusUnreachable, []string{"Nothing differs in what was read."}, nil},
		"one less":                     {append([]string{`"C1"`, `"C1", "C2"`}, whole...), refused, console.StatusRefused, nil, []string{"C2", "- "}},
		"one more":                     {append([]string{`"C1"`, ``}, whole...), refused, console.StatusNo, []string{"+ channel  resource  C1"}, nil},
		"a scope less": {append([]string{`"channels:read",`, `"channels:read", "pins:read",`}, whole...), refused, console.StatusNo, []string{
			"- channel  scope  pins:read",
		}, nil},
		"both incomplete": {[]string{`"C1"`, `"C7"`}, refused, console.StatusRefused, []string{"the reading of both broke off"}, []string{"C1", "C7"}},
		"the file does not say what": {
			append([]string{`"complete": false`, `"complete": false, "z": 1`}, whole[2:]...), refused, console.StatusRefused,
			[]string{"the file does not say why"},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := []string{"diff", saved(t, test.edit...), "--token-stdin", "--api-url", brokenSlack(t, test.then)}
			o := newPlace(t).run(t, brokenBot, args...)
			o.want(t, test.status, test.says...)
			_, changes, _ := strings.Cut(o.out, "+++") // past the heading of the side before
			for _, word := range test.not {
				if strings.Contains(changes, word) {
					t.Errorf("%q is said:\n%s", word, o.out)
				}
			}
			o = newPlace(t).run(t, brokenBot, append(args, "--json")...)
			o.want(t, test.status, `"complete": false`)
			if strings.Contains(o.out, "null") {
				t.Errorf("prints null:\n%s", o.out)
			}
		})
	}
}

// TestDriftAndNeedsOfAReadingThatBreaksOff: a bot's scopes are known before its
// conversations are, so that the answer is whole. A workspace token's are not: what seems
// to be missing is not called so.
func TestDriftAndNeedsOfAReadingThatBreaksOff(t *testing.T) {
	t.Parallel()
	code := t.TempDir()
	if err := os.WriteFile(filepath.Join(code, "bell.py"), []byte("post('https://slack.com/api/pins.add')\npost('https://slack.com/api/reminders.add')\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		token, args string
		then        func(http.ResponseWriter)
		status      int
		says        []string
		not         string
	}{
		"drift of a bot": {
			brokenBot, "drift --code " + code, refused, console.StatusNo,
			[]string{"1 missing", "pins.add needs pins:write", "periscope: not all of type channel was read: the token was revoked"},
			"Incomplete",
		},
		"drift of a workspace token": {
			brokenWorkspace, "drift --code " + code, refused, console.StatusRefused,
			[]string{"No drift in what was read of token and code", "Incomplete: not all of type user was read", "Perhaps: the scopes may be in what was not read", "pins.add"},
			" missing",
		},
		"drift of a workspace token, not reached": {brokenWorkspace, "drift --code " + code, limited, console.StatusUnreachable, []string{"Incomplete"}, " missing"},
		"drift as JSON":              {brokenWorkspace, "drift --json --code " + code, refused, console.StatusRefused, []string{`"complete": false`, `"missing": []`}, ""},
		"drift of a bot as JSON":     {brokenBot, "drift --json --code " + code, refused, console.StatusNo, []string{`"complete": true`}, ""},
		"needs of a bot":             {brokenBot, "needs chat.postMessage", refused, console.StatusDone, []string{"periscope: not all of type channel was read", "C1 and perhaps more"}, ""},
		"needs of a workspace token": {brokenWorkspace, "needs pins.add", refused, console.StatusRefused, []string{"revoked"}, "pins:write"},
		"check of a workspace token": {brokenWorkspace, "check pins:write", refused, console.StatusRefused, []string{"revoked"}, ""},
		"check of a bot":             {brokenBot, "check pins:write", refused, console.StatusDone, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			args := append(strings.Fields(test.args), "--token-stdin", "--api-url", brokenSlack(t, test.then))
			o := newPlace(t).run(t, test.token, args...)
			o.want(t, test.status, test.says...)
			if test.not != "" && strings.Contains(o.out, test.not) {
				t.Errorf("says %q:\n%s", test.not, o.out)
			}
		})
	}
}
