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
	// unread: calls in the spellings of its SDKs are not known.
	unread bool
}

// languages are the languages that [Language] names, and "Hash", "Script", "C-like" and
// "JSON" for the sorts of comments and strings that other languages have.
var languages = map[string]*language{
	"Go": {
		syntax:    syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single, goRaw}},
		findCalls: (*source).findSlackGo,
		// another file of the package may hold the client
		slackNames: []string{
			".PostMessage(", ".PostEphemeral(", ".GetUserInfo(", ".GetUserByEmail(", "Conversation(", "Conversations(",
			".AddReaction(", ".OpenView(",
		},
	},
	"Python": {
		syntax: syntax{
			line: []string{"#"}, quotes: []quote{tripleDouble, tripleSingle, double, single}, docstrings: true, indented: true,
		},
		findCalls: func(s *source) {
			s.findSnake()
			s.findDottedInPython()
			s.findHelpers()
		},
		slackNames: []string{"chat_post", "conversations_", "usergroups_", "reactions_", "views_", "api_call"},
		boltClient: true,
	},
	"JavaScript": {
		syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single, template}, regexps: true},
		findCalls: func(s *source) {
			s.findDotted()
			s.findTakenApart()
			s.findClientHelpers()
			s.findHelpers()
		},
		slackNames: []string{"chat", "conversations", "usergroups", "reactions", "views", "apiCall"},
		boltClient: true,
	},
	"CoffeeScript": {
		syntax: syntax{
			line: []string{"#"}, block: [][2]string{{"###", "###"}}, commands: true, inserts: true,
			quotes: []quote{tripleDouble, tripleSingle, {open: `"`, close: `"`, lines: true, insert: "#{"}, single},
		},
		findCalls: func(s *source) {
			s.findDotted()
			s.findTakenApart()
		},
	},
	"Java": {
		syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{tripleDouble, double, single}},
		findCalls: func(s *source) {
			s.findCamel()
			s.findHelpers()
		},
		slackNames: []string{"chatPost", "conversations", "usergroups", "reactions", "views"},
	},
	"Ruby": {
		syntax: syntax{
			line: []string{"#"}, block: [][2]string{{"\n=begin", "\n=end"}}, inserts: true, commands: true, indented: true,
			quotes: []quote{{open: `"`, close: `"`, insert: "#{"}, single, {open: "`", close: "`"}},
		},
		findCalls:  (*source).findSnake,
		slackNames: []string{"chat_post", "conversations_", "usergroups_", "reactions_", "views_"},
	},
	"PHP": {
		syntax: syntax{
			line: []string{"//", "#"}, block: cBlock, quotes: []quote{double, single}, joins: ".", arrows: true,
		},
		findCalls:  (*source).findPHP,
		slackNames: []string{"chatPost", "conversations", "usergroups", "reactions", "views"},
	},
	"C#": {
		syntax: syntax{
			line: []string{"//"}, block: cBlock,
			quotes: []quote{
				tripleDouble,
				{open: `$@"`, close: `"`, lines: true, plain: true},
				{open: `@"`, close: `"`, lines: true, plain: true},
				double, single,
			},
		},
		findCalls: (*source).findCSharp,
	},
	"Rust": {
		syntax: syntax{
			line: []string{"//"}, block: cBlock,
			quotes: []quote{
				{open: `r#"`, close: `"#`, lines: true, plain: true},
				{open: `r"`, close: `"`, lines: true, plain: true},
				{open: `"`, close: `"`, lines: true},
				{open: "'", close: "'", char: true},
			},
		},
		findCalls:  (*source).findRust,
		slackNames: []string{"chat_post", "conversations_", "usergroups_", "reactions_", "views_", "ChatPost", "Conversations"},
	},
	"Elixir": {
		syntax: syntax{
			line: []string{"#"}, inserts: true, commands: true, joins: "<>",
			quotes: []quote{
				{open: `"""`, close: `"""`, lines: true, insert: "#{"}, {open: `"`, close: `"`, lines: true, insert: "#{"}, single,
			},
		},
		findCalls: (*source).findElixir,
	},
	"PowerShell": {
		syntax: syntax{
			line: []string{"#"}, block: [][2]string{{"<#", "#>"}}, spaced: true, commands: true,
			quotes: []quote{
				{open: "@\"", close: "\n\"@", lines: true, plain: true},
				{open: "@'", close: "\n'@", lines: true, plain: true},
				{open: `"`, close: `"`, lines: true, plain: true},
				{open: "'", close: "'", lines: true, plain: true},
			},
		},
		findCalls: (*source).findPowerShell,
	},
	"Shell":  {syntax: hash},
	"YAML":   {syntax: hash, findCalls: (*source).findWorkflowSteps},
	"Hash":   {syntax: hash},
	"Script": {syntax: hash, unread: true},
	"C-like": {unread: true, syntax: syntax{line: []string{"//"}, block: cBlock, quotes: []quote{double, single}}},
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
	".vue": "JavaScript", ".svelte": "JavaScript", ".gs": "JavaScript",
	".coffee": "CoffeeScript",
	".java":   "Java", ".kt": "Java", ".kts": "Java", ".scala": "Java", ".groovy": "Java", ".gradle": "Java",
	".rb": "Ruby", ".rake": "Ruby", ".gemspec": "Ruby", ".ru": "Ruby",
	".sh": "Shell", ".bash": "Shell", ".zsh": "Shell", ".ksh": "Shell", ".bats": "Shell",
	".yml": "YAML", ".yaml": "YAML",
	".toml": "Hash", ".pl": "Script", ".pm": "Script", ".r": "Script",
	".tf": "Hash", ".nix": "Hash", ".mk": "Hash", ".cfg": "Hash",
	".ini": "Hash", ".conf": "Hash", ".properties": "Hash", ".env": "Hash", ".dockerfile": "Hash",
	".swift": "C-like", ".dart": "C-like", ".c": "C-like", ".h": "C-like",
	".cc": "C-like", ".cpp": "C-like", ".hpp": "C-like", ".m": "C-like", ".zig": "C-like",
	".php": "PHP", ".phtml": "PHP",
	".cs": "C#", ".csx": "C#", ".rs": "Rust",
	".ex": "Elixir", ".exs": "Elixir",
	".ps1": "PowerShell", ".psm1": "PowerShell",
	".json":  "JSON",
	".ipynb": "Notebook",
}

var byName = map[string]string{
	"Makefile": "Hash", "makefile": "Hash", "GNUmakefile": "Hash", "Dockerfile": "Hash", "Containerfile": "Hash",
	"Justfile": "Hash", "justfile": "Hash", ".env": "Hash",
	"go.mod": "Go", "Jenkinsfile": "Java", "Rakefile": "Ruby", "Gemfile": "Ruby",
}

// IsProgram reports whether files of a language that [Language] named are programs, and no
// settings or documents.
func IsProgram(language string) bool {
	l, ok := languages[language]
	return language == "Notebook" || language == "Shell" || ok && (l.unread || l.findCalls != nil && language != "YAML")
}

// Language tells the language of a file from its name: "Go", "Python", "JavaScript"
// (TypeScript and Apps Script too), "CoffeeScript", "Java" (Kotlin, Scala and Groovy too), "Ruby", "PHP",
// "C#", "Rust", "Elixir", "PowerShell", "Shell", "YAML" or "Notebook". For other languages
// [Find] looks for names in quotes and URLs only, and Language names the sort of comments
// that they have. False means that Find cannot read the file: its language is not known,
// or is one for documents, such as Markdown.
func Language(file string) (string, bool) {
	name := path.Base(strings.ReplaceAll(file, `\`, "/"))
	if l, ok := byName[name]; ok {
		return l, true
	}
	l, ok := byExtension[strings.ToLower(path.Ext(name))]
	return l, ok
}
