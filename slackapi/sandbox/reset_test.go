package sandbox_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestResetForgets(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	before := s.World()
	sandboxtest.AskTeam(t, s, "pins:read")
	if err := s.Answer(sandboxtest.OnlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	sandboxtest.AskTeam(t, s, "pins:write")
	d, id := sandboxtest.OnlyDialog(t, s), sandboxtest.RunCommand(t, s)
	if err := s.Uninstall(sandboxtest.AcmeID); err != nil {
		t.Fatal(err)
	}
	sandboxtest.Exhaust(t, s, sandboxtest.FreshToken, "apps.permissions.info")
	sandboxtest.AddFault(t, s, sandbox.Fault{Method: "api.test", Error: "fatal_error"})
	s.Reset()
	if left := s.Faults(); len(left) != 0 {
		t.Errorf("faults of before: %+v", left)
	}
	if diff := cmp.Diff(before, s.World()); diff != "" {
		t.Errorf("world (-before +after):\n%s", diff)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != "invalid_trigger" {
		t.Errorf("a trigger of before: %q, want invalid_trigger", got)
	}
	if err := s.Answer(d.ID, true); !errors.Is(err, sandbox.ErrNoDialog) {
		t.Errorf("a dialog of before: %v", err)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "apps.permissions.info").Error; got != "" {
		t.Errorf("after the reset: %q, want the rate limits lifted", got)
	}
}

func TestWorldThatWasGivenStaysAsItWas(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	s := sandbox.New(w, sandbox.Options{})
	sandboxtest.AskTeam(t, s, "pins:read")
	if err := errors.Join(
		s.Answer(sandboxtest.OnlyDialog(t, s).ID, true),
		s.AddResources(sandboxtest.AcmeID, model.Grant{Type: catalog.Group, Resources: model.ResourceSet{IDs: []model.ResourceID{sandboxtest.Find(t, "leadership").ID}}}),
		s.RevokeToken(sandboxtest.HostileToken),
		s.Uninstall(sandboxtest.AcmeID),
	); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(world.Demo(0), w); diff != "" {
		t.Errorf("the world that was given (-before +after):\n%s", diff)
	}
}

// TestResetForgetsUndeliveredEvents: an event that is being retried would hold up
// those of later for a minute.
func TestResetForgetsUndeliveredEvents(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	var failing atomic.Bool
	received := make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		var e struct {
			sandboxtest.Handshake
			Event struct{ Type string }
		}
		_ = json.Unmarshal(body, &e)
		if e.Challenge == "" && failing.Load() {
			w.WriteHeader(http.StatusInternalServerError)
		}
		_, _ = io.WriteString(w, e.Challenge)
		received <- e.Event.Type
	}))
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	if err := s.SetRequestURL(t.Context(), server.URL); err != nil {
		t.Fatal(err)
	}
	next := func() string {
		select {
		case kind := <-received:
			return kind
		case <-time.After(10 * time.Second):
			return "nothing"
		}
	}
	failing.Store(true)
	if err := s.GrantScopes(sandboxtest.AcmeToken, "pins:read"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"", "scope_granted", "scope_granted"} { // the handshake, and two tries at once
		if got := next(); got != want {
			t.Fatalf("the app gets %q, want %q", got, want)
		}
	}
	failing.Store(false)
	s.Reset()
	if err := s.Uninstall(sandboxtest.AcmeID); err != nil {
		t.Fatal(err)
	}
	if got := next(); got != "app_uninstalled" {
		t.Errorf("after the reset the app gets %q, want app_uninstalled", got)
	}
}
