package cli

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/model/leastprivilege"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// recordedLine is one call of a recording, made with a bot token.
func recordedLine(method string, count int) string {
	return fmt.Sprintf(`{"schema":"periscope.record/v1","count":%d,"first":"2026-03-04T12:00:00Z","last":"2026-03-04T12:04:00Z",`+
		`"method":%q,"kind":"bot","token":"0123456789ab","outcome":"ok","status":200,"types":["channel"],"scopes":["channels:read","users:read"],`+
		`"scopes_sent":true}`+"\n", count, method)
}

// used is what a source says of the use of a scope in its recording.
func used(ctx context.Context, t *testing.T, from ui.Source, key, scope string) string {
	t.Helper()
	r, err := from.(ui.RecordingSource).Recorded(ctx, key)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range r.Scopes {
		if string(u.Scope) == scope && len(u.Methods) > 0 {
			return fmt.Sprintf("%s %d %s", u.Status, u.Count, u.Last.UTC().Format("15:04"))
		}
	}
	return ""
}

// The explorer shows a recording beside the stored teams, reads it again while it grows, and
// compares with it alone.
func TestRootShowsRecording(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(recordedLine("conversations.list", 3))
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxb-sandbox-lighthouse", "team", "add", "--token-stdin", "--store", "keyring").want(t, console.StatusDone)
	p.onTerminal().explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		key := from.Teams()[0].Key
		if got := used(ctx, t, from, key, "channels:read"); got != "used 3 12:04" {
			t.Errorf("channels:read %q", got)
		}
		write(recordedLine("conversations.list", 3) + recordedLine("users.list", 1))
		c, err := from.(ui.DriftSource).Drift(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if c.Recorded == nil || c.Recorded.Calls != 4 || c.KnowsDeclared || !slices.Equal(c.Recorded.With(leastprivilege.Used), c.Needed) {
			t.Errorf("%+v", c)
		}
		if !slices.Contains(c.Unused, "chat:write") || slices.Contains(c.Unused, "users:read") {
			t.Errorf("unused %v", c.Unused)
		}
		write("no call\n")
		if _, err := from.(ui.RecordingSource).Recorded(ctx, key); err == nil {
			t.Error("a broken file is read")
		}
		return nil
	}
	p.run(t, "", "--recorded", file).want(t, console.StatusDone)
}

// A file that is no recording is refused before anything is drawn, and so is a pipe.
func TestExplorersRefuseWhatIsNoRecording(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "manifest.yaml")
	if err := os.WriteFile(file, []byte("display_information:\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{}, {"demo"}} {
		p := newPlace(t).onTerminal()
		p.explore = func(context.Context, ui.Source, ui.Options) error {
			t.Error("the explorer started")
			return nil
		}
		p.run(t, "", append(command, "--recorded", file)...).want(t, console.StatusUsage, "manifest.yaml:1: this is not a line of JSON",
			"periscope watch --save FILE")
		p.run(t, "", append(command, "--recorded", "-")...).want(t, console.StatusUsage, "standard input only once", "name a file")
		p.run(t, "", append(command, "--recorded", file+".gone")...).want(t, console.StatusUsage, "cannot be read")
	}
}

// TestExplorerRefusesWhatCannotBeRead: a manifest or code, before anything is asked or shown.
func TestExplorerRefusesWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "manifest.yaml")
	if err := os.WriteFile(file, []byte("display_information:\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPlace(t).onTerminal()
	p.explore = func(context.Context, ui.Source, ui.Options) error {
		t.Error("the explorer started")
		return nil
	}
	for _, c := range []struct{ flag, name, says string }{
		{"--manifest", file + ".gone", "cannot be read"},
		{"--manifest", "-", "standard input only once"},
		{"--code", file + ".gone", "cannot be searched"},
		{"--code", file, "it is not a directory"},
	} {
		p.run(t, "", c.flag, c.name).want(t, console.StatusUsage, c.says)
	}
}

// The demo has a recording of its app; --recorded shows another.
func TestDemoShowsRecording(t *testing.T) {
	t.Parallel()
	inDemo(t, func(ctx context.Context, s *demo.Source) {
		key := keyOf(t, s, "Lighthouse")
		for scope, want := range map[string]string{"chat:write": "used 3 12:04", "users:read": "used 3 12:04", "pins:write": "missing 3 12:04", "im:read": ""} {
			if got := used(ctx, t, s, key, scope); got != want {
				t.Errorf("%s %q, want %q", scope, got, want)
			}
		}
		if got := used(ctx, t, s, keyOf(t, s, "Greenhouse"), "search:read"); got != "missing 1 10:40" {
			t.Errorf("search:read %q", got)
		}
		c, err := s.Drift(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(c.Recorded.NotInCode, c.Recorded.NotRecorded); got != "[conversations.list] [files.completeUploadExternal]" {
			t.Error(got)
		}
	})
	file := filepath.Join(t.TempDir(), "calls.jsonl")
	if err := os.WriteFile(file, []byte(recordedLine("users.list", 7)), 0o600); err != nil {
		t.Fatal(err)
	}
	p := newPlace(t).onTerminal()
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		if got := used(ctx, t, from, keyOf(t, from.(*demo.Source), "Lighthouse"), "users:read"); got != "used 7 12:04" {
			t.Errorf("users:read %q", got)
		}
		return nil
	}
	p.run(t, "", "demo", "--resources", "1", "--recorded", file).want(t, console.StatusDone)
}
