package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/creack/pty"
)

// terminal is one of 120 by 40 cells in which a program runs. It answers what programs ask
// of terminals, so that none waits for an answer.
type terminal struct {
	command *exec.Cmd
	tty     *os.File
	home    string
	started time.Time
	reads   chan read
	output  []byte
	frame   time.Duration // from the start until words were on screen
	data    time.Duration // and until there was data
}

// read is what came at once.
type read struct {
	at    time.Time
	bytes []byte
}

// start runs a command in a terminal, with a home of its own.
func start(command []string) (*terminal, error) {
	home, err := os.MkdirTemp("", "probe")
	if err != nil {
		return nil, err
	}
	t := &terminal{command: exec.CommandContext(context.Background(), command[0], command[1:]...), home: home, reads: make(chan read, 1024)}
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch name {
		case "SSH_TTY", "NO_COLOR", "CI", "HOME", "TERM", "COLORTERM", "LANG", "LC_ALL", "FZF_DEFAULT_OPTS":
		default:
			t.command.Env = append(t.command.Env, v)
		}
	}
	t.command.Env = append(t.command.Env, "HOME="+home, "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8")
	t.started = time.Now()
	if t.tty, err = pty.StartWithSize(t.command, &pty.Winsize{Rows: 40, Cols: 120}); err != nil {
		return nil, errors.Join(err, os.RemoveAll(home))
	}
	go t.read()
	return t, nil
}

func (t *terminal) read() {
	defer close(t.reads)
	buffer := make([]byte, 1<<16)
	for {
		n, err := t.tty.Read(buffer)
		if n > 0 {
			now := time.Now()
			t.answer(buffer[:n])
			t.reads <- read{now, bytes.Clone(buffer[:n])}
		}
		if err != nil {
			return
		}
	}
}

// end stops the program.
func (t *terminal) end() {
	_ = t.command.Process.Kill()
	_ = t.command.Wait()
	_ = t.tty.Close()
	for range t.reads { // until the reader has seen it
	}
	_ = os.RemoveAll(t.home)
}

var (
	sequences = regexp.MustCompile(`\x1b\[[0-9;?<=>]*[ -/]*[@-~]|` +
		`\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^X][^\x1b]*\x1b\\|\x1b[ -/]*[0-~]`)
	modeAsked = regexp.MustCompile(`\x1b\[\?(\d+)\$p`)
)

// answer says what a plain terminal with a dark background would say.
func (t *terminal) answer(output []byte) {
	var said []byte
	for asked, answer := range map[string]string{
		"\x1b[c":    "\x1b[?62;22c",
		"\x1b[6n":   "\x1b[1;1R",
		"\x1b]11;?": "\x1b]11;rgb:0000/0000/0000\x1b\\",
		"\x1b[?u":   "\x1b[?0u",
	} {
		if bytes.Contains(output, []byte(asked)) {
			said = append(said, answer...)
		}
	}
	for _, mode := range modeAsked.FindAllSubmatch(output, -1) {
		said = fmt.Appendf(said, "\x1b[?%s;2$y", mode[1])
	}
	if len(said) > 0 {
		_, _ = t.tty.Write(said) // a program that is gone needs no answer
	}
}

// begin waits for the first frame, and for a word that is on screen once there is data.
func (t *terminal) begin(data string) error {
	const enough = 150 // letters and lines: more than a title
	late := time.After(time.Minute)
	for t.frame == 0 || t.data == 0 {
		select {
		case r, ok := <-t.reads:
			if !ok {
				return fmt.Errorf("the program ended; on screen: %q", t.tail())
			}
			t.output = append(t.output, r.bytes...)
			words := bytes.TrimSpace(sequences.ReplaceAll(t.output, nil))
			if t.frame == 0 && len(words) >= enough {
				t.frame = r.at.Sub(t.started)
			}
			if t.data == 0 && bytes.Contains(words, []byte(data)) {
				t.data = r.at.Sub(t.started)
			}
		case <-late:
			return fmt.Errorf("%q is not on screen after a minute, but %q", data, t.tail())
		}
	}
	return nil
}

// tail is the end of what was written.
func (t *terminal) tail() string {
	words := bytes.TrimSpace(sequences.ReplaceAll(t.output, nil))
	return string(words[max(0, len(words)-300):])
}

// drain waits until nothing was written for as long as quiet, at most for as long as most,
// and counts bytes.
func (t *terminal) drain(quiet, most time.Duration) (n int) {
	late := time.After(most)
	for {
		select {
		case r, ok := <-t.reads:
			if !ok {
				return n
			}
			n += len(r.bytes)
			t.output = append(t.output[max(0, len(t.output)-1<<14):], r.bytes...)
		case <-time.After(quiet):
			return n
		case <-late:
			return n
		}
	}
}

// answered is what came of a key.
type answered struct {
	first, last time.Duration
	bytes       int
}

// press presses a key and waits until what it does is on screen: until nothing was written
// for as long as seven frames.
func (t *terminal) press(key string) (k answered) {
	const quiet, most = 60 * time.Millisecond, 400 * time.Millisecond
	pressed := time.Now()
	if _, err := t.tty.WriteString(key); err != nil {
		return k
	}
	wait := most
	for {
		select {
		case r, ok := <-t.reads:
			if !ok {
				return k
			}
			t.output = append(t.output[max(0, len(t.output)-1<<14):], r.bytes...)
			k.last = r.at.Sub(pressed)
			if k.bytes == 0 {
				k.first = k.last
			}
			k.bytes += len(r.bytes)
			wait = quiet
		case <-time.After(wait):
			return k
		}
	}
}

// memory is what the program holds now, and held at most, in kB; 0 where the system has no /proc.
func (t *terminal) memory() (now, most int) {
	status, err := os.ReadFile("/proc/" + strconv.Itoa(t.command.Process.Pid) + "/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		kB, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimSpace(value), " kB"))
		switch name {
		case "VmRSS":
			now = kB
		case "VmHWM":
			most = kB
		}
	}
	return now, most
}
