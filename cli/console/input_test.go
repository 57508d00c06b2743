package console

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFilesAreReadWithoutTheirByteOrderMark(t *testing.T) {
	t.Parallel()
	env := &Environment{In: strings.NewReader("\xef\xbb\xbf{}")}
	if data, err := ReadInput(t.Context(), env, "-"); string(data) != "{}" || err != nil {
		t.Errorf("standard input: %q, %v", data, err)
	}
	name := filepath.Join(t.TempDir(), "saved.json")
	if err := os.WriteFile(name, []byte("\xef\xbb\xbf{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := ReadInput(t.Context(), env, name); string(data) != "{}" || err != nil {
		t.Errorf("a file: %q, %v", data, err)
	}
}

func TestInputThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	utf16 := filepath.Join(dir, "utf16.json")
	if err := os.WriteFile(utf16, []byte("\xff\xfe{\x00}\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		env           Environment
		file          string
		message, next string
	}{
		"missing":     {file: filepath.Join(dir, "zzz"), message: "cannot be read: ", next: "Check the name"},
		"a directory": {file: dir, message: "cannot be read: ", next: "Name a file"},
		"UTF-16":      {file: utf16, message: "is encoded as UTF-16", next: "Save it as UTF-8"},
		"too large":   {env: Environment{In: bytes.NewReader(make([]byte, maxDocument+1))}, file: "-", message: "standard input is larger than 32 MiB", next: "another file"},
		"a terminal":  {env: Environment{InTerminal: true}, file: "-", message: "standard input is a terminal", next: "pipe it in"},
	} {
		_, err := ReadInput(t.Context(), &test.env, test.file)
		if err == nil {
			t.Errorf("%s is read", name)
			continue
		}
		if f := Describe(err); !strings.Contains(f.Message, test.message) || !strings.Contains(f.Next, test.next) || f.Status != StatusUsage {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

// TestInputName: a name that a sentence would swallow stands in quotes.
func TestInputName(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, want string }{
		{"", `""`},
		{" m.yaml", `" m.yaml"`},
		{"m.yaml", "m.yaml"},
		{"-", "standard input"},
		{"a\x1bb", "a␛b"},
	} {
		if got := InputName(test.name); got != test.want {
			t.Errorf("%q is called %q, want %q", test.name, got, test.want)
		}
	}
}
