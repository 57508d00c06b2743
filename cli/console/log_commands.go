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
	obeyed  bool // such a service reads the output
	json    bool // the output is JSON, of which no text may change
	ownOnes bool // the output is commands of our own, which begin their lines
}

// logReaders are the variables that these services set.
var logReaders = []string{"GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"}

func newLogCommands(env *Environment, args []string) logCommands {
	return logCommands{
		obeyed:  env.Getenv != nil && slices.ContainsFunc(logReaders, func(name string) bool { return env.Getenv(name) != "" }),
		json:    WantsJSON(args) || wantsFormat(args, SARIFFormat),
		ownOnes: wantsFormat(args, GitHubFormat),
	}
}

var bracketCommand = regexp.MustCompile(`##([A-Za-z]*)\[`)

// spoilt is text in which nothing is a command any more. begins says that nothing but white
// space stands before it in its line.
func (c logCommands) spoilt(text string, begins bool) string {
	if !c.obeyed {
		return text
	}
	between := "# #$1["
	if c.json {
		between = `#\u0023$1[` // means the same: # stands in strings alone
	}
	text = bracketCommand.ReplaceAllString(text, between)
	if c.ownOnes {
		return text
	}
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if (begins || i > 0) && strings.HasPrefix(strings.TrimSpace(line), "::") {
			lines[i] = strings.Replace(line, "::", ": :", 1)
		}
	}
	return strings.Join(lines, "")
}
