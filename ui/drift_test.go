package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model/catalog"
	"periscope/model/drift"
)

// drifting is a drift with something in every group.
func drifting() drift.Drift {
	return drift.Drift{
		Kind: catalog.Bot, KnowsDeclared: true, KnowsGranted: true, KnowsNeeded: true,
		Declared: []catalog.Scope{"channels:history", "channels:read", "chat:write", "reactions:write"},
		Granted:  []catalog.Scope{"channels:history", "channels:read", "chat:write", "chat:write.public", "im:history", "im:read"},
		Needed:   []catalog.Scope{"chat:write", "pins:write", "reactions:write"},
		Missing: []drift.UnmetNeed{
			{
				Method: "pins.add", Scopes: []catalog.Scope{"pins:write"}, Rule: catalog.OneScope, Kind: catalog.Bot,
				CallSites: []drift.CallSite{{Method: "pins.add", File: "src/pin.py", Line: 12}, {Method: "pins.add", File: "src/pin.py", Line: 40}},
			},
			{
				Method: "reactions.add", Scopes: []catalog.Scope{"reactions:write"}, Rule: catalog.OneScope, Kind: catalog.Bot, Declared: true,
				CallSites: []drift.CallSite{{Method: "reactions.add", File: "app.js", Line: 7}},
			},
		},
		NotInstalled:  []catalog.Scope{"reactions:write"},
		Undeclared:    []catalog.Scope{"chat:write.public"},
		Unused:        []catalog.Scope{"im:read"},
		PerhapsUnused: []drift.PerhapsUnused{{Scope: "im:history", OtherUse: "the event message.im"}},
		Doubtful:      []drift.UnmetNeed{{Method: "files.info", Scopes: []catalog.Scope{"files:read"}, CallSites: []drift.CallSite{{File: "a.go", Line: 1}}}},
		ForOtherToken: []drift.UnmetNeed{{Method: "search.messages", Kind: catalog.UserToken, CallSites: []drift.CallSite{{File: "find.rb", Line: 3}}}},
	}
}

func TestDrift(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift = drifting()
	d := m.At(t, m, "initech", 120, 50)
	d.press("D")
	d.see("Drift: Initech", "4 scopes declared · 6 granted · 3 listed",
		"Needed, and missing", "fail with missing_scope", "pins.add", "called at src/pin.py:12  src/pin.py:40",
		"Granted, and not declared", "chat:write.public",
		"Held, and used by no call", "im:read", "Perhaps missing", "files.info", "For another token", "user token", "Perhaps unused")
	d.press("j")
	d.see("called at app.js:7", "The manifest declares it already")
	d.press("k", "space")
	d.see("picked pins:write; c composes the install", "● pins.add")
	d.press("a")
	d.see("picked pins:write  reactions:write", "● reactions.add")
	d.seeNot("Declared, and not installed") // it is listed with its call
	d.press("j", "j", "space")
	d.see("there is no scope to pick here")
	d.press("j", "j", "j", "j", "j", "j")
	d.see("It may be there for the event message.im.")
	d.press("c")
	d.see("Compose an install", "pins:write", "reactions:write")
	d.press("esc", "r")
	if m.comparisons != 2 {
		t.Errorf("compared %d times, want 2", m.comparisons)
	}
	d.press("esc")
	d.seeNot("Drift:")
}

// TestDriftIsFoundAnewAfterAnInstall installs from within the dialog.
func TestDriftIsFoundAnewAfterAnInstall(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift = drifting()
	d := m.At(t, installSandbox{installSource: m}, "initech", 120, 36)
	d.press("D", "a", "c", "enter")
	m.drift = drift.Drift{}
	d.press("y")
	d.see("Drift: Initech", "No drift")
}

// TestVerdictNamesUnusedScopes says which scope no code uses where one sees it first; many
// are counted.
func TestVerdictNamesUnusedScopes(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift = drifting()
	d := m.At(t, m, "initech", 80, 24)
	d.press("D")
	d.see("1 scope is unused: im:read.")
	m.drift.Unused = []catalog.Scope{"im:read", "100%d:read"}
	d.press("r")
	d.see("2 scopes are unused: im:read,", "100%d:read.")
	m.drift.Unused = []catalog.Scope{"im:read", "mpim:read", "users:read"}
	d.press("r")
	d.see("3 scopes are unused.")
}

func TestNoDrift(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift = drift.Drift{KnowsGranted: true, Granted: []catalog.Scope{"chat:write"}}
	d := m.At(t, m, "initech", 120, 36)
	d.press("D")
	d.see("No drift", "no manifest · 1 granted · no code")
	d.press("j", "space", "a")
	d.see("there is no scope to pick here")
}

func TestDriftThatCannotBeFound(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.driftErr = errNoManifest
	d := m.At(t, m, "initech", 120, 36)
	d.press("D")
	d.see("No manifest and no code were named.", "Start with --manifest FILE or --code DIR.")
	m.driftErr = errUnplain
	d.press("r")
	d.see("something odd")
	m.driftErr = nil
	d.press("r")
	d.see("No drift")
	d = m.At(t, m.memory, "initech", 120, 36)
	d.press("D")
	d.see("this session knows no manifest and no code to compare with")
}

func TestLateDriftIsDropped(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 36)
	_, first := d.e.Update(tea.KeyPressMsg{Code: 'D', Text: "D"})
	_, second := d.e.Update(tea.KeyPressMsg{Code: 'r', Text: "r"})
	d.see("comparing what is declared, granted and needed…")
	d.press("space")
	d.see("there is no scope to pick here")
	m.drift = drifting()
	late := messages(first)
	m.drift = drift.Drift{}
	d.run(second)
	for _, msg := range late {
		d.send(msg)
	}
	d.see("No drift")
}

func TestDriftOfAWorkspaceTeam(t *testing.T) {
	t.Parallel()
	d := drive(t, newInstallSource(), 120, 36)
	d.press("D")
	d.see("only apps of bots and users have a manifest to compare with")
}

// TestDriftWithoutAToken checks that what a manifest declares is not called held.
func TestDriftWithoutAToken(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	m.drift = drifting()
	m.drift.KnowsGranted = false
	m.drift.PerhapsUnused = []drift.PerhapsUnused{{Scope: "made:up"}}
	d := m.At(t, m, "initech", 120, 50)
	d.press("D")
	d.see("These calls would fail", "Declared, and used by no call", "Take them out of the manifest.", "Some of the scopes are declared",
		"these calls are for a token of another kind")
	d.seeNot("Held", "are held")
	for range 12 {
		d.press("j")
	}
	d.see("Slack's documentation has no scope of this name.")
}

// TestDriftOfManifestAndRetired shows what is wrong whatever the token holds.
func TestDriftOfManifestAndRetired(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	at := []drift.CallSite{{File: "bot.py", Line: 4}}
	retired, _ := catalog.Method{Name: "files.upload"}.Retirement()
	m.drift = drift.Drift{
		Kind: catalog.Bot, KnowsDeclared: true, KnowsGranted: true, KnowsNeeded: true,
		Manifest: []drift.ManifestFinding{{
			Code: drift.FeatureWithoutScope, Kind: catalog.Bot, Scopes: []catalog.Scope{"commands"}, Feature: "slash command /lunch",
			Refusal: "requires_commands_bot_scope", Position: drift.Position{Line: 8, Column: 5},
		}},
		Missing: []drift.UnmetNeed{{
			Method: "conversations.open", Scopes: []catalog.Scope{"im:write"}, AnyOf: []catalog.Scope{"im:write", "mpim:write"},
			Rule: catalog.AnyOf, Kind: catalog.Bot, CallSites: at,
		}},
		Impossible:    []drift.ImpossibleCall{{Method: "rtm.connect", Why: "is for the bots of classic apps", CallSites: at}},
		RetiredCalls:  []drift.RetiredCall{{Method: "files.upload", Retirement: retired, CallSites: at}},
		PerhapsUnused: []drift.PerhapsUnused{{Scope: "pins:write", Doubt: drift.Doubt{File: "any.rb", Line: 9, Why: "may call any method"}}},
		Untraced:      []drift.UntracedCall{{File: "any.rb", Line: 9, Kind: drift.UntracedName, Text: "post(name)"}},
		UnknownParts:  []drift.ManifestFeature{{Feature: drift.WorkflowStep, Name: "slack#/functions/delay", Position: drift.Position{Line: 30}}},
	}
	d := m.At(t, m, "initech", 120, 60)
	d.press("D")
	d.see("2 calls fail. 1 thing is wrong in the manifest.", "No token can make these calls", "rtm.connect", "Wrong in the manifest", "slash command /lunch",
		"Retired by Slack", "files.upload", "2025-11-12", "Perhaps unused", "Not traced", "post(name)", "workflow step slack#/functions/delay",
		"any of im:write (direct messages), mpim:write (group direct")
	d.press("j")
	d.see("It is for the bots of classic apps.", "called at bot.py:4")
	d.press("j")
	d.see("Line 8: slash command /lunch needs commands in oauth_config.scopes.bot:", "requires_commands_bot_scope")
	d.press("space")
	d.see("picked commands")
	d.press("j")
	d.see("It is retired on 2025-11-12 (Slack answers method_deprecated); use")
	d.press("j")
	d.see("any.rb:9: may call any method.")
	d.press("j")
	d.see("any.rb:9: its name is in a variable that is not traced.")
	d.press("j")
	d.see("Line 30 of the manifest: Slack does not say which scope it takes.")
}
