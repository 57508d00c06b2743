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

// drawnManifest declares scopes of bots or users, and has events and commands, in one of
// several layouts.
func drawnManifest(dice *rand.Rand, of string, scopes []catalog.Scope) string {
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
	own, optional := console.Strings(pick()), console.Strings(pick())
	command := ""
	if dice.IntN(2) == 0 {
		command = `"slash_commands": [{"command": "/x", "description": "x"}], `
	}
	flow := fmt.Sprintf(`{"display_information": {"name": "x"}, "features": {%s"bot_user": {"display_name": "x"}}, "oauth_config": {"scopes": {"%s": %s, "%s_optional": %s}}, "settings": {"event_subscriptions": {"%s_events": %s}}}`,
		command, of, list(own), of, list(optional), of, list(events))
	if dice.IntN(2) == 0 {
		return flow
	}
	var b strings.Builder
	fmt.Fprintf(&b, "features: {%s\"bot_user\": {\"display_name\": \"x\"}}\n# scopes\noauth_config:\n  scopes:\n", command)
	for _, l := range []struct {
		name   string
		scopes []string
	}{{of, own}, {of + "_optional", optional}} {
		if len(l.scopes) == 0 {
			continue
		}
		fmt.Fprintf(&b, "    %s:\n", l.name)
		for _, s := range l.scopes {
			fmt.Fprintf(&b, "      - %s # why\n", s)
		}
	}
	if len(own)+len(optional) == 0 {
		b.WriteString("    bot_optional: []\n")
	}
	fmt.Fprintf(&b, "settings:\n  event_subscriptions:\n    %s_events: %s\n", of, list(events))
	return b.String()
}

// TestFixLeavesNothingThatAManifestCanMend: after the change, a comparison of manifest
// and code finds nothing missing, refused for want of a scope, or unused; what is
// perhaps unused, and what is allowed, is still there.
func TestFixLeavesNothingThatAManifestCanMend(t *testing.T) {
	t.Parallel()
	rounds := 300
	if os.Getenv("PERISCOPE_TESTS") == "full" {
		rounds = 3_000
	}
	for of, kind := range map[string]catalog.TokenKind{"bot": catalog.Bot, "user": catalog.UserToken} {
		t.Run(of, func(t *testing.T) {
			t.Parallel()
			dice := rand.New(rand.NewPCG(3, 5))
			var scopes []catalog.Scope
			for _, e := range catalog.Offered(kind) {
				scopes = append(scopes, e.Scope)
			}
			changed := 0
			for range rounds {
				if mendDrawn(t, dice, kind, drawnManifest(dice, of, scopes)) {
					changed++
				}
				if t.Failed() {
					return
				}
			}
			t.Logf("%d of %d manifests were mended", changed, rounds)
			if changed < rounds/2 {
				t.Error("too few needed it")
			}
		})
	}
}

// mendDrawn mends a manifest for code that it draws, and reports whether there was something
// to mend.
func mendDrawn(t *testing.T, dice *rand.Rand, kind catalog.TokenKind, text string) bool {
	t.Helper()
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
	if own, _ := file.Content.For(kind); len(own) > 0 {
		allowed = []drift.Allowance{{Scope: own[0]}}
	}
	before := drift.Find(kind, file.Content, nil, code)
	mended, _, err := mendManifest(file, kind, code, allowed)
	if err != nil {
		t.Fatalf("%v of\n%s", err, text)
	}
	after := manifestOf(t, string(mended)).Content
	left := drift.Find(kind, after, nil, code)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Errorf(format+"\nbefore:\n%s\nafter:\n%s\n%+v", append(args, text, mended, code.Calls)...)
	}
	for _, n := range left.Missing {
		fail("%s still lacks %v", n.Method, n.Scopes)
	}
	for _, m := range left.Manifest {
		if m.Kind == kind {
			fail("%s", m.Sentence())
		}
	}
	for _, s := range left.Unused {
		if len(allowed) == 0 || s != allowed[0].Scope {
			fail("%s is unused", s)
		}
	}
	scopes, optional := after.For(kind)
	declared := slices.Concat(scopes, optional)
	for _, p := range before.PerhapsUnused {
		if !slices.Contains(declared, p.Scope) {
			fail("%s, which is perhaps unused, was taken away", p.Scope)
		}
	}
	if len(allowed) > 0 && !slices.Contains(declared, allowed[0].Scope) {
		fail("%s, which is allowed, was taken away", allowed[0].Scope)
	}
	return string(mended) != text
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
	if err := replaceFile(link, []byte("a: 1\n"), []byte("b: 2\n")); err != nil {
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
	if err := replaceFile(filepath.Join(dir, "gone.yaml"), nil, nil); err == nil {
		t.Error("a file that is not there was written")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("%v is left, %v", entries, err)
	}
}
