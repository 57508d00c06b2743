package explain

import (
	"cmp"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

// form is how a code stands in a text. One refusal may show its code in several
// forms: a message, then the reply with fields. Two of the same form are two refusals.
type form int

const (
	byField form = iota
	byPhrase
	byClass
	byLimit
	bySDK
	byWord
)

// mark is one place of a code.
type mark struct {
	line, start, end int // start and end are bytes in the line
	code             string
	form             form
	sure             bool // it is one of Slack's, whatever stands beside it
}

// incident is a refusal in a text, and the lines that its marks stand on.
type incident struct {
	code        string
	forms       []form
	first, last mark
}

// fromText searches a text for codes, and around each for what belongs to it.
func fromText(s string) []model.Refusal {
	lines := splitLines(s)
	slack := speaksOfSlack(s)
	var all []incident
	for i := range lines {
		for _, m := range marksOf(lines, i, slack) {
			all = joinMark(all, m, lines)
		}
	}
	var found []model.Refusal
	for i, in := range all {
		found = append(found, describeIncident(lines, all, i, in))
	}
	found = append(found, warnings(lines)...)
	if len(found) == 0 {
		found = headersAlone(lines)
	}
	return found
}

// splitLines cuts a text into lines in which quotes are not escaped, as they are in
// replies that a log in JSON repeats.
func splitLines(s string) []string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	unescape := strings.NewReplacer(`\"`, `"`, `\n`, "  ", `\t`, " ", `\/`, "/")
	for i, line := range lines {
		line = line[:min(len(line), maxLine)]
		if strings.Contains(line, `\`) {
			line = unescape.Replace(line)
		}
		lines[i] = line
	}
	return lines
}

var slackForm = lazy(`(?i)slack|xox[a-z]-|oauth-scopes|web-api:|bolt-app`)

func speaksOfSlack(s string) bool { return slackForm().MatchString(s) }

// marksOf finds the codes of a line, in their order, each place once.
func marksOf(lines []string, i int, slack bool) []mark { //nolint:gocognit // a short loop for each form, in the order of trust
	line := lines[i]
	if !promising(line) {
		return nil
	}
	var marks []mark
	add := func(form form, sure bool, at []int, code string) {
		m := mark{line: i, start: at[0], end: at[1], code: code, form: form, sure: sure}
		overlaps := slices.ContainsFunc(marks, func(other mark) bool { return m.start < other.end && other.start < m.end })
		if isCode(code) && !overlaps {
			marks = append(marks, m)
		}
	}
	group := func(at []int) string { return line[at[2]:at[3]] }
	for _, at := range sdkForm().FindAllStringIndex(line, 20) {
		switch code := line[at[0]:at[1]]; code {
		case "slack_webapi_platform_error": // beside Slack's own code
		case "slack_webapi_rate_limited_error":
			add(bySDK, true, at, "ratelimited")
		default:
			add(bySDK, true, at, code)
		}
	}
	for _, at := range answeredForm().FindAllStringSubmatchIndex(line, 20) {
		add(byPhrase, true, at, group(at))
	}
	for _, at := range phraseForm().FindAllStringSubmatchIndex(line, 20) {
		if code := group(at); isKnown(code) || strings.Contains(code, "_") && endsWord(line, at[3]) {
			add(byPhrase, true, at[2:], code)
		}
	}
	denied := deniedForm().MatchString(line) || i > 0 && deniedForm().MatchString(lines[i-1]) ||
		i+1 < len(lines) && deniedForm().MatchString(lines[i+1])
	for _, at := range fieldForm().FindAllStringSubmatchIndex(line, 200) {
		code := group(at)
		if endsWord(line, at[3]) && (isKnown(code) || denied && (strings.Contains(code, "_") || quoted(line, at[2:]))) {
			add(byField, denied, at[2:], code)
		}
	}
	for _, at := range rubyForm().FindAllStringSubmatchIndex(line, 20) {
		name := group(at)
		if name == "SlackError" || name == "Error" {
			continue
		}
		add(byClass, true, at, cmp.Or(rubyCodes[name], snake(name)))
	}
	for _, at := range limitForm().FindAllStringIndex(line, 20) {
		if slack {
			add(byLimit, true, at, "ratelimited")
		}
	}
	for _, at := range wordForm().FindAllStringIndex(line, 500) {
		code := line[at[0]:at[1]]
		if isKnown(code) && standsAlone(line, at) && !isCause(code, model.CauseWarning) {
			add(byWord, false, at, code)
		}
	}
	order.Stable(marks, func(a, b mark) int { return a.start - b.start })
	marks = slices.DeleteFunc(marks, func(m mark) bool {
		return isCause(m.code, model.CauseWarning) || !m.sure && codes()[m.code] && !slack
	})
	return marks
}

// promising reports whether a line may hold a code: most lines of a log do not, and
// that is found out faster than by the patterns.
func promising(line string) bool {
	for _, sign := range [...]string{"_", "rror", "err", "429", "limit", "Slack", "slack", "etry"} {
		if strings.Contains(line, sign) {
			return true
		}
	}
	return strings.Contains(strings.ToLower(line), "limit")
}

// quoted reports whether a piece of a line stands in quotes.
func quoted(line string, at []int) bool {
	return at[0] > 0 && strings.ContainsRune(`"'`, rune(line[at[0]-1])) && at[1] < len(line) && line[at[1]] == line[at[0]-1]
}

// endsWord reports whether a word of a line ends at a place, and is not the beginning
// of a sentence, path or name.
func endsWord(line string, end int) bool {
	return end == len(line) || !strings.ContainsRune("/\\-$@(", rune(line[end])) && !isWordByte(line[end]) &&
		!(line[end] == ' ' && end+1 < len(line) && isWordByte(line[end+1]) && line[end+1] >= 'a')
}

// standsAlone reports whether a code is a word of its own: no part of a name, of a
// path, or of code.
func standsAlone(line string, at []int) bool {
	if at[0] > 0 {
		if before := line[at[0]-1]; isWordByte(before) || strings.ContainsRune("./\\-$@", rune(before)) {
			return false
		}
	}
	if at[1] < len(line) {
		if after := line[at[1]]; isWordByte(after) || strings.ContainsRune("/\\-$@(=", rune(after)) {
			return false
		}
		if rest := line[at[1]:]; len(rest) > 1 && rest[0] == '.' && isWordByte(rest[1]) {
			return false // missing_scope.py
		}
	}
	return true
}

func isWordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// joinMark adds a mark to the incident before it, if it is another form of the same
// code in the same entry, else as a new one.
func joinMark(all []incident, m mark, lines []string) []incident {
	if len(all) > 0 {
		in := &all[len(all)-1]
		sdkAside := m.form == bySDK && m.code != "ratelimited" // beside what Slack answered, if anything
		same := in.code == m.code && !slices.Contains(in.forms, m.form)
		if (same || sdkAside) && sameEntry(lines, in.last.line, m.line) {
			in.forms = append(in.forms, m.form)
			in.last = m
			return all
		}
		if in.first.form == bySDK && in.code != "ratelimited" && sameEntry(lines, in.last.line, m.line) {
			in.code, in.forms, in.last = m.code, append(in.forms, m.form), m
			return all
		}
	}
	if len(all) >= 100*maxFindings {
		return all
	}
	return append(all, incident{m.code, []form{m.form}, m, m})
}

// sameEntry reports whether the lines after the first up to the last go on with what
// the first begins: they are indented, or close what was opened.
func sameEntry(lines []string, first, last int) bool {
	if last-first > lookForward {
		return false
	}
	for i := first + 1; i <= last; i++ {
		if !goesOn(lines[i]) {
			return false
		}
	}
	return true
}

func goesOn(line string) bool {
	return line != "" && strings.ContainsRune(" \t})]", rune(line[0])) || strings.HasPrefix(line, "< ") // headers, as curl shows them
}

var entryForm = lazy(`^\W{0,3}(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|[A-Z][a-z]{2} [ \d]\d |` +
	`(?:ERROR|WARN|WARNING|INFO|DEBUG|FATAL|CRITICAL|TRACE)\b|Traceback )`)

// around are the lines that belong to an incident: its first, and its last.
func around(lines []string, all []incident, i int) (first, last int) {
	in := all[i]
	first, last = in.first.line, in.last.line
	floor := 0
	if i > 0 {
		floor = all[i-1].last.line + 1
	}
	for first > max(floor, in.first.line-lookBack) && !entryForm().MatchString(lines[first]) {
		before, beyond := lines[first-1], ""
		if first > 1 {
			beyond = lines[first-2]
		}
		blank := strings.TrimSpace(before) == ""
		if blank && !isHeader(beyond) || strings.HasPrefix(lines[first], `{"`) && !blank {
			break
		}
		first--
	}
	ceiling := len(lines)
	if i+1 < len(all) {
		ceiling = all[i+1].first.line
	}
	for last+1 < min(ceiling, in.last.line+lookForward) && goesOn(lines[last+1]) {
		last++
	}
	return first, last
}

var httpHeaderForm = lazy(`^[<> ]{0,2}(?:[A-Za-z][A-Za-z-]*:|HTTP/)`)

func isHeader(line string) bool { return httpHeaderForm().MatchString(line) }

// describeIncident reads what stands around a code.
func describeIncident(lines []string, all []incident, i int, in incident) model.Refusal {
	first, last := around(lines, all, i)
	r := model.Refusal{Code: in.code, Line: in.first.line + 1, Count: 1, Excerpt: excerpt(lines[in.first.line])}
	region := slices.Clone(lines[first : last+1])
	if i > 0 && all[i-1].last.line == in.first.line { // another one on this line, before it
		region[0] = lines[first][all[i-1].last.end:]
	}
	if i+1 < len(all) && all[i+1].first.line == in.last.line {
		from := 0
		if len(region) == 1 && i > 0 && all[i-1].last.line == in.first.line {
			from = all[i-1].last.end
		}
		region[len(region)-1] = lines[last][from:max(from, all[i+1].first.start)]
	}
	whole := strings.Join(region, "\n")
	r.Needed, r.Provided, r.ProvidedKnown = scopesIn(whole)
	r.Kind, r.DirectMessage = tokenKind(whole), onlyDirectMessage(whole)
	if in.code == "ratelimited" {
		r.RetryAfter = retryAfter(whole)
	}
	at := min(in.first.line-first, len(region)-1)
	r.Method = nearestMethod(region, at)
	if r.Method == "" {
		r.Method = methodAnnounced(lines, first, i, all)
	}
	if strings.HasPrefix(r.Code, "slack_socket_mode") {
		r.Method = cmp.Or(r.Method, "apps.connections.open")
	}
	return r
}

// nearestMethod finds the method of the surest form that stands nearest to a line:
// on it, before it, or after it.
func nearestMethod(region []string, at int) string {
	for rank := range methodForms {
		for i := at; i >= 0; i-- {
			if m := methodIn(region[i], rank); m != "" {
				return m
			}
		}
		for i := at + 1; i < len(region); i++ {
			if m := methodIn(region[i], rank); m != "" {
				return m
			}
		}
	}
	return ""
}

// methodAnnounced finds the method in the entries before, where the log tells of the
// call before it tells of the reply.
func methodAnnounced(lines []string, first, i int, all []incident) string {
	floor := 0
	if i > 0 {
		floor = all[i-1].last.line + 1
	}
	for back := first - 1; back >= max(floor, first-3); back-- {
		for rank := range 2 {
			if m := methodIn(lines[back], rank); m != "" {
				return m
			}
		}
	}
	return ""
}

// scopesIn reads the scopes that a method needs and a token has, from fields and headers.
func scopesIn(s string) (needed, provided []catalog.Scope, providedKnown bool) {
	var accepted, held []catalog.Scope
	var heldKnown bool
	for _, at := range scopesForm().FindAllStringSubmatch(s, 50) {
		list := scopes(at[2] + at[3] + at[4] + at[5])
		switch at[1] {
		case "needed":
			needed = cmpOr(needed, list)
		case "provided":
			provided, providedKnown = cmpOr(provided, list), providedKnown || len(list) > 0 || at[5] == ""
		case "scopes":
			held, heldKnown = cmpOr(held, list), heldKnown || len(list) > 0
		default:
			accepted = cmpOr(accepted, list)
		}
	}
	for _, at := range headerForm().FindAllStringSubmatch(s, 50) {
		if at[1] != "" {
			accepted = cmpOr(accepted, scopes(at[2]))
		} else {
			held, heldKnown = cmpOr(held, scopes(at[2])), true
		}
	}
	if !providedKnown {
		provided, providedKnown = held, heldKnown
	}
	return cmpOr(needed, accepted), provided, providedKnown
}

func cmpOr[T any](a, b []T) []T {
	if len(a) > 0 {
		return a
	}
	return b
}

// warnings finds successes on which Slack remarks.
func warnings(lines []string) []model.Refusal {
	var found []model.Refusal
	for i, line := range lines {
		if !strings.Contains(line, "warning") {
			continue
		}
		near := strings.Join(lines[max(0, i-5):min(len(lines), i+6)], "\n")
		for _, at := range warningForm().FindAllStringSubmatch(line, 20) {
			if deniedForm().MatchString(near) || !isKnown(at[1]) && !okForm().MatchString(near) {
				continue
			}
			found = append(found, model.Refusal{
				Warnings: []string{at[1]}, Method: nearestMethod(lines[max(0, i-3):i+1], min(i, 3)),
				Line: i + 1, Count: 1, Excerpt: excerpt(line),
			})
		}
	}
	return found
}

// headersAlone reads the headers of a reply, if there is nothing else to read.
func headersAlone(lines []string) []model.Refusal {
	whole := strings.Join(lines, "\n")
	at := headerForm().FindStringIndex(whole)
	if at == nil {
		return nil
	}
	line := strings.Count(whole[:at[0]], "\n")
	r := model.Refusal{Line: line + 1, Count: 1, Excerpt: excerpt(lines[line]), Kind: tokenKind(whole)}
	r.Needed, r.Provided, r.ProvidedKnown = scopesIn(whole)
	r.Method = nearestMethod(lines[:min(len(lines), 200)], min(line, 199))
	return []model.Refusal{r}
}
