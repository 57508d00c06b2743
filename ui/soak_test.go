package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/process/leaktest"
)

// TestSoak uses the explorer as a week would: events and refused messages arrive, teams
// are read again, the window changes its size. What it remembers is bounded.
func TestSoak(t *testing.T) {
	source := newSandboxSource()
	d := drive(t, source, 100, 30)
	key := source.Teams()[0].Key
	leaktest.CheckFlat(t, "events", leaktest.Soak(100_000), func(i int) {
		in := Incoming{Key: key, What: "event scope_granted", Raw: fmt.Sprintf(`{"event_id":"Ev%d"}`, i)}
		switch i % 4 {
		case 0:
			in.Event = model.ScopeGranted{Scopes: []catalog.Scope{"pins:read"}}
		case 1:
			in.Event = model.ScopeDenied{Scopes: []catalog.Scope{"pins:write"}, Trigger: model.TriggerID(fmt.Sprint("1.2.", i))}
		case 2:
			in.Refused = fmt.Sprintf("it is about team T%d", i)
		}
		d.send(incomingHeard(in))
		if i%100 == 0 {
			_ = d.screen()
		}
	})
	leaktest.CheckFlat(t, "refreshes", leaktest.Soak(10_000), func(int) {
		d.press("r")
		_ = d.screen()
	})
	leaktest.CheckFlat(t, "resizes", leaktest.Soak(1_000), func(i int) {
		w, h := 1+i*37%200, 1+i*13%60
		d.send(tea.WindowSizeMsg{Width: w, Height: h})
		checkSize(t, d.screen(), w, h)
	})
}
