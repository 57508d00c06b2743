package world

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
)

// FuzzWrittenYAML holds the fast reader of what WriteYAML writes against the general one:
// what it takes, the other takes too, and it is the same world.
func FuzzWrittenYAML(f *testing.F) {
	f.Add([]byte(yamlOf(f, World{Date: "2018-08-15", Teams: []Team{{
		ID: "T1", Users: []User{{ID: "U1", Name: "\x1b\u2028\u0085é\\\"", Bot: true}, {}},
		Conversations: []Conversation{{ID: "C1", Created: -1, MemberIDs: []model.UserID{"U1", "U1"}}},
		Installs:      []Install{{Grants: []model.Grant{{Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}}}}},
	}}})))
	for _, line := range []string{
		`date: "\x7f\xe9"`, `date: "\0"`, `date: "\012"`, `date: "\ud83d\ude00"`, `date: "\e\/"`, `date: ""`, `date: "a" `, "date: \"\u2028\"",
		"date: \"\ufeff\"", "teams:", "teams:\n- {}", "teams:\n- id: \"T1\"\n- id: \"T2\"", "teams:\n  - id: \"T1\"", "date:  \"a\"",
		"teams:\n- id: \"T1\"\n  users:\n  - {admin: truetrue}", "teams:\n- id: \"T1\"\n  conversations:\n  - {members: 010, created: -0}",
		"codes:\n- {scopes: [\"a\", \"b\"], scopes: []}", "date: \"a\"\ndate: \"b\"", "date: \"a\"\n\n", "date: \"a\"\r", "---\ndate: \"a\"",
	} {
		f.Add([]byte(line + "\n"))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		fast, ok := decodeCanonical(file)
		if !ok {
			return
		}
		general, _, err := decodeYAML(file)
		if diff := cmp.Diff(general, fast); err != nil || diff != "" {
			t.Errorf("%q: %v; (-general +fast):\n%s", file, err, diff)
		}
	})
}

// TestWrittenYAMLIsReadFast reads a world as it is written, and leaves alone what is not.
func TestWrittenYAMLIsReadFast(t *testing.T) {
	t.Parallel()
	written := yamlOf(t, Demo(300))
	got, ok := decodeCanonical([]byte(written))
	if diff := cmp.Diff(Demo(300), got); !ok || diff != "" {
		t.Errorf("taken: %v; (-written +read):\n%s", ok, diff)
	}
	for name, file := range map[string]string{
		"nothing":       "",
		"a comment":     "# ours\n" + written,
		"no quotes":     strings.Replace(written, `"Acme HQ"`, "Acme HQ", 1),
		"no last line":  strings.TrimSuffix(written, "\n"),
		"a field twice": strings.Replace(written, `  name: "Acme HQ"`, "  name: \"Acme HQ\"\n  name: \"Acme\"", 1),
		"more":          written + "x\n",
	} {
		if _, ok := decodeCanonical([]byte(file)); ok {
			t.Errorf("%s: taken as it is written", name)
		}
	}
}
