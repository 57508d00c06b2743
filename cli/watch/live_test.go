package watch

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
	screen "periscope/ui/watch"
)

// newLive is an app on a screen that a test looks at.
func newLive(t testing.TB) (*live, *record.Observer) {
	env := clitest.NewEnvironment(t, nil)
	env.Now = time.Now
	w := &watched{options: &options{env: &env.Environment}, recording: &record.Recording{}, gate: &gate{}, command: []string{"app"}, format: console.TextFormat}
	w.target, _ = parseUpstream("https://slack.com/api/")
	l := &live{watched: w, changed: make(chan struct{}, 1), running: true}
	l.output.changed = l.tell
	return l, &record.Observer{Recording: w.recording, Now: time.Now, OnCall: func(record.Entry) { l.tell() }}
}

func call(o *record.Observer, method string, i int) {
	r, _ := http.NewRequest(http.MethodPost, "/api/"+method, http.NoBody)
	r.Header.Set("Authorization", "Bearer xoxb-"+"sandbox-lighthouse")
	x := o.Begin(method, r)
	x.ReplyHeader(http.StatusOK, http.Header{"X-Oauth-Scopes": {"chat:write,channels:read,pins:read"}})
	_, _ = fmt.Fprintf(x, `{"ok":true,"ts":"%d"}`, i)
	x.End("")
}

func TestLiveState(t *testing.T) {
	t.Parallel()
	l, o := newLive(t)
	call(o, "chat.postMessage", 1)
	call(o, "chat.postMessage", 2)
	_, _ = l.output.Write([]byte("\x1b[32mgreen\x1b[0m\tand " + "xoxb-" + "sandbox-lighthouse\r\nhalf"))
	s := l.state()
	if s.Total != 2 || len(s.Calls) != 1 || s.Calls[0].Count != 2 || s.Calls[0].Scopes != "chat:write" || !s.Calls[0].OK {
		t.Errorf("%+v", s.Calls)
	}
	var scopes []string
	for _, c := range s.Scopes {
		scopes = append(scopes, fmt.Sprint(c.Name, " ", c.Word, " ", c.Mark == screen.Used))
	}
	if want := "channels:read perhaps unused false"; len(scopes) != 3 || scopes[0] != "chat:write used true" || !slices.Contains(scopes, want) {
		t.Errorf("%q", scopes)
	}
	if want := []string{"green    and xoxb-…", "half"}; !slices.Equal(s.Output, want) {
		t.Errorf("%q", s.Output)
	}
	if !strings.Contains(s.Report, "Smallest set of scopes for the bot token: chat:write") {
		t.Errorf("%s", s.Report)
	}
}

// TestScopesAreExplainedInSentences: names keep their capitals.
func TestScopesAreExplainedInSentences(t *testing.T) {
	t.Parallel()
	for status := range headings {
		detail := liveScope(leastprivilege.ScopeUse{Scope: "chat:write", Status: status}, leastprivilege.Judgement{Kind: "bot"}).Detail[0]
		if strings.Contains(detail, "slack") || !strings.HasPrefix(detail, "bot token, "+console.AsMessage(headings[status])) {
			t.Errorf("%q", detail)
		}
	}
}

func TestOutputIsBounded(t *testing.T) {
	t.Parallel()
	o := outputLines{changed: func() {}}
	_, _ = o.Write([]byte(strings.Repeat("x", 1<<20)))
	for i := range 5000 {
		_, _ = fmt.Fprintf(&o, "\nline %d", i)
	}
	lines := o.lines()
	if len(lines) != maxLines+1 || lines[len(lines)-1] != "line 4999" {
		t.Errorf("%d lines, the last %q", len(lines), lines[len(lines)-1])
	}
}

// BenchmarkLiveScreen prints how long it takes until a call is in a state for the screen: of
// an app that calls now and then, and of one that calls 5,000 times a second.
func BenchmarkLiveScreen(b *testing.B) {
	for _, flood := range []bool{false, true} {
		b.Run(map[bool]string{false: "quiet", true: "5000-calls-a-second"}[flood], func(b *testing.B) {
			l, o := newLive(b)
			for i := range 40 { // methods that an app calls
				call(o, fmt.Sprintf("app.method%d", i), i)
			}
			ctx, cancel := context.WithCancel(context.Background())
			var running sync.WaitGroup
			seen := make(chan int, 1<<16)
			running.Go(func() {
				l.refresh(ctx, func(s screen.State) { seen <- s.Total })
			})
			if flood {
				running.Go(func() {
					tick := time.NewTicker(time.Millisecond)
					defer tick.Stop()
					for i := 0; ctx.Err() == nil; i++ {
						<-tick.C
						for range 5 {
							call(o, "chat.postMessage", i)
						}
					}
				})
			}
			var took []time.Duration
			for b.Loop() {
				time.Sleep(60 * time.Millisecond)
				for len(seen) > 0 {
					<-seen
				}
				began := time.Now()
				call(o, "chat.update", 1)
				want := o.Recording.Calls()
				for total := range seen {
					if total >= want {
						break
					}
				}
				took = append(took, time.Since(began))
			}
			cancel()
			running.Wait()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
