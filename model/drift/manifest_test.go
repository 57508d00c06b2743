package drift_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
	"periscope/model/drift"
)

// findingsInShort writes what is wrong with a manifest, one finding a line.
func findingsInShort(m drift.Manifest) string {
	var all []string
	for _, f := range m.Findings() {
		all = append(all, fmt.Sprintf("%d %s %s: %s", f.Line, f.Code, f.Kind, f.Sentence()))
	}
	return strings.Join(all, "\n")
}

// with returns a manifest of a bot with scopes and one feature, on line 7.
func with(feature, name string, bot ...catalog.Scope) drift.Manifest {
	return drift.Manifest{
		ManifestScopes: drift.ManifestScopes{Bot: bot},
		Features:       []drift.ManifestFeature{{Feature: feature, Name: name, Position: drift.Position{Line: 7, Column: 3}}},
	}
}

func TestFeaturesNeedScopes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		feature, name, want string
		scopes              []catalog.Scope // with which nothing is wrong
	}{
		{
			"slash_commands", "/lunch",
			"slash command /lunch needs commands in oauth_config.scopes.bot: Slack refuses this manifest with requires_commands_bot_scope",
			[]catalog.Scope{"commands"},
		},
		{"shortcuts", "Order", "shortcut Order needs commands in oauth_config.scopes.bot", []catalog.Scope{"commands"}},
		{"unfurl_domains", "x.example", "unfurl domain x.example needs links:read in oauth_config.scopes.bot", []catalog.Scope{"links:read"}},
		{"assistant_view", "", "assistant view needs assistant:write in oauth_config.scopes.bot", []catalog.Scope{"assistant:write"}},
		{"incoming_webhooks", "", "incoming webhooks needs incoming-webhook in oauth_config.scopes.bot", []catalog.Scope{"incoming-webhook"}},
		{"bot_events", "app_mention", "event app_mention needs app_mentions:read in oauth_config.scopes.bot", []catalog.Scope{"app_mentions:read"}},
		{
			"bot_events", "member_joined_channel",
			"event member_joined_channel needs any of channels:read (public channels), groups:read (private channels), " +
				"mpim:read (group direct messages) in oauth_config.scopes.bot",
			[]catalog.Scope{"groups:read"},
		},
		{"user_events", "star_added", "event star_added needs stars:read in oauth_config.scopes.user", nil},
		{
			"workflow_step", "slack#/functions/send_message",
			"workflow step slack#/functions/send_message needs chat:write in oauth_config.scopes.bot",
			[]catalog.Scope{"chat:write"},
		},
		// What is only known to use a scope, what needs none, and what Slack does not tell.
		{"agent_view", "", "", nil},
		{"always_online", "", "", nil},
		{"bot_events", "app_home_opened", "", nil},
		{"bot_events", "app_uninstalled_team", "", nil}, // its scope is none that a bot can hold
		{"bot_events", "brand_new_event", "", nil},
		{"workflow_step", "slack#/functions/open_form", "", nil},
		{"mcp", "", "", nil},
	} {
		m := with(c.feature, c.name)
		kind, want := "bot", c.want
		if c.feature == "user_events" {
			kind = "user"
		}
		if want != "" {
			want = "7 feature_without_scope " + kind + ": " + want
		}
		if got := findingsInShort(m); got != want {
			t.Errorf("%s %s:\n got %s\nwant %s", c.feature, c.name, got, want)
		}
		if c.scopes == nil {
			continue
		}
		if got := findingsInShort(with(c.feature, c.name, c.scopes...)); got != "" {
			t.Errorf("%s %s with %q: %s", c.feature, c.name, c.scopes, got)
		}
		optional := with(c.feature, c.name, c.scopes...)
		optional.BotOptional = c.scopes
		if got := findingsInShort(optional); got != "" {
			t.Errorf("%s %s with %q, optional: %s", c.feature, c.name, c.scopes, got)
		}
	}
}

func TestScopesThatStandAlone(t *testing.T) {
	t.Parallel()
	m := drift.Manifest{
		ManifestScopes: drift.ManifestScopes{
			Bot: []catalog.Scope{"users:read.email", "pins:write"}, BotOptional: []catalog.Scope{"pins:write", "reactions:read"},
			User: []catalog.Scope{"users:read.email", "users:read"},
		},
		Positions: []drift.ScopePosition{
			{Scope: "users:read.email", Kind: catalog.Bot, Position: drift.Position{Line: 4, Column: 1}},
			{Scope: "reactions:read", Kind: catalog.Bot, Optional: true, Position: drift.Position{Line: 9, Column: 1}},
		},
	}
	want := "9 optional_only bot: reactions:read stands in the optional list alone: " +
		"Slack wants it in oauth_config.scopes.bot as well, and never asks for it otherwise\n" +
		"4 partner_missing bot: users:read.email needs users:read beside it: Slack grants the one only together with the other"
	if got := findingsInShort(m); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if d := drift.Find(catalog.Bot, &m, nil, codeOf(calls())); len(d.Manifest) != 2 || d.Empty() {
		t.Errorf("the drift has %v, and is empty: %t", d.Manifest, d.Empty())
	}
}

// What the manifest's own parts use is not unused, and while a part may use any scope
// nothing is.
func TestManifestUsesItsScopes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name          string
		manifest      drift.Manifest
		unused, doubt string
	}{
		{"a step posts", with("workflow_step", "slack#/functions/send_message", "chat:write", "pins:write"), "pins:write", ""},
		{"an inferred step posts", with("workflow_step", "slack#/functions/send_dm", "chat:write"), "", ""},
		{
			"a step may do anything", with("workflow_step", "slack#/functions/add_pin", "pins:write"), "",
			"pins:write, manifest:7: Slack does not say which scope the workflow step slack#/functions/add_pin takes",
		},
		{
			"an unknown event is read", with(drift.BotEvent, "pebble_moved", "channels:read", "pins:write"), "pins:write",
			"channels:read, manifest:7: Slack does not say which scope the event pebble_moved takes",
		},
		{"an unfurl domain", with("unfurl_domains", "x.example", "links:read", "links:write"), "", ""},
		{"an agent", with("agent_view", "", "assistant:write", "chat:write"), "", ""},
		{"addresses come with people", with("shortcuts", "x", "commands", "users:read", "users:read.email"), "", ""},
		{"nothing uses it", with("slash_commands", "/x", "commands", "reactions:write"), "reactions:write", ""},
	} {
		d := drift.Find(catalog.Bot, &c.manifest, nil, codeOf(calls()))
		var doubts []string
		for _, i := range d.PerhapsUnused {
			if i.Doubt != (drift.Doubt{}) {
				doubts = append(doubts, fmt.Sprintf("%s, %s:%d: %s", i.Scope, i.Doubt.File, i.Doubt.Line, i.Doubt.Why))
			}
		}
		if words(d.Unused) != c.unused || strings.Join(doubts, "; ") != c.doubt {
			t.Errorf("%s: unused %q, doubts %q; want %q, %q", c.name, d.Unused, doubts, c.unused, c.doubt)
		}
	}
}

// An event that the manifest does not subscribe to is not delivered: a scope that is for
// such events alone is of no use, unless they come another way.
func TestScopesForEventsThatNobodyGets(t *testing.T) {
	t.Parallel()
	eventless := with("slash_commands", "/x", "commands", "pins:read", "reactions:read", "calls:read", "dnd:read", "files:read")
	rejected := with("bot_events", "call_rejected", "pins:read", "calls:read")
	hosted := eventless
	hosted.Workflows = true
	idle := declaredFor(catalog.Bot, []catalog.Scope{"commands", "users:write", "files:read"})
	for _, c := range []struct {
		name   string
		m      *drift.Manifest
		call   string
		unused string
	}{
		{"none", &eventless, "auth.test", "calls:read dnd:read pins:read reactions:read"}, // files:read downloads files, too
		{"one whose scope Slack does not tell", &rejected, "auth.test", "pins:read"},
		{"over RTM, where the code names none", &eventless, "rtm.connect", "calls:read dnd:read pins:read reactions:read"},
		{"triggers name others", &hosted, "auth.test", ""},
		{"no command, and a bot that is away", idle, "auth.test", "commands users:write"},
	} {
		code := codeOf(calls(c.call))
		code.Searched, code.Signs = true, []drift.Sign{{Scope: "files:read", File: "x.py", Line: 7, Text: "url_private"}}
		d := drift.Find(catalog.Bot, c.m, nil, code)
		if words(d.Unused) != c.unused {
			t.Errorf("%s: unused %q; want %q", c.name, d.Unused, c.unused)
		}
	}
	named := codeOf(calls("rtm.connect"))
	named.Searched = true
	named.Signs = []drift.Sign{{Scope: "files:read", File: "x.py", Line: 7, Text: "url_private"}, {Scope: "dnd:read", File: "x.py", Line: 7, Text: "dnd_updated"}}
	if d := drift.Find(catalog.Bot, &eventless, nil, named); words(d.Unused) != "calls:read pins:read reactions:read" {
		t.Errorf("over RTM, where the code names one: unused %q", d.Unused)
	}
	archive := with("bot_events", "channel_archive", "channels:read", "reactions:read")
	if d := drift.Find(catalog.Bot, &archive, nil, codeOf(calls("auth.test"))); words(d.Unused) != "reactions:read" {
		t.Errorf("an event that a scope's page names: unused %q", d.Unused)
	}
	if d := drift.Find(catalog.Bot, nil, botWith("calls:read"), codeOf(calls("auth.test"))); len(d.Unused) > 0 {
		t.Errorf("without a manifest: unused %q", d.Unused)
	}
}

// What a scope adds to calls leaves a sign in the code, or it adds nothing.
func TestScopesThatAddToCalls(t *testing.T) {
	t.Parallel()
	m := declaredFor(catalog.Bot, []catalog.Scope{
		"chat:write", "chat:write.customize", "chat:write.public", "files:read", "metadata.message:read", "users:read", "users:read.email",
	})
	sign := func(s catalog.Scope, sure bool) drift.Sign {
		return drift.Sign{Scope: s, File: "x.py", Line: 7, Text: "a word", Sure: sure}
	}
	for _, c := range []struct {
		name         string
		calls        string
		signs        []drift.Sign
		unused, idle string
	}{
		{"no sign of any", "chat.postMessage users.info conversations.history", nil, "chat:write.customize files:read metadata.message:read users:read.email", "chat:write.public"},
		{"an address is read", "chat.postMessage users.info", []drift.Sign{sign("users:read.email", true)}, "chat:write.customize files:read metadata.message:read", "chat:write.public"},
		{"of nobody in Slack", "chat.postMessage", []drift.Sign{sign("users:read.email", true)}, "chat:write.customize files:read metadata.message:read users:read users:read.email", "chat:write.public"},
		{"perhaps", "chat.postMessage users.list", []drift.Sign{sign("users:read.email", false), sign("chat:write.customize", false)}, "files:read metadata.message:read", "chat:write.customize chat:write.public users:read.email"},
		{"nothing is posted", "users.info conversations.history", []drift.Sign{sign("chat:write.customize", false), sign("metadata.message:read", false)}, "chat:write chat:write.customize chat:write.public files:read users:read.email", "metadata.message:read"},
	} {
		d := drift.Find(catalog.Bot, m, nil, &drift.Code{Calls: calls(strings.Fields(c.calls)...), Signs: c.signs, Searched: true})
		var idle []catalog.Scope
		for _, p := range d.PerhapsUnused {
			if idle = append(idle, p.Scope); p.Scope == "users:read.email" && p.Doubt != (drift.Doubt{File: "x.py", Line: 7, Why: "has a word, perhaps for the email address in what users:read shows"}) {
				t.Errorf("%s: %+v", c.name, p)
			}
		}
		if words(d.Unused) != c.unused || words(idle) != c.idle {
			t.Errorf("%s: unused %q, idle %q; want %q, %q", c.name, words(d.Unused), words(idle), c.unused, c.idle)
		}
	}
	untraced := &drift.Code{Searched: true, Untraced: []drift.UntracedCall{{File: "x.py", Line: 1}}}
	if d := drift.Find(catalog.Bot, m, nil, untraced); len(d.Unused) > 0 {
		t.Errorf("a call is not traced: unused %q", d.Unused)
	}
}

func TestNothingIsUnusedWhileACallIsNotTraced(t *testing.T) {
	t.Parallel()
	m := drift.Manifest{ManifestScopes: drift.ManifestScopes{Bot: []catalog.Scope{"chat:write", "pins:write"}}}
	code := &drift.Code{
		Calls:    calls("chat.postMessage"),
		Untraced: []drift.UntracedCall{{File: "src/api.rb", Line: 12, Kind: drift.UntracedName, Text: "post(name)"}, {File: "z.rb", Line: 1}},
	}
	d := drift.Find(catalog.Bot, &m, nil, code)
	if len(d.Unused) > 0 || !d.Empty() || len(d.PerhapsUnused) != 1 {
		t.Fatalf("%+v", d)
	}
	want := drift.Doubt{File: "src/api.rb", Line: 12, Why: "may call any method: its name is in a variable that is not traced"}
	if got := d.PerhapsUnused[0]; got.Scope != "pins:write" || got.Doubt != want {
		t.Errorf("%+v", got)
	}
	code.Untraced = nil
	if d := drift.Find(catalog.Bot, &m, nil, code); !slices.Equal(d.Unused, []catalog.Scope{"pins:write"}) {
		t.Errorf("all is traced: unused %q", d.Unused)
	}
}

// A call that the code expects to fail is no drift if its scope is optional and was
// declined.
func TestDeclinedScopes(t *testing.T) {
	t.Parallel()
	m := &drift.Manifest{ManifestScopes: drift.ManifestScopes{
		Bot: []catalog.Scope{"chat:write", "pins:write"}, BotOptional: []catalog.Scope{"pins:write"},
	}}
	call := func(line int, caught bool) drift.CallSite {
		return drift.CallSite{Method: "pins.add", File: "a.py", Line: line, Caught: caught}
	}
	post := drift.CallSite{Method: "chat.postMessage", File: "a.py", Line: 1}
	d := drift.Find(catalog.Bot, m, botWith("chat:write"), codeOf([]drift.CallSite{post, call(2, true)}))
	if !d.Empty() || len(d.Declined) != 1 || d.Declined[0].CallSites[0].Line != 2 {
		t.Errorf("caught: %s, declined %v", inWords(d), d.Declined)
	}
	d = drift.Find(catalog.Bot, m, botWith("chat:write"), codeOf([]drift.CallSite{post, call(2, true), call(3, false)}))
	if len(d.Missing) != 1 || len(d.Missing[0].CallSites) != 1 || d.Missing[0].CallSites[0].Line != 3 || len(d.Declined) != 1 {
		t.Errorf("one of two is caught: %v, declined %v", d.Missing, d.Declined)
	}
	m.BotOptional = nil
	d = drift.Find(catalog.Bot, m, botWith("chat:write"), codeOf([]drift.CallSite{post, call(2, true)}))
	if inWords(d) != "not installed: pins:write; missing: pins.add wants pins:write of bot (declared)" {
		t.Errorf("not optional: %s", inWords(d))
	}
}

// Slack's MCP server takes the token of a user, and does with it what the token may.
func TestWhatTheMCPServerMayUseIsNotCalledUnused(t *testing.T) {
	t.Parallel()
	scopes := drift.ManifestScopes{Bot: []catalog.Scope{"pins:write"}, User: []catalog.Scope{"pins:write"}}
	enabled := &drift.Manifest{ManifestScopes: scopes, Features: []drift.ManifestFeature{{Feature: "mcp"}}}
	named := &drift.Code{Untraced: []drift.UntracedCall{{File: "agent.py", Line: 3, Kind: drift.UntracedMCP}}}
	for _, c := range []struct {
		name     string
		manifest *drift.Manifest
		code     *drift.Code
	}{
		{"enabled in the manifest", enabled, &drift.Code{}},
		{"named in the code", &drift.Manifest{ManifestScopes: scopes}, named},
	} {
		if got := inWords(drift.Find(catalog.UserToken, c.manifest, nil, c.code)); got != "idle: pins:write" {
			t.Errorf("%s, for users: %s", c.name, got)
		}
		if got := inWords(drift.Find(catalog.Bot, c.manifest, nil, c.code)); got != "unused: pins:write" {
			t.Errorf("%s, for the bot: %s", c.name, got)
		}
	}
}
