package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

func TestJournalKeepsTheLastCalls(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	sandboxtest.Do(t, s, sandboxtest.AcmeToken, "auth.test")
	sandboxtest.Get(t, s, "/api/auth.test?token="+sandboxtest.FreshToken)
	sandboxtest.Get(t, s, "/api/chat.shout?token=nonsense")
	sandboxtest.Do(t, s, "", strings.Repeat("x", 3000))
	want := []record.Call{
		{Number: 1, Verb: "POST", Method: "auth.test", Token: "xoxa-…acme", Team: sandboxtest.AcmeID, App: "A0PERISCOPE", Outcome: "ok", Status: 200},
		{Number: 2, Verb: "GET", Method: "auth.test", Token: "xoxa-…resh", Team: s.World().Teams[1].ID, App: "A0PERISCOPE", Outcome: "ok", Status: 200},
		{Number: 3, Verb: "GET", Method: "chat.shout", Token: "unreadable", Outcome: "unknown_method", Status: 200},
		{Number: 4, Verb: "POST", Method: strings.Repeat("x", 100) + "…", Outcome: "unknown_method", Status: 200},
	}
	for i := range want {
		want[i].At = clock.Now()
	}
	if diff := cmp.Diff(want, s.Journal()); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
	for range record.Capacity {
		sandboxtest.Get(t, s, "/api/api.test")
	}
	all := s.Journal()
	if first, last := all[0].Number, all[len(all)-1].Number; len(all) != record.Capacity || first != 5 || last != record.Capacity+4 {
		t.Errorf("%d calls from %d to %d, want the last %d", len(all), first, last, record.Capacity)
	}
	s.Reset()
	if got := s.Journal(); got == nil || len(got) != 0 {
		t.Errorf("after a reset the journal is %v", got)
	}
}

func TestJournalShowsNoToken(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	stranger := "xoxb-" + "sandbox-somebody-else"
	for _, token := range []string{sandboxtest.AcmeToken, stranger, "not a token at all"} {
		sandboxtest.Do(t, s, token, "auth.test")
		sandboxtest.AddFault(t, s, sandbox.Fault{Method: "auth.test", Error: "fatal_error", Count: 1})
		sandboxtest.Do(t, s, token, "auth.test")
	}
	text, err := json.Marshal(s.Journal())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{sandboxtest.AcmeToken, stranger, "not a token"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the journal holds %q: %s", secret, text)
		}
	}
}
