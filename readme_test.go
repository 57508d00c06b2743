package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"periscope/ui"
)

var update = flag.Bool("update", false, "write the README's key table")

// TestReadmeKeyTable keeps the README's key table equal to the program's.
func TestReadmeKeyTable(t *testing.T) {
	const begin = "<!-- keys: made from the key table; go test . -update writes it -->\n"
	const end = "<!-- end of keys -->\n"
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(content), begin)
	if !ok {
		t.Fatal("README.md has no place for the key table")
	}
	got, after, ok := strings.Cut(rest, end)
	if !ok {
		t.Fatal("README.md's key table has no end")
	}
	want := keyTable()
	if got == want {
		return
	}
	if !*update {
		t.Fatal("README.md's key table is stale: run go test . -update")
	}
	if err := os.WriteFile("README.md", []byte(before+begin+want+end+after), 0o644); err != nil {
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
