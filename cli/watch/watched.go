package watch

import (
	"net/url"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/model/drift"
	"periscope/slackapi/proxy"
	"periscope/slackapi/record"
)

// options are what the command line says.
type options struct {
	env      *console.Environment
	cmd      *cobra.Command
	format   console.FormatFlag
	addr     string
	upstream string
	noShim   bool
	plain    bool
	save     string
	enforce  string
	manifest string
	failOn   []string
}

// watched is an app that is being watched.
type watched struct {
	*options
	format    console.Format
	command   []string
	target    *url.URL // the root of the Web API that calls go to
	manifest  *drift.Manifest
	gate      *gate
	recording *record.Recording
	earlier   []record.Entry // of the file that calls are added to
	file      *CallFile      // nil: they are not saved
	began     time.Time
	ended     time.Time

	server    *listen.ProxyServer
	authority *proxy.Authority
	proxy     *proxy.Proxy
	closing   sync.Once
	// finishFile saves what is not saved yet.
	finishFile func() error

	mu    sync.Mutex
	show  func(record.Entry)
	note  func(string)
	notes []string // what a person was told, for the result
}

// setShow sets what is told of each call, and of what a person should know.
func (w *watched) setShow(show func(record.Entry), note func(string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.show, w.note = show, note
}

func (w *watched) shows() (show func(record.Entry), note func(string)) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.show, w.note
}

func (w *watched) tellNote(text string) {
	_, note := w.shows()
	note(text)
}
