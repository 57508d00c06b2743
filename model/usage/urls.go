package usage

import (
	"bytes"
	"regexp"
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
		if method == "" || !bytes.HasSuffix(plain[:host], []byte("slack")) && !bytes.HasSuffix(plain[:host], []byte("slack-gov")) {
			continue
		}
		s.add(beginningOfURL(plain, host), end, method)
	}
}

func beginningOfURL(plain []byte, host int) int {
	start := host
	for start > 0 && host-start < longestURL && (inWord[plain[start-1]] || bytes.IndexByte([]byte(":/.-"), plain[start-1]) >= 0) {
		start--
	}
	return start
}

// slackHost is the address of Slack: https://slack.com, https://slack.com/.
var slackHost = regexp.MustCompile(`\bhttps?://(?:www\.)?slack(?:-gov)?\.com/?(?:["'\x60\s]|$)`)

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
var variable = regexp.MustCompile(`^(?:[$#]?\{[\w.()$>-]*\}|%s|\$\w+)/`)

// findWholePaths finds strings that are a variable and the name of a method, and nothing
// else, in a file about Slack that leaves the address to another one: "{}/files.info".
func (s *source) findWholePaths() {
	if !s.aboutSlack || !s.project.knowsAPI {
		return
	}
	plain := s.text.plain
	for _, in := range s.text.strings {
		content := plain[in.start:in.end]
		base := variable.Find(content)
		if base == nil {
			continue
		}
		end, method := s.nameAt(in.start + len(base))
		if method != "" && (end == in.end || plain[end] == '?') && !reporting.Match(lineBefore(s.text.code, in.start)) {
			s.add(in.start+len(base), end, method)
		}
	}
}

// reporting is a call, before one of its arguments, that tells people something.
var reporting = regexp.MustCompile(
	`(?i)\b(?:log|logger|console|debug|info|warn|warning|error|trace|e?print\w*|puts|panic|bail|assert\w*|expect\w*)\b\W[^;]*$`)
