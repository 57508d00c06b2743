package sandbox

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/slackapi/record"
)

func TestJournalKeepsTheLastCalls(t *testing.T) {
	t.Parallel()
	s, clock := frozenDemo(t)
	do(t, s, acmeToken, "auth.test")
	get(t, s, "/api/auth.test?token="+freshToken)
	get(t, s, "/api/chat.shout?token=nonsense")
	do(t, s, "", strings.Repeat("x", 3000))
	want := []record.Call{
		{Number: 1, Verb: "POST", Method: "auth.test", Token: "xoxa-…acme", Team: acmeID, App: "A0PERISCOPE", Outcome: "ok", Status: 200},
		{Number: 2, Verb: "GET", Method: "auth.test", Token: "xoxa-…resh", Team: s.World().Teams[1].ID, App: "A0PERISCOPE", Outcome: "ok", Status: 200},
		{Number: 3, Verb: "GET", Method: "chat.shout", Token: "", Outcome: "unknown_method", Status: 200},
		{Number: 4, Verb: "POST", Method: strings.Repeat("x", 100), Outcome: "unknown_method", Status: 200},
	}
	for i := range want {
		want[i].At = clock.now
	}
	if diff := cmp.Diff(want, s.Journal()); diff != "" {
		t.Errorf("journal (-want +got):\n%s", diff)
	}
	for range record.Capacity {
		get(t, s, "/api/api.test")
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
	s, _ := frozenDemo(t)
	stranger := "xoxb-" + "sandbox-somebody-else"
	for _, token := range []string{acmeToken, stranger, "not a token at all"} {
		do(t, s, token, "auth.test")
		addFault(t, s, Fault{Method: "auth.test", Error: "fatal_error", Count: 1})
		do(t, s, token, "auth.test")
	}
	text, err := json.Marshal(s.Journal())
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{acmeToken, stranger, "not a token"} {
		if strings.Contains(string(text), secret) {
			t.Errorf("the journal holds %q: %s", secret, text)
		}
	}
}
