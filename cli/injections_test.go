package cli

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/ui"
)

// An injection is one run of the program into which something hostile is put: as an
// argument, a flag, a variable, the name of a file, or a field of one. The places come
// from the tree of commands and from documents that are taken apart, so that a new
// command, flag or field is covered by itself.
type injection struct {
	where   string // the place
	payload string // the name of what is put there
	args    []string
	vars    map[string]string
	stdin   string
	typed   bool  // a person is at the terminal, who answers y
	wants   []int // the exit statuses that are right; none: all that are no fault
}

// injectedToken is in the payloads that look like a token. No part of it may be printed.
const injectedToken = "unprintable-0123456789abcdef"

// injectedLine would be a line of its own, if a line break came through.
const injectedLine = "INJECTED LINE"

// injectedSecret is in the payload that looks like a client secret.
const injectedSecret = "0bad5ec4e70123456789ab0123456789"

// payloads are what is put everywhere, by name.
var payloads = []struct{ name, text string }{
	{"OSC", "a\x1b]0;owned\x07b\x1b]52;c;eA==\x1b\\"},
	{"CSI", "a\x1b[31mb\x1b[2J"},
	{"C1", "a\u009b31m\u0085b\u009d0;owned\u009c"},
	{"BEL and BS", "a\x07b\x08\x08"},
	{"DEL", "a\x7fb"},
	{"bidi", "a\u202eb\u2066c\u2069\u200f"},
	{"zero width", "a\u200bb\u200d\ufeff\u00ad"},
	{"invalid UTF-8", "a\xffb\xc0\xed\xa0\x80"},
	{"line break", "a\r\n" + injectedLine + "\r\n"},
	{"tags", "a\U000e0041\U000e007fb"},
	{"separators", "a\u2028" + "b\u2029"},
	{"token", "xoxb-" + injectedToken},
	{"token in capitals", "XOXP-" + strings.ToUpper(injectedToken)},
	{"token, encoded", "%78oxe.xoxb%2D" + injectedToken},
	{"client secret", injectedSecret},
	{"nothing", ""},
	{"blank", " b"},
}

// sampleOneIn is which part of all injections the plain run takes.
const sampleOneIn = 40

// TestInjections puts everything everywhere. What is printed holds no character that a
// terminal obeys or hides, no line that was not ours, and no secret; the program does not
// panic, and its exit status is right.
func TestInjections(t *testing.T) {
	t.Parallel()
	full := os.Getenv("PERISCOPE_TESTS") == "full"
	if !full {
		t.Logf("a sample, one in %d; all run with PERISCOPE_TESTS=full", sampleOneIn)
	}
	var mu sync.Mutex
	counts, statuses := map[string]int{}, map[int]int{}
	total := 0
	t.Run("all", func(t *testing.T) {
		for name, injections := range injectionPlaces(t) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				at := newInjectedPlace(t)
				for _, in := range injections {
					if !full && !sampled(in) {
						continue
					}
					status := in.run(t, at)
					mu.Lock()
					counts[name]++
					statuses[status]++
					total++
					mu.Unlock()
				}
			})
		}
	})
	t.Logf("%d injections, by place %v, by exit status %v", total, counts, statuses)
	if full && total < 800 {
		t.Errorf("only %d injections", total)
	}
}

// sampled picks the same injections in every run, and some of each payload and place.
func sampled(in injection) bool {
	h := fnv.New32a()
	fmt.Fprint(h, in.where, in.payload)
	return h.Sum32()%sampleOneIn == 0
}

// newInjectedPlace is a place without anything to find: no Slack answers, no browser
// opens, and the explorer ends at once.
func newInjectedPlace(t *testing.T) *place {
	p := newPlace(t)
	p.vars["SLACK_API_URL"] = goneURL
	p.explore = func(context.Context, ui.Source, ui.Options) error { return nil }
	p.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
	p.OpenURL = func(string) error { return errors.New("there is no browser") }
	p.Keyring = keystore.Memory()
	return p
}

// run makes one injection, and checks what came of it.
func (in injection) run(t *testing.T, at *place) (status int) {
	t.Helper()
	name := fmt.Sprintf("%s: %s (%+q)", in.where, in.payload, in.args)
	env := at.Environment
	vars := map[string]string{"PERISCOPE_CONFIG_DIR": at.vars["PERISCOPE_CONFIG_DIR"], "SLACK_API_URL": goneURL}
	maps.Copy(vars, in.vars)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second) // bounds a failure
	defer cancel()
	var out, errs bytes.Buffer
	env.Getenv = func(name string) string { return vars[name] }
	env.In, env.Out, env.Err = strings.NewReader(in.stdin), &out, &errs
	if in.typed {
		env.In, env.InTerminal, env.OutTerminal = strings.NewReader(strings.Repeat("y\n", 2)), true, true
	}
	if len(in.args) > 0 && (in.args[0] == "sandbox" || in.args[0] == "request" || in.args[0] == "check" || in.args[0] == "team") {
		env.Out = &endsWhenPrinted{&out, cancel} // what listens would go on
	}
	if len(in.args) > 0 && in.args[0] == "watch" {
		env.Err = &endsWhenPrinted{&errs, cancel} // likewise
	}
	defer func() {
		if value := recover(); value != nil {
			t.Errorf("%s panics: %v", name, value)
		}
	}()
	status = Run(ctx, &env, in.args)
	if ctx.Err() == context.DeadlineExceeded {
		t.Errorf("%s does not end", name)
	}
	in.check(t, name, status, out.String(), errs.String())
	return status
}

func (in injection) check(t *testing.T, name string, status int, out, errs string) {
	t.Helper()
	all := out + "\n" + errs
	if !utf8.ValidString(all) {
		t.Errorf("%s: what is printed is not UTF-8: %+q", name, all)
	}
	for _, r := range all {
		if r != '\n' && r != '\t' && (unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) || r >= 0xe0000 && r <= 0xe007f) {
			t.Errorf("%s: %U is printed: %+q", name, r, all)
			break
		}
	}
	if strings.Contains(strings.ToLower(all), injectedToken[:8]) || in.givesClientSecret() && strings.Contains(all, injectedSecret) {
		t.Errorf("%s: a secret is printed: %s", name, all)
	}
	if strings.Contains(all, "\n"+injectedLine) {
		t.Errorf("%s: a line that is not ours is printed: %+q", name, all)
	}
	right := status >= console.StatusDone && status <= console.StatusUnreachable
	if len(in.wants) > 0 {
		right = slices.Contains(in.wants, status)
	}
	if !right {
		t.Errorf("%s: exit status %d, want one of %v: %s", name, status, in.wants, all)
	}
	if status == console.StatusUsage && strings.TrimSpace(errs) == "" {
		t.Errorf("%s: a mistake, and nothing says which", name)
	}
	if console.WantsJSON(in.args) && out != "" && cmp.Or(in.args...) != "__complete" {
		for dec := json.NewDecoder(strings.NewReader(out)); ; {
			var v any
			if err := dec.Decode(&v); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Errorf("%s: not JSON: %v: %s", name, err, out)
				break
			}
		}
	}
}

// givesClientSecret reports whether the program was given a client secret, in a variable
// where it belongs or in an argument where it does not. In a file it has no form by which it
// could be known.
func (in injection) givesClientSecret() bool {
	return slices.ContainsFunc(in.args, func(arg string) bool { return strings.Contains(arg, injectedSecret) }) ||
		strings.Contains(in.vars["SLACK_TOKEN"]+in.vars[console.ClientSecretVar]+in.vars[console.SigningSecretVar], injectedSecret)
}

// endsWhenPrinted ends a command that would listen on, once it has said where.
type endsWhenPrinted struct {
	io.Writer
	end func()
}

func (w *endsWhenPrinted) Write(p []byte) (int, error) {
	defer w.end()
	return w.Writer.Write(p)
}
