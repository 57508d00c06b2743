package cli

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
)

// manifestOf reads a manifest from a text.
func manifestOf(t *testing.T, text string) project.ManifestFile {
	t.Helper()
	m, err := manifest.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	content := m.Content()
	return project.ManifestFile{Text: []byte(text), Content: &content}
}

// drawnManifest declares scopes, and has events, commands and steps, in one of several layouts.
func drawnManifest(dice *rand.Rand, scopes []catalog.Scope) string {
	pick := func() []catalog.Scope {
		var some []catalog.Scope
		for range dice.IntN(7) {
			some = append(some, scopes[dice.IntN(len(scopes))])
		}
		slices.Sort(some)
		return slices.Compact(some)
	}
	var events []string
	for range dice.IntN(4) {
		events = append(events, catalog.Events()[dice.IntN(len(catalog.Events()))].Name)
	}
	slices.Sort(events)
	events = slices.Compact(events)
	quoted := func(names []string) string { return `["` + strings.Join(names, `", "`) + `"]` }
	list := func(names []string) string {
		if len(names) == 0 {
			return "[]"
		}
		return quoted(names)
	}
	bot, optional := console.Strings(pick()), console.Strings(pick())
	command := ""
	if dice.IntN(2) == 0 {
		command = `"slash_commands": [{"command": "/x", "description": "x"}], `
	}
	flow := fmt.Sprintf(`{"display_information": {"name": "x"}, "features": {%s"bot_user": {"display_name": "x"}}, "oauth_config": {"scopes": {"bot": %s, "bot_optional": %s}}, "settings": {"event_subscriptions": {"bot_events": %s}}}`,
		command, list(bot), list(optional), list(events))
	if dice.IntN(2) == 0 {
		return flow
	}
	var b strings.Builder
	fmt.Fprintf(&b, "features: {%s\"bot_user\": {\"display_name\": \"x\"}}\n# scopes\noauth_config:\n  scopes:\n", command)
	for _, l := range []struct {
		name   string
		scopes []string
	}{{"bot", bot}, {"bot_optional", optional}} {
		if len(l.scopes) == 0 {
			continue
		}
		fmt.Fprintf(&b, "    %s:\n", l.name)
		for _, s := range l.scopes {
			fmt.Fprintf(&b, "      - %s # why\n", s)
		}
	}
	if len(bot)+len(optional) == 0 {
		b.WriteString("    user: []\n")
	}
	fmt.Fprintf(&b, "settings:\n  event_subscriptions:\n    bot_events: %s\n", list(events))
	return b.String()
}

// TestFixLeavesNothingThatAManifestCanMend: after the change, a comparison of manifest
// and code finds nothing missing, refused for want of a scope, or unused; what is
// perhaps unused, and what is allowed, is still there.
func TestFixLeavesNothingThatAManifestCanMend(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(3, 5))
	var scopes []catalog.Scope
	for _, e := range catalog.Offered(catalog.Bot) {
		scopes = append(scopes, e.Scope)
	}
	for range 400 {
		text := drawnManifest(dice, scopes)
		code := &drift.Code{}
		for i := range dice.IntN(6) {
			m := catalog.Methods()[dice.IntN(len(catalog.Methods()))]
			code.Calls = append(code.Calls, drift.CallSite{Method: m.Name, File: "a.py", Line: i + 1})
		}
		if dice.IntN(4) == 0 {
			code.Untraced = []drift.UntracedCall{{File: "b.py", Line: 1, Kind: drift.UntracedName}}
		}
		file := manifestOf(t, text)
		var allowed []drift.Allowance
		if bot := file.Content.Bot; len(bot) > 0 {
			allowed = []drift.Allowance{{Scope: bot[0]}}
		}
		before := drift.Find(catalog.Bot, file.Content, nil, code)
		mended, err := mendManifest(file, catalog.Bot, code, allowed)
		if err != nil {
			t.Fatalf("%v of\n%s", err, text)
		}
		after := manifestOf(t, string(mended)).Content
		d := drift.Find(catalog.Bot, after, nil, code)
		fail := func(format string, args ...any) {
			t.Helper()
			t.Errorf(format+"\nbefore:\n%s\nafter:\n%s\n%+v", append(args, text, mended, code.Calls)...)
		}
		for _, n := range d.Missing {
			fail("%s still lacks %v", n.Method, n.Scopes)
		}
		for _, m := range d.Manifest {
			if m.Kind == catalog.Bot {
				fail("%s", m.Sentence())
			}
		}
		for _, s := range d.Unused {
			if len(allowed) == 0 || s != allowed[0].Scope {
				fail("%s is unused", s)
			}
		}
		for _, p := range before.PerhapsUnused {
			if !slices.Contains(after.Bot, p.Scope) && !slices.Contains(after.BotOptional, p.Scope) {
				fail("%s, which is perhaps unused, was taken away", p.Scope)
			}
		}
		if len(allowed) > 0 && !slices.Contains(after.Bot, allowed[0].Scope) {
			fail("%s, which is allowed, was taken away", allowed[0].Scope)
		}
		if t.Failed() {
			return
		}
	}
}

// TestWriteLosesNothing: where the file cannot be written, it is as it was; a link stays one.
func TestWriteLosesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	target, link := filepath.Join(dir, "real.yaml"), filepath.Join(dir, "link.yaml")
	if err := os.WriteFile(target, []byte("a: 1\n"), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real.yaml", link); err != nil {
		t.Skip("this machine makes no links: ", err)
	}
	if err := replaceFile(link, []byte("b: 2\n")); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(target)
	info, statErr := os.Lstat(link)
	if err != nil || statErr != nil || string(text) != "b: 2\n" || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("%q, %v, %v, %v", text, info, err, statErr)
	}
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("%v, %v", info, err)
	}
	if err := replaceFile(filepath.Join(dir, "gone.yaml"), nil); err == nil {
		t.Error("a file that is not there was written")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("%v is left, %v", entries, err)
	}
}
