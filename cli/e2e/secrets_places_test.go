//go:build unix

package e2e

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/hinshun/vt10x"
)

// separator stands between texts that were not to be read together.
const separator = "\n§\n"

// files are the contents of all files below a directory, by path. The program may
// be running and replace some meanwhile.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	contents := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			var data []byte
			data, err = os.ReadFile(path)
			contents[path] = string(data)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return contents
}

// processes are what the system tells everybody about the running program, its
// children, and the threads of each: command lines, variables, names. Only Linux
// shows them as files.
func (s *terminal) processes() map[string]string {
	s.t.Helper()
	told := map[string]string{}
	if runtime.GOOS != "linux" {
		return told
	}
	for _, pid := range processTree(s.cmd.Process.Pid) {
		threads, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*"))
		for _, thread := range threads {
			for _, name := range []string{"cmdline", "environ", "comm"} {
				path := filepath.Join(thread, name)
				data, _ := os.ReadFile(path) // a thread may have ended
				told[path] = strings.ReplaceAll(string(data), "\x00", separator)
			}
		}
	}
	own := strconv.Itoa(s.cmd.Process.Pid)
	for _, name := range []string{"cmdline", "environ"} {
		path := filepath.Join("/proc", own, "task", own, name)
		// Where the user may not read it, because of process.ForbidCores, no other may.
		if _, err := os.ReadFile(path); told[path] == "" && !errors.Is(err, fs.ErrPermission) {
			s.t.Errorf("%s cannot be read: %v", path, err)
		}
	}
	return told
}

// processTree is a process with the children of all its threads, and theirs.
func processTree(pid int) []int {
	pids := []int{pid}
	lists, _ := filepath.Glob(filepath.Join("/proc", strconv.Itoa(pid), "task", "*", "children"))
	for _, list := range lists {
		data, _ := os.ReadFile(list) // a thread that has ended has none
		for child := range strings.FieldsSeq(string(data)) {
			if n, err := strconv.Atoi(child); err == nil {
				pids = append(pids, processTree(n)...)
			}
		}
	}
	return pids
}

// screenStep is how much output is played between two looks at the screen, in
// bytes: less than a change of the screen that could show a secret and hide it again.
const screenStep = 256

// screens plays output on an emulated terminal of w by h cells, and returns all that
// was ever on its screen: every line, and every column between two borders, so that
// what was wrapped in a pane or a dialog is in one piece. Each is there once.
func screens(output string, w, h int) string {
	screen := vt10x.New(vt10x.WithSize(w, h))
	var all strings.Builder
	seen := map[string]bool{}
	keep := func(text string) {
		if !seen[text] {
			seen[text] = true
			all.WriteString(text + separator)
		}
	}
	for len(output) > 0 {
		n := min(screenStep, len(output))
		_, _ = screen.Write([]byte(output[:n]))
		output = output[n:]
		now := screen.String()
		if seen[now] {
			continue
		}
		seen[now] = true
		for _, text := range columns(now) {
			keep(text)
		}
	}
	return all.String()
}

// columns are the lines of a screen, and below one another the parts of them that
// stand between the same borders, counted from the left and from the right.
func columns(screen string) []string {
	lines := strings.Split(screen, "\n")
	fromLeft, fromRight := map[int]string{}, map[int]string{}
	for _, line := range lines {
		cells := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("│┃║", r) })
		for i, cell := range cells {
			fromLeft[i] += strings.TrimSpace(cell)
			fromRight[len(cells)-i] += strings.TrimSpace(cell)
		}
	}
	for _, parts := range []map[int]string{fromLeft, fromRight} {
		for _, part := range parts {
			lines = append(lines, part)
		}
	}
	return lines
}

func TestScreens(t *testing.T) {
	t.Parallel()
	var f finder
	const secret = "Zq3vN8xLk2RtWm7y"
	f.add("the secret", secret)
	wipe := "\x1b[2J\x1b[H"
	padding := strings.Repeat("\x1b[m", screenStep)
	for name, output := range map[string]string{
		"on the screen, then gone": "a " + secret + padding + wipe,
		"put together by moves":    "Zq3v\x1b[1;9Hk2Rt\x1b[1;5HN8xL\x1b[1;13HWm7y",
		"letter by letter":         "\x1b[1;3H3\x1b[1;1HZ\x1b[1;2Hq\x1b[1;4Hv\x1b[1;6H8\x1b[1;5HN\x1b[1;8HL\x1b[1;7Hx",
		"wrapped by the terminal":  strings.Repeat(".", 33) + secret,
		"wrapped in a pane":        "│ one    │ Zq3vN8 │ \r\n│ two    │ xLk2Rt │",
		"in the last pane":         "│ one    │ Zq3vN8 │\r\n│ xLk2Rt │",
	} {
		if found := f.find(screens(output, 40, 6)); len(found) != 1 {
			t.Errorf("%s: found %q", name, found)
		}
	}
	if found := f.find(screens(secret[:7]+padding+wipe+secret[7:14], 40, 6)); len(found) != 0 {
		t.Errorf("on two screens: found %q", found)
	}
}
