package sandbox_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

// TestAnHourInFlatMemory has a sandbox do what an hour of tests does: people use an app, which opens
// dialogs that are answered, posts and is told of messages, and is installed. With
// PERISCOPE_TESTS=soak it is 150,000 triggers; else a few, which shows that it goes.
func TestAnHourInFlatMemory(t *testing.T) {
	rounds := 100
	if os.Getenv("PERISCOPE_TESTS") == "soak" {
		rounds = 50_000 // the half of it fills all that is bounded
	} else {
		t.Parallel()
	}
	w := sandboxtest.CoverageWorld()
	w.Apps[0].Events = []string{"message.channels"}
	var seconds atomic.Int64
	seconds.Store(1_560_000_000)
	s := sandbox.New(w, sandbox.Options{Unlimited: true, BaseURL: "http://127.0.0.1:1", Now: func() time.Time { return time.Unix(seconds.Load(), 0) }})
	t.Cleanup(s.Close)
	var events atomic.Int64
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		events.Add(1)
		var hello struct{ Challenge string }
		_ = json.NewDecoder(r.Body).Decode(&hello) // what is a form has none
		_, _ = io.WriteString(w, hello.Challenge)
	}))
	t.Cleanup(app.Close)
	if err := s.SetRequestURL(t.Context(), app.URL); err != nil {
		t.Fatal(err)
	}
	half, last := uint64(0), uint64(0)
	for i := range rounds {
		seconds.Add(1)
		for range 2 {
			if _, err := s.RunCommand(t.Context(), "T1", "U1", "/soak"); err != nil {
				t.Fatal(err)
			}
		}
		id, err := s.Click(t.Context(), "T1", "U1", "press")
		if err != nil {
			t.Fatal(err)
		}
		sandboxtest.Ask(t, s, "xoxa-sandbox-full", "apps.permissions.request", "scopes", "files:read", "trigger_id", string(id))
		if d := s.Dialogs("T1"); len(d) != 1 || s.Answer(d[0].ID, i%2 == 0) != nil {
			t.Fatalf("round %d: %d dialogs", i, len(d))
		}
		sandboxtest.Ask(t, s, "xoxb-sandbox-full", "chat.postMessage", "channel", "C1", "text", strings.Repeat("a", 200))
		if _, err := s.Authorize(world.Authorization{ClientID: "sandbox-client-id", Team: "T1", User: "U1", Scopes: w.Codes[0].Scopes}); err != nil {
			t.Fatal(err)
		}
		switch i {
		case rounds / 2:
			half = heap()
		case rounds - 1:
			last = heap()
		}
	}
	t.Logf("%d triggers, %d deliveries: %.1f MB after the half, %.1f MB at the end", 3*rounds, events.Load(), mega(half), mega(last))
	if rounds > 1000 && last > half+half/10+1<<20 {
		t.Errorf("memory grew from %.1f to %.1f MB", mega(half), mega(last))
	}
}

// heap is how much memory is in use, in bytes.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func mega(bytes uint64) float64 { return float64(bytes) / (1 << 20) }
