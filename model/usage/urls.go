package usage

import (
	"bytes"
	"strings"
)

// findURLs finds the addresses of methods: https://slack.com/api/chat.postMessage.
func (s *source) findURLs() {
	if !s.knowsAPI {
		return
	}
	plain := s.text.plain
	for from := 0; ; {
		i := bytes.Index(plain[from:], []byte(".com/api/"))
		if i < 0 {
			return
		}
		host, name := from+i, from+i+len(".com/api/")
		from = name
		end, method := s.nameAt(name)
		if !bytes.HasSuffix(plain[:host], []byte("slack")) && !bytes.HasSuffix(plain[:host], []byte("slack-gov")) {
			continue
		}
		if method == "" && s.readsCalls {
			end, method = s.undocumentedAt(name)
		}
		if method != "" {
			s.add(beginningOfURL(plain, host), end, method)
		}
	}
}

// undocumentedAt returns the method that begins at a place and that the catalogue does not
// have, of a family that it has, and the end of its name: users.admin.invite.
func (s *source) undocumentedAt(at int) (end int, method string) {
	plain := s.text.plain
	name := undocumented().Find(plain[at:min(at+longestURL, len(plain))])
	end = at + len(name)
	family, _, _ := bytes.Cut(name, []byte("."))
	if !families()[string(family)] || end < len(plain) &&
		(inWord[plain[end]] || plain[end] == '/' || plain[end] == '*' || plain[end] == '.') {
		return end, ""
	}
	return end, string(name)
}

// slackHost is the address of Slack: https://slack.com, https://slack.com/.
var slackHost = lazy(`\bhttps?://(?:www\.)?slack(?:-gov)?\.com/?(?:["'\x60\s]|$)`)

// findURLPaths finds names behind a variable that holds the base of a URL, in a file
// that knows the address of the Web API: ${base}/chat.postMessage, {base}users.info,
// $BASE/auth.test, %s/team.info.
func (s *source) findURLPaths() {
	if !s.knowsAPI {
		s.findWholePaths()
		return
	}
	plain := s.text.plain
	for i, c := range plain {
		name := i + 1
		switch {
		case c == '}' && name < len(plain) && plain[name] == '/':
			name++
		case c == '}', c == '/' && afterVariable(plain, i), c == 's' && i > 1 && plain[i-1] == '%' && isQuote(plain[i-2]):
		default:
			continue
		}
		if end, method := s.nameAt(name); method != "" {
			s.add(name, end, method)
		}
	}
}

// afterVariable reports whether $NAME or %s stands right before i.
func afterVariable(plain []byte, i int) bool {
	if i > 2 && plain[i-1] == ')' { // $($Config.Url)/users.info
		open := matching(plain[:i], i-1)
		return open > 0 && plain[open-1] == '$'
	}
	name := wordBefore(plain[:i], i)
	return len(name) > 1 && name[0] == '$' || string(name) == "s" && i > 1 && plain[i-2] == '%'
}

// variable is what stands for a variable at the beginning of a string.
var variable = lazy(`^(?:[$#]?\{[\w.()$>@-]*\}/?|%s/?|\$\w+/)(api/)?`)

// findWholePaths finds strings that are a variable and the name of a method, and nothing
// else, in a file about Slack that leaves the address to another one: "{}/files.info".
func (s *source) findWholePaths() {
	if !s.aboutSlack && (!s.project.knowsAPI || s.isSettings()) {
		return
	}
	plain := s.text.plain
	for _, in := range s.text.strings {
		in := s.withInsert(in)
		content := plain[in.start:in.end]
		if len(content) == 0 || bytes.IndexByte([]byte("{$#%"), content[0]) < 0 {
			continue
		}
		at := variable().FindSubmatchIndex(content)
		if at == nil {
			continue
		}
		end, method := s.nameAt(in.start + at[1])
		if s.isWholePath(in, content[:at[1]], method, at[2] >= 0) && (end == in.end || plain[end] == '?') &&
			!reporting().Match(lineBefore(s.text.code, in.start)) {
			s.add(in.start+at[1], end, method)
		}
	}
}

// isWholePath reports whether a string that is a variable, base, and the name of a method is the
// address of it. below: the path below Slack's address stands between them.
func (s *source) isWholePath(in span, base []byte, method string, below bool) bool {
	switch {
	case method == "" || base[len(base)-1] != '/' && !s.namesBase(in):
		return false
	case !s.aboutSlack && !distinctive(method):
		return false
	case s.project.knowsAPI, s.project.knowsHost && below:
		return true
	}
	return distinctive(method) && (mentionsSlack(base) || below) // the address is in settings, which nothing tells of
}

// namesBase reports whether a string, or an argument behind it, has a name that holds the
// address of the Web API: sprintf("%susers.info", self::BASE).
func (s *source) namesBase(in span) bool {
	rest := s.text.plain[in.start:min(in.end+longestDeclaration, in.start+longestArguments, len(s.text.plain))]
	for start, end := range words(rest) {
		if s.isBase(strings.TrimLeft(string(rest[start:end]), "$")) {
			return true
		}
	}
	return false
}

// withInsert returns a part of a string together with the code that is inserted before it, if
// that begins the string: of "#{base}/users.info" it is all.
func (s *source) withInsert(in span) span {
	code := s.text.code
	if in.start == 0 || code[in.start-1] != '}' {
		return in
	}
	open := matching(code, in.start-1)
	if open > 1 && (code[open-1] == '#' || code[open-1] == '$') && isQuote(code[open-2]) {
		in.start = open - 1
	}
	return in
}

// reporting is a call, before one of its arguments, that tells people something.
var reporting = lazy(
	`(?i)\b(?:log|logger|console|debug|info|warn|warning|error|trace|e?print\w*|puts|panic|bail|assert\w*|expect\w*)\b\W[^;]*$`)
