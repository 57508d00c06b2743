package record

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// TestWhatIsReadIsBounded: a recording from elsewhere may have any number of names, which
// all are compared with each other, and numbers that no app reaches.
func TestWhatIsReadIsBounded(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	for i := range maxNames + 10 {
		fmt.Fprintf(&file, `{"schema":%q,"count":1,"method":"m%d","scopes":["a%d","b%d"],"total_ms":-1,"max_ms":1e300,"users":-1}`+"\n", Schema, i, i, i)
	}
	entries, err := Read(file.Bytes())
	if err != nil || len(entries) != maxNames+10 {
		t.Fatalf("%d entries, %v", len(entries), err)
	}
	methods, scopes := map[string]bool{}, map[string]bool{}
	for _, e := range entries {
		methods[e.Method] = true
		for _, s := range e.Scopes {
			scopes[string(s)] = true
		}
		if e.TotalMS != 0 || e.MaxMS != maxMS || e.Users != 0 {
			t.Fatalf("%+v", e)
		}
	}
	if len(methods) != maxNames+1 || !methods[Others] || len(scopes) != maxNames {
		t.Errorf("%d methods, %d scopes", len(methods), len(scopes))
	}
	long := fmt.Sprintf(`{"schema":%q,"count":1,"method":"m","scopes":["x"%s]}`, Schema, strings.Repeat(`,"x"`, 10_000))
	if entries, err := Read([]byte(long)); err != nil || len(entries[0].Scopes) != maxList {
		t.Errorf("a long list: %d, %v", len(entries[0].Scopes), err)
	}
}

// TestWhatNoAppDoes is refused: sums would be wrong, and dates without meaning.
func TestWhatNoAppDoes(t *testing.T) {
	t.Parallel()
	const good = "2026-01-01T00:00:00Z"
	line := func(count int, first, last string) []byte {
		return fmt.Appendf(nil, `{"schema":%q,"count":%d,"method":"m","first":%q,"last":%q}`+"\n", Schema, count, first, last)
	}
	if _, err := Read(line(maxCount, good, good)); err != nil {
		t.Error(err)
	}
	for says, data := range map[string][]byte{
		"line 1 counts more calls than any app makes":   line(maxCount+1, good, good),
		"line 1 has a time at which no call was made":   line(1, "0000-01-01T00:00:00+23:59", good),
		"line 1 has a time at which no call was made\t": line(1, good, "9999-12-31T23:59:59-23:59"),
	} {
		if _, err := Read(data); err == nil || err.Error() != strings.TrimSpace(says) {
			t.Errorf("%s: %v", data, err)
		}
	}
	if _, err := Read(line(1, time.Time{}.Format(time.RFC3339), good)); err != nil {
		t.Errorf("a line that tells no time: %v", err)
	}
}
