package usage

import (
	"bytes"
	"regexp"
)

// listUnreadLanguage lists a file of a language whose calls are not known, if it is about
// Slack's API.
func (s *source) listUnreadLanguage(l *language) {
	if !l.unread || !mentionsSlack(s.text.code) && !s.knowsAPI || len(s.found) > 0 {
		return
	}
	code := bytes.ToLower(s.text.code)
	if !s.knowsAPI && !bytes.Contains(code, []byte("token")) && !bytes.Contains(code, []byte("client")) && !bytes.Contains(code, []byte("api")) {
		return
	}
	at := max(bytes.Index(code, []byte("slack")), 0)
	from := bytes.LastIndexByte(code[:at], '\n') + 1
	to := len(code)
	if i := bytes.IndexByte(code[at:], '\n'); i >= 0 {
		to = at + i
	}
	s.untraced = append(s.untraced, untracedPlace{from, to, "language"})
}

var (
	// gotAttribute is a method that is looked up under a name: getattr(client, name).
	gotAttribute = regexp.MustCompile(`\bgetattr\(\s*([\w.]+)\s*,\s*([A-Za-z_]\w*)`)
	// indexed is a method that is looked up under a name: client[name](...), client.chat[name](...).
	indexed = regexp.MustCompile(`([A-Za-z_$][\w$.]*)\[\s*([A-Za-z_$][\w$]*)\s*\]\s*\(`)
)

// listDynamic lists the methods of a Slack client that are looked up under a name that is
// no literal.
func (s *source) listDynamic() {
	var form *regexp.Regexp
	switch s.language {
	case "Python":
		form = gotAttribute
	case "JavaScript":
		form = indexed
	default:
		return
	}
	if !s.aboutSlack {
		return
	}
	for _, m := range form.FindAllSubmatchIndex(s.text.code, -1) {
		if _, ok := s.partOf(s.text.code[m[2]:m[3]]); !ok {
			continue
		}
		if held, ok := s.heldAt(m[4], m[5]); ok && s.language == "Python" {
			s.add(m[4], m[5], held.methods...)
			continue
		}
		s.untraced = append(s.untraced, untracedPlace{m[0], m[1], "name"})
	}
}
