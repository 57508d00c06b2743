package slackapi_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"periscope/model"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// inProcess calls a handler without a network, at the clock of a bubble.
type inProcess struct {
	handler http.Handler
	limited int // how many calls were answered 429
}

func (p *inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	time.Sleep(50 * time.Millisecond) // there and back again
	w := httptest.NewRecorder()
	p.handler.ServeHTTP(w, req)
	if w.Code == http.StatusTooManyRequests {
		p.limited++
	}
	return w.Result(), nil
}

// TestPagingStaysWithinTheTier reads a large team against the sandbox's limits
// and the clock: all of what Slack allows, and not a call more.
func TestPagingStaysWithinTheTier(t *testing.T) {
	world := world.Demo(30_000)
	synctest.Test(t, func(t *testing.T) {
		transport := &inProcess{handler: sandbox.New(world, sandbox.Options{Now: time.Now})}
		token, err := model.ParseToken(world.Teams[0].Installs[0].Token)
		if err != nil {
			t.Fatal(err)
		}
		client, err := slackapi.New("http://localhost/api/", token)
		if err != nil {
			t.Fatal(err)
		}
		client.SetTransport(transport)

		began, pages, ids := time.Now(), 0, map[model.ResourceID]bool{}
		for page, err := range client.PermissionsResources(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, r := range page {
				ids[r.ID] = true
			}
		}
		if transport.limited > 0 {
			t.Errorf("%d calls were answered 429", transport.limited)
		}
		if len(ids) < 25_000 || pages < 25 {
			t.Errorf("read %d resources on %d pages", len(ids), pages)
		}
		const perMinute = 20
		if most := time.Duration((pages-1)/perMinute) * time.Minute; time.Since(began) > most+10*time.Second {
			t.Errorf("%d pages took %v", pages, time.Since(began))
		}
	})
}
