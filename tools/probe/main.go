// Probe measures the built program from outside, as a person at a terminal meets it. It
// starts `periscope demo` with more and more resources in a terminal of 120 by 40 cells,
// presses keys, and prints a line for each size:
//
//   - first frame, data: from the start until words are on screen, and until the team's
//     resources are: the median of some starts
//   - j: from the key to the first and to the last byte that answers it
//   - bytes: how many bytes answer a key
//   - idle: bytes written in 10 s in which nobody does anything. While a team is still being
//     listed, a countdown runs, and costs a few each second
//   - filter: from a key typed in the filter to the last byte, with all keys of a word
//   - memory: of the whole process, the emulated Slack included: now, and at most
//
// Where fzf is found, it is measured in the same run on 100,000 lines, as machines differ
// and a machine differs from one minute to the next. Nothing is judged: numbers are for
// people to read, and only a run that measured nothing fails.
//
// Usage, in the folder of this program's module:
//
//	go run ./probe [-short] [-sizes 200,1200] [-listed] [-fzf PATH] PERISCOPE
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "probe:", err)
		os.Exit(1)
	}
}

// plan is what is measured, and how often.
type plan struct {
	sizes  []int
	starts int
	keys   int
	idle   time.Duration
	listed bool // wait until everything is listed, which takes minutes at Slack's limits
}

var (
	fullPlan  = plan{sizes: []int{200, 1_200, 10_000, 100_000, 1_000_000}, starts: 5, keys: 100, idle: 10 * time.Second}
	shortPlan = plan{sizes: []int{200, 10_000}, starts: 1, keys: 15, idle: time.Second}
)

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("probe", flag.ContinueOnError)
	short := flags.Bool("short", false, "two sizes and a few keys, in a few seconds")
	listed := flags.Bool("listed", false, "wait until all resources are listed: minutes, from 10,000 on")
	sizes := flags.String("sizes", "", "other numbers of resources, with commas between")
	finder := flags.String("fzf", "", "fzf to compare with; the one in PATH is taken by itself")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("which program? Build one with `go build -o /tmp/periscope .`, and name it")
	}
	p := fullPlan
	if *short {
		p = shortPlan
	}
	p.listed = *listed
	if *sizes != "" {
		p.sizes = nil
		for one := range strings.SplitSeq(*sizes, ",") {
			n, err := strconv.Atoi(one)
			if err != nil {
				return fmt.Errorf("reading -sizes: %w", err)
			}
			p.sizes = append(p.sizes, n)
		}
	}
	binary, err := filepath.Abs(flags.Arg(0))
	if err != nil {
		return err
	}
	return p.measure(out, binary, *finder)
}

// measure prints the table. Its error is that of the first line that could not be measured.
func (p plan) measure(out io.Writer, binary, finder string) error {
	fmt.Fprintf(out, "load %s\n%-20s %s\n", load(), "", heading)
	var failed error
	for _, n := range p.sizes {
		r, err := p.explorer(binary, n)
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%d resources: %w", n, err))
			continue
		}
		fmt.Fprintf(out, "%-20s %s\n", thousands(n), r)
	}
	if finder == "" {
		finder, _ = exec.LookPath("fzf")
	}
	if finder == "" {
		fmt.Fprintln(out, "fzf                  skipped: it is not in PATH, and -fzf names none")
		return failed
	}
	const lines = 100_000
	r, err := p.fzf(finder, lines)
	if err != nil {
		return errors.Join(failed, fmt.Errorf("fzf: %w", err))
	}
	fmt.Fprintf(out, "%-20s %s\n", "fzf, "+thousands(lines), r)
	return failed
}

// explorer measures the explorer of a demo of n resources.
func (p plan) explorer(binary string, n int) (result, error) {
	command := []string{binary, "demo", "--resources", strconv.Itoa(n)}
	return p.subject(command, subject{
		data: "everything", settle: p.listed, unfold: "2e", move: "j", filter: "/", word: "design-9",
	})
}

// fzf measures fzf on n lines.
func (p plan) fzf(finder string, n int) (result, error) {
	dir, err := os.MkdirTemp("", "probe")
	if err != nil {
		return result{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var lines strings.Builder
	for i := range n {
		fmt.Fprintf(&lines, "design-%d C%08d\n", i, i)
	}
	file := filepath.Join(dir, "lines")
	if err := os.WriteFile(file, []byte(lines.String()), 0o600); err != nil {
		return result{}, err
	}
	command := []string{"sh", "-c", `exec "$0" <"$1"`, finder, file}
	return p.subject(command, subject{data: "design-0", move: "\x1b[A", word: "design-9"})
}

// load is the machine's load, which says how far the numbers can be trusted.
func load() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}

// thousands is a number with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
