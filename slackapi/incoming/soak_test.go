package incoming

import (
	"fmt"
	"net/http"
	"testing"

	"periscope/process/leaktest"
)

// TestSoak: what is remembered of messages is bounded, whatever their number.
func TestSoak(t *testing.T) {
	s := newSlack(t)
	leaktest.CheckFlat(t, "events", leaktest.Soak(100_000), func(i int) {
		if w := s.send(asJSON, event(fmt.Sprint("Ev", i), `{"type":"app_uninstalled"}`)); w.Code != http.StatusOK {
			t.Fatalf("answers %d", w.Code)
		}
		s.delivered()
	})
}
