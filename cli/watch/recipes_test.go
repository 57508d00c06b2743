package watch

import (
	"os"
	"strings"
	"testing"
)

// The guide has the lines that the program prints.
func TestGuideHasTheRecipes(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile("../../docs/watch.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recipes {
		if !strings.Contains(string(guide), "| "+r.sdk+" | `"+r.line+"` |") {
			t.Errorf("docs/watch.md lacks the line of %s", r.sdk)
		}
	}
}
