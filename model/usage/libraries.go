package usage

import (
	"bytes"
	"path"
	"regexp"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/model/usage/library"
)

// form is a part of the code that begins with a word.
type form struct {
	words  []string              // one of which it begins with; none: what it is may stand anywhere
	first  bool                  // the word is the first of its line
	before func() *regexp.Regexp // the line in front of the word; nil: whatever
	is     func() *regexp.Regexp
}

// importing are how languages import packages.
var importing = map[string]form{
	"JavaScript": {
		words: []string{"require(", "from", "import"},
		is:    lazy("^(?:require\\(\\s*|from\\s+|import\\s+|import\\(\\s*)[\"'`]([^\"'`\\n]+)[\"'`]"),
	},
	"CoffeeScript": {words: []string{"require"}, is: lazy(`^require\(?\s*["']([^"'\n]+)["']`)},
	"Python":       {words: []string{"from", "import"}, first: true, is: lazy(`^(?:from|import)[ \t]+([A-Za-z_][\w.]*)`)},
	"Java":         {words: []string{"import"}, first: true, is: lazy(`^import\s+(?:static\s+)?([A-Za-z_][\w.]*)`)},
	"C#": {
		words: []string{"using", "global"}, first: true,
		is: lazy(`^(?:global\s+)?using\s+(?:static\s+)?(?:\w+\s*=\s*)?([A-Z][\w.]*)\s*;`),
	},
	"PHP": {words: []string{"use"}, first: true, is: lazy(`^use\s+\\?([A-Za-z_][\w\\]*)`)},
	"Go": {
		words: []string{`"`}, before: lazy(`^\s*(?:import\s+)?(?:[\w.]+\s+)?$`),
		is: lazy(`^"([\w-]+(?:\.[\w-]+)+/[^"\s]+)"\s*(?://.*)?(?:\n|$)`),
	},
	"Ruby": {words: []string{"require"}, first: true, is: lazy(`^require\s*\(?["']([\w/.-]+)["']`)},
	"Rust": {words: []string{"use", "pub", "extern"}, first: true, is: lazy(`^(?:pub\s+)?(?:use|extern\s+crate)\s+(?:::)?(\w+)`)},
	"Elixir": {
		words: []string{"use", "alias", "import", "require"}, first: true,
		is: lazy(`^(?:use|alias|import|require)\s+([A-Z][\w.]*)`),
	},
	"PowerShell": {is: lazy(`(?im)^\s*Import-Module\s+(?:-Name\s+)?["']?(\w+)["']?\s*(?:-|$)`)},
}

// depending is how lists of dependencies name them, by language.
var depending = map[string]form{
	"JSON":   {is: lazy(`"([@\w./-]+)"\s*:\s*"([~^>=<v ]*\d[^"]*|\*|latest)"`)},
	"Ruby":   {words: []string{"gem"}, first: true, is: lazy(`^gem\s*\(?\s*["']([\w-]+)["']`)},
	"Elixir": {words: []string{"{"}, is: lazy(`^\{\s*:(\w+),\s*(?:"|[a-z]+:)`)},
	"Go":     {words: []string{"github.com/"}, is: lazy(`^(github\.com/(?:slack-go|nlopes)/slack)\s+v(\S+)`)}, // go.mod
}

// ownPackage is the package or namespace that a file is part of, in the languages that say so.
var ownPackage = map[string]form{
	"Java":   {words: []string{"package"}, first: true, is: lazy(`^package\s+([\w.]+)`)},
	"C#":     {words: []string{"namespace"}, first: true, is: lazy(`^namespace\s+([\w.]+)`)},
	"PHP":    {words: []string{"namespace"}, first: true, is: lazy(`^namespace\s+([\w\\]+)`)},
	"Elixir": {words: []string{"defmodule"}, first: true, is: lazy(`^defmodule\s+([\w.]+)`)},
	"JSON":   {words: []string{`"name"`}, first: true, is: lazy(`^"name"\s*:\s*"([@\w./-]+)"`)},
	"Go":     {words: []string{"module"}, first: true, is: lazy(`^module\s+(\S+)`)},
	"Hash":   {words: []string{"name"}, first: true, is: lazy(`^name\s*=\s*"([\w.-]+)"`)}, // Cargo.toml, pyproject.toml
	"Python": {words: []string{"setup("}, is: lazy(`^setup\([^)]*?\bname\s*=\s*["']([\w.-]+)["']`)},
}

// longestForm bounds, in bytes, how far a form is followed.
const longestForm = 2000

// all returns where parts of the form are in a text, and what their expression takes out of
// them, in the order of the text.
func (f form) all(plain []byte) [][]int {
	if f.is == nil {
		return nil
	}
	if len(f.words) == 0 {
		return f.is().FindAllSubmatchIndex(plain, -1)
	}
	var found [][]int
	for _, word := range f.words {
		for at := range indexes(plain, []byte(word)) {
			if !f.beginsAt(plain, at) {
				continue
			}
			m := f.is().FindSubmatchIndex(plain[at:min(len(plain), at+longestForm)])
			for i := range m {
				if m[i] >= 0 {
					m[i] += at
				}
			}
			if m != nil {
				found = append(found, m)
			}
		}
	}
	order.Stable(found, func(a, b []int) int { return a[0] - b[0] })
	return found
}

// beginsAt reports whether what stands in front of a word allows that the form begins with it.
func (f form) beginsAt(plain []byte, at int) bool {
	if f.first {
		for at > 0 && (plain[at-1] == ' ' || plain[at-1] == '\t') {
			at--
		}
		return at == 0 || plain[at-1] == '\n' || string(plain[:at]) == "\ufeff"
	}
	if f.before != nil {
		near := plain[max(0, at-longestGap):at]
		return f.before().Match(lineBefore(near, len(near)))
	}
	return at == 0 || !inWord[plain[at-1]] || !inWord[plain[at]]
}

// collectLibraries collects the libraries for Slack that the file uses, and what it imports
// that is named for Slack.
func (s *source) collectLibraries() {
	plain := s.text.plain
	if form, has := ownPackage[s.language]; has {
		for _, m := range form.all(plain) {
			name := string(plain[m[2]:m[3]])
			s.declared.packages[name] = true
			if s.language == "Hash" || s.language == "Python" {
				s.declared.packages[strings.ReplaceAll(strings.ToLower(name), "-", "_")] = true
			}
		}
	}
	for _, m := range importing[s.language].all(plain) {
		s.imported(imported{name: string(plain[m[2]:m[3]]), start: m[2], end: m[3]})
	}
	if !s.listsDependencies() {
		return
	}
	for _, m := range depending[s.language].all(plain) {
		name := string(plain[m[2]:m[3]])
		if len(m) > 4 && m[4] >= 0 {
			s.declared.versions[name] = string(plain[m[4]:m[5]])
		}
		if s.language == "Go" {
			continue // code imports it
		}
		s.imported(imported{name: name, start: m[2], end: m[3], depends: true})
	}
}

// listsDependencies reports whether the file may be a list of dependencies.
func (s *source) listsDependencies() bool {
	switch s.language {
	case "JSON":
		return bytes.Contains(s.text.plain, []byte(`ependencies"`)) || bytes.Contains(s.text.plain, []byte(`"require"`))
	case "Go":
		return bytes.HasPrefix(bytes.TrimSpace(s.text.plain[:min(len(s.text.plain), longestGap)]), []byte("module "))
	}
	return true
}

// imported notes one import, if it is of a library for Slack.
func (s *source) imported(i imported) {
	language := s.language
	if language == "CoffeeScript" {
		language = "JavaScript"
	}
	l, ok := library.Imported(language, i.name)
	if i.depends {
		l, ok = library.Depended(i.name)
	}
	switch {
	case ok:
		s.declared.libraries[l.Name] = true
		s.libraries = append(s.libraries, usedLibrary{l, i})
	case !mentionsSlack([]byte(i.name)):
	case !ok && rendering().MatchString(i.name): // it calls nothing
	case language == "Python" && !mentionsSlack([]byte(strings.SplitN(i.name, ".", 2)[0])):
	case language == "Ruby" && !i.depends:
		first, _, _ := strings.Cut(i.name, "/")
		if !library.KnownDependency(first) && !library.KnownDependency(strings.ReplaceAll(first, "_", "-")) {
			s.unknown = append(s.unknown, i)
		}
	case !i.depends && !library.Known(language, i.name), i.depends && s.isLoaded() && !library.KnownDependency(i.name):
		s.unknown = append(s.unknown, i)
	}
}

// rendering is a part of the names of libraries that put messages together or read them, and
// call nothing.
var rendering = lazy(
	`(?i)slackdown|mrkdwn|markdown|(?:block|message)[-_]?(?:kit|builder)|` +
		`slack[-_.]?blocks|jsx[-_]slack|slack[-_](?:login|button|icon)|awscdk|markup|to[-_]?html|emojif|@types/`)

// isLoaded reports whether dependencies that the file lists are used without an import.
func (s *source) isLoaded() bool {
	return s.language != "JSON" || bytes.Contains(s.text.plain, []byte(`"require"`))
}

// isOwn reports whether an import brings what the project itself has.
func (p *Project) isOwn(language, name string) bool {
	switch language {
	case "JavaScript", "CoffeeScript":
		parts := strings.SplitN(name, "/", 3)
		if len(parts) > 1 && name[0] == '@' && len(parts[0]) > 1 {
			return p.packages[parts[0]+"/"+parts[1]] || p.places[strings.ToLower(parts[1])]
		}
		return strings.ContainsRune("./~#@$", rune(name[0])) || !mentionsSlack([]byte(parts[0])) || p.packages[parts[0]] ||
			p.places[strings.ToLower(parts[0])]
	case "Python", "Rust", "Ruby":
		first, _, _ := strings.Cut(strings.ReplaceAll(name, "/", "."), ".")
		return p.packages[strings.ToLower(first)] || p.places[strings.ToLower(first)] || p.places[strings.ToLower(path.Base(name))]
	case "Go":
		parts := strings.Split(name, "/")
		for own := range p.packages {
			if name == own || strings.HasPrefix(name, own+"/") {
				return true
			}
		}
		return len(parts) > 3 && p.places[strings.ToLower(parts[len(parts)-1])]
	}
	return language == "PHP" && p.isOwnInPHP(name) || p.sharesRoot(language, name)
}

// isOwnInPHP reports whether a name is that of a trait of the project's own, or in the namespace
// of an application of Laravel's.
func (p *Project) isOwnInPHP(name string) bool {
	return !strings.Contains(name, `\`) && p.places[strings.ToLower(name)] || strings.HasPrefix(name, `App\`)
}

// sharesRoot reports whether a package or namespace is of one owner with the project.
func (p *Project) sharesRoot(language, name string) bool {
	for own := range p.packages {
		if sameRoot(language, name, own) {
			return true
		}
	}
	return false
}

// sameRoot reports whether two packages or namespaces are of one owner.
func sameRoot(language, a, b string) bool {
	parts := 1 // of a name: those of C# and PHP begin with the owner's
	if language == "Java" {
		parts = 3 // com.example.bot
	}
	split := func(name string) []string {
		return strings.FieldsFunc(name, func(r rune) bool { return r == '.' || r == '\\' })
	}
	one, other := split(a), split(b)
	n := min(parts, len(one), len(other))
	return n > 0 && slices.Equal(one[:n], other[:n])
}

// addPlaces adds the names of a file, and of the directories that it is in.
func (p *Project) addPlaces(file string) {
	for part := range strings.SplitSeq(strings.ToLower(file), "/") {
		p.places[strings.TrimSuffix(part, path.Ext(part))] = true
	}
}

// listLibraries lists the libraries that the file imports and whose calls are not all
// known, and those that are not known at all.
func (s *source) listLibraries() {
	for _, used := range s.libraries {
		switch {
		case used.Open:
			s.untraced = append(s.untraced, untracedPlace{used.start, used.end, "library"})
		case len(used.May) > 0 && !s.project.isOwn(s.language, used.imported.name):
			s.named = append(s.named, namedPlace{start: used.start, methods: used.May, library: used.Name})
		}
	}
	for _, i := range s.unknown {
		if !s.project.isOwn(s.language, i.name) {
			s.untraced = append(s.untraced, untracedPlace{i.start, i.end, "library"})
		}
	}
}

// librariesHere are the libraries whose functions the file may call, and whether it imports
// them itself: others are those of the project whose objects are handed on.
func (s *source) librariesHere() (here []*library.Library, imported []bool) {
	language := s.language
	if language == "CoffeeScript" {
		language = "JavaScript"
	}
	all := library.All()
	for i := range all {
		l := &all[i]
		if l.Language != language {
			continue
		}
		imports := slices.ContainsFunc(s.libraries, func(used usedLibrary) bool { return used.Name == l.Name && !used.depends })
		across := s.project.libraries[l.Name] && (l.Across || language == "Ruby") &&
			(l.Within == "" || bytes.Contains(s.text.code, []byte(l.Within)))
		if imports || across || l.Anywhere && s.aboutSlack && (l.Within == "" || bytes.Contains(s.text.code, []byte(l.Within))) {
			here, imported = append(here, l), append(imported, imports)
		}
	}
	return here, imported
}

// findLibraries finds calls of functions of libraries, bot.reply(...), and what makes their
// objects, SocketModeHandler(...). The methods that this calls stand in no code but theirs.
func (s *source) findLibraries() {
	if s.language == "Ruby" {
		s.findRubyBots()
	}
	here, imported := s.librariesHere()
	for i, l := range here {
		version := s.project.versions[l.Package()]
		for text, methods := range l.Makes {
			s.findMaker(text, l.MethodsOf(methods, version))
		}
		if len(l.Calls) > 0 || l.Style != library.NoStyle {
			s.findFunctions(l, version, imported[i])
		}
	}
}

// findFunctions finds calls of a library's functions, in a file that imports it or not.
func (s *source) findFunctions(l *library.Library, version string, imported bool) {
	code := s.text.code
	for start, end := range words(code) {
		methods := l.MethodsOf(l.Calls[string(code[start:end])], version)
		if len(methods) == 0 {
			if methods, end = s.styled(l.Style, start, end); len(methods) == 0 {
				continue
			}
		}
		if !isCalled(code, end) && !s.calledBare(end) || s.declares(start) {
			continue
		}
		switch on, member := s.calledOn(l, imported, start); {
		case on:
			s.add(start, end, methods...)
		case member && imported && s.aboutSlack:
			s.note(start, methods...)
		}
	}
}

// calledOn reports whether a function that begins at start is called on what is likely an
// object of a library, and whether it is called on anything.
func (s *source) calledOn(l *library.Library, here bool, start int) (on, member bool) {
	code := s.text.code
	if l.Style == library.Payloads {
		return bytes.HasSuffix(bytes.TrimRight(lineBefore(code, start), " "), []byte("new")), false
	}
	dot, ok := beforeDot(code, start)
	if !ok && start > 2 && code[start-1] == '>' && code[start-2] == '-' {
		dot, ok = start-2, true
	}
	if !ok {
		return false, false
	}
	of, _ := receiverName(code, dot)
	if l.IsReceiver(of) {
		return here || s.origin(of) != otherReceiver, true
	}
	if len(l.Receivers) == 0 {
		return here && s.receiver(dot) != otherReceiver, true
	}
	return here && s.origin(of) == slackClient, true
}

// calledBare reports whether what ends at end is called without parentheses: res.send "x".
func (s *source) calledBare(end int) bool {
	code := s.text.code
	if s.language != "CoffeeScript" && !s.syntax.commands || end+1 >= len(code) || code[end] != ' ' {
		return false
	}
	return isQuote(code[end+1]) || inWord[code[end+1]] || code[end+1] == ':' || code[end+1] == '@'
}

// findMaker finds where an object of a library is made.
func (s *source) findMaker(text string, methods []string) {
	code := s.text.code
	for start := range indexes(code, []byte(text)) {
		end := start + len(strings.TrimRight(text, "("))
		if start > 0 && inWord[text[0]] && inWord[code[start-1]] || inWord[text[len(text)-1]] && end < len(code) && inWord[code[end]] {
			continue
		}
		if text[0] == '.' || text[0] == '{' {
			start++
		}
		line := lineBefore(code, start)
		if bytes.HasSuffix(bytes.TrimRight(line, " "), []byte("class")) || bytes.HasSuffix(bytes.TrimRight(line, " "), []byte("def")) {
			continue
		}
		s.add(start, end, methods...)
	}
}

// styled returns the methods of a function whose name a library makes of a method's.
func (s *source) styled(style library.Style, start, end int) (methods []string, nameEnd int) {
	code := s.text.code
	word := string(code[start:end])
	switch style {
	case library.DottedSnake:
		if !families()[word] {
			return nil, 0
		}
		name := []byte(strings.ToLower(word))
		for end+1 < len(code) && code[end] == '.' && inWord[code[end+1]] {
			next := wordFrom(code, end+1)
			name = append(append(name, '.'), strings.ToLower(folded(next))...)
			end += 1 + len(next)
			if m, ok := lowerNames()[string(name)]; ok && isCalled(code, end) {
				return []string{m}, end
			}
		}
	case library.UpperCamel, library.Payloads:
		if style == library.Payloads {
			var ok bool
			if word, ok = strings.CutSuffix(word, "Payload"); !ok {
				return nil, 0
			}
		}
		if word != "" && isUpper(word[0]) {
			return catalog.MethodsNamed(strings.ToLower(word[:1])+word[1:], catalog.Camel), end
		}
	case library.NoStyle, library.SlackGo:
	}
	return nil, 0
}

// rubyBot is a class of slack-ruby-bot, which X.run starts.
var rubyBot = lazy(`class\s+(?:\w+::)*(\w+)\s*<\s*SlackRubyBot::Bot\b`)

// findRubyBots finds PongBot.run, where PongBot is a bot of slack-ruby-bot.
func (s *source) findRubyBots() {
	code := s.text.code
	for _, m := range rubyBot().FindAllSubmatch(code, -1) {
		for at := range indexes(code, append(slices.Clone(m[1]), ".run"...)) {
			s.add(at, at+len(m[1])+len(".run"), "rtm.connect")
		}
	}
}

// goOptions are the options of slack-go that make SendMessage another method than
// chat.postMessage; an empty one is none of the Web API.
var goOptions = map[string]string{
	"MsgOptionUpdate": "chat.update", "MsgOptionDelete": "chat.delete", "MsgOptionPostEphemeral": "chat.postEphemeral",
	"MsgOptionSchedule": "chat.scheduleMessage", "MsgOptionDeleteScheduled": "chat.deleteScheduledMessage",
	"MsgOptionUnfurl": "chat.unfurl", "MsgOptionMeMessage": "chat.meMessage", "MsgOptionResponseURL": "", "MsgOptionReplaceOriginal": "",
}
