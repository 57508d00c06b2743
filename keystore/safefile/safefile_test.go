//go:build unix

package safefile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// special makes one file of each kind that is none of data, and returns them by kind.
func special(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	fifo, sock := filepath.Join(dir, "fifo"), filepath.Join(dir, "s")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", sock)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return map[string]string{
		"a named pipe": fifo, "a socket": sock, "a directory": dir, "a device": "/dev/zero",
	}
}

// TestReadRefusesWhatIsNoFile: opening a pipe waits for its writer, and a device has no end.
func TestReadRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	for kind, name := range special(t) {
		if data, err := Read(name, 10); err == nil || err.Error() != "it is "+kind {
			t.Errorf("%s: %q, %v", kind, data, err)
		}
		if kind == "a named pipe" {
			continue
		}
		if data, err := ReadInput(t.Context(), name, 10); err == nil || err.Error() != "it is "+kind {
			t.Errorf("%s, as an input: %q, %v", kind, data, err)
		}
	}
}

func TestReadIsBounded(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(name, []byte("0123456789"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := Read(name, 10); string(data) != "0123456789" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := Read(name, 9); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("one byte too many: %v", err)
	}
	if data, err := ReadInput(t.Context(), name, 10); string(data) != "0123456789" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none"), 9); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %v", err)
	}
}

// TestInputFromAPipe: the shell makes one of <(command).
func TestInputFromAPipe(t *testing.T) {
	t.Parallel()
	fifo := special(t)["a named pipe"]
	if _, err := ReadInput(t.Context(), fifo, 10); !errors.Is(err, ErrEmptyPipe) {
		t.Errorf("without a writer: %v", err)
	}
	writer, err := os.OpenFile(fifo, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close() //nolint:errcheck // it was read
	if _, err := io.WriteString(writer, "0123456789+"); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadInput(t.Context(), fifo, 10); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a pipe without an end: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadInput(ctx, fifo, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("a writer that is silent: %v", err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close() //nolint:errcheck // it was read
	_, _ = io.WriteString(w, "{}")
	_ = w.Close()
	conn, err := r.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Control(func(fd uintptr) {
		if _, statErr := os.Stat("/dev/fd/0"); statErr != nil {
			return // this system has no names for open files
		}
		if data, err := ReadInput(t.Context(), fmt.Sprint("/dev/fd/", fd), 10); string(data) != "{}" || err != nil {
			t.Errorf("<(command): %q, %v", data, err)
		}
	})
}

// TestDirOpensDataOnly: a tree may change while it is read.
func TestDirOpensDataOnly(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "app.py"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.py"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("app.py", filepath.Join(dir, "link.py")); err != nil {
		t.Fatal(err)
	}
	tree := Dir(dir)
	if data, err := fs.ReadFile(tree, "app.py"); string(data) != "x" || err != nil {
		t.Errorf("app.py: %q, %v", data, err)
	}
	for _, name := range []string{"pipe.py", "link.py", "../" + filepath.Base(dir) + "/app.py", "/etc/passwd"} {
		if _, err := tree.Open(name); err == nil {
			t.Errorf("%s is opened", name)
		}
	}
	if list, err := fs.ReadDir(tree, "."); len(list) != 3 || err != nil {
		t.Errorf("lists %v, %v", list, err)
	}
}

func TestWhoCanChangeAFile(t *testing.T) {
	t.Parallel()
	const me, mine, root, other = 1000, 1000, 0, 1001
	for name, test := range map[string]struct {
		mode               fs.FileMode
		owner, group, user uint32
		wrong              string
	}{
		"only its owner":             {0o700, me, mine, me, ""},
		"others can read":            {0o755, me, mine, me, ""},
		"others can write":           {0o777, me, mine, me, "every user"},
		"a sticky directory":         {fs.ModeSticky | 0o777, root, root, me, "every user"},
		"the group of its own":       {0o775, me, mine, me, ""},
		"another group":              {0o775, me, 100, me, "its group"},
		"of root":                    {0o755, root, root, me, ""},
		"of another user":            {0o700, other, other, me, "another user"},
		"of a user, and I am root":   {0o700, other, other, root, ""},
		"writable, and I am root":    {0o722, other, other, root, "every user"},
		"its group's, and I am root": {0o770, other, 100, root, "its group"},
	} {
		err := checkPrivate("dir", test.mode, test.owner, test.group, test.user)
		if test.wrong == "" && err != nil || test.wrong != "" && (err == nil || !strings.Contains(err.Error(), test.wrong)) {
			t.Errorf("%s: %v, want %q", name, err, test.wrong)
		}
	}
}

// TestAppendRefusesWhatIsNoFile: also what has taken the name of a file since it was looked at.
func TestAppendRefusesWhatIsNoFile(t *testing.T) {
	t.Parallel()
	for kind, name := range special(t) {
		link := filepath.Join(t.TempDir(), "link")
		if err := os.Symlink(name, link); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{name, link} {
			if _, err := Append(name); err == nil || err.Error() != "it is "+kind {
				t.Errorf("%s: %v", kind, err)
			}
			if file, err := reopen(name, os.O_RDWR|os.O_APPEND|os.O_CREATE, fs.FileMode.IsRegular); err == nil {
				_ = file.Close()
				t.Errorf("%s is opened once it has the name of a file", kind)
			}
		}
	}
	name := filepath.Join(t.TempDir(), "new")
	for range 2 {
		file, err := Append(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString("x"); err != nil {
			t.Error(err)
		}
		_ = file.Close()
	}
	data, err := os.ReadFile(name)
	if info, statErr := os.Stat(name); err != nil || statErr != nil || string(data) != "xx" || info.Mode().Perm() != 0o600 {
		t.Errorf("%q, %v, %v", data, info, err)
	}
}
