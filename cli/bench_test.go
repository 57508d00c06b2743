package cli

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"testing"
	"time"

	"periscope/cli/explore"
	"periscope/cli/listen"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/ui"
)

// BenchmarkTriggerToRequest measures how long a trigger lies about before it is
// spent: from the moment Slack sends it to the arrival of the request at Slack.
// Each time the client is new and has no connection yet. Of a trigger's three
// seconds, the bar is 50 ms at the 99th percentile.
func BenchmarkTriggerToRequest(b *testing.B) {
	arrived := make(chan time.Time, 1)
	slack := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		arrived <- time.Now()
		_, _ = w.Write([]byte(`{"ok":true}`))
	}))
	defer slack.Close()
	secret, err := model.ParseSigningSecret(sandbox.DefaultSigningSecret)
	if err != nil {
		b.Fatal(err)
	}
	token, err := model.ParseToken("xoxa-sandbox-acme")
	if err != nil {
		b.Fatal(err)
	}
	r := model.Request{Scopes: []catalog.Scope{"pins:read"}}
	var took []time.Duration
	for b.Loop() {
		l, err := listen.ToSlack("127.0.0.1:0", secret)
		if err != nil {
			b.Fatal(err)
		}
		acme := explore.AccountOf("acme", token, slack.URL)
		acme.ID = "T1"
		s := explore.NewSource([]explore.Account{acme}, l)
		done := make(chan error, 1)
		s.OnIncoming(func(in ui.Incoming) { done <- s.Ask(b.Context(), in.Key, r, in.Trigger) })
		began := time.Now()
		post(b, l.URL, sandbox.DefaultSigningSecret, began, url.Values{
			"command": {"/permit"}, "team_id": {"T1"}, "trigger_id": {strconv.FormatInt(began.UnixNano(), 10)},
		})
		took = append(took, (<-arrived).Sub(began))
		if err := <-done; err != nil {
			b.Fatal(err)
		}
		l.Close()
	}
	slices.Sort(took)
	percentile := func(p int) float64 { return float64(took[(len(took)-1)*p/100].Microseconds()) / 1000 }
	b.ReportMetric(percentile(50), "p50-ms")
	b.ReportMetric(percentile(99), "p99-ms")
	b.ReportMetric(percentile(100), "max-ms")
}
