package watch

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/cli/console"
	"periscope/model/leastprivilege"
	"periscope/model/order"
	"periscope/process"
	"periscope/slackapi/record"
	"periscope/ui"
	screen "periscope/ui/watch"
)

// onScreen reports whether the calls are a live screen: both ends are a terminal, and
// nobody asked for lines.
func (w *watched) onScreen() bool {
	_, isFile := w.env.Screen().(*os.File)
	return isFile && w.env.InTerminal && w.env.OutTerminal && !w.plain && w.env.Getenv("ACCESSIBLE") != "1" &&
		w.format == console.TextFormat
}

// live is an app on the screen.
type live struct {
	*watched
	changed chan struct{} // has an element if something changed since it was looked at
	output  outputLines

	mu      sync.Mutex
	cmd     *exec.Cmd // nil: it has not started
	running bool
	status  string
}

func (l *live) tell() {
	select {
	case l.changed <- struct{}{}:
	default: // it is told already
	}
}

// showLive runs the command, shows its calls until the user leaves the screen, and returns
// its exit status. Without a command the screen is all there is.
func (w *watched) showLive(ctx context.Context, environ []string) (status int, err error) {
	l := &live{watched: w, changed: make(chan struct{}, 1), running: len(w.command) > 0, status: "listening at " + w.server.URL}
	l.output.changed = l.tell
	w.setShow(func(record.Entry) { l.tell() }, func(string) { l.tell() })
	defer w.setShow(func(record.Entry) {}, w.printNote)
	title := strings.Join(w.command, " ")
	if title == "" {
		title = "any app"
	}
	shownUntil, leave := context.WithCancel(ctx)
	defer leave()
	var app sync.WaitGroup
	var failed error
	if len(w.command) > 0 {
		app.Go(process.Guarded(func() {
			status, failed = w.runWith(ctx, environ, streams{
				out: &l.output, err: &l.output, started: l.started,
				onEndSignal: leave, // a signal means this program as well, and its window may be closed
			})
			l.ended(status)
			if failed != nil {
				leave() // there is nothing to see
			}
		}))
	}
	shown := screen.NewScreen(l, console.InputName(title), w.target.Host)
	err = ui.Watch(shownUntil, shown, l.refresh, ui.Options{
		In: w.env.In, Out: w.env.Screen(), Environ: w.env.Environ, Process: w.env.Process,
	})
	l.Interrupt() // the screen may have ended before it
	app.Wait()
	if failed != nil {
		return 0, failed
	}
	return status, err
}

func (l *live) started(cmd *exec.Cmd) {
	l.mu.Lock()
	l.cmd = cmd
	l.mu.Unlock()
	l.tell()
}

func (l *live) ended(status int) {
	l.mu.Lock()
	l.running, l.status = false, fmt.Sprintf("ended with %d", status)
	l.mu.Unlock()
	l.tell()
}

// with calls do with the command while it runs.
func (l *live) with(do func(*exec.Cmd) error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.running && l.cmd != nil {
		_ = do(l.cmd) // it has ended already, or ends now
	}
}

// Interrupt asks the command to end.
func (l *live) Interrupt() { l.with(interrupt) }

// Kill ends it.
func (l *live) Kill() { l.with(kill) }

// Export saves what was seen to a file in the current directory.
func (l *live) Export() (file string, err error) {
	file = "periscope-calls-" + l.env.Now().Format("20060102-150405") + ".jsonl"
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return "", console.CauseWithoutPath(err)
	}
	err = record.Write(f, l.recording.Entries())
	if closing := f.Close(); err == nil {
		err = closing
	}
	return file, err
}

// leastPause is the shortest time between two states, and costFactor how many times as
// long as working one out the pause is at least: the screen takes a fifth of a processor at
// most, however much the app calls.
const (
	leastPause = 25 * time.Millisecond
	costFactor = 4
)

// refresh shows what is known whenever it changes, until ctx ends.
func (l *live) refresh(ctx context.Context, show func(screen.State)) {
	for {
		began := time.Now()
		show(l.state())
		pause := max(leastPause, costFactor*time.Since(began))
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		select {
		case <-ctx.Done():
			return
		case <-l.changed:
		}
	}
}

// maxShown bounds the lines of calls on the screen. The latest are shown.
const maxShown = 500

func (l *live) state() screen.State {
	r := l.result(0)
	l.mu.Lock()
	s := screen.State{Running: l.running, Status: l.status, Total: r.calls, Output: l.output.lines(), Notes: r.notes}
	l.mu.Unlock()
	if len(l.command) == 0 {
		s.Notes = append(s.Notes, "export SLACK_API_URL="+l.server.URL+"/api/")
		s.Notes = append(s.Notes, recipeLines()...)
	}
	entries := slices.Clone(r.all)
	order.Stable(entries, func(a, b record.Entry) int { return b.Last.Compare(a.Last) })
	for _, e := range entries[:min(len(entries), maxShown)] {
		s.Calls = append(s.Calls, liveCall(e))
	}
	var sets []string
	for _, j := range r.judgements {
		sets = append(sets, fmt.Sprintf("%s token: %s", j.Kind, leastInWords(j)))
		for _, u := range j.Scopes {
			s.Scopes = append(s.Scopes, liveScope(u, j))
		}
	}
	s.Summary = strings.Join(sets, "; ")
	if len(sets) == 0 {
		s.Summary = "Nothing can be said before a call with a token was seen."
	}
	var report strings.Builder
	_ = r.text(&report) // into memory
	s.Report = report.String()
	return s
}

func liveCall(e record.Entry) screen.Call {
	c := screen.Call{Method: e.Method, Count: e.Count, Outcome: Outcome(e), OK: e.OK(), Scopes: ScopesOf(e), Last: e.Last}
	if e.Method == record.Webhook || e.Outcome == "" && e.Status == 200 {
		c.OK = e.AnsweredBy == ""
	}
	about := []string{Outcome(e)}
	if who := Who(e); who != "" {
		about = append(about, who)
	}
	if c.Scopes != "" {
		about = append(about, c.Scopes)
	}
	c.Detail = append(c.Detail, strings.Join(about, " · "),
		fmt.Sprintf("%s, last %s, %.0f ms on average, %.0f ms at most", count(e.Count, "call"), e.Last.Local().Format("15:04:05"),
			e.TotalMS/float64(max(1, e.Count)), e.MaxMS))
	if len(e.Types) > 0 {
		c.Detail = append(c.Detail, "about conversations of type "+console.Join(e.Types))
	}
	if e.Conversation != "" {
		c.Detail = append(c.Detail, "about "+e.Conversation+", whose type no reply told")
	}
	if len(e.Arguments) > 0 {
		c.Detail = append(c.Detail, "arguments with a scope of their own: "+console.Join(e.Arguments))
	}
	if len(e.Needed) > 0 {
		c.Detail = append(c.Detail, "needed "+console.Join(e.Needed)+", provided "+console.Join(e.Provided))
	}
	if e.ScopesSent {
		c.Detail = append(c.Detail, "the token held "+console.Join(e.Scopes))
	}
	return c
}

// marks are the marks of the scopes of each status.
var marks = map[leastprivilege.Status]screen.Mark{
	leastprivilege.Used: screen.Used, leastprivilege.Missing: screen.Missing, leastprivilege.OneOf: screen.Doubtful,
	leastprivilege.Perhaps: screen.Doubtful, leastprivilege.Kept: screen.Used, leastprivilege.PerhapsUnused: screen.Unused,
	leastprivilege.Unused: screen.Unused,
}

func liveScope(u leastprivilege.ScopeUse, j leastprivilege.Judgement) screen.Scope {
	s := screen.Scope{
		Name: string(u.Scope), Kind: string(j.Kind), Mark: marks[u.Status], Word: string(u.Status), Count: u.Count, Least: u.Least,
	}
	s.Detail = []string{fmt.Sprintf("%s token, %s: %s", j.Kind, strings.ToLower(headings[u.Status]), useInWords(u))}
	if u.Least {
		s.Detail = append(s.Detail, "in the smallest set")
	}
	if !u.Last.IsZero() {
		s.Detail = append(s.Detail, "last "+u.Last.Local().Format("15:04:05"))
	}
	return s
}
