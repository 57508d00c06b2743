package e2e

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"periscope/ui"
)

var update = flag.Bool("update", false, "write the README's key table")

const readme = "../../README.md"

// The lines around the key table.
var (
	keysBegin = regexp.MustCompile(`(?m)^<!-- keys: .*-->\n`)
	keysEnd   = "<!-- end of keys -->\n"
)

// TestReadmeKeyTable keeps the README's key table equal to the program's.
func TestReadmeKeyTable(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	begin := keysBegin.FindIndex(content)
	if begin == nil {
		t.Fatal("README.md has no place for the key table")
	}
	before, rest := string(content[:begin[1]]), string(content[begin[1]:])
	got, after, ok := strings.Cut(rest, keysEnd)
	if !ok {
		t.Fatal("README.md's key table has no end")
	}
	want := keyTable()
	if got == want {
		return
	}
	if !*update {
		t.Fatal("README.md's key table is stale: run go test ./cli/e2e -update")
	}
	if err := os.WriteFile(readme, []byte(before+want+keysEnd+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

func keyTable() string {
	var b strings.Builder
	b.WriteString("\n| | key | does |\n|---|---|---|\n")
	group := ""
	for _, k := range ui.Keys() {
		shown := ""
		if k.Group != group {
			group, shown = k.Group, k.Group
		}
		keys := "`" + strings.Join(strings.Fields(k.Keys), "` `") + "`"
		fmt.Fprintf(&b, "| %s | %s | %s |\n", shown, keys, k.Does)
	}
	b.WriteString("\n")
	return b.String()
}
