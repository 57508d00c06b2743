// Skips reads what go test -json prints, and prints what go test would, without what passes:
// a line for each package, and what failing tests say. Then it prints each test that was
// skipped, and why. It fails when a test failed, and when one was skipped for a reason that
// is not allowed.
//
// Usage:
//
//	go test -json ./... | skips [-allow REGEXP]
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
)

func main() {
	allow := flag.String("allow", "", "reasons that are allowed: those that match this regular expression")
	flag.Parse()
	allowed, err := regexp.Compile(cmp.Or(*allow, "^$"))
	if err == nil {
		err = report(os.Stdin, os.Stdout, allowed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "skips:", err)
		os.Exit(1)
	}
}

// event is a line of go test -json: of a test, of a package, or of a build. See go doc test2json.
type event struct {
	Action, Package, Test, Output string
	ImportPath                    string // of a build
}

// of is what an event is of.
func (e event) of() event { return event{Package: e.Package, Test: e.Test, ImportPath: e.ImportPath} }

func (e event) name() string { return strings.TrimSpace(e.Package + " " + e.Test + e.ImportPath) }

// results are what events tell.
type results struct {
	said            map[event]string // by what they are of, until it ends
	failed, skipped []string
	refused         []string // skipped, and that is not allowed
}

// report reads events to their end.
func report(events io.Reader, out io.Writer, allowed *regexp.Regexp) error {
	r := results{said: map[event]string{}}
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return fmt.Errorf("this is no event of go test -json: %.200s", lines.Text())
		}
		_, _ = io.WriteString(out, r.take(e, allowed)) // a pipe that is closed ends the program
	}
	if err := lines.Err(); err != nil {
		return err
	}
	slices.Sort(r.skipped)
	for _, s := range r.skipped {
		fmt.Fprintln(out, "skipped:", s)
	}
	switch {
	case len(r.failed) > 0:
		return errors.New("failed: " + strings.Join(r.failed, ", "))
	case len(r.refused) > 0:
		return errors.New("these must not be skipped here:\n" + strings.Join(r.refused, "\n"))
	}
	return nil
}

// take adds an event to the results, and returns what is to print of it.
func (r *results) take(e event, allowed *regexp.Regexp) string {
	said := r.said[e.of()]
	switch e.Action {
	case "output", "build-output":
		r.said[e.of()] += e.Output
		return ""
	case "fail", "build-fail":
		r.failed = append(r.failed, e.name())
	case "pass":
		if e.Test != "" {
			said = ""
		}
		said = lastLine(said)
	case "skip":
		if e.Test != "" { // not a package without tests
			r.skip(e.name(), reason(said), allowed)
		}
		said = ""
	default: // it goes on
		return ""
	}
	delete(r.said, e.of())
	return said
}

func (r *results) skip(name, why string, allowed *regexp.Regexp) {
	r.skipped = append(r.skipped, name+": "+why)
	if !allowed.MatchString(why) {
		r.refused = append(r.refused, name+": "+why)
	}
}

var place = regexp.MustCompile(`(?m)^ *[A-Za-z0-9_]+\.go:[0-9]+: `)

// reason is what a test that was skipped said last, without where.
func reason(said string) string {
	at := place.FindAllStringIndex(said, -1)
	if len(at) == 0 {
		return "no reason given"
	}
	why, _, _ := strings.Cut(said[at[len(at)-1][1]:], "--- SKIP")
	return strings.Join(strings.Fields(why), " ")
}

func lastLine(said string) string {
	lines := slices.Collect(strings.Lines(said))
	if len(lines) == 0 {
		return ""
	}
	return lines[len(lines)-1]
}
