package leastprivilege_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/leastprivilege"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func call(method, outcome string, held []catalog.Scope, types ...catalog.ResourceType) leastprivilege.Call {
	return leastprivilege.Call{
		Method: method, Kind: catalog.Bot, Count: 1, Last: noon, Outcome: outcome, Held: held, HeldKnown: held != nil, Types: types,
	}
}

// inShort writes a judgement on one line.
func inShort(j leastprivilege.Judgement) string {
	var all []string
	for _, status := range leastprivilege.Statuses {
		if scopes := j.With(status); len(scopes) > 0 {
			all = append(all, fmt.Sprintf("%s %v", status, scopes))
		}
	}
	return strings.Join(append(all, fmt.Sprintf("least %v", j.Least)), "; ")
}

func TestJudgement(t *testing.T) {
	t.Parallel()
	held := []catalog.Scope{"channels:read", "groups:read", "chat:write", "reactions:write", "im:history"}
	withArguments := call("chat.postMessage", "ok", []catalog.Scope{"chat:write", "chat:write.customize"})
	withArguments.Arguments = []string{"username"}
	unjoined := call("chat.postMessage", "ok", []catalog.Scope{"chat:write", "chat:write.public"})
	joined := unjoined
	joined.Joined = model.Yes
	outside := unjoined
	outside.Joined = model.No
	ignored := call("chat.postMessage", "ok", []catalog.Scope{"chat:write"})
	ignored.Arguments = []string{"icon_emoji"}
	emails := call("users.info", "ok", []catalog.Scope{"users:read", "users:read.email"})
	emails.Emails = true
	refused := call("pins.add", "missing_scope", held)
	refused.Needed = []catalog.Scope{"pins:write"}
	webhook := leastprivilege.Call{Method: leastprivilege.Webhook, Outcome: "ok", Count: 2}
	events := &drift.Manifest{Features: []drift.ManifestFeature{{Feature: drift.BotEvent, Name: "message.im"}}}
	for name, c := range map[string]struct {
		calls    []leastprivilege.Call
		manifest *drift.Manifest
		want     string
	}{
		"one scope": {[]leastprivilege.Call{call("chat.postMessage", "ok", nil)}, nil, "used [chat:write]; least [chat:write]"},
		"the type tells": {
			[]leastprivilege.Call{call("conversations.info", "ok", held, catalog.Group)},
			nil,
			"used [groups:read]; perhaps unused [channels:read im:history]; unused [chat:write reactions:write]; least [groups:read]",
		},
		"one of two": {
			[]leastprivilege.Call{call("conversations.info", "ok", held[:2])},
			nil,
			"one of [channels:read groups:read]; least [channels:read]",
		},
		"one of two, and one is used anyway": {
			[]leastprivilege.Call{call("conversations.info", "ok", held[:2]), call("conversations.list", "ok", held[:2], catalog.Group)},
			nil,
			"used [groups:read]; perhaps unused [channels:read]; least [groups:read]",
		},
		"the token held no other": {
			[]leastprivilege.Call{call("conversations.info", "ok", held[1:2])}, nil, "used [groups:read]; least [groups:read]",
		},
		"all types are listed": {
			[]leastprivilege.Call{call("conversations.list", "ok", held[:2], catalog.Channel, catalog.Group, catalog.MPIM)},
			nil,
			"used [channels:read groups:read]; least [channels:read groups:read]",
		},
		"refused": {[]leastprivilege.Call{refused}, nil, "missing [pins:write]; perhaps unused [channels:read groups:read im:history]; " +
			"unused [chat:write reactions:write]; least []"},
		"tried": {
			[]leastprivilege.Call{call("reactions.add", "already_reacted", held[2:4])},
			nil,
			"perhaps [reactions:write]; unused [chat:write]; least []",
		},
		"answered before": {
			[]leastprivilege.Call{call("reactions.add", "ratelimited", held[3:4]), call("reactions.add", "", nil)},
			nil,
			"unused [reactions:write]; least []",
		},
		"a name of its own": {[]leastprivilege.Call{withArguments}, nil, "used [chat:write chat:write.customize]; least [chat:write chat:write.customize]"},
		"a name, ignored":   {[]leastprivilege.Call{ignored}, nil, "missing [chat:write.customize]; used [chat:write]; least [chat:write]"},
		"perhaps outside":   {[]leastprivilege.Call{unjoined}, nil, "used [chat:write]; perhaps [chat:write.public]; least [chat:write]"},
		"outside":           {[]leastprivilege.Call{outside}, nil, "used [chat:write chat:write.public]; least [chat:write chat:write.public]"},
		"inside":            {[]leastprivilege.Call{joined}, nil, "used [chat:write]; perhaps unused [chat:write.public]; least [chat:write]"},
		"addresses":         {[]leastprivilege.Call{emails}, nil, "used [users:read]; perhaps [users:read.email]; least [users:read]"},
		"a webhook":         {[]leastprivilege.Call{webhook}, nil, "used [incoming-webhook]; least [incoming-webhook]"},
		"events": {
			[]leastprivilege.Call{call("chat.postMessage", "ok", held)},
			events,
			"used [chat:write]; kept [im:history]; unused [channels:read groups:read reactions:write]; least [chat:write]",
		},
		"an unknown method": {[]leastprivilege.Call{call("no.such", "ok", held[2:3])}, nil, "unused [chat:write]; least []"},
		"refused, then granted": {
			[]leastprivilege.Call{refused, call("pins.add", "ok", []catalog.Scope{"pins:write"})},
			nil,
			"used [pins:write]; perhaps unused [channels:read groups:read im:history]; unused [chat:write reactions:write]; least [pins:write]",
		},
	} {
		for range 3 { // nothing depends on the order of the calls
			if got := inShort(leastprivilege.Of(catalog.Bot, c.calls, c.manifest)); got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
				break
			}
			slices.Reverse(c.calls)
		}
	}
}

// randomCalls are calls that Slack would do for a token that holds certain scopes.
func randomCalls(dice *rand.Rand, kind catalog.TokenKind) []leastprivilege.Call {
	methods := catalog.Methods()
	var held []catalog.Scope
	for _, e := range catalog.Offered(kind) {
		if dice.IntN(3) > 0 {
			held = append(held, e.Scope)
		}
	}
	all := leastprivilege.Sets{kind: held}
	var calls []leastprivilege.Call
	for range 60 {
		c := leastprivilege.Call{
			Method: methods[dice.IntN(len(methods))].Name, Kind: kind, Count: 1 + dice.IntN(9), Last: noon, Outcome: "ok", Held: held, HeldKnown: true,
		}
		if dice.IntN(2) == 0 {
			c.Method = []string{"conversations.info", "conversations.setTopic", "conversations.invite", "conversations.history", "conversations.list"}[dice.IntN(5)]
			for _, t := range []catalog.ResourceType{catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM} {
				if dice.IntN(3) == 0 {
					c.Types = append(c.Types, t)
				}
			}
		}
		permit, _ := all.Allow(c)
		m, _ := catalog.LookupMethod(c.Method)
		need, _ := m.Need(kind)
		if partly := (len(c.Types) > 1 || need.Rule == catalog.RuleUnknown) && permit == leastprivilege.AllowedPerhaps; permit != leastprivilege.Forbidden && !partly {
			calls = append(calls, c)
		}
	}
	return calls
}

// Whatever an app calls: under the smallest set all of its calls still go through, each of
// the set's scopes is needed, and more calls never make a scope unused that fewer made used.
func TestLeastIsEnoughAndNeeded(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(3, 4))
	for range 40 {
		for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
			calls := randomCalls(dice, kind)
			j := leastprivilege.Of(kind, calls, nil)
			least := leastprivilege.Sets{kind: j.Least}
			for _, c := range calls {
				if permit, needed := least.Allow(c); permit == leastprivilege.Forbidden {
					t.Fatalf("%s %v is forbidden under %v: it needs one of %v", c.Method, c.Types, j.Least, needed)
				}
			}
			for _, s := range j.Least {
				if s == "users:read" { // Slack grants users:read.email only together with it
					continue
				}
				without := leastprivilege.Sets{kind: model.Minus(j.Least, []catalog.Scope{s})}
				if !slices.ContainsFunc(calls, func(c leastprivilege.Call) bool {
					before, _ := least.Allow(c)
					after, _ := without.Allow(c)
					return after > before
				}) {
					t.Fatalf("%s is in the smallest set %v, and no call needs it", s, j.Least)
				}
			}
			some := leastprivilege.Of(kind, calls[:len(calls)/2], nil)
			for _, s := range some.With(leastprivilege.Used) {
				if !slices.Contains(j.With(leastprivilege.Used), s) {
					t.Fatalf("%s was used, and with more calls is not", s)
				}
			}
		}
	}
}

func TestAllow(t *testing.T) {
	t.Parallel()
	set := leastprivilege.Sets{catalog.Bot: {"chat:write", "channels:read"}}
	named := call("chat.postMessage", "", nil)
	named.Arguments = []string{"username"}
	user := call("pins.add", "", nil)
	user.Kind = catalog.UserToken
	for name, c := range map[string]struct {
		call   leastprivilege.Call
		permit leastprivilege.Permit
		needed string
	}{
		"in the set":         {call("chat.update", "", nil), leastprivilege.Allowed, "[]"},
		"not in the set":     {call("pins.add", "", nil), leastprivilege.Forbidden, "[pins:write]"},
		"nothing is needed":  {call("auth.test", "", nil), leastprivilege.Allowed, "[]"},
		"unknown":            {call("no.such", "", nil), leastprivilege.Allowed, "[]"},
		"another type":       {call("conversations.info", "", nil, catalog.Group), leastprivilege.Forbidden, "[groups:read]"},
		"its type":           {call("conversations.info", "", nil, catalog.Channel), leastprivilege.Allowed, "[]"},
		"which type":         {call("conversations.info", "", nil), leastprivilege.AllowedPerhaps, "[]"},
		"a name":             {named, leastprivilege.Forbidden, "[chat:write.customize]"},
		"a kind without set": {user, leastprivilege.Allowed, "[]"},
		"in which channel":   {call("chat.postMessage", "", nil), leastprivilege.AllowedPerhaps, "[]"},
	} {
		permit, needed := set.Allow(c.call)
		if permit != c.permit || fmt.Sprint(needed) != c.needed {
			t.Errorf("%s: %d, %v", name, permit, needed)
		}
	}
}
