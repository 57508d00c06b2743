package clitest

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"periscope/docs/schemas"
)

func TestDocumentsAreHeldAgainstTheirSchemas(t *testing.T) {
	t.Parallel()
	const teams = `"schema": "periscope.teams/v1"`
	for name, c := range map[string]struct {
		printed string
		seen    []string
		fault   string // empty: none
	}{
		"nothing":               {"acme/bot  bot\n", nil, ""},
		"a document":            {"{\n  " + teams + ",\n  \"teams\": []\n}\n", []string{"periscope.teams/v1"}, ""},
		"in one line":           {`{"schema":"periscope.teams/v1","teams":[]}` + "\n", []string{"periscope.teams/v1"}, ""},
		"somebody else's":       {"{\n  \"version\": \"2.1.0\"\n}\n", nil, ""},
		"cut off":               {"{\n  " + teams + ",\n", nil, ""},
		"without a file":        {"{\n  \"schema\": \"periscope.nothing/v1\"\n}\n", []string{"periscope.nothing/v1"}, "no file in docs/schemas"},
		"null for an array":     {"{\n  " + teams + ",\n  \"teams\": null\n}\n", []string{"periscope.teams/v1"}, "/teams"},
		"a field too few":       {"{\n  " + teams + "\n}\n", []string{"periscope.teams/v1"}, "missing property 'teams'"},
		"a field too many":      {"{\n  " + teams + ",\n  \"teams\": [],\n  \"more\": 1\n}\n", []string{"periscope.teams/v1"}, "'more' not allowed"},
		"a time that is none":   {`{"schema":"periscope.info/v1","fetched_at":"noon"}` + "\n", []string{"periscope.info/v1"}, "date-time"},
		"one good, then one no": {"{\n  " + teams + ",\n  \"teams\": []\n}\nx\n{\n  " + teams + "\n}\n", []string{"periscope.teams/v1", "periscope.teams/v1"}, "teams"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var d Documents
			_, _ = d.Write([]byte(c.printed)) // never fails
			seen, err := d.Check()
			if !slices.Equal(seen, c.seen) {
				t.Errorf("saw %q, want %q", seen, c.seen)
			}
			if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
				t.Errorf("answers %v, want %q", err, c.fault)
			}
		})
	}
}

// TestEverySchemaHasAFile: whatever name a document of the program has, there is a file for it, and no other.
func TestEverySchemaHasAFile(t *testing.T) {
	t.Parallel()
	name := regexp.MustCompile(`"periscope\.([a-z_]+)/(v[0-9]+)"`)
	var named []string
	err := filepath.WalkDir("../..", func(file string, entry fs.DirEntry, err error) error {
		path := filepath.ToSlash(file)
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") ||
			strings.Contains(path, "/tools/") || strings.Contains(path, "/docs/") {
			return err
		}
		source, err := os.ReadFile(file)
		for _, found := range name.FindAllStringSubmatch(string(source), -1) {
			named = append(named, found[1]+"."+found[2]+".json")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(named)
	named = slices.Compact(named)
	files, err := fs.Glob(schemas.Files, "*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(named) == 0 || !slices.Equal(named, files) {
		t.Errorf("the program names %q, docs/schemas has %q: (cd tools && go run ./schemas .. ../docs/schemas) writes them", named, files)
	}
}
