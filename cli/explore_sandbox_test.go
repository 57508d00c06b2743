package cli

import (
	"context"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui"
)

// TestRootPlaysThePeopleOfARunningSandbox: pointed at a sandbox of this machine, the explorer acts as
// its people, and shows the calls that other programs make there.
func TestRootPlaysThePeopleOfARunningSandbox(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	running := p.startSandbox(t, "--resources", "1")
	p.onTerminal().vars["SLACK_TOKEN"] = "xoxa-sandbox-acme"
	p.vars["SLACK_API_URL"] = running.doc.APIURL
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		slack, is := from.(ui.Sandbox)
		if !is {
			t.Fatal("people cannot be acted as")
		}
		heard, calls := make(chan ui.Incoming, 10), make(chan ui.Call, 100)
		from.(ui.Requester).OnIncoming(func(in ui.Incoming) { heard <- in })
		from.(ui.CallReporter).OnCall(func(c ui.Call) { calls <- c })
		const key = "SLACK_TOKEN"
		people, err := slack.People(ctx, key)
		if err != nil || len(people) == 0 || people[0].Name == "" {
			t.Fatalf("people %v, %v", people, err)
		}
		if err := slack.RunCommand(ctx, key, people[0].ID); err != nil {
			t.Fatal(err)
		}
		trigger := <-heard
		if trigger.Trigger == "" || trigger.Key != key {
			t.Fatalf("heard %+v", trigger)
		}
		if err := from.(ui.Requester).Ask(ctx, key, model.Request{Scopes: []catalog.Scope{"pins:read"}}, trigger.Trigger); err != nil {
			t.Fatal(err)
		}
		prompts, err := slack.Dialogs(ctx, key)
		if err != nil || len(prompts) != 1 || prompts[0].User != people[0] {
			t.Fatalf("prompts %+v, %v", prompts, err)
		}
		if err := slack.Answer(ctx, key, prompts[0].ID, true); err != nil {
			t.Fatal(err)
		}
		if in := <-heard; in.Event == nil || in.Event.Kind() != "scope_granted" {
			t.Errorf("heard %+v", in)
		}
		if err := slack.Answer(ctx, key, prompts[0].ID, true); err == nil || !strings.Contains(err.Error(), "answered before") {
			t.Errorf("answered twice: %v", err)
		}
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		requests := 0
		for { // the journal is followed from its first look on
			select {
			case <-tick.C:
				fetch(t, running.doc.APIURL+"api.test?by=another&token="+"xoxa-sandbox-acme")
				continue
			case c := <-calls:
				if c.Method == "apps.permissions.request" {
					requests++
				}
				if c.Method != "api.test" {
					continue
				}
				if c.Key != key || c.Args != "by=another" || requests != 1 {
					t.Errorf("%+v, after %d requests", c, requests)
				}
			case <-ctx.Done():
				t.Error("the call of another program is not shown")
			}
			break
		}
		return nil
	}
	p.run(t, "").want(t, console.StatusDone)
}
