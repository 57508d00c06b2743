package project

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	gocmp "github.com/google/go-cmp/cmp"
	gocmpopts "github.com/google/go-cmp/cmp/cmpopts"

	"periscope/keystore/safefile"
	"periscope/model/drift"
)

const pythonCall = "from slack_sdk import WebClient\nclient = WebClient()\nclient.chat_postMessage(channel='C1')\n"

// closedFS is a file system with a file that nobody may open.
type closedFS struct {
	fs.FS
	closed string
}

func (c closedFS) Open(name string) (fs.File, error) {
	if name == c.closed {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return c.FS.Open(name)
}

func TestSearchCode(t *testing.T) {
	t.Parallel()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	special := func(mode fs.FileMode) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(pythonCall), Mode: mode}
	}
	tree := fstest.MapFS{
		"app.py":                   file(pythonCall),
		"b/deep/er/app.py":         file("\n\n" + pythonCall),
		"b/empty.py":               file(""),
		"build.py":                 file(pythonCall), // a file, whose name is no reason
		"notes.txt":                file(pythonCall),
		".env":                     file(pythonCall),
		".git/hooks/x.py":          file(pythonCall),
		"node_modules/x/y.py":      file(pythonCall),
		"b/vendor/x/y.py":          file(pythonCall),
		"dist/app.py":              file(pythonCall),
		"binary.py":                file(strings.Repeat("#", sniffLen-1) + "\x00" + pythonCall),
		"late.py":                  file(pythonCall + strings.Repeat("#", sniffLen) + "\x00"),
		"full.py":                  file(pythonCall + strings.Repeat("#", maxFileSize-len(pythonCall))),
		"large.py":                 file(pythonCall + strings.Repeat("#", maxFileSize-len(pythonCall)+1)),
		"link.py":                  {Data: []byte("app.py"), Mode: fs.ModeSymlink},
		"pipe.py":                  special(fs.ModeNamedPipe),
		"closed.py":                file(pythonCall),
		"shut/app.py":              file(pythonCall),
		"\x1b[2J/\u202eevil.py":    file(pythonCall),
		"Büro/chañnel \t spâce.py": file(pythonCall),
	}
	for _, closed := range []string{"closed.py", "shut"} {
		got, err := SearchCode(t.Context(), closedFS{tree, closed}, "src")
		if err != nil {
			t.Fatal(err)
		}
		first, unreadable := "src/closed.py", 1
		uses := []drift.CallSite{
			{Method: "chat.postMessage", File: "src/␛[2J/�evil.py", Line: 3},
			{Method: "chat.postMessage", File: "src/Büro/chañnel ␉ spâce.py", Line: 3},
			{Method: "chat.postMessage", File: "src/app.py", Line: 3},
			{Method: "chat.postMessage", File: "src/b/deep/er/app.py", Line: 5},
			{Method: "chat.postMessage", File: "src/build.py", Line: 3},
			{Method: "chat.postMessage", File: "src/full.py", Line: 3},
			{Method: "chat.postMessage", File: "src/late.py", Line: 3},
			{Method: "chat.postMessage", File: "src/shut/app.py", Line: 3},
		}
		if closed == "shut" {
			first = "src/shut"
			uses = append(append([]drift.CallSite{}, uses[:5]...), append([]drift.CallSite{{Method: "chat.postMessage", File: "src/closed.py", Line: 3}}, uses[5:7]...)...)
		}
		want := Code{Uses: uses, Files: len(uses) + 1, Programs: len(uses) + 1, Skipped: []Skip{
			{Reason: SkipBinary, Count: 1, First: "src/binary.py"},
			{Reason: SkipBuilt, Count: 1, First: "src/dist"},
			{Reason: SkipDependencies, Count: 2, First: "src/b/vendor"},
			{Reason: SkipHidden, Count: 2, First: "src/.env"},
			{Reason: SkipLarge, Count: 1, First: "src/large.py"},
			{Reason: SkipLink, Count: 1, First: "src/link.py"},
			{Reason: SkipOther, Count: 1, First: "src/notes.txt"},
			{Reason: SkipSpecial, Count: 1, First: "src/pipe.py"},
			{Reason: SkipUnreadable, Count: unreadable, First: first},
		}}
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(Code{})); diff != "" {
			t.Errorf("with %s closed (-want +got):\n%s", closed, diff)
		}
		for range 5 {
			again, err := SearchCode(t.Context(), closedFS{tree, closed}, "src")
			if diff := gocmp.Diff(got, again, gocmp.AllowUnexported(Code{})); err != nil || diff != "" {
				t.Fatalf("the next search differs: %v\n%s", err, diff)
			}
		}
	}
}

// What CI services run is read though it is hidden, files tell each other where clients
// and addresses are, and what cannot be traced is listed.
func TestSearchCodeOfAProject(t *testing.T) {
	t.Parallel()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	got, err := SearchCode(t.Context(), fstest.MapFS{
		".github/workflows/tell.yml": file("steps:\n  - uses: slackapi/slack-github-action@v2\n    with:\n      method: chat.postMessage\n"),
		".github/scripts/tell.sh":    file("curl https://slack.com/api/pins.add\n"),
		".gitlab-ci.yml":             file("script: curl https://slack.com/api/users.list\n"),
		".cache/x.py":                file(pythonCall),
		"lib/client.js":              file("export const root = 'https://slack.com/api/';\nexport const talk = (method) => fetch(root + method);\n"),
		"app.js":                     file("import { talk } from './lib/client.js';\ntalk('reactions.add');\ntalk(chosen);\n"),
		"week.ipynb":                 file("{\"cells\": [{\"cell_type\": \"code\", \"source\": [\n\"slack.team_info()\"\n]}]}"),
	}, "src")
	if err != nil {
		t.Fatal(err)
	}
	want := Code{
		Uses: []drift.CallSite{
			{Method: "pins.add", File: "src/.github/scripts/tell.sh", Line: 1},
			{Method: "chat.postMessage", File: "src/.github/workflows/tell.yml", Line: 4},
			{Method: "users.list", File: "src/.gitlab-ci.yml", Line: 1},
			{Method: "reactions.add", File: "src/app.js", Line: 2},
			{Method: "team.info", File: "src/week.ipynb", Line: 2},
		},
		Untraced: []drift.UntracedCall{{File: "src/app.js", Line: 3, Kind: drift.UntracedName, Text: "talk(chosen)"}},
		Files:    6,
		Programs: 4,
		Skipped:  []Skip{{Reason: SkipHidden, Count: 1, First: "src/.cache"}},
	}
	if diff := gocmp.Diff(want, got, gocmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSearchCodeStops(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := SearchCode(ctx, fstest.MapFS{"a.py": {Data: []byte(pythonCall)}}, "."); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if _, err := SearchCode(t.Context(), closedFS{fstest.MapFS{}, "."}, "."); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("a directory that cannot be read: %v", err)
	}
}

// TestReadCodeOfThisMachine: links do not lead out, several directories add up,
// and one that is hidden or built is searched when it is named.
func TestReadCodeOfThisMachine(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"out.py": pythonCall, "app/a.py": pythonCall, "app/.x/b.py": pythonCall, "app/.y": "", "build/c.py": pythonCall, "build/.z": ""} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"app/up": "..", "app/out.py": "../out.py", "app/gone.py": "nowhere"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip("this machine makes no links: ", err)
		}
	}
	got, err := ReadCode(t.Context(), []string{filepath.Join(dir, "build"), filepath.Join(dir, "app"), filepath.Join(dir, "app", ".x")})
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, u := range got.Uses {
		files = append(files, strings.TrimPrefix(u.File, filepath.ToSlash(dir)))
	}
	if diff := gocmp.Diff([]string{"/build/c.py", "/app/a.py", "/app/.x/b.py"}, files); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	want := map[SkipReason]int{SkipHidden: 3, SkipLink: 3}
	for _, s := range got.Skipped {
		if want[s.Reason] != s.Count {
			t.Errorf("%d skipped as %s", s.Count, s.Reason)
		}
	}
}

// turningFS has files that turned into pipes after they were listed.
type turningFS struct{ fstest.MapFS }

func (f turningFS) Open(name string) (fs.File, error) {
	if name == "app.py" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: &safefile.KindError{Kind: "a named pipe"}}
	}
	return f.MapFS.Open(name)
}

// TestFilesThatTurnIntoPipes are counted, and not waited for.
func TestFilesThatTurnIntoPipes(t *testing.T) {
	t.Parallel()
	got, err := SearchCode(t.Context(), turningFS{fstest.MapFS{"app.py": {Data: []byte(pythonCall)}}}, "app")
	if want := []Skip{{SkipSpecial, 1, "app/app.py"}}; err != nil || !slices.Equal(got.Skipped, want) || got.Files != 0 {
		t.Errorf("%+v, %v", got, err)
	}
}

// BenchmarkReadCode searches 10,000 files of 4 KB, in which every tenth has a call.
func BenchmarkReadCode(b *testing.B) {
	dir := b.TempDir()
	for i := range 10_000 {
		text := bytes.Repeat([]byte("def compute(x):\n    return service.compute(x)\n\n"), 85)
		if i%10 == 0 {
			text = append([]byte(pythonCall), text...)
		}
		sub := filepath.Join(dir, fmt.Sprint(i/100))
		if err := errors.Join(os.MkdirAll(sub, 0o700), os.WriteFile(filepath.Join(sub, fmt.Sprintf("f%d.py", i)), text, 0o600)); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if found, err := ReadCode(b.Context(), []string{dir}); err != nil || len(found.Uses) != 1000 {
			b.Fatalf("%d calls, %v", len(found.Uses), err)
		}
	}
}
