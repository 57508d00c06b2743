package install

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"sync/atomic"
)

// startPage leads a browser of this user to Slack's page, once. Its own address is in the
// argument list of the browser, which other users of the machine can read. Where the
// system tells who has opened a connection, others are turned away; elsewhere the second
// one to open the page ends the installation.
type startPage struct {
	path        string
	page        string // Slack's
	opened      atomic.Bool
	openedAgain chan struct{} // gets a value when the page is opened again
}

func newStartPage(page string) *startPage {
	return &startPage{path: "/start/" + rand.Text(), page: page, openedAgain: make(chan struct{}, 1)}
}

// ServeHTTP implements [http.Handler].
func (s *startPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Referrer-Policy", "no-referrer")
	w.Header().Set("Cache-Control", "no-store") // the address that it leads to holds the state
	switch {
	case r.Method != http.MethodGet:
		http.NotFound(w, r)
	case ofAnotherUser(r):
		w.WriteHeader(http.StatusForbidden)
		fmt.Fprintln(w, "This page is for the user who started Periscope: go to the address that it printed.")
	case s.opened.Swap(true):
		select {
		case s.openedAgain <- struct{}{}:
		default:
		}
		w.WriteHeader(http.StatusGone)
		fmt.Fprintln(w, "This page was opened before, perhaps by another program. Nothing is installed: start again in the terminal.")
	default:
		http.Redirect(w, r, s.page, http.StatusSeeOther)
	}
}
