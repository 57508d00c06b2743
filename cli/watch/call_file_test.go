package watch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"periscope/cli/console"
)

// TestCallFileThatIsTooLarge is refused and left as it is: what is beyond the bound would
// silently not count.
func TestCallFileThatIsTooLarge(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "calls.jsonl")
	line := `{"schema":"periscope.record/v1","count":1,"method":"auth.test"}` + "\n"
	if err := os.WriteFile(name, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(name, maxCallFile+1); err != nil { // with nothing but zeros, which take no room
		t.Fatal(err)
	}
	_, _, err := OpenCallFile(name, "--save")
	if f := console.Describe(err); f.Status != console.StatusUsage || !strings.Contains(f.Message, "larger than 32 MiB") || f.Next == "" {
		t.Errorf("%+v", f)
	}
	if info, err := os.Stat(name); err != nil || info.Size() != maxCallFile+1 {
		t.Errorf("%v, %v", info, err)
	}
}
