package cli

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/process"
)

// TestReportsOfAFaultHideTokensThemselves: before the output is cleaned once more.
func TestReportsOfAFaultHideTokensThemselves(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-lighthouse"
	var printed bytes.Buffer
	env := &console.Environment{Out: io.Discard, Err: &printed}
	if status := reportPanic(env, "the value "+token+"\nand more "+token, "goroutine 1\nmain.f(\""+token+"\")\n", nil); status != console.StatusFault {
		t.Errorf("status %d", status)
	}
	reportEnd(env, process.End{Stacks: "goroutine 2\nmain.g(\"" + token + "\")\n"}, 0, nil)
	said := printed.String()
	if strings.Contains(said, token) || strings.Count(said, "xoxb-…") != 4 || !strings.Contains(said, "main.g") {
		t.Errorf("says %s", said)
	}
}
