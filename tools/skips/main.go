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

// report reads events to their end.
func report(events io.Reader, out io.Writer, allowed *regexp.Regexp) error {
	said := map[event]*strings.Builder{} // by package and test
	var skipped, failed, refused []string
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return fmt.Errorf("this is no event of go test -json: %.200s", lines.Text())
		}
		of := event{Package: e.Package, Test: e.Test, ImportPath: e.ImportPath}
		if said[of] == nil {
			said[of] = &strings.Builder{}
		}
		switch name := strings.TrimSuffix(e.Package+" "+e.Test, " "); e.Action {
		case "output", "build-output":
			said[of].WriteString(e.Output)
		case "build-fail":
			fmt.Fprint(out, said[of])
			failed = append(failed, e.ImportPath)
		case "fail":
			fmt.Fprint(out, said[of])
			failed = append(failed, name)
		case "skip":
			if e.Test == "" { // a package without tests
				break
			}
			why := reason(said[of].String())
			skipped = append(skipped, name+": "+why)
			if !allowed.MatchString(why) {
				refused = append(refused, name+": "+why)
			}
		case "pass":
			if e.Test == "" {
				fmt.Fprint(out, lastLine(said[of].String()))
			}
		}
		if e.Action != "output" && e.Action != "build-output" && e.Action != "start" && e.Action != "run" && e.Action != "pause" && e.Action != "cont" {
			delete(said, of) // it has ended
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	slices.Sort(skipped)
	for _, s := range skipped {
		fmt.Fprintln(out, "skipped:", s)
	}
	switch {
	case len(failed) > 0:
		return errors.New("failed: " + strings.Join(failed, ", "))
	case len(refused) > 0:
		return errors.New("these must not be skipped here:\n" + strings.Join(refused, "\n"))
	}
	return nil
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
