package install

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// TestBrowsersArgumentsHoldNoSecret: other users of the machine can read them.
func TestBrowsersArgumentsHoldNoSecret(t *testing.T) {
	t.Parallel()
	slack := clitest.NewSlack(t, world.Demo(1))
	f := newFlow(t, slack, "", world.Demo(1).Teams[4].Users[1].ID)
	approve := f.Show
	f.Show = func(page ApprovalPage) error {
		for _, secret := range []string{"state", "challenge", "client", "?"} {
			if strings.Contains(page.Start, secret) {
				t.Errorf("the browser is started with %s", page.Start)
			}
		}
		if leads := clitest.FollowStart(t, page.Start); leads != page.URL || !strings.Contains(leads, "&state=") {
			t.Errorf("%s leads to %s", page.Start, leads)
		}
		return approve(page)
	}
	if err := f.Install(t.Context(), model.Install{User: []catalog.Scope{"search:read"}}, keepNothing); err != nil {
		t.Fatal(err)
	}
}

// TestStartPageOpensOnce: the address is not secret. Who opens it second learns nothing,
// and the first one may have been a stranger, so nothing is installed.
func TestStartPageOpensOnce(t *testing.T) {
	t.Parallel()
	slack := clitest.NewSlack(t, world.Demo(1))
	f := newFlow(t, slack, "", world.Demo(1).Teams[4].Users[1].ID)
	f.Show = func(page ApprovalPage) error {
		clitest.FollowStart(t, page.Start)
		if status, err := get(t.Context(), page.Start); status != http.StatusGone {
			t.Errorf("the second time: %d, %v", status, err)
		}
		if status, err := get(t.Context(), page.Start+"x"); status != http.StatusNotFound {
			t.Errorf("another page: %d, %v", status, err)
		}
		return nil
	}
	err := f.Install(t.Context(), model.Install{User: []catalog.Scope{"search:read"}}, keepNothing)
	if d := console.Describe(err); d.Code != "not_installed" || !strings.Contains(d.Message, "opened twice") {
		t.Errorf("%+v", d)
	}
	for _, called := range slack.Called() {
		t.Errorf("called %s", called)
	}
}

// TestStartPageIsNotKept: neither a cache nor the next page learns of the address.
func TestStartPageIsNotKept(t *testing.T) {
	t.Parallel()
	s := newStartPage("https://slack.com/oauth/v2/authorize?state=ours")
	for _, method := range []string{http.MethodHead, http.MethodPost} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), method, s.path, http.NoBody))
		if w.Code != http.StatusNotFound || w.Header().Get("Location") != "" {
			t.Errorf("%s: %d %v", method, w.Code, w.Header())
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, s.path, http.NoBody))
	if h := w.Header(); w.Code != http.StatusSeeOther || h.Get("Location") != s.page || h.Get("Cache-Control") != "no-store" || h.Get("Referrer-Policy") != "no-referrer" {
		t.Errorf("%d %v", w.Code, h)
	}
}

// keepNothing is a store that forgets what an install brings.
var keepNothing = testStore{save: func([]token.Addition) {}}
