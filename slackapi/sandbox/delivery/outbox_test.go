package delivery

import (
	"testing"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/clock"
)

// TestClosedOutboxTakesNoEvents: nothing may begin after Close has waited for all.
func TestClosedOutboxTakesNoEvents(t *testing.T) {
	t.Parallel()
	o := NewOutbox(LoopbackClient(), "secret", clock.New(time.Now))
	o.urls[""] = URLs{Events: "http://127.0.0.1:3000/"}
	o.Close()
	o.enqueue("T1", "A1", []byte("{}"))
	if n := len(o.queues); n != 0 {
		t.Errorf("%d queues after Close, want none", n)
	}
}

// TestEventsCarryTheirTriggers: each event of a request has the trigger that caused it.
func TestEventsCarryTheirTriggers(t *testing.T) {
	t.Parallel()
	const trigger = model.TriggerID("1.2.a")
	for _, e := range []model.Event{
		model.ScopeGranted{Trigger: trigger},
		model.ScopeDenied{Trigger: trigger},
		model.UserResourceGranted{User: "U1", Trigger: trigger},
		model.UserResourceDenied{User: "U1", Trigger: trigger},
		model.UserResourceRemoved{User: "U1", Trigger: trigger},
	} {
		if got := eventBodyOf(e); got.TriggerID != trigger || got.Type != e.Kind() {
			t.Errorf("%s: %+v, want trigger %s", e.Kind(), got, trigger)
		}
	}
}

// TestDroppedQueuesLeaveLaterOnesAlone: the worker of a queue that was dropped ends,
// and does not end the queue that its team has by then.
func TestDroppedQueuesLeaveLaterOnesAlone(t *testing.T) {
	t.Parallel()
	for name, left := range map[string][]queuedEvent{"empty": nil, "one event": {{}}} {
		o := NewOutbox(LoopbackClient(), "secret", clock.New(time.Now))
		t.Cleanup(o.Close)
		dropped, ctx := &queue{team: "T1", events: left}, o.ctx
		o.Drop()
		later := &queue{team: "T1"}
		o.queues["T1"] = later
		if _, more := o.next(ctx, dropped); more || o.queues["T1"] != later {
			t.Errorf("%s: goes on: %v; queues are %v, want the later one alone", name, more, o.queues)
		}
	}
}
