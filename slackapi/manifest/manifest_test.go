package manifest_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
)

const manifestJSON = `{
	"_metadata": {"major_version": 2, "odd": 12345678901234567890.5e-3},
	"display_information": {"name": "Zo\u00eb's \ud83d\udd14 bell", "long_description": "a\nb", "background_color": null},
	"features": {"bot_user": {"always_online": true}, "slash_commands": [{"command": "/bell"}, {}, []]},
	"oauth_config": {"redirect_urls": ["https://example.com/"], "scopes": {
		"bot": ["chat:write", "channels:read", "chat:write"], "bot_optional": ["pins:read"],
		"user": ["search:read"], "user_optional": []
	}},
	"settings": {"token_rotation_enabled": false, "<&>": 0}
}`

// manifestYAML says the same.
const manifestYAML = `# the bell
_metadata: {major_version: 0x2, odd: 12345678901234567890.5e-3}
display_information:
  name: Zoë's 🔔 bell
  long_description: |-
    a
    b
  background_color: ~
features:
  bot_user: &on {always_online: true}
  slash_commands: [{command: /bell}, {}, []]
oauth_config:
  redirect_urls: ["https://example.com/"]
  scopes:
    bot:
    - &write chat:write
    - channels:read # of all
    - *write
    bot_optional: [pins:read]
    user: ['search:read']
    user_optional: []
settings:
  token_rotation_enabled: false
  <&>: 0
`

func parsed(t *testing.T, text string) *manifest.Manifest {
	t.Helper()
	m, err := manifest.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// marshalled is all that a manifest holds.
func marshalled(t testing.TB, m *manifest.Manifest) string {
	t.Helper()
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestManifestKeepsAllFields(t *testing.T) {
	t.Parallel()
	var want strings.Builder
	compact := json.NewEncoder(&want)
	if err := compact.Encode(json.RawMessage(manifestJSON)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"JSON": manifestJSON, "YAML": manifestYAML, "JSON with a byte order mark": "\ufeff" + manifestJSON} {
		m := parsed(t, text)
		got, expected := decoded(t, marshalled(t, m)), decoded(t, want.String())
		if diff := cmp.Diff(expected, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		declared := drift.ManifestScopes{
			Bot: []catalog.Scope{"chat:write", "channels:read"}, BotOptional: []catalog.Scope{"pins:read"}, User: []catalog.Scope{"search:read"},
		}
		if diff := cmp.Diff(declared, m.Declared()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if got := marshalled(t, parsed(t, `{"z":1,"a":[{"y":2,"b":3}]}`)); got != `{"z":1,"a":[{"y":2,"b":3}]}` {
		t.Errorf("the fields are out of order: %s", got)
	}
}

// decoded keeps numbers as they are written.
func decoded(t *testing.T, text string) (v any) {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestScalarsOfYAML: what JSON can say is said, and nothing else is guessed.
func TestScalarsOfYAML(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"0x10": "16", "1_000": "1000", "010": "8", ".5": "0.5", "+1": "1", "1.": "1", "-0": "-0", "1e40": "1e40",
		"2024-01-02": `"2024-01-02"`, "yes": `"yes"`, "TRUE": "true", "Null": "null", "": "null", "!!str 1": `"1"`, "12:30": `"12:30"`,
		".inf": "", ".nan": "", "!!binary aGk=": "", "!flag x": "", "!!set {a}": "", "!!int x": "", "!!bool [1]": "", "!!int true": "",
	} {
		m, err := manifest.Parse([]byte("a: " + value + "\n"))
		if want == "" {
			if wrong, ok := errors.AsType[*manifest.Error](err); !ok || wrong.Line != 1 || wrong.Column < 4 {
				t.Errorf("%q: %v", value, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", value, err)
		} else if got := marshalled(t, m); got != `{"a":`+want+`}` {
			t.Errorf("%q is %s, want %s", value, got, want)
		}
	}
}

// TestScopesOfManifestsAreClean: they are shown in a terminal.
func TestScopesOfManifestsAreClean(t *testing.T) {
	t.Parallel()
	m := parsed(t, `{"oauth_config":{"scopes":{"bot":["chat:\u001b[2Jwrite","a\u202e"]}}}`)
	if got := m.Declared().Bot; !slices.Equal(got, []catalog.Scope{"chat:␛[2Jwrite", "a�"}) {
		t.Errorf("declared %q", got)
	}
	with := m.With(model.Install{Bot: []catalog.Scope{"a�", "b"}})
	if got := with.Declared().Bot; !slices.Equal(got, []catalog.Scope{"chat:␛[2Jwrite", "a�", "b"}) {
		t.Errorf("with b declared %q", got)
	}
}

func TestManifestsWithoutScopes(t *testing.T) {
	t.Parallel()
	asked := model.Install{User: []catalog.Scope{"users:read"}}
	for text, want := range map[string]string{
		`{}`:                                `{"oauth_config":{"scopes":{"user":["users:read"]}}}`,
		`{"a":1,"oauth_config":null}`:       `{"a":1,"oauth_config":{"scopes":{"user":["users:read"]}}}`,
		`{"oauth_config":{"scopes":null}}`:  `{"oauth_config":{"scopes":{"user":["users:read"]}}}`,
		"oauth_config: {scopes: {user: }}":  `{"oauth_config":{"scopes":{"user":["users:read"]}}}`,
		"oauth_config: {scopes: {bot: []}}": `{"oauth_config":{"scopes":{"bot":[],"user":["users:read"]}}}`,
	} {
		m := parsed(t, text)
		if diff := cmp.Diff(drift.ManifestScopes{}, m.Declared()); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
		if got := marshalled(t, m.With(asked)); got != want {
			t.Errorf("%s with users:read is %s, want %s", text, got, want)
		}
		if before := marshalled(t, m); before != marshalled(t, m.With(model.Install{})) || before == want {
			t.Errorf("%s was changed: %s", text, before)
		}
	}
}

// TestWithIsAUnion, for manifests and installs at random.
func TestWithIsAUnion(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(1, 5))
	some := func() []catalog.Scope {
		var scopes []catalog.Scope
		for range chance.IntN(5) {
			scopes = append(scopes, []catalog.Scope{"chat:write", "channels:read", "pins:read", "users:read", "no:such", "é"}[chance.IntN(6)])
		}
		return scopes
	}
	for range 500 {
		lists := map[string][]catalog.Scope{}
		for _, name := range []string{"bot", "user", "bot_optional", "user_optional"} {
			if chance.IntN(4) > 0 {
				lists[name] = append([]catalog.Scope{}, some()...)
			}
		}
		others := map[string]any{"settings": map[string]any{"n": json.Number(fmt.Sprint(chance.IntN(9)))}}
		if len(lists) > 0 {
			others["oauth_config"] = map[string]any{"redirect_urls": []any{"x"}, "scopes": lists}
		}
		text, err := json.Marshal(others)
		if err != nil {
			t.Fatal(err)
		}
		m, asked := parsed(t, string(text)), model.Install{Bot: some(), User: some()}
		before := marshalled(t, m)
		with := m.With(asked)
		has, got := m.Declared(), with.Declared()
		for _, half := range []struct{ got, has, asked []catalog.Scope }{
			{got.Bot, has.Bot, asked.Bot}, {got.User, has.User, asked.User},
		} {
			if !slices.Equal(union(half.got), union(half.has, half.asked)) {
				t.Fatalf("%s with %v declares %v", text, asked, got)
			}
			if !slices.Equal(half.got[:len(half.has)], half.has) {
				t.Fatalf("%s with %v declares them in another order: %v", text, asked, got)
			}
		}
		if !slices.Equal(got.BotOptional, has.BotOptional) || !slices.Equal(got.UserOptional, has.UserOptional) {
			t.Fatalf("%s: the optional scopes changed: %v", text, got)
		}
		if diff := cmp.Diff(withoutScopes(decoded(t, before)), withoutScopes(decoded(t, marshalled(t, with)))); diff != "" {
			t.Fatalf("%s: other fields changed: %s", text, diff)
		}
		if marshalled(t, m) != before || marshalled(t, m.With(model.Install{})) != before || marshalled(t, with.With(asked)) != marshalled(t, with) {
			t.Fatalf("%s with %v: the first was changed, or the second time adds more", text, asked)
		}
	}
}

func union(lists ...[]catalog.Scope) []catalog.Scope {
	all := slices.Concat(lists...)
	slices.Sort(all)
	return slices.Compact(all)
}

// withoutScopes is a manifest, less the part that With may change.
func withoutScopes(v any) any {
	m := maps.Clone(v.(map[string]any))
	config, _ := m["oauth_config"].(map[string]any)
	delete(m, "oauth_config")
	for name, value := range config {
		if name != "scopes" {
			m["oauth_config."+name] = value
		}
	}
	return m
}
