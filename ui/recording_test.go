package ui

import (
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
)

// recording is of calls with a bot token, on the day of the driver's clock and before.
func recording() *leastprivilege.RecordingJudgement {
	held := []catalog.Scope{"channels:history", "channels:read", "chat:write", "chat:write.public", "im:history", "im:read"}
	call := func(method, outcome string, count int, last time.Time) leastprivilege.Call {
		return leastprivilege.Call{
			Method: method, Kind: catalog.Bot, Count: count, Last: last, Outcome: outcome, Held: held, HeldKnown: true,
			Types: []catalog.ResourceType{catalog.Channel},
		}
	}
	noon := time.Date(2026, 1, 2, 0, 4, 0, 0, time.UTC)
	refused := call("pins.add", "missing_scope", 2, noon)
	refused.Needed = []catalog.Scope{"pins:write"}
	code := &drift.Code{Calls: []drift.CallSite{{Method: "users.list"}, {Method: "conversations.list"}}}
	_, r := leastprivilege.CompareWithCode(code, "calls.jsonl", []leastprivilege.Call{
		call("conversations.list", "ok", 2, noon), call("conversations.info", "ok", 1, noon.Add(-time.Hour)),
		call("conversations.history", "not_in_channel", 1, noon.AddDate(-1, 0, 0)),
		call("chat.postMessage", "ok", 1204, noon.AddDate(0, 0, -2)), refused,
	}, catalog.Bot)
	return &r
}

// A recording says at each scope how often it was used and when last: in the row as far as
// there is room, in the inspector always.
func TestRecordingBesideTheScopes(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.recorded = recording()
	d := m.At(t, m, "initech", 200, 60)
	d.press("2", "j", "j", "3")
	d.see("channels:read", "used 3 times, last 00:04", "used 1,204 times, last 2025-12-31", "perhaps 1 time, last 2025-01-02",
		"refused 2 times, last 00:04", "recorded  perhaps 1 time by conversations.history (1), last 2025-01-02 00:04 UTC")
	d.press("j")
	d.see("recorded  used 3 times by conversations.list (2), conversations.info (1), last 2026-01-02 00:04 UTC")
	d.press("2", "k", "k", "3", "/", "not used", "enter")
	d.see("im:read", "im:history", "2 of 78")
	d.seeNot("channels:read", "used 3 times")

	d = m.At(t, m, "initech", 120, 60)
	d.press("2", "j", "j", "3")
	d.see("used 3", "used", "lacked 2", "maybe 1", "recorded  perhaps 1 time")
	m.recorded = nil
	d.press("r")
	d.seeNot("used 3", "recorded")
	m.recordErr = refusal{"bad", "calls.jsonl:3: this is no call.", "Record it again."}
	d.press("r")
	d.see("calls.jsonl:3: this is no call. Record it again.")
}

// Of a token of another kind nothing was recorded, which is not that its scopes are unused.
func TestRecordingWithoutCallsOfTheKind(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	_, r := leastprivilege.CompareWithCode(nil, "", nil, catalog.Bot)
	m.recorded = &r
	d := m.At(t, m, "initech", 200, 60)
	d.press("2", "j", "j", "3")
	d.see("granted")
	d.seeNot("not used", "recorded  ")
	d.press("D")
	d.see("0 used by 0 recorded calls")
}

// The view of drift has what the recording adds, and shows where the file and the code differ.
func TestDriftWithRecording(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift, m.recorded = drifting(), recording()
	m.drift.Missing[0].CallSites = append(m.drift.Missing[0].CallSites, drift.CallSite{Method: "pins.add", File: "calls.jsonl"})
	d := m.At(t, m, "initech", 200, 60)
	d.press("D")
	d.see("3 calls fail.", "2 used by 1,210", "called at src/pin.py:12  src/pin.py:40  calls.jsonl",
		"Used in the recording", "used 3 times", "used 1,204 times", "Recorded, and not found in the code", "conversations.info",
		"In the code, and not recorded", "users.list")
	d.seeNot("calls.jsonl:0")
	d.press("/", "channels:read", "enter")
	d.see("used 3 times by conversations.list (2), conversations.info (1), last 2026-01-02 00:04")
}
