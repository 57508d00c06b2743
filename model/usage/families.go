package usage

import (
	"bytes"
	"regexp"
	"strings"

	"periscope/model/catalog"
)

// This file is about names that are put together of a family and the rest of the name:
// "conversations." + action, `${family}.list`.

// familyJoin is a family, with its dot, and the name or the literal that is put behind it.
var familyJoin = lazy("^([\"'`/}])([a-z]+(?:\\.[a-zA-Z]+)*)\\." +
	"(?:[\"'`]\\s*(?:\\+|<>|\\.)\\s*|\\$\\{|#\\{|\\{\\$?)\\s*(\\()?\\s*([A-Za-z_$@][\\w$]*)?")

// familyName is a name that holds a family, and what is put behind it: `${family}.list`,
// family + '.list', `${family}.${verb}`, f"{family}.{verb}".
var familyName = lazy(
	"(?:\\$\\{|#\\{|\\{)\\s*(\\w+)\\s*\\}\\.(?:([a-zA-Z.]+)|(?:\\$\\{|#\\{|\\{)\\s*(\\w+)\\s*\\})[\"'`?]" +
		"|(\\w+)\\s*\\+\\s*[\"'`]\\.([a-zA-Z.]+)[\"'`]|(\\w+)\\s*\\+\\s*[\"'`]\\.[\"'`]\\s*\\+\\s*(\\w+)")

// familySites goes through the places where something is put behind a family. It tells those
// where it is a parameter of the function around to found, and the names that it may be to known.
func (s *source) familySites(found func(p parameter, prefix string), resolved func(start, end int, methods []string)) {
	if !s.aboutSlack && !s.project.knowsAPI {
		return
	}
	plain := s.text.plain
	for _, in := range s.text.strings {
		for dot := range indexes(plain[in.start:in.end], []byte(".")) {
			dot += in.start
			if dot > 0 && (plain[dot-1] == '}' || dot == in.start) && resolved != nil {
				s.resolveName(dot, resolved)
			}
			if next := dot + 1; next < len(plain) && !isQuote(plain[next]) && bytes.IndexByte([]byte("{$#"), plain[next]) < 0 {
				continue
			}
			start := beginningOfPath(plain, in.start, dot)
			if start > 0 && families()[string(wordFrom(plain[:dot], start))] {
				s.familySite(start, found, resolved)
			}
		}
	}
}

// familySite looks at one family, which begins at a place in a string.
func (s *source) familySite(start int, found func(p parameter, prefix string), resolved func(start, end int, methods []string)) {
	plain := s.text.plain
	from := start - 1
	m := familyJoin().FindSubmatchIndex(plain[from:min(from+2*longestURL, len(plain))])
	if m == nil {
		return
	}
	prefix, end := string(plain[from+m[4]:from+m[5]]), from+m[1]
	if m[8] < 0 || m[6] >= 0 { // a literal, or a conditional
		if resolved != nil {
			until := min(end+2*longestURL, len(plain))
			if i := strings.IndexAny(string(plain[end:until]), ",;)\n"); i >= 0 {
				until = end + i
			}
			resolved(start, end, s.methodsOf(prefix, s.literalsIn(end, until)))
		}
		return
	}
	name := string(plain[from+m[8] : from+m[9]])
	if p, ok := s.parameterAt(name, start); ok && p.function != "" {
		if found != nil {
			found(p, prefix+".")
		}
	} else if resolved != nil {
		resolved(start, end, s.methodsOf(prefix, s.literalsOf(name, start)))
	}
}

// resolveName looks at a name, before a dot in a string, that may hold a family.
func (s *source) resolveName(dot int, resolved func(start, end int, methods []string)) {
	plain := s.text.plain
	from := max(0, dot-longestURL)
	for _, m := range familyName().FindAllSubmatchIndex(plain[from:min(dot+longestURL, len(plain))], -1) {
		var parts []string
		for i := 2; i < len(m); i += 2 {
			if m[i] >= 0 {
				parts = append(parts, string(plain[from+m[i]:from+m[i+1]]))
			}
		}
		if len(parts) != 2 {
			continue
		}
		rest := []string{parts[1]}
		if m[6] >= 0 || m[14] >= 0 {
			rest = s.literalsOf(parts[1], from+m[0])
		}
		var methods []string
		for _, family := range s.literalsOf(parts[0], from+m[0]) {
			methods = append(methods, s.methodsOf(family, rest)...)
		}
		if len(methods) > 0 {
			resolved(from+m[0], from+m[1], methods)
		}
	}
}

// methodsOf are the methods of a family that are called one of the rests.
func (s *source) methodsOf(family string, rests []string) []string {
	var methods []string
	for _, rest := range rests {
		methods = append(methods, catalog.MethodsNamed(family+"."+rest, catalog.Dotted)...)
	}
	return methods
}

// literalsOf are the words that a name is given as they stand, in the lines before a place.
func (s *source) literalsOf(name string, at int) []string {
	var all []string
	plain := s.text.plain[max(0, at-longestScope):at]
	given := regexp.MustCompile(`(?:^|[^\w.])` + regexp.QuoteMeta(name) + `\s*:?=\s*([^\n;]*)`)
	for _, m := range given.FindAllSubmatch(plain, 8) {
		for _, word := range quotedWord().FindAllSubmatch(m[1], 8) {
			all = append(all, string(word[1]))
		}
	}
	return all
}

var quotedWord = lazy("[\"'`]([a-zA-Z.]+)[\"'`]")

// literalsIn are the strings that begin and end between two places, and are a word.
func (s *source) literalsIn(from, to int) []string {
	var all []string
	for _, m := range quotedWord().FindAllSubmatch(s.text.plain[max(from-2, 0):to], 8) {
		all = append(all, string(m[1]))
	}
	return all
}

// findFamilies finds the methods whose names are put together, where they are told to a
// function that calls them, and the calls of functions that put them together.
func (s *source) findFamilies(used map[string]bool) {
	s.findFamiliesHere(used)
	if len(s.project.families) == 0 {
		return
	}
	code := s.text.code
	for start, end := range words(code) {
		f, ok := s.project.families[string(code[start:end])]
		if !ok || !isCalled(code, end) || s.declares(start) {
			continue
		}
		from, to, _ := s.argumentOf(end, f.index)
		if from < 0 {
			continue
		}
		if methods := s.methodsOf(strings.TrimSuffix(f.prefix, "."), s.literalsIn(from+1, to)); len(methods) > 0 {
			s.add(start, end, methods...)
			used[string(code[start:end])] = true
		}
	}
}

// findFamiliesHere finds names whose rest stands where the family does.
func (s *source) findFamiliesHere(used map[string]bool) {
	s.familySites(nil, func(start, end int, methods []string) {
		quote := max(start-1, 0)
		for quote > 0 && !isQuote(s.text.code[quote]) && s.text.code[quote] == ' ' {
			quote--
		}
		if len(methods) == 0 {
			family, _, _ := strings.Cut(string(s.text.plain[start:end]), ".")
			s.note(start, methodsOfFamily(family)...)
			return
		}
		m := mention{start: start, end: end, methods: methods}
		from := start
		if isQuote(s.text.code[quote]) {
			from = quote
		}
		p := s.placeOf(from)
		if s.appended(quote, m) || s.behindBase(from, m) || p.kind == isArgument && s.passed(p, m, used) {
			s.add(start, end, methods...)
			return
		}
		s.note(start, methods...)
	})
}

// methodsOfFamily are all methods whose name begins with a family.
func methodsOfFamily(family string) []string {
	var all []string
	for _, m := range catalog.Methods() {
		if strings.HasPrefix(m.Name, family+".") {
			all = append(all, m.Name)
		}
	}
	return all
}
