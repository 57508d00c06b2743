package slackapi

import (
	"bytes"
	"reflect"
	"strings"
)

// Most of a page of conversations is fields that this program has no use for,
// and encoding/json looks at every byte of them twice. So they are cut out first,
// in a tenth of the time; what is left is decoded like any reply.

// deepest is how far down fields are cut out. Replies worth it are not as deep.
const deepest = 16

// pruned returns a JSON text without those fields of objects, at any depth, that
// are not among the wanted; names count to the letter. Of what is cut out nothing
// but its end is looked for. A text that is no JSON, as far as this can tell,
// comes back as it is: the decoder says what is wrong with it.
func pruned(text []byte, wanted map[string]bool) []byte {
	p := pruner{rest: text, kept: make([]byte, 0, len(text)/2), wanted: wanted}
	if !p.value(0) {
		return text
	}
	return append(p.kept, p.rest...)
}

// fieldsOf returns the names of all fields that decoding into a T fills.
func fieldsOf[T any]() map[string]bool {
	names := map[string]bool{}
	addFields(reflect.TypeFor[T](), names)
	return names
}

func addFields(t reflect.Type, names map[string]bool) {
	switch t.Kind() {
	case reflect.Slice:
		addFields(t.Elem(), names)
	case reflect.Struct:
		for f := range t.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name != "" {
				names[name] = true
			}
			if name != "" || f.Anonymous {
				addFields(f.Type, names)
			}
		}
	}
}

// pruner reads a text once, from its beginning. Its methods report false where
// the text is no JSON.
type pruner struct {
	rest   []byte // not read yet
	kept   []byte
	wanted map[string]bool
}

// value keeps the next value.
func (p *pruner) value(depth int) bool {
	p.skipSpace()
	switch {
	case depth == deepest:
		return false
	case p.begins('{'):
		return p.keep(1) && p.entries('}', func() bool { return p.field(depth + 1) })
	case p.begins('['):
		return p.keep(1) && p.entries(']', func() bool { return p.separate() && p.value(depth+1) })
	}
	return p.keep(valueLen(p.rest))
}

// entries reads what an object or list holds, and keeps the byte that ends it.
func (p *pruner) entries(end byte, entry func() bool) bool {
	if p.skipSpace(); p.begins(end) {
		return p.keep(1)
	}
	for entry() {
		if p.skipSpace(); p.begins(end) {
			return p.keep(1)
		}
		if !p.drop(',') {
			return false
		}
	}
	return false
}

// field reads a field of an object, and keeps it if it is wanted, or if its name
// is written with escapes and might be.
func (p *pruner) field(depth int) bool {
	p.skipSpace()
	if !p.begins('"') {
		return false
	}
	n := stringLen(p.rest)
	if n < 0 {
		return false
	}
	name := p.rest[:n]
	p.rest = p.rest[n:]
	if !p.drop(':') {
		return false
	}
	if p.wanted[string(name[1:n-1])] || bytes.IndexByte(name, '\\') >= 0 {
		p.separate()
		p.kept = append(append(p.kept, name...), ':')
		return p.value(depth)
	}
	p.skipSpace()
	n = valueLen(p.rest)
	if n < 0 {
		return false
	}
	p.rest = p.rest[n:]
	return true
}

// separate writes the comma before all entries of an object or list but the first.
func (p *pruner) separate() bool {
	if last := p.kept[len(p.kept)-1]; last != '{' && last != '[' {
		p.kept = append(p.kept, ',')
	}
	return true
}

func (p *pruner) begins(with byte) bool { return len(p.rest) > 0 && p.rest[0] == with }

// keep keeps the next n bytes, which are a value or a part of one; -1 are none.
func (p *pruner) keep(n int) bool {
	if n < 0 {
		return false
	}
	p.kept = append(p.kept, p.rest[:n]...)
	p.rest = p.rest[n:]
	return true
}

// drop moves past a separator.
func (p *pruner) drop(separator byte) bool {
	p.skipSpace()
	if !p.begins(separator) {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *pruner) skipSpace() {
	i := 0
	for i < len(p.rest) && space(p.rest[i]) {
		i++
	}
	p.rest = p.rest[i:]
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// valueLen is the length of the value that a text begins with; -1 if it has no end.
func valueLen(text []byte) int {
	depth := 0
	for i := 0; i < len(text); {
		n := 1
		switch c := text[i]; {
		case c == '"':
			n = stringLen(text[i:])
		case c == '{', c == '[':
			depth++
		case c == '}', c == ']':
			depth--
		case c == ',', c == ':', space(c):
			if depth == 0 {
				return -1
			}
		default:
			n = wordLen(text[i:])
		}
		if n < 0 || depth < 0 {
			return -1
		}
		if i += n; depth == 0 {
			return i
		}
	}
	return -1
}

// stringLen is the length of the string that a text begins with, quotes included;
// -1 if it has no end.
func stringLen(text []byte) int {
	for end := 1; ; end++ {
		n := bytes.IndexByte(text[end:], '"')
		if n < 0 {
			return -1
		}
		end += n
		if before := bytes.TrimRight(text[1:end], `\`); (end-1-len(before))%2 == 0 {
			return end + 1
		}
	}
}

// wordLen is the length of the number, true, false or null that a text begins with.
func wordLen(text []byte) int {
	for i, c := range text {
		switch c {
		case ',', ':', ']', '}', '"', ' ', '\n', '\r', '\t':
			return i
		}
	}
	return len(text)
}
