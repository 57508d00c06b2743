package world

import (
	"bytes"
	"hash/maphash"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// decodeCanonical reads YAML as [World.WriteYAML] lays it out, in a hundredth of the memory
// of [decodeYAML]. Anything else it leaves alone: comments, text without quotes, fields in
// other places, and all that is wrong. What it takes, [decodeYAML] takes too, with the
// same outcome; a fuzz test compares them.
func decodeCanonical(file []byte) (w World, ok bool) {
	if !utf8.Valid(file) || !bytes.HasSuffix(file, []byte("\n")) {
		return World{}, false
	}
	r := canonicalReader{rest: file, fields: map[reflect.Type]map[string][]int{}, seed: maphash.MakeSeed()}
	if !r.block(reflect.ValueOf(&w).Elem(), 0) || len(r.rest) > 0 {
		return World{}, false
	}
	return w, true
}

// canonicalReader reads from the front of rest. Its methods report whether what they read is
// laid out as [World.WriteYAML] does it. After one that reports false, nothing counts any more.
type canonicalReader struct {
	rest   []byte
	fields map[reflect.Type]map[string][]int // of the structs that were met: their names in a file
	seed   maphash.Seed
	recent [1 << 10]string // what was read last: most text of a world comes again and again
}

// fieldsIn are the fields of a type by their names in a file.
func (r *canonicalReader) fieldsIn(t reflect.Type) map[string][]int {
	fields := r.fields[t]
	if fields == nil {
		fields = map[string][]int{}
		for _, field := range reflect.VisibleFields(t) {
			if !field.Anonymous {
				fields[nameInFile(field)] = field.Index
			}
		}
		r.fields[t] = fields
	}
	return fields
}

// skip reads what must be next.
func (r *canonicalReader) skip(text string) bool {
	if len(r.rest) < len(text) || string(r.rest[:len(text)]) != text {
		return false
	}
	r.rest = r.rest[len(text):]
	return true
}

// indented reports whether a line begins with so many spaces and then something else.
func (r *canonicalReader) indented(spaces int) bool {
	if len(r.rest) <= spaces || r.rest[spaces] == ' ' {
		return false
	}
	for _, c := range r.rest[:spaces] {
		if c != ' ' {
			return false
		}
	}
	return true
}

// name reads the name of a field that was not read before, and the colon after it.
func (r *canonicalReader) name(into reflect.Value, read map[string]bool) (field reflect.Value, ok bool) {
	colon := bytes.IndexByte(r.rest[:min(len(r.rest), 64)], ':')
	if colon < 0 {
		return field, false
	}
	index, known := r.fieldsIn(into.Type())[string(r.rest[:colon])]
	if !known || read[string(r.rest[:colon])] {
		return field, false
	}
	read[string(r.rest[:colon])] = true
	r.rest = r.rest[colon+1:]
	return into.FieldByIndex(index), true
}

// block reads a struct with a field on each line, all of them behind so many spaces. The
// first one's are read already.
func (r *canonicalReader) block(into reflect.Value, indent int) bool {
	read := map[string]bool{}
	for first := true; first || r.indented(indent) && r.rest[indent] != '-'; first = false {
		if !first {
			r.rest = r.rest[indent:]
		}
		field, ok := r.name(into, read)
		switch {
		case !ok:
			return false
		case hasParts(field.Type()):
			ok = r.skip("\n") && r.list(field, indent)
		default:
			ok = r.skip(" ") && r.value(field) && r.skip("\n")
		}
		if !ok {
			return false
		}
	}
	return true
}

// list reads structs behind dashes.
func (r *canonicalReader) list(into reflect.Value, indent int) bool {
	long := isLong(into.Type().Elem())
	for r.indented(indent) && r.rest[indent] == '-' {
		r.rest = r.rest[indent:]
		into.Grow(1)
		into.SetLen(into.Len() + 1)
		one := into.Index(into.Len() - 1)
		ok := r.skip("- ")
		if long {
			ok = ok && r.block(one, indent+2)
		} else {
			ok = ok && r.value(one) && r.skip("\n")
		}
		if !ok {
			return false
		}
	}
	return into.Len() > 0
}

// value reads a value within a line.
func (r *canonicalReader) value(into reflect.Value) bool {
	switch into.Kind() {
	case reflect.String:
		text, ok := r.text()
		into.SetString(text)
		return ok
	case reflect.Bool:
		into.SetBool(bytes.HasPrefix(r.rest, []byte("true")))
		return r.skip("true") || r.skip("false")
	case reflect.Int, reflect.Int64:
		return r.number(into)
	case reflect.Slice:
		return r.values(into)
	case reflect.Struct:
		return r.fieldsInLine(into)
	default:
		return false
	}
}

// values reads a list within a line.
func (r *canonicalReader) values(into reflect.Value) bool {
	if !r.skip("[") {
		return false
	}
	for {
		into.Grow(1)
		into.SetLen(into.Len() + 1)
		if !r.value(into.Index(into.Len() - 1)) {
			return false
		}
		if r.skip("]") {
			return true
		}
		if !r.skip(", ") {
			return false
		}
	}
}

// fieldsInLine reads a struct within a line.
func (r *canonicalReader) fieldsInLine(into reflect.Value) bool {
	if !r.skip("{") {
		return false
	}
	if r.skip("}") {
		return true
	}
	read := map[string]bool{}
	for {
		field, ok := r.name(into, read)
		if !ok || !r.skip(" ") || !r.value(field) {
			return false
		}
		if r.skip("}") {
			return true
		}
		if !r.skip(", ") {
			return false
		}
	}
}

// number reads a whole number in decimal. Zeros in front mean something else in YAML.
func (r *canonicalReader) number(into reflect.Value) bool {
	end := 0
	for end < len(r.rest) && (r.rest[end] >= '0' && r.rest[end] <= '9' || end == 0 && r.rest[end] == '-') {
		end++
	}
	n, err := strconv.ParseInt(string(r.rest[:end]), 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != string(r.rest[:end]) || into.OverflowInt(n) {
		return false
	}
	into.SetInt(n)
	r.rest = r.rest[end:]
	return true
}

// text reads text in quotes, with escapes as far as Go's mean the same in YAML.
func (r *canonicalReader) text() (string, bool) {
	if !r.skip(`"`) {
		return "", false
	}
	escaped := false
	for i := 0; i < len(r.rest); i++ {
		switch c := r.rest[i]; {
		case c == '"':
			quoted := r.rest[:i]
			r.rest = r.rest[i+1:]
			return r.unquote(quoted, escaped)
		case c == '\\':
			escaped = true
			i++
			if i+1 >= len(r.rest) || !sameEscape(r.rest[i], r.rest[i+1]) {
				return "", false
			}
		case c < ' ' || c == 0x7f:
			return "", false
		case c >= utf8.RuneSelf: // some characters are line breaks in YAML
			char, size := utf8.DecodeRune(r.rest[i:])
			if !strconv.IsPrint(char) {
				return "", false
			}
			i += size - 1
		}
	}
	return "", false
}

// sameEscape reports whether an escape is the same in Go and in YAML, by what follows
// after the backslash. In Go \x80 is a byte, and in YAML a character.
func sameEscape(kind, next byte) bool {
	switch kind {
	case '\\', '"', 'a', 'b', 'f', 'n', 'r', 't', 'v', 'u', 'U':
		return true
	case 'x':
		return next >= '0' && next <= '7'
	}
	return false
}

// unquote returns what stands between quotes. Of equal texts that follow each other soon it
// returns the same one, so that they are in memory once.
func (r *canonicalReader) unquote(quoted []byte, escaped bool) (string, bool) {
	if escaped {
		text, err := strconv.Unquote(`"` + string(quoted) + `"`)
		return text, err == nil
	}
	place := &r.recent[maphash.Bytes(r.seed, quoted)%uint64(len(r.recent))]
	if *place != string(quoted) {
		*place = string(quoted)
	}
	return *place, true
}
