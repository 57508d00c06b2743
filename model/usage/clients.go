package usage

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// What makes a Slack client, and the name it is given.
var (
	madeClient     = regexp.MustCompile(`([A-Za-z_$]\w*)\s*(?::\s*[\w.]+\s*)?:?=\s*(?:await\s+)?(?:new\s+)?(?:[\w.]+[.:])?(?:(?:Async)?WebClient|SlackClient|SlackAPI)\(`)
	madeGoClient   = regexp.MustCompile(`(\w+)\s*:?=\s*slack\.New\(|\b(\w+)\s+\*slack\.Client\b`)
	madeRubyClient = regexp.MustCompile(`([A-Za-z_@$]\w*)\s*\|?\|?=\s*Slack::(?:Web::)?Client\.new`)
)

// collectClients collects the names that hold a Slack client, for files that import them.
func (s *source) collectClients() {
	forms := []*regexp.Regexp{madeClient}
	switch s.language {
	case "Go":
		forms = []*regexp.Regexp{madeGoClient}
	case "Ruby":
		forms = append(forms, madeRubyClient)
	case "Python", "JavaScript":
	default:
		return
	}
	if !s.aboutSlack {
		return
	}
	for _, form := range forms {
		for _, m := range form.FindAllSubmatch(s.text.code, -1) {
			for _, name := range m[1:] {
				if len(name) > 0 {
					s.declared.clients[string(name)] = true
				}
			}
		}
	}
}

// importLine is one that names what comes from another file.
var importLine = regexp.MustCompile(`(?m)^\s*(?:import\b|from\b|export\b.*\bfrom\b|(?:const|let|var)\b.*\brequire\().*$`)

// takeClients notes which names of this file hold a client that another file makes.
func (s *source) takeClients() {
	if len(s.project.clients) == 0 || s.language != "Python" && s.language != "JavaScript" {
		return
	}
	for _, line := range importLine.FindAll(s.text.code, -1) {
		for start, end := range words(line) {
			name := string(line[start:end])
			if s.project.clients[name] && !s.declared.clients[name] {
				s.origins[name], s.aboutSlack = slackClient, true
			}
		}
	}
}

// takenApart are names that hold a part of a client: const { chat } = client.
type takenApart map[string]string // "chat" or "chat.postMessage", by name

var (
	destructured = regexp.MustCompile(`\{([\w\s,:$]*)\}\s*=\s*([^;\n]{1,160})`)
	partOfClient = regexp.MustCompile(`\b(?:const|let|var)\s+([\w$]+)\s*=\s*([\w$.]+)\s*(?:;|\n)`)
)

// partsOfClients finds the names that hold a family of methods, or a method.
func (s *source) partsOfClients() takenApart {
	parts := takenApart{}
	for _, m := range destructured.FindAllSubmatchIndex(s.text.code, -1) {
		value := s.text.code[m[4]:m[5]]
		prefix, ok := s.partOf(value)
		if !ok {
			continue
		}
		for name := range bytes.SplitSeq(s.text.code[m[2]:m[3]], []byte(",")) {
			key, alias, renamed := strings.Cut(string(bytes.TrimSpace(name)), ":")
			if !renamed {
				alias = key
			}
			parts.add(strings.TrimSpace(alias), prefix, strings.TrimSpace(key))
		}
	}
	for _, m := range partOfClient.FindAllSubmatch(s.text.code, -1) {
		dot := bytes.LastIndexByte(m[2], '.')
		if dot < 0 {
			continue
		}
		if prefix, ok := s.partOf(m[2][:dot]); ok {
			parts.add(string(m[1]), prefix, string(m[2][dot+1:]))
		}
	}
	return parts
}

func (p takenApart) add(alias, prefix, name string) {
	if prefix != "" {
		name = prefix + "." + name
	}
	if family, _, _ := strings.Cut(name, "."); families()[family] && alias != "" {
		p[alias] = name
	}
}

// partOf reports whether a value is a Slack client, or a family of one's methods, and which.
func (s *source) partOf(value []byte) (prefix string, ok bool) {
	value = bytes.TrimSpace(bytes.TrimPrefix(bytes.TrimSpace(value), []byte("await ")))
	if !s.aboutSlack {
		return "", false
	}
	for {
		last := value
		if i := bytes.LastIndexByte(value, '.'); i >= 0 {
			last = value[i+1:]
		}
		name := string(last)
		if bytes.ContainsAny(last, "()") {
			return prefix, s.judgeValue(value) == slackClient
		}
		if s.origin(name) == slackClient || s.origin(name) == unknownReceiver && looksLikeClient(name) {
			return prefix, true
		}
		if !families()[name] || len(last) == len(value) {
			return "", false
		}
		if prefix != "" {
			name += "." + prefix
		}
		prefix, value = name, value[:len(value)-len(last)-1]
	}
}

// findTakenApart finds chat.postMessage(...) and postMessage(...), where the names were
// taken from a client.
func (s *source) findTakenApart() {
	parts := s.partsOfClients()
	if len(parts) == 0 {
		return
	}
	code := s.text.code
	for start, end := range words(code) {
		first, ok := parts[string(code[start:end])]
		if !ok {
			continue
		}
		if _, member := beforeDot(code, start); member {
			continue
		}
		methods, nameEnd := longestName(code, first, end)
		if len(methods) > 0 && isCalled(code, nameEnd) && !startsWithString(code, nameEnd) && !s.declares(start, 0) {
			s.add(start, nameEnd, methods...)
		}
	}
}

// declaresReceiver reports whether a method of the file, of Go, has the receiver.
func (s *source) declaresReceiver(name string) bool {
	return slices.ContainsFunc([]string{"func (" + name + " *", "func (" + name + " "}, func(begin string) bool {
		return bytes.Contains(bytes.ToLower(s.text.code), []byte(begin))
	})
}
