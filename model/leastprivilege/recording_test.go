package leastprivilege_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
)

// A recording adds to the code what it does not show, and says of which calls of the code
// it knows nothing.
func TestRecordingBesideCode(t *testing.T) {
	t.Parallel()
	held := []catalog.Scope{"chat:write", "pins:write", "users:read"}
	late := call("users.info", "ok", held)
	late.Last = noon.Add(time.Hour)
	person := call("search.messages", "ok", []catalog.Scope{"search:read"})
	person.Kind, person.Last = catalog.UserToken, noon.Add(2*time.Hour)
	calls := []leastprivilege.Call{call("chat.postMessage", "ok", held), late, call("pins.list", "invalid_auth", nil), person}
	code := &drift.Code{Calls: []drift.CallSite{
		{Method: "chat.postMessage", File: "a.py", Line: 3}, {Method: "pins.add", File: "a.py", Line: 4}, {Method: "search.messages", File: "b.js", Line: 1},
	}}
	both, r := leastprivilege.CompareWithCode(code, "calls.jsonl", calls, catalog.Bot)
	if got := fmt.Sprint(r.NotInCode, r.NotRecorded, r.Calls); got != "[users.info] [pins.add] 3" || !r.Last.Equal(late.Last) {
		t.Errorf("%s, last %v", got, r.Last)
	}
	var places []string
	for _, c := range both.Calls {
		places = append(places, c.Method+" "+c.Place())
	}
	want := "[chat.postMessage a.py:3 pins.add a.py:4 search.messages b.js:1 chat.postMessage calls.jsonl users.info calls.jsonl]"
	if fmt.Sprint(places) != want || len(code.Calls) != 3 {
		t.Errorf("%v", places)
	}
	if !slices.Equal(both.Used, []catalog.Scope{"chat:write", "users:read"}) {
		t.Errorf("used %v", both.Used)
	}
	if u, ok := r.Use("chat:write"); !ok || u.Count != 1 {
		t.Errorf("%+v", u)
	}
	if _, ok := r.Use("emoji:read"); ok {
		t.Error("emoji:read was not seen")
	}
}

// Where no call was seen, nothing is unused.
func TestRecordingOfAnotherTokenTellsNothing(t *testing.T) {
	t.Parallel()
	calls := []leastprivilege.Call{call("users.list", "ok", []catalog.Scope{"users:read"})}
	both, r := leastprivilege.CompareWithCode(nil, "calls.jsonl", calls, catalog.UserToken)
	if both != nil || r.Calls != 0 {
		t.Fatalf("%+v, %d calls", both, r.Calls)
	}
	held := model.PermissionsOf(catalog.UserToken, model.Identity{ScopesSent: true, Scopes: []catalog.Scope{"pins:write"}}, nil)
	if d := drift.Find(catalog.UserToken, nil, &held, both); len(d.Unused) > 0 {
		t.Errorf("unused %v", d.Unused)
	}
}
