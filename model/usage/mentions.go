package usage

import (
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// mention is the name of a method in quotes, or what a name holds.
type mention struct {
	start, end int // of the name
	methods    []string
	address    bool // it is a path, as /users.info
	below      bool // the path is that below Slack's address: /api/users.info
	snake      bool // it is written as Python writes it, users_info
	named      bool // a name holds it, and it is no string
}

// symbol is a name of Ruby that stands for a method: :users_info.
var symbol = lazy(`[(\s,&]:([a-z]\w*_\w+)`)

// symbols yields the symbols of Ruby that are the name of a method, and the place before it.
func (s *source) symbols(yield func(colon int, m mention) bool) {
	if s.language != "Ruby" {
		return
	}
	for _, at := range symbol().FindAllSubmatchIndex(s.text.code, -1) {
		methods := catalog.MethodsNamed(string(s.text.code[at[2]:at[3]]), catalog.Snake)
		if len(methods) > 0 && !yield(at[2]-1, mention{start: at[2], end: at[3], methods: methods, snake: true}) {
			return
		}
	}
}

// mentions yields the strings that are the name of a method, and the place of their quote.
func (s *source) mentions(yield func(quote int, m mention) bool) {
	const longest = 70 // bytes: the longest name, and a path before it
	code := s.text.code
	for _, in := range s.text.strings {
		content := string(s.text.plain[in.start:min(in.end, in.start+longest+1)])
		if len(content) < len("x.y") || len(content) > longest {
			continue
		}
		name := strings.TrimPrefix(strings.TrimPrefix(content, "GET "), "POST ")
		name, address := strings.CutPrefix(name, "/")
		name, below := strings.CutPrefix(name, "api/")
		address = address || below
		if s.knowsAPI || s.project.knowsAPI || below && s.project.knowsHost {
			path, _, query := strings.Cut(name, "?")
			name, address = path, address || query
		}
		m := mention{methods: catalog.MethodsNamed(name, catalog.Dotted), address: address, below: below}
		if len(m.methods) == 0 && !address && strings.Contains(name, "_") {
			m.methods, m.snake = catalog.MethodsNamed(name, catalog.Snake), true
		}
		if len(m.methods) == 0 {
			continue
		}
		m.start = in.start + strings.Index(content, name)
		m.end = m.start + len(name)
		quote := in.start - 1
		for quote > 0 && code[quote-1] == code[quote] {
			quote-- // one of three
		}
		if !yield(quote, m) {
			return
		}
	}
}

// namedMethods are the methods that the file names and does not call, each once.
func (s *source) namedMethods() []Named {
	order.Stable(s.named, func(a, b namedPlace) int { return a.start - b.start })
	seen := map[string]bool{}
	for _, f := range s.found {
		for _, m := range f.methods {
			seen[m] = true
		}
	}
	var all []Named
	at := position{line: 1}
	for _, n := range s.named {
		for _, m := range n.methods {
			if seen[m] {
				continue
			}
			seen[m] = true
			at.moveTo(n.start, s.text.plain)
			line, _ := s.lines.locate(n.start, at.line, 1)
			all = append(all, Named{m, line, n.test || s.isTest, n.library})
		}
	}
	return all
}
