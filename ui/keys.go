package ui

import (
	"slices"

	"charm.land/bubbles/v2/key"
)

func bind(shown, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// actions is the key table, in the order in which the help screen shows it.
func actions() []action {
	return slices.Concat(askActions(), exploreActions(), takeAwayActions(), otherActions())
}

func askActions() []action {
	return []action{
		{
			Binding: bind("n", "can I call a method, and where?", "n"), group: "Ask",
			run: openCanCall, blocked: canCallBlocked, hint: "can I call…",
		},
		{Binding: bind("space", "pick a scope, or drop it", "space"), group: "Ask", hint: "pick", run: pick, blocked: pickBlocked},
		{Binding: bind("u", "undo the last pick or drop", "u"), group: "Ask", run: undo, blocked: undoBlocked},
		{Binding: bind("U", "drop all picks", "U"), group: "Ask", run: clearPicks, blocked: clearBlocked},
		{Binding: bind("c", "compose a request, or an install", "c"), group: "Ask", hint: "compose", run: compose, blocked: composeBlocked},
		{
			Binding: bind("t", "act as a Slack user (sandbox)", "t"), group: "Ask",
			run: actAsUser, blocked: actAsUserBlocked, hint: "act as a user", urgent: actUrgent,
		},
		{Binding: bind("p", "paste a trigger", "p"), group: "Ask", run: pasteTrigger, blocked: pasteBlocked},
		{Binding: bind("R", "requests of this run", "R"), group: "Ask", run: openRequests, blocked: requestsBlocked},
	}
}

func exploreActions() []action {
	return []action{
		{
			Binding: bind("enter", "open, unfold, or show where a scope reaches", "enter"), group: "Explore",
			run: enter, blocked: enterBlocked, now: enterNow, hint: "open",
		},
		{Binding: bind("/", "filter this pane", "/"), group: "Explore", hint: "filter", run: openFilter, blocked: filterBlocked},
		{Binding: bind("esc", "undo one step", "esc"), group: "Explore", hint: "back", run: back, blocked: backBlocked, now: backNow},
		{Binding: bind("i", "inspect in full", "i"), group: "Explore", hint: "inspect", run: inspect, blocked: inspectBlocked},
		{Binding: bind("m", "matrix of scopes and types", "m"), group: "Explore", hint: "matrix", run: openMatrix, blocked: matrixBlocked},
		{
			Binding: bind("d", "compare with before or another team", "d"), group: "Explore",
			run: openCompare, blocked: compareBlocked,
		},
		{Binding: bind("O", "all tokens: state, end, scopes", "O"), group: "Explore", run: openAllTokens, blocked: allTokensBlocked},
		{
			Binding: bind("D", "drift: manifest, token and code", "D"), group: "Explore", hint: "drift", run: openDrift,
			blocked: driftBlocked,
		},
		{Binding: bind("X", "explain an error of an app", "X"), group: "Explore", run: openExplain, blocked: explainBlocked},
		{Binding: bind("r", "read again from Slack", "r"), group: "Explore", hint: "read again", run: reread, blocked: rereadBlocked},
		{
			Binding: bind("e", "unfold or fold all types", "e"), group: "Explore",
			run: expandAll, blocked: expandBlocked, now: expandNow, hint: "unfold all",
		},
		{Binding: bind("v", "activity: calls and events", "v"), group: "Explore", run: openActivity},
	}
}

func takeAwayActions() []action {
	return []action{
		{Binding: bind("y", "copy the id or scope", "y"), group: "Take away", run: copySelected, blocked: copyBlocked},
		{Binding: bind("Y", "copy the name or answer", "Y"), group: "Take away", run: copyName, blocked: copyBlocked},
		{Binding: bind("o", "open the scope's page at Slack", "o"), group: "Take away", run: openPage, blocked: pageBlocked},
		{Binding: bind("E", "export this view to a file", "E"), group: "Take away", run: exportPane, blocked: exportBlocked},
	}
}

func otherActions() []action {
	return []action{
		{Binding: bind("tab l →", "next pane", "tab", "l", "right"), group: "Panes", run: nextPane},
		{Binding: bind("shift+tab h ←", "previous pane", "shift+tab", "h", "left"), group: "Panes", run: prevPane},
		{Binding: bind("1", "teams", "1"), group: "Panes", run: toPane(onTeams)},
		{Binding: bind("2", "resources", "2"), group: "Panes", run: toPane(onResources)},
		{Binding: bind("3", "scopes", "3"), group: "Panes", run: toPane(onScopes)},

		{Binding: bind("j ↓", "down", "j", "down"), group: "Move", run: by(1)},
		{Binding: bind("k ↑", "up", "k", "up"), group: "Move", run: by(-1)},
		{Binding: bind("ctrl+d pgdn", "page down", "ctrl+d", "pgdown", "ctrl+f"), group: "Move", run: byPage(true)},
		{Binding: bind("ctrl+u pgup", "page up", "ctrl+u", "pgup", "ctrl+b"), group: "Move", run: byPage(false)},
		{Binding: bind("g home", "first row", "g", "home"), group: "Move", run: toTop},
		{Binding: bind("G end", "last row", "G", "end"), group: "Move", run: toBottom},
		{Binding: bind("}", "next resource type", "}"), group: "Move", run: byType(1), blocked: typeBlocked},
		{Binding: bind("{", "previous resource type", "{"), group: "Move", run: byType(-1), blocked: typeBlocked},

		{
			Binding: bind(": ctrl+p", "find anything: keys, teams, resources, scopes, methods, events", ":", "ctrl+p"), group: "Program",
			hint: "all commands", run: openPalette,
		},
		{Binding: bind("+", "add a team", "+"), group: "Program", run: addTeam, blocked: storeBlocked},
		{Binding: bind("x", "remove this team", "x"), group: "Program", run: removeTeam, blocked: removeBlocked},
		{Binding: bind("T", "renew a token that runs out", "T"), group: "Program", run: refreshToken, blocked: refreshTokenBlocked},
		{Binding: bind("?", "all keys", "?"), group: "Program", hint: "help", run: openHelp},
		{Binding: bind("q", "quit", "q"), group: "Program", hint: "quit", run: quit},
		{Binding: bind("ctrl+c", "quit from anywhere", "ctrl+c"), group: "Program", run: quit},
		{
			Binding: bind("ctrl+z", "back to the shell; fg returns", "ctrl+z"), group: "Program",
			run: suspendKey, blocked: suspendBlocked,
		},
	}
}

// otherWords are what people call what a key does, beside the words of the table: the
// palette and the help find it by them.
var otherWords = map[string]string{
	"n": "needs may I use", "c": "ask for scopes", "t": "approve", "d": "diff what changed", "O": "expiry expires overview of teams",
	"D": "unused scopes that no code uses, missing scopes", "m": "table", "i": "details", "v": "log history", "X": "missing_scope",
	"y": "clipboard", "E": "save as Markdown or JSON", "T": "rotate expires", "+": "store a token", "x": "forget a token",
}

// words are what people call what the key does, beside what the table says.
func (a action) words() string { return otherWords[a.Keys()[0]] }

// Key is one row of the key table.
type Key struct{ Group, Keys, Does string }

// Keys returns the key table, for documents made from it.
func Keys() []Key {
	var keys []Key
	for _, a := range actions() {
		keys = append(keys, Key{a.group, a.Help().Key, a.Help().Desc})
	}
	return keys
}
