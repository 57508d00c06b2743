package proxy

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/slackapi/record"
)

// slackLike answers as Slack does to chat.postMessage.
func slackLike(w http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("X-Oauth-Scopes", "chat:write,channels:read")
	w.Header().Set("X-Accepted-Oauth-Scopes", "chat:write")
	_, _ = io.WriteString(w, `{"ok":true,"channel":"C123ABC456","ts":"1503435956.000247","message":{"text":"hello","type":"message"}}`)
}

// BenchmarkOverhead prints what the proxy adds to a call: p50 and p99 with and without it,
// by both ways that an app may come.
func BenchmarkOverhead(b *testing.B) {
	direct := httptest.NewTLSServer(http.HandlerFunc(slackLike))
	defer direct.Close()
	w := newWatched(b, http.HandlerFunc(slackLike), nil)
	for _, way := range []struct {
		name, address string
		client        *http.Client
	}{
		{"direct", direct.URL, direct.Client()},
		{"base-url", w.url, plain(b)},
		{"https-proxy", "https://slack.com", w.client(b)},
	} {
		b.Run(way.name, func(b *testing.B) {
			var took []time.Duration
			for b.Loop() {
				r := post(b, way.address+"/api/chat.postMessage", "channel=C123ABC456&text=hello")
				began := time.Now()
				resp, err := way.client.Do(r)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, resp.Body)
				_ = resp.Body.Close()
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
		})
	}
}

// A million calls leave no more behind than a thousand.
func TestMemoryOfAMillionCalls(t *testing.T) {
	if os.Getenv("PERISCOPE_TESTS") != "full" {
		t.Skip("a million calls take a while; they are made with PERISCOPE_TESTS=full")
	}
	o := &record.Observer{Recording: &record.Recording{}, Now: time.Now}
	reply := []byte(`{"ok":true,"channel":"C123ABC456","ts":"1503435956.000247","message":{"text":"hello"}}`)
	h := http.Header{"X-Oauth-Scopes": {"chat:write,channels:read"}}
	calls := func(n int) uint64 {
		for i := range n {
			r, _ := http.NewRequest(http.MethodPost, "/api/conversations.history", strings.NewReader(""))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			x := o.Begin("conversations.history", r)
			in := x.RequestBody()
			_, _ = fmt.Fprintf(in, "token=%s&channel=C%d&text=hello", botToken, i)
			in.End()
			x.ReplyHeader(http.StatusOK, h)
			_, _ = x.Write(reply)
			x.End("")
		}
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		runtime.KeepAlive(o)
		return m.HeapAlloc
	}
	before := calls(10_000)
	began := time.Now()
	after := calls(990_000)
	t.Logf("heap after 10,000 calls %d kB, after 1,000,000 %d kB; %d ns a call", before>>10, after>>10, time.Since(began).Nanoseconds()/990_000)
	if after > before+4<<20 {
		t.Errorf("the heap grew by %d kB", (after-before)>>10)
	}
}
