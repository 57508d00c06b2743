package usage

import (
	"bytes"
	"slices"
	"strings"
)

// collectBases collects the names that are given the address of the Web API, or something
// that is made with it: base = "https://slack.com/api", api = axios.create({ baseURL: base }).
func (s *source) collectBases() {
	if !s.knowsAPI {
		return
	}
	s.collectBasesInStrings()
	for range 2 { // base = SLACK_URL, and again
		for start, end := range words(s.text.code) {
			next := nextOf(s.text.code, end)
			if s.declared.bases[string(s.text.code[start:end])] &&
				(next < 0 || s.text.code[next] != ':' && s.text.code[next] != '=') && !s.isAppendedTo(end) {
				s.collectBaseAt(s.chainStart(start))
			}
		}
	}
	if s.language == "Shell" {
		for _, m := range shellBase().FindAllSubmatch(s.text.plain, -1) {
			s.declared.bases[string(m[1])] = true
		}
	}
}

// collectBasesInStrings finds what the address itself is given to.
func (s *source) collectBasesInStrings() {
	for _, in := range s.text.strings {
		content := s.text.plain[in.start:in.end]
		host := bytes.LastIndex(content, []byte(".com/api"))
		if host < 0 || !mentionsSlack(content[:host]) {
			continue
		}
		switch path := string(content[host+len(".com/api"):]); {
		case path == "" || path == "/":
			if !s.isAppendedTo(in.end + 1) {
				s.collectBaseAt(s.quoteOf(in))
			}
		case placeForMethod().MatchString(path) && !s.isInterpolated(in): // API = "https://slack.com/api/%s"
			if p := s.placeOf(s.quoteOf(in)); p.kind == isAssigned {
				s.addNames(s.declared.bases, p.names)
			}
		}
	}
}

// quoteOf returns where a string begins, with its quotes.
func (s *source) quoteOf(in span) int {
	quote := max(in.start-1, 0)
	for quote > 0 && (isQuote(s.text.code[quote-1]) || s.text.code[quote-1] == '@') {
		quote--
	}
	return quote
}

// placeForMethod is where a format that is the address of a method has its name.
var placeForMethod = lazy(`^/(?:%[sv]|%?\{\w*\}|%<\w+>s)(?:\?|$)`)

// longestQuote bounds, in bytes, what begins a string: r"""
const longestQuote = 6

// isInterpolated reports whether names in braces within a string stand for their values, as
// it begins: f"{method}", $"{method}".
func (s *source) isInterpolated(in span) bool {
	code := s.text.code
	at, stop := in.start-1, in.start-longestQuote
	for at > max(stop, 0) && (isQuote(code[at]) || code[at] == '@') {
		at--
	}
	return at >= 0 && (code[at] == 'f' || code[at] == 'F' || code[at] == '$' || code[at] == 'r' && at > 0 && code[at-1] == 'f')
}

// isAppendedTo reports whether something is put behind what ends at a place.
func (s *source) isAppendedTo(end int) bool {
	next := nextOf(s.text.code, end)
	return next >= 0 && (s.text.code[next] == '+' || s.text.code[next] == '%')
}

// collectBaseAt collects the names that are given the address that stands at a place: as
// it is, or as an argument of what makes the value.
func (s *source) collectBaseAt(at int) {
	const most = 4 // calls, one within the other
	p := s.placeOf(at)
	if s.language == "YAML" || s.language == "JSON" { // settings: the keys around it are not its name
		p.names = p.names[:min(len(p.names), 1)]
	}
	s.addNames(s.declared.bases, p.names)
	for range most {
		if p.kind != isArgument || p.declaration {
			return
		}
		start := s.chainStart(p.callee - len(wordBefore(s.text.code, p.callee)))
		maker, index := folded(wordBefore(s.text.code, p.callee)), p.index
		p = s.placeOf(start)
		switch {
		case p.kind != isAssigned:
		case index > 0 && p.key == "", containsAny(maker, "uri", "url", "string", "strip", "parse", "env"):
			s.addNames(s.declared.bases, p.names) // os.environ.get("SLACK_API", "https://slack.com/api/")
		default:
			s.addNames(s.declared.callers, p.names)
		}
	}
}

// addNames adds the names that may stand for something, a letter alone left out.
func (s *source) addNames(to map[string]bool, names []string) {
	for _, name := range names {
		if len(name) > 1 && !isCarrier(name) && name != "do" {
			to[strings.TrimLeft(name, "$@")] = true
		}
	}
}

var shellBase = lazy(
	`(?m)^\s*(?:export\s+|readonly\s+|local\s+)?(\w+)=["']?https://(?:\w+\.)?slack(?:-gov)?\.com/api/?["']?\s*$`)

// isSettings reports whether the file holds settings, and no code: what stands beside the
// address there is not put behind it.
func (s *source) isSettings() bool {
	return s.language == "JSON" || s.language == "YAML" || s.language == "Hash"
}

// statementStart returns where the statement begins that a place is in, as far as it can be
// told without a parser; it looks a few lines back.
func (s *source) statementStart(at int) int {
	code := s.text.code
	stop := max(0, at-longestArguments)
	for i := at - 1; i > stop; i-- {
		switch code[i] {
		case ';', '{', '}':
			if code[i] == ';' || i+1 < len(code) && code[i+1] == '\n' {
				return i + 1
			}
		case '\n':
			before, after := lastOf(code, i), nextOf(code, i)
			continues := before >= 0 && bytes.IndexByte([]byte("(,=[{?:+|&.\\<%"), code[before]) >= 0 ||
				after >= 0 && bytes.IndexByte([]byte("?:.+|&)]}%"), code[after]) >= 0 && after <= at
			if !continues {
				return i + 1
			}
		}
	}
	return stop
}

// bareBase is the address of the Web API with nothing behind it but what is put there.
var bareBase = lazy(`slack(?:-gov)?\.com/api/?(?:["'\x60]|\{\w*\}|%[sv])`)

// mostExpressions bounds how many expressions of one file are looked at, which keeps the time
// in proportion to its length.
const mostExpressions = 2000

// behindBase reports whether a method's name, whose quote is at a place, stands behind the
// address in one expression: sprintf("%s%s", BASE, "users.info"), url.parse(BASE).join("users.info").
func (s *source) behindBase(quote int, m mention) bool {
	if m.snake || m.named || s.isSettings() || !s.knowsAPI && !s.project.knowsAPI || quote <= 0 {
		return false
	}
	if s.expressions++; s.expressions > mostExpressions {
		return false
	}
	code := s.text.code
	if next := nextOf(code, m.end+1); next >= 0 && (code[next] == ':' || bytes.HasPrefix(code[next:], []byte("=>"))) {
		return false // a key
	}
	start := s.statementStart(quote)
	before := code[start:quote]
	if reporting().Match(before) || namesFake(strings.ToLower(string(before))) ||
		bytes.Contains(before, []byte("==")) || bytes.Contains(before, []byte("!=")) {
		return false
	}
	if bareBase().Match(s.text.plain[start:quote]) {
		return true
	}
	for from, end := range words(before) {
		if name := strings.TrimLeft(string(before[from:end]), "$"); s.isBase(name) &&
			!bytes.HasPrefix(bytes.TrimLeft(before[end:], " "), []byte("=")) {
			return true
		}
	}
	return false
}

// joinsArguments reports whether a place is in the arguments of a function that puts strings
// together, and it puts the argument there and the next one together.
func (s *source) joinsArguments(at int) bool {
	open := openBefore(s.text.code, at, at-longestArguments)
	return open >= 0 && s.text.code[open] == '(' && s.isJoiner(open) && s.formatJoins(open, at)
}

// isJoiner reports whether the parentheses that open at a place are those of a function that
// puts strings together.
func (s *source) isJoiner(open int) bool {
	code := s.text.code
	if before := lastOf(code, open-1); before >= 0 && code[before] == '%' {
		return true
	}
	end := beforeTypes(code, open)
	if end > 0 && code[end-1] == '!' { // format!(...)
		end--
	}
	name := folded(wordBefore(code, end))
	return containsAny(name, "urljoin", "joinpath", "sprintf", "format", "concat") ||
		slices.Contains([]string{"join", "url", "uri", "resolve"}, name)
}

// formatJoins reports whether the format that the arguments from open on begin with, if they
// do, has nothing but a slash between an argument, at a place, and the next one: those of
// sprintf("%s/%s", base, name), and not of sprintf("%s/users.info?user=%s", base, name).
func (s *source) formatJoins(open, at int) bool {
	code := s.text.code
	first := nextOf(code, open+1)
	i, ok := slices.BinarySearchFunc(s.text.strings, first+1, func(in span, at int) int { return in.start - at })
	if first < 0 || !ok || !isQuote(code[first]) {
		return true
	}
	in := s.text.strings[i]
	format := s.text.plain[in.start:min(in.end, in.start+longestArguments)]
	index := bytes.Count(code[open:at], []byte(",")) - 1
	places := placeholder().FindAllIndex(format, -1)
	if len(places) == 0 || index < 0 {
		return true
	}
	if index+1 >= len(places) {
		return false
	}
	between := format[places[index][1]:places[index+1][0]]
	return len(between) == 0 || string(between) == "/"
}

// placeholder is what stands in a format for an argument.
var placeholder = lazy(`%[svdq]|\{\w*\}`)

// isBase reports whether a name holds the address of the Web API: in this file, or in
// another one that it is likely to come from.
func (s *source) isBase(name string) bool {
	return (s.project.bases[name] || s.declared.bases[name]) &&
		(s.declared.bases[name] || strings.Contains(strings.ToLower(name), "slack") || hasUpper(name) && s.aboutSlack)
}

func hasUpper(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return r >= 'A' && r <= 'Z' })
}
