package delivery

import (
	"testing"
	"time"
)

// TestClosedOutboxTakesNoEvents: nothing may begin after Close has waited for all.
func TestClosedOutboxTakesNoEvents(t *testing.T) {
	t.Parallel()
	o := NewOutbox(LoopbackClient(), "secret", time.Now)
	o.url = "http://127.0.0.1:3000/"
	o.Close()
	o.enqueue("T1", []byte("{}"))
	if n := len(o.queues); n != 0 {
		t.Errorf("%d queues after Close, want none", n)
	}
}
