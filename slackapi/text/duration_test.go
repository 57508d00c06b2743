package text

import (
	"math"
	"testing"
	"time"
)

func TestDurationRoundsUp(t *testing.T) {
	t.Parallel()
	for d, want := range map[time.Duration]string{
		0:                         "0 s",
		time.Millisecond:          "1 s",
		12 * time.Second:          "12 s",
		11*time.Second + 1:        "12 s",
		2 * time.Minute:           "120 s",
		2*time.Minute + 1:         "3 min",
		2 * time.Hour:             "120 min",
		2*time.Hour + time.Second: "3 h",
		-1:                        "0 s",
		math.MinInt64:             "0 s",
		math.MaxInt64:             "2562048 h",
	} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%v) = %q, want %q", d, got, want)
		}
	}
}
