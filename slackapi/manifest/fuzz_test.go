package manifest_test

import (
	"errors"
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/manifest"
	"periscope/slackapi/text"
)

// FuzzParseManifest: a text is refused by its line and column, or it is a
// manifest whose JSON is the same manifest again.
func FuzzParseManifest(f *testing.F) {
	for _, text := range []string{
		manifestJSON, manifestYAML, bomb(), "", "[]", "a: &a [*a]", "a: !!float .inf", "{\"a\":{\"a\":1,\"a\":2}}", "a: 1\n---\nb: 2",
		"oauth_config: {scopes: {bot: [a, \"\\x1b\"]}}", "? [a]\n: b", "%YAML 1.1\n---\na: <<", "a: 0x1F\nb: 1_0", "\xff",
	} {
		f.Add(text)
	}
	asked := model.Install{Bot: []catalog.Scope{"chat:write"}, User: []catalog.Scope{"users:read"}}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := manifest.Parse([]byte(s))
		if err != nil {
			wrong, ok := errors.AsType[*manifest.Error](err)
			if !ok || wrong.Line < 1 || wrong.Column < 1 || wrong.Reason == "" || wrong.Error() != text.Clean(wrong.Error()) {
				t.Fatalf("failed with %T %v", err, err)
			}
			return
		}
		written := marshalled(t, m)
		again, err := manifest.Parse([]byte(written))
		if err != nil {
			t.Fatalf("%s cannot be read again: %v", written, err)
		}
		if marshalled(t, again) != written {
			t.Fatalf("%s reads again as %s", written, marshalled(t, again))
		}
		declared := m.With(asked).Declared()
		for _, s := range slices.Concat(declared.Bot, declared.User, declared.BotOptional, declared.UserOptional) {
			if string(s) != text.Clean(string(s)) {
				t.Fatalf("scope %q is not clean", s)
			}
		}
	})
}
