package drift_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// call is a use of a method on line 1 of a file of its own.
func calls(methods ...string) []drift.CallSite {
	uses := []drift.CallSite{}
	for _, m := range methods {
		uses = append(uses, drift.CallSite{Method: m, File: m + ".go", Line: 1})
	}
	return uses
}

// inWords writes down all that a drift says, in one line; empty lists are left out.
func inWords(d drift.Drift) string {
	var all []string
	list := func(name string, scopes []catalog.Scope) {
		if len(scopes) > 0 {
			all = append(all, name+": "+words(scopes))
		}
	}
	lacks := func(name string, lacks []drift.UnmetNeed) {
		for _, l := range lacks {
			declared := ""
			if l.Declared {
				declared = " (declared)"
			}
			all = append(all, fmt.Sprintf("%s: %s wants %s of %s%s", name, l.Method, words(l.Scopes), l.Kind, declared))
		}
	}
	list("not installed", d.NotInstalled)
	list("undeclared", d.Undeclared)
	lacks("missing", d.Missing)
	list("unused", d.Unused)
	for _, i := range d.PerhapsUnused {
		all = append(all, "idle: "+string(i.Scope))
	}
	lacks("doubtful", d.Doubtful)
	lacks("elsewhere", d.ForOtherToken)
	return strings.Join(all, "; ")
}

func TestFindDrift(t *testing.T) {
	t.Parallel()
	declare := func(bot ...catalog.Scope) *drift.Manifest { return declaredFor(catalog.Bot, bot) }
	untold := botWith()
	untold.ScopesUnknown = true
	for _, c := range []struct {
		name     string
		declared *drift.Manifest
		held     *model.Permissions
		uses     []drift.CallSite
		want     string
	}{
		{"nothing is known", nil, nil, nil, ""},
		{"all agree", declare("chat:write"), botWith("chat:write"), calls("chat.postMessage"), ""},
		{"the manifest grew", declare("chat:write", "pins:write"), botWith("chat:write"), nil, "not installed: pins:write"},
		{"the manifest shrank", declare(), botWith("chat:write"), nil, "undeclared: chat:write"},
		{"scopes untold", declare("chat:write"), untold, nil, ""},
		{"optional and declined", manifestOf(drift.ManifestScopes{Bot: []catalog.Scope{"pins:write"}, BotOptional: []catalog.Scope{"pins:write"}}), botWith(), nil, ""},
		{"optional and granted", manifestOf(drift.ManifestScopes{Bot: []catalog.Scope{"pins:write"}, BotOptional: []catalog.Scope{"pins:write"}}), botWith("pins:write"), calls("pins.add"), ""},
		{
			"a call fails, and nothing asks for its scope",
			declare("chat:write"), botWith("chat:write"), calls("chat.postMessage", "pins.add"), "missing: pins.add wants pins:write of bot",
		},
		{
			"a call fails until the app is installed again",
			declare("chat:write", "pins:write"), botWith("chat:write"), calls("chat.postMessage", "pins.add"),
			"not installed: pins:write; missing: pins.add wants pins:write of bot (declared)",
		},
		{"one of several is enough", declare("groups:history"), botWith("groups:history"), calls("conversations.history"), ""},
		{
			"none of several", declare(), botWith(), calls("conversations.history"),
			"missing: conversations.history wants channels:history of bot",
		},
		{
			"the one of several that is declared", declare("im:history"), botWith(), calls("conversations.history"),
			"not installed: im:history; missing: conversations.history wants im:history of bot (declared)",
		},
		{
			"not known whether one is enough", declare("team:read"), botWith("team:read"), calls("team.externalTeams.list"),
			"doubtful: team.externalTeams.list wants conversations.connect:manage of bot",
		},
		{
			"none of those held", declare(), botWith(), calls("team.externalTeams.list"),
			"missing: team.externalTeams.list wants conversations.connect:manage team:read of bot",
		},
		{"least privilege", nil, botWith("chat:write", "pins:write"), calls("chat.postMessage"), "unused: pins:write"},
		{"no calls at all", nil, botWith("pins:write"), calls(), "unused: pins:write"},
		{
			"events and commands", nil, botWith("app_mentions:read", "channels:history", "commands", "incoming-webhook", "links:read", "chat:write", "chat:write.public"),
			calls("chat.postMessage"),
			"idle: app_mentions:read; idle: channels:history; idle: chat:write.public; idle: commands; idle: incoming-webhook; idle: links:read",
		},
		{"a scope that is not known", nil, botWith("brand:new"), calls(), "idle: brand:new"},
		{"the manifest in place of a token", declare("chat:write", "stars:write"), nil, calls("chat.postMessage", "pins.add"), "missing: pins.add wants pins:write of bot; unused: stars:write"},
		{"a scope that opens methods for users only", nil, botWith("reminders:write"), calls(), "unused: reminders:write"},
		{"a scope whose events Slack does not name", &drift.Manifest{ManifestScopes: drift.ManifestScopes{Bot: []catalog.Scope{"conversations.connect:read"}}, Features: []drift.ManifestFeature{{Feature: drift.BotEvent, Name: "shared_channel_invite_received"}}}, nil, calls(), "idle: conversations.connect:read"},
		{"and that one of them wants", nil, botWith("reminders:write"), calls("reminders.add"), "idle: reminders:write; elsewhere: reminders.add wants reminders:write of user"},
		{"for people only", nil, botWith("chat:write"), calls("chat.postMessage", "search.messages"), "elsewhere: search.messages wants search:read of user"},
		{
			"for the other token, says the manifest",
			manifestOf(drift.ManifestScopes{Bot: []catalog.Scope{"chat:write"}, User: []catalog.Scope{"pins:write"}}), botWith("chat:write"), calls("chat.postMessage", "pins.add"),
			"elsewhere: pins.add wants pins:write of user",
		},
		{
			"declared for both tokens, granted to neither",
			manifestOf(drift.ManifestScopes{Bot: []catalog.Scope{"pins:write"}, User: []catalog.Scope{"pins:write"}}), botWith(), calls("pins.add"),
			"not installed: pins:write; missing: pins.add wants pins:write of bot (declared)",
		},
		{"no token, no scope, no such method", nil, botWith(), calls("oauth.v2.access", "auth.test", "api.test", "blocks.validate", "made.up"), ""},
	} {
		d := drift.Find(catalog.Bot, c.declared, c.held, codeOf(c.uses))
		if got := inWords(d); got != c.want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, c.want)
		}
		judged := strings.Contains(c.want, "idle") || strings.Contains(c.want, "doubtful") || strings.Contains(c.want, "elsewhere")
		if !judged && d.Empty() != (c.want == "") {
			t.Errorf("%s: empty is %t", c.name, d.Empty())
		}
	}
}

func TestSlackAddsIdentifyByItself(t *testing.T) {
	t.Parallel()
	d := drift.Find(catalog.UserToken, manifestOf(drift.ManifestScopes{User: []catalog.Scope{"pins:write"}}),
		tokenWith(catalog.UserToken, "identify", "pins:write"), codeOf(calls("pins.add")))
	if !d.Empty() {
		t.Errorf("%s", inWords(d))
	}
}

func TestUsesAreGatheredInOrder(t *testing.T) {
	t.Parallel()
	uses := []drift.CallSite{
		{Method: "pins.add", File: "b.go", Line: 7},
		{Method: "pins.add", File: "a.go", Line: 12},
		{Method: "chat.update", File: "a.go", Line: 1},
		{Method: "pins.add", File: "a.go", Line: 3},
		{Method: "pins.add", File: "b.go", Line: 7},
	}
	given := slices.Clone(uses)
	d := drift.Find(catalog.Bot, nil, botWith(), codeOf(uses))
	if len(d.Missing) != 2 || d.Missing[0].Method != "chat.update" {
		t.Fatalf("missing %v", d.Missing)
	}
	want := []drift.CallSite{{Method: "pins.add", File: "a.go", Line: 3}, {Method: "pins.add", File: "a.go", Line: 12}, {Method: "pins.add", File: "b.go", Line: 7}}
	if !slices.EqualFunc(d.Missing[1].CallSites, want, drift.CallSite.Equal) {
		t.Errorf("uses %v; want %v", d.Missing[1].CallSites, want)
	}
	if !slices.EqualFunc(uses, given, drift.CallSite.Equal) {
		t.Errorf("the uses given were changed: %v", uses)
	}
}

// app makes up one of which all three accounts agree.
func (d dice) app(kind catalog.TokenKind) (declared []catalog.Scope, methods []string) {
	for range 1 + d.IntN(12) {
		m := pick(d, catalog.Methods())
		need, ok := m.NeedInPractice(kind)
		_, retired := m.Retirement()
		if !ok || len(need.Scopes) == 0 || retired || strings.HasPrefix(m.Name, "rtm.") {
			continue
		}
		methods = append(methods, m.Name)
		if need.Rule == catalog.AnyOf {
			need.Scopes = need.Scopes[:1+d.IntN(len(need.Scopes))]
		}
		declared = append(declared, need.Scopes...)
		if slices.Contains(need.Scopes, "users:read.email") {
			declared = append(declared, "users:read")
		}
	}
	slices.Sort(declared)
	return slices.Compact(declared), methods
}

func declaredFor(kind catalog.TokenKind, scopes []catalog.Scope) *drift.Manifest {
	if kind == catalog.UserToken {
		return manifestOf(drift.ManifestScopes{User: scopes})
	}
	return manifestOf(drift.ManifestScopes{Bot: scopes})
}

func manifestOf(scopes drift.ManifestScopes) *drift.Manifest {
	return &drift.Manifest{ManifestScopes: scopes}
}

// codeOf is code with calls, all of which are traced; nil if there is none.
func codeOf(calls []drift.CallSite) *drift.Code {
	if calls == nil {
		return nil
	}
	return &drift.Code{Calls: calls}
}

func TestPlantedDriftIsFound(t *testing.T) {
	t.Parallel()
	d := newDice(7)
	for range 500 {
		kind := pick(d, []catalog.TokenKind{catalog.Bot, catalog.UserToken})
		scopes, methods := d.app(kind)
		if len(methods) == 0 {
			continue
		}
		agree := drift.Find(kind, declaredFor(kind, scopes), tokenWith(kind, scopes...), codeOf(calls(methods...)))
		if !agree.Empty() || len(agree.PerhapsUnused)+len(agree.Doubtful)+len(agree.ForOtherToken) > 0 {
			t.Fatalf("%q for %q: %s", scopes, methods, inWords(agree))
		}
		gone := pick(d, scopes)
		fewer := slices.DeleteFunc(slices.Clone(scopes), func(s catalog.Scope) bool { return s == gone })

		notInstalled := drift.Find(kind, declaredFor(kind, scopes), tokenWith(kind, fewer...), nil)
		if !slices.Equal(notInstalled.NotInstalled, []catalog.Scope{gone}) || len(notInstalled.Undeclared) > 0 {
			t.Errorf("%s is not installed: %s", gone, inWords(notInstalled))
		}
		undeclared := drift.Find(kind, declaredFor(kind, fewer), tokenWith(kind, scopes...), nil)
		if !slices.Equal(undeclared.Undeclared, []catalog.Scope{gone}) || len(undeclared.NotInstalled) > 0 {
			t.Errorf("%s is not declared: %s", gone, inWords(undeclared))
		}
		missing := drift.Find(kind, nil, tokenWith(kind, fewer...), codeOf(calls(methods...)))
		checkMissing(t, missing, fewer, methods)
		none := drift.Find(kind, nil, tokenWith(kind, scopes...), codeOf(calls()))
		if len(none.Unused)+len(none.PerhapsUnused) != len(scopes) {
			t.Errorf("%q without a call: %s", scopes, inWords(none))
		}
	}
}

// checkMissing checks that every call is missing, doubtful or fine, as the need
// of its method says, and that nothing is both missing and unused.
func checkMissing(t *testing.T, d drift.Drift, held []catalog.Scope, methods []string) {
	t.Helper()
	said := map[string]model.Answer{}
	for _, l := range d.Missing {
		said[l.Method] = model.No
		for _, s := range l.Scopes {
			if slices.Contains(d.Unused, s) || slices.Contains(held, s) {
				t.Errorf("%s lacks %s, which is unused or held", l.Method, s)
			}
		}
	}
	for _, l := range d.Doubtful {
		said[l.Method] = model.Unknown
	}
	token := tokenWith(d.Kind, held...)
	for _, name := range methods {
		need := model.AccessTo(method(t, name), d.Kind, token)
		if answer := cmp.Or(said[name], model.Yes); answer != need.Granted {
			t.Errorf("%s with %q: drift says %s, need %s", name, held, answer, need.Granted)
		}
	}
	for _, s := range d.Unused {
		if slices.Contains(d.Needed, s) {
			t.Errorf("%s is both needed and unused", s)
		}
	}
}

// TestDriftOfATokenReadInPart: what seems to be missing may be in what was not read. A bot
// or user token tells all its scopes at once, so that it makes no difference there.
func TestDriftOfATokenReadInPart(t *testing.T) {
	t.Parallel()
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot} {
		held := model.Permissions{Kind: kind, Unread: []catalog.ResourceType{catalog.Channel}}
		d := drift.Find(kind, nil, &held, codeOf(calls("pins.add")))
		inPart := kind == catalog.Workspace
		if d.GrantedInPart != inPart || (len(d.Missing) == 0) != inPart || (len(d.Doubtful) > 0) != inPart {
			t.Errorf("%s: in part %v, missing %v, doubtful %v", kind, d.GrantedInPart, d.Missing, d.Doubtful)
		}
	}
}

// A scope that opens a method which the code names, and is not known to call, is perhaps
// unused, and the place says why; one that opens none stays unused.
func TestScopeOfANamedMethodIsPerhapsUnused(t *testing.T) {
	t.Parallel()
	code := drift.Code{
		Calls: []drift.CallSite{{Method: "chat.postMessage", File: "a.js", Line: 1}},
		Named: []drift.NamedMethod{
			{Method: "pins.add", File: "b.js", Line: 2}, {Method: "bookmarks.add", File: "b_test.js", Line: 3, Test: true},
		},
	}
	held := botWith("chat:write", "pins:write", "bookmarks:write", "usergroups:write")
	d := drift.Find(catalog.Bot, nil, held, &code)
	if got := words(d.Unused); got != "usergroups:write" {
		t.Errorf("unused: %s", got)
	}
	want := []drift.PerhapsUnused{
		{Scope: "bookmarks:write", Doubt: drift.Doubt{File: "b_test.js", Line: 3, Why: "tests bookmarks.add"}},
		{Scope: "pins:write", Doubt: drift.Doubt{File: "b.js", Line: 2, Why: "names pins.add, and is not known to call it"}},
	}
	if !slices.Equal(d.PerhapsUnused, want) {
		t.Errorf("perhaps unused: %+v", d.PerhapsUnused)
	}
}
