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

var update = flag.Bool("update", false, "write the key table of docs/keys.md")

// keysPage is where people look the keys up.
const keysPage = "../../docs/keys.md"

// The lines around the key table.
var (
	keysBegin = regexp.MustCompile(`(?m)^<!-- keys: .*-->\n`)
	keysEnd   = "<!-- end of keys -->\n"
)

// TestKeyTable keeps the key table of docs/keys.md equal to the program's.
func TestKeyTable(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(keysPage)
	if err != nil {
		t.Fatal(err)
	}
	begin := keysBegin.FindIndex(content)
	if begin == nil {
		t.Fatal("docs/keys.md has no place for the key table")
	}
	before, rest := string(content[:begin[1]]), string(content[begin[1]:])
	got, after, ok := strings.Cut(rest, keysEnd)
	if !ok {
		t.Fatal("docs/keys.md's key table has no end")
	}
	want := keyTable()
	if got == want {
		return
	}
	if !*update {
		t.Fatal("docs/keys.md's key table is stale: run go test ./cli/e2e -update")
	}
	if err := os.WriteFile(keysPage, []byte(before+want+keysEnd+after), 0o644); err != nil {
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
