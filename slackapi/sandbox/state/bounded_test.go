package state

import (
	"testing"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/world"
)

// TestWhatIsKeptIsBounded: an hour's worth of triggers, codes, messages and response URLs.
func TestWhatIsKeptIsBounded(t *testing.T) {
	t.Parallel()
	w := world.World{Teams: []world.Team{{ID: "T1", Users: []world.User{{ID: "U1"}}, Installs: []world.Install{{Token: "xoxb-sandbox-a", AppID: "A1"}}}}}
	s := New(w, func() time.Time { return time.Unix(1_560_000_000, 0) }, func(Event) {})
	tx := s.Lock()
	defer tx.Unlock()
	app, _ := tx.Install("xoxb-sandbox-a")
	var first, last *Trigger
	for i := range 3 * maxKept {
		last = tx.NewTrigger(app, "U1")
		if i == 0 {
			first = last
		}
		tx.AddCode(world.Code{Code: tx.NewSecret()})
		tx.AddResponseURL(ResponseURL{App: app})
		m := tx.Post(Message{Team: "T1", Channel: model.ResourceID("C" + tx.NewSecret()), Text: "hi"})
		tx.NoteMessage(app, "chat.postMessage", "post", m)
		tx.ShowEphemeral(Message{Team: "T1", Channel: "C1", To: "U1", Text: "psst"})
	}
	for name, n := range map[string]int{
		"triggers": len(tx.triggers.byID), "codes": len(tx.codes), "response URLs": len(tx.responses),
	} {
		if n != maxKept {
			t.Errorf("%d %s are kept, want %d", n, name, maxKept)
		}
	}
	if len(tx.messages.in) != maxMessages || len(tx.appMessages.items) != maxAppMessages {
		t.Errorf("%d conversations and %d messages of apps are kept", len(tx.messages.in), len(tx.appMessages.items))
	}
	if n := len(tx.ephemerals.at); n != maxEphemerals {
		t.Errorf("%d ephemeral messages are kept", n)
	}
	if _, err := tx.triggers.check(last.ID, app, tx.Now()); err != nil {
		t.Errorf("the last trigger: %v", err)
	}
	if _, err := tx.triggers.check(first.ID, app, tx.Now()); err == nil {
		t.Error("the first of thirty thousand triggers is remembered")
	}
	for range 100 {
		tx.Post(Message{Team: "T1", Channel: "C1", Text: string(make([]byte, 1<<20))})
	}
	if tx.messages.all.weight > maxWeight {
		t.Errorf("%d bytes of messages are kept", tx.messages.all.weight)
	}
}
