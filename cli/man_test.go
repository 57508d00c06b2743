package cli

import (
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
)

// TestManualPageIsOfItsCommit: two builds of one commit make the same page, whenever they are made.
func TestManualPageIsOfItsCommit(t *testing.T) {
	t.Parallel()
	env := &console.Environment{Getenv: func(string) string { return "" }, Now: func() time.Time { return noon }}
	for date, want := range map[string]string{"2026-01-02T23:30:00-03:00": "2026-01-03", "": noon.Format(time.DateOnly)} {
		page, err := manualPage(newRootCommand(env), manualDate(env, versionDocument{Date: date}))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{
			`.TH PERISCOPE 1 "` + want + `"`, "in a team, and in which channels, conversations and for", ".SH EXIT STATUS", ".SH EXAMPLES\nperiscope demo\n",
		} {
			if !strings.Contains(page, part) {
				t.Errorf("a page of %q lacks %q:\n%.600s", date, part, page)
			}
		}
	}
}
