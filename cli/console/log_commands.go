package console

import (
	"regexp"
	"slices"
	"strings"
)

// logCommands keeps a name, or any other text, from being read as a command by the service
// that runs a job. These services read all that a job prints, and obey what looks like a
// command of theirs: GitHub a line such as ::error::text, and GitHub, Azure Pipelines and
// TeamCity ##[error]text, ##vso[…] and ##teamcity[…], on some of them anywhere in a line.
type logCommands struct {
	active      bool // such a service runs us, and reads the output
	json        bool // the output is JSON, whose texts must not change
	ownCommands bool // the output is commands of our own, which begin their lines
}

// ciVariables are the variables that these services set.
var ciVariables = []string{"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"}

func newLogCommands(env *Environment, args []string) logCommands {
	return logCommands{
		active:      env.Getenv != nil && slices.ContainsFunc(ciVariables, func(name string) bool { return env.Getenv(name) != "" }),
		json:        WantsJSON(args) || wantsFormat(args, SARIFFormat),
		ownCommands: wantsFormat(args, GitHubFormat),
	}
}

var bracketCommand = regexp.MustCompile(`##([A-Za-z]*)\[`)

// neutralize returns a text with blanks in what the service would obey; JSON means the same
// as before. lineStart says that nothing but white space stands before the text in its line.
func (c logCommands) neutralize(text string, lineStart bool) string {
	if !c.active {
		return text
	}
	between := "# #$1["
	if c.json {
		between = `#\u0023$1[` // means the same: # stands in strings alone
	}
	text = bracketCommand.ReplaceAllString(text, between)
	if c.ownCommands {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if (lineStart || i > 0) && strings.HasPrefix(strings.TrimSpace(line), "::") {
			lines[i] = strings.Replace(line, "::", ": :", 1)
		}
	}
	return strings.Join(lines, "")
}
