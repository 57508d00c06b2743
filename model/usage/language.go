package usage

import (
	"path"
	"strings"
)

// language is what it takes to find calls in files of one language.
type language struct {
	syntax
	findCalls func(*source) // calls in the spellings of SDKs; nil where none is known
	// slackNames are beginnings of names that few other programs have. A file with one
	// may hold a call though it never says "Slack": listeners are passed a client.
	slackNames []string
	// boltClient: Bolt passes listeners a client by its name: see boltListener.
	boltClient bool
}

// languages are the languages that [Language] names, and "Hash", "C-like", "PHP" and
// "JSON" for the sorts of comments and strings that other languages have.
var languages = map[string]*language{
	"Go": {
		syntax:    syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single, goRaw}},
		findCalls: (*source).findSlackGo,
	},
	"Python": {
		syntax: syntax{line: []string{"#"}, quotes: []quote{tripleDouble, tripleSingle, double, single}, docstrings: true},
		findCalls: func(s *source) {
			s.findSnake()
			s.findSay()
		},
		slackNames: []string{"chat_post", "conversations_", "usergroups_", "reactions_", "views_"},
		boltClient: true,
	},
	"JavaScript": {
		syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single, template}, regexps: true},
		findCalls: func(s *source) {
			s.findDotted()
			s.findSay()
		},
		slackNames: []string{"chat", "conversations", "usergroups", "reactions", "views"},
		boltClient: true,
	},
	"Java": {
		syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{tripleDouble, double, single}},
		findCalls: func(s *source) {
			s.findCamel()
			s.findSay()
		},
		slackNames: []string{"chatPost", "conversations", "usergroups", "reactions", "views"},
	},
	"Ruby": {
		syntax: syntax{
			line: []string{"#"}, block: [][2]string{{"\n=begin", "\n=end"}}, inserts: true,
			quotes: []quote{{open: `"`, close: `"`, insert: "#{"}, single, {open: "`", close: "`"}},
		},
		findCalls:  (*source).findSnake,
		slackNames: []string{"chat_post", "conversations_", "usergroups_", "reactions_", "views_"},
	},
	"Shell":  {syntax: hash, findCalls: (*source).findShellWords},
	"YAML":   {syntax: hash, findCalls: (*source).findWorkflowSteps},
	"Hash":   {syntax: hash},
	"C-like": {syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single}}},
	"PHP":    {syntax: syntax{line: []string{"//", "#"}, block: cBlock, quotes: []quote{double, single}}},
	"JSON":   {syntax: syntax{quotes: []quote{double}}},
}

var (
	cBlock = [][2]string{{"/*", "*/"}}
	hash   = syntax{line: []string{"#"}, spaced: true, quotes: []quote{double, {open: "'", close: "'", plain: true}}}
)

var byExtension = map[string]string{
	".go": "Go",
	".py": "Python", ".pyi": "Python",
	".js": "JavaScript", ".jsx": "JavaScript", ".mjs": "JavaScript", ".cjs": "JavaScript",
	".ts": "JavaScript", ".tsx": "JavaScript", ".mts": "JavaScript", ".cts": "JavaScript",
	".vue": "JavaScript", ".svelte": "JavaScript",
	".java": "Java", ".kt": "Java", ".kts": "Java", ".scala": "Java", ".groovy": "Java", ".gradle": "Java",
	".rb": "Ruby", ".rake": "Ruby", ".gemspec": "Ruby", ".ru": "Ruby",
	".sh": "Shell", ".bash": "Shell", ".zsh": "Shell", ".ksh": "Shell", ".bats": "Shell",
	".yml": "YAML", ".yaml": "YAML",
	".toml": "Hash", ".ps1": "Hash", ".psm1": "Hash", ".pl": "Hash", ".pm": "Hash", ".r": "Hash",
	".ex": "Hash", ".exs": "Hash", ".tf": "Hash", ".nix": "Hash", ".mk": "Hash", ".cfg": "Hash",
	".ini": "Hash", ".conf": "Hash", ".properties": "Hash", ".env": "Hash", ".dockerfile": "Hash",
	".cs": "C-like", ".rs": "C-like", ".swift": "C-like", ".dart": "C-like", ".c": "C-like", ".h": "C-like",
	".cc": "C-like", ".cpp": "C-like", ".hpp": "C-like", ".m": "C-like", ".zig": "C-like",
	".php":  "PHP",
	".json": "JSON",
}

var byName = map[string]string{
	"Makefile": "Hash", "makefile": "Hash", "GNUmakefile": "Hash", "Dockerfile": "Hash", "Containerfile": "Hash",
	"Justfile": "Hash", "justfile": "Hash", ".env": "Hash",
	"Jenkinsfile": "Java", "Rakefile": "Ruby", "Gemfile": "Ruby",
}

// Language tells the language of a file from its name: "Go", "Python", "JavaScript"
// (TypeScript too), "Java" (Kotlin, Scala and Groovy too), "Ruby", "Shell" or "YAML".
// For other languages [Find] looks for names in quotes and URLs only, and Language
// names the sort of comments that they have. False means that Find cannot read the
// file: its language is not known, or is one for documents, such as Markdown.
func Language(file string) (string, bool) {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if l, ok := byName[name]; ok {
		return l, true
	}
	l, ok := byExtension[strings.ToLower(path.Ext(name))]
	return l, ok
}
