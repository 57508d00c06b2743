package plain

import (
	"slices"
	"strings"

	"periscope/ui"
	"periscope/ui/state"
)

// command is something that can be typed.
type command struct {
	name, short string // short is the key that does the same in the panes; empty: none does
	takes       string // what follows it; empty: nothing
	optional    bool   // and it may be left away
	does        string
	blocked     func(*conversation) string // why it does nothing now, or ""
	run         func(c *conversation, rest string)
}

func always(*conversation) string { return "" }

// needsTeam is for commands about the selected team.
func needsTeam(c *conversation) string {
	if c.session == nil {
		return "choose a team first, by its number: teams lists them"
	}
	return ""
}

// needsRead is for commands about what the selected team's token may do.
func needsRead(c *conversation) string {
	if why := needsTeam(c); why != "" {
		return why
	}
	if c.session.Phase != state.Read {
		return "what this token may do is not known; read asks Slack again"
	}
	return ""
}

func changesNothing(c *conversation) string {
	if c.opts.ReadOnly {
		return "this session is read-only"
	}
	return needsRead(c)
}

func needsSandbox(c *conversation) string {
	switch {
	case c.opts.ReadOnly:
		return "this session is read-only"
	case c.sandbox() == nil:
		return "only the sandbox's users can be played; run periscope demo --plain"
	}
	return needsTeam(c)
}

func needsDrift(c *conversation) string {
	if why := needsTeam(c); why != "" {
		return why
	}
	if !c.session.Installable() {
		return "only apps of bots and users have a manifest to compare with"
	}
	if _, ok := c.source.(ui.DriftSource); !ok {
		return "this session knows no manifest and no code to compare with"
	}
	return ""
}

func needsExplainer(c *conversation) string {
	if _, ok := c.source.(ui.Explainer); !ok {
		return "this session explains no errors; use periscope explain"
	}
	return ""
}

func needsPrompt(c *conversation) string {
	if c.prompt == "" && c.install == nil {
		return "nothing waits for an answer"
	}
	return ""
}

// bare is for commands that nothing follows.
func bare(run func(*conversation)) func(*conversation, string) {
	return func(c *conversation, _ string) { run(c) }
}

// commands are all that can be typed, in the order of the help.
func commands() []command {
	return slices.Concat(lookingCommands(), askingCommands(), otherCommands())
}

func lookingCommands() []command {
	return []command{
		{
			name: "teams", short: "1", takes: "[NAME]", optional: true, does: "list the teams; a number chooses one",
			blocked: always, run: (*conversation).listTeams,
		},
		{
			name: "tokens", short: "O", does: "say of every team's token its state, its end and its scopes",
			blocked: always, run: bare((*conversation).tokens),
		},
		{
			name: "read", short: "r", does: "ask Slack again what the token may do",
			blocked: needsTeam, run: bare((*conversation).read),
		},
		{
			name: "where", short: "2", does: "list where the token may do something",
			blocked: needsRead, run: bare((*conversation).listTypes),
		},
		{
			name: "resources", takes: "TYPE [NAME]", does: "list the resources of a type",
			blocked: needsRead, run: (*conversation).listResources,
		},
		{
			name: "scopes", short: "3", takes: "[NAME]", optional: true, does: "list the scopes on what is selected",
			blocked: needsRead, run: (*conversation).listScopes,
		},
		{
			name: "scope", short: "i", takes: "SCOPE", does: "say what a scope means, and where it reaches",
			blocked: needsRead, run: (*conversation).describeScope,
		},
		{
			name: "needs", short: "n", takes: "METHOD", does: "say whether the token may call a method, and where",
			blocked: needsTeam, run: (*conversation).needs,
		},
	}
}

func askingCommands() []command {
	return []command{
		{name: "pick", takes: "SCOPE...", does: "pick scopes to ask for", blocked: changesNothing, run: (*conversation).pick},
		{
			name: "drop", takes: "SCOPE...", does: "drop scopes that were picked",
			blocked: changesNothing, run: (*conversation).drop,
		},
		{
			name: "user", short: "u", takes: "ID", does: "name the user who is asked for scopes that people grant one by one",
			blocked: changesNothing, run: (*conversation).askUser,
		},
		{
			name: "compose", short: "c", does: "say whether Slack would accept what is picked, and how to mend it",
			blocked: changesNothing, run: bare((*conversation).compose),
		},
		{
			name: "ask", does: "ask for what is picked",
			blocked: changesNothing, run: bare((*conversation).ask),
		},
		{
			name: "act", short: "t", does: "act as a user of the sandbox's Slack",
			blocked: needsSandbox, run: bare((*conversation).act),
		},
		{
			name: "yes", short: "y", does: "approve what is asked",
			blocked: needsPrompt, run: func(c *conversation, _ string) { c.answer(true) },
		},
		{
			name: "no", does: "refuse what is asked",
			blocked: needsPrompt, run: func(c *conversation, _ string) { c.answer(false) },
		},
	}
}

func otherCommands() []command {
	return []command{
		{
			name: "changes", short: "d", does: "say what the last reading or event changed",
			blocked: needsRead, run: bare((*conversation).changes),
		},
		{
			name: "drift", short: "D", does: "compare manifest, token and code",
			blocked: needsDrift, run: bare((*conversation).drift),
		},
		{
			name: "explain", short: "X", takes: "ERROR", does: "say what an error of an app means",
			blocked: needsExplainer, run: (*conversation).explain,
		},
		{
			name: "more", does: "go on with the last list",
			blocked: nothingMore, run: func(c *conversation, _ string) { c.showMore(20) },
		},
		{
			name: "help", short: "?", does: "list the commands",
			blocked: always, run: bare((*conversation).help),
		},
		{name: "quit", short: "q", does: "end", blocked: always, run: func(c *conversation, _ string) { c.quit = true }},
	}
}

func nothingMore(c *conversation) string {
	if len(c.more) == 0 {
		return "the last list is whole"
	}
	return ""
}

func (c *conversation) help() {
	c.say("Commands, each with the key that does the same in the panes:")
	for _, cmd := range commands() {
		name := strings.TrimSpace(cmd.name + " " + cmd.takes)
		if cmd.short != "" {
			name += " (" + cmd.short + ")"
		}
		if why := cmd.blocked(c); why != "" {
			c.say("  %s: %s. Not now: %s.", name, cmd.does, why)
			continue
		}
		c.say("  %s: %s.", name, cmd.does)
	}
}
