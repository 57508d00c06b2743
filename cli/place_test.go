package cli

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/process"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 987, time.UTC)

// place is an environment for tests: nothing in it is the machine's.
type place struct {
	console.Environment
	vars    map[string]string
	secrets *countingSecrets
	explore func(context.Context, ui.Source, ui.Options) error
}

// newPlace is a place where nothing is stored, with a pipe for standard input.
func newPlace(t *testing.T) *place {
	p := &place{
		vars:    map[string]string{"PERISCOPE_CONFIG_DIR": t.TempDir()},
		secrets: &countingSecrets{Secrets: keystore.Memory()},
		explore: func(context.Context, ui.Source, ui.Options) error {
			t.Error("the explorer was started")
			return nil
		},
	}
	p.Environment = console.Environment{
		Process:  &process.Process{},
		Callback: "127.0.0.1:0",
		In:       strings.NewReader(""),
		ReadSecret: func(context.Context) (string, error) {
			t.Error("a token was asked for")
			return "", nil
		},
		Getenv:  func(name string) string { return p.vars[name] },
		Now:     func() time.Time { return noon },
		Keyring: p.secrets,
		File:    quickFile,
		Explore: func(ctx context.Context, from ui.Source, opts ui.Options) error { return p.explore(ctx, from, opts) },
	}
	return p
}

// quickFile is the encrypted file with as little work as can be.
func quickFile(dir string) *keystore.File {
	f := keystore.EncryptedFile(dir)
	f.SetWorkFactor(1)
	return f
}

// onTerminal puts a person in front of the place.
func (p *place) onTerminal() *place {
	p.InTerminal, p.OutTerminal = true, true
	return p
}

// withSandbox points the place at an emulated Slack without rate limits.
func (p *place) withSandbox(t *testing.T, world world.World) *place {
	p.vars["SLACK_API_URL"] = newSandbox(t, world)
	return p
}

func newSandbox(t *testing.T, world world.World) string {
	t.Helper()
	clock := time.Unix(0, 0)
	server := httptest.NewServer(serialized(sandbox.New(world, sandbox.Options{Now: func() time.Time {
		clock = clock.Add(time.Minute)
		return clock
	}})))
	t.Cleanup(server.Close)
	return server.URL + "/api/"
}

// serialized answers one request at a time, for the sake of the clock above.
func serialized(h http.Handler) http.Handler {
	turn := make(chan struct{}, 1)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		turn <- struct{}{}
		defer func() { <-turn }()
		h.ServeHTTP(w, r)
	})
}

// outcome is what a command left behind.
type outcome struct {
	status   int
	out, err string
}

// run runs a command with what is piped into it.
func (p *place) run(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // a command that waits for ever fails its test only
	defer cancel()
	o := p.runUntil(ctx, stdin, args...)
	clitest.CheckDocuments(t, o.out)
	return o
}

func (p *place) runUntil(ctx context.Context, stdin string, args ...string) outcome {
	var out, errs bytes.Buffer
	env := p.Environment
	env.Out, env.Err = &out, &errs
	if stdin != "" {
		env.In = strings.NewReader(stdin)
	}
	status := Run(ctx, &env, args)
	return outcome{status, out.String(), errs.String()}
}

// want checks an exit status and words on either stream.
func (o outcome) want(t *testing.T, status int, words ...string) {
	t.Helper()
	if o.status != status {
		t.Errorf("exit status %d, want %d\nout: %s\nerr: %s", o.status, status, o.out, o.err)
	}
	for _, word := range words {
		if !strings.Contains(o.out+o.err, word) {
			t.Errorf("%q is not said\nout: %s\nerr: %s", word, o.out, o.err)
		}
	}
}

// countingSecrets counts how often the keyring is asked.
type countingSecrets struct {
	keystore.Secrets
	asked int
}

func (c *countingSecrets) Get(ctx context.Context, account string) (keystore.Credential, error) {
	c.asked++
	return c.Secrets.Get(ctx, account)
}

// unfit returns the first character that has no business in printed text.
func unfit(text string) (rune, bool) {
	for _, r := range text {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return r, true
		}
	}
	return 0, false
}

// goneURL is an address of this machine at which nobody listens. A port that
// was free a moment ago may be another test's by now; this one belongs to a
// service of the seventies.
const goneURL = "http://127.0.0.1:1/"
