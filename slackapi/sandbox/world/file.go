package world

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"reflect"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"go.yaml.in/yaml/v3"
)

// FileError is what is wrong in one place of a world file.
type FileError struct {
	Line    int    // from 1; 0 where it is not known
	Field   string // "teams[0].users[3].id"; empty: the file itself
	Problem string
}

func (e *FileError) Error() string {
	switch {
	case e.Line == 0:
		return e.Problem
	case e.Field == "":
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d, %s: %s", e.Line, e.Field, e.Problem)
}

// Read reads a world file, which is YAML or JSON. WORLD.md describes it.
//
// It is strict: a field that means nothing is refused, as are two things with
// one id, references to what is not there, and tokens that could be real ones. The
// error holds a [FileError] for each of the first ten things that are wrong.
func Read(file []byte) (World, error) {
	w, ok := decodeJSON(file)
	if !ok {
		w, ok = decodeCanonical(file)
	}
	if !ok {
		var err error
		if w, _, err = decodeYAML(file); err != nil {
			return World{}, fmt.Errorf("reading a world: %w", err)
		}
	}
	if found := problemsOf(w); len(found) > 0 {
		return World{}, fmt.Errorf("reading a world: %w", located(file, found))
	}
	return w, nil
}

// decodeJSON is the fast path: it takes a tenth of the time of [decodeYAML], which
// reads JSON too, and knows the line of what this refuses. It takes what is JSON by the
// book: fields that are known, in small letters, each once.
func decodeJSON(file []byte) (w World, ok bool) {
	err := json.Unmarshal(file, &w, json.RejectUnknownMembers(true))
	return w, err == nil
}

// decodeYAML returns the world, and the line of each of its parts by field.
func decodeYAML(file []byte) (World, map[string]int, error) {
	d := yaml.NewDecoder(bytes.NewReader(file))
	var document yaml.Node
	err := d.Decode(&document)
	switch {
	case errors.Is(err, io.EOF):
		return World{}, nil, &FileError{Problem: "the file is empty"}
	case err != nil && tabLine(file) > 0: // the library names the line before
		return World{}, nil, &FileError{Line: tabLine(file), Problem: "a tab is in the indentation, and YAML takes spaces only"}
	case err != nil: // which says in which line
		return World{}, nil, &FileError{Problem: err.Error()}
	case !errors.Is(d.Decode(&yaml.Node{}), io.EOF):
		return World{}, nil, &FileError{Problem: "the file holds more than one document"}
	}
	var w World
	r := worldReader{lines: map[string]int{}}
	r.read(document.Content[0], reflect.ValueOf(&w).Elem(), "")
	return w, r.lines, r.err()
}

// tabLine is the first line that is indented with a tab, from 1; 0 if there is none.
func tabLine(file []byte) int {
	n := 0
	for line := range bytes.Lines(file) {
		n++
		if indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]; bytes.ContainsRune(indent, '\t') {
			return n
		}
	}
	return 0
}

// located gives problems their lines.
func located(file []byte, found []problem) error {
	_, lines, _ := decodeYAML(file)
	var all []error
	for _, p := range found {
		line := 0
		for at := p.field; at != "" && line == 0; at = parent(at) { // what is missing is missing from its parent
			line = lines[at]
		}
		all = append(all, &FileError{Line: line, Field: p.field, Problem: p.text})
	}
	return errors.Join(all...)
}

// worldReader reads YAML into Go values, and takes nothing that means nothing.
type worldReader struct {
	lines map[string]int // of each value, by field
	wrong []error
}

func (r *worldReader) err() error { return errors.Join(r.wrong[:min(len(r.wrong), maxProblems)]...) }

func (r *worldReader) refuse(n *yaml.Node, field, format string, args ...any) {
	r.wrong = append(r.wrong, &FileError{Line: n.Line, Field: field, Problem: fmt.Sprintf(format, args...)})
}

func (r *worldReader) read(n *yaml.Node, into reflect.Value, field string) {
	r.lines[field] = n.Line
	want := map[reflect.Kind]yaml.Kind{reflect.Struct: yaml.MappingNode, reflect.Slice: yaml.SequenceNode}
	switch {
	case n.ShortTag() == "!!null":
	case n.Kind != cmp.Or(want[into.Kind()], yaml.ScalarNode):
		r.refuse(n, field, "this must be %s", shapes[into.Kind()])
	case into.Kind() == reflect.Struct:
		r.readFields(n, into, field)
	case into.Kind() == reflect.Slice:
		into.Set(reflect.MakeSlice(into.Type(), len(n.Content), len(n.Content)))
		for i, part := range n.Content {
			r.read(part, into.Index(i), fmt.Sprintf("%s[%d]", field, i))
		}
	case n.ShortTag() == "!!timestamp" && into.Kind() == reflect.String: // a day without quotes
		into.SetString(n.Value)
	case n.ShortTag() != scalarTags[into.Kind()] || n.Decode(into.Addr().Interface()) != nil:
		r.refuse(n, field, "%q must be %s", n.Value, shapes[into.Kind()])
	}
}

// The kinds of values that a world is made of: what they are called, and what
// scalars are tagged with in YAML.
var (
	shapes = map[reflect.Kind]string{
		reflect.Struct: "a set of fields",
		reflect.Slice:  "a list",
		reflect.String: "text, in quotes if it looks like something else",
		reflect.Bool:   "true or false",
		reflect.Int:    "a whole number",
		reflect.Int64:  "a whole number",
	}
	scalarTags = map[reflect.Kind]string{
		reflect.String: "!!str", reflect.Bool: "!!bool", reflect.Int: "!!int", reflect.Int64: "!!int",
	}
)

func (r *worldReader) readFields(n *yaml.Node, into reflect.Value, field string) {
	known := maps.Collect(fieldsOf(into))
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		at := strings.TrimPrefix(field+"."+strings.ToLower(key.Value), ".")
		_, again := r.lines[at]
		value, found := known[strings.ToLower(key.Value)] // in any case, as Go reads JSON
		switch {
		case again:
			r.refuse(key, at, "this is here twice")
		case !found:
			r.refuse(key, at, "there is no such field")
		default:
			r.read(n.Content[i+1], value, at)
		}
	}
}

// fieldsOf yields the fields of a struct that a file has, by their names there. Those of an
// embedded struct are its own, as in JSON.
func fieldsOf(v reflect.Value) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		for _, field := range reflect.VisibleFields(v.Type()) {
			if field.Anonymous || field.Tag.Get("json") == "-" {
				continue
			}
			if !yield(nameInFile(field), v.FieldByIndex(field.Index)) {
				return
			}
		}
	}
}

// nameInFile is what a field is called in a file.
func nameInFile(field reflect.StructField) string {
	tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return cmp.Or(tag, strings.ToLower(field.Name))
}

// parent is what a field is part of: of "teams[0].id" it is "teams[0]".
func parent(field string) string { return field[:max(strings.LastIndexAny(field, ".["), 0)] }

// WriteYAML writes the world as [ReadWorld] reads it. What has many parts takes
// many lines; users, conversations and grants take one each. Fields without a
// value are left out.
func (w World) WriteYAML(to io.Writer) error {
	out := bufio.NewWriter(to)
	writeFields(out, reflect.ValueOf(w.Unpacked()), "", "")
	if err := out.Flush(); err != nil {
		return fmt.Errorf("writing the world: %w", err)
	}
	return nil
}

// writeFields writes a struct with a field on each line. The first of them
// comes after lead, the others after indent.
func writeFields(out *bufio.Writer, v reflect.Value, lead, indent string) {
	for name, value := range fieldsOf(v) {
		if value.IsZero() {
			continue
		}
		_, _ = out.WriteString(lead + name + ":") // a [bufio.Writer] keeps its error
		lead = indent
		if !hasParts(value.Type()) {
			_, _ = out.WriteString(" " + inLine(value) + "\n")
			continue
		}
		_, _ = out.WriteString("\n")
		for i := range value.Len() {
			one := value.Index(i)
			if isLong(one.Type()) {
				writeFields(out, one, indent+"- ", indent+"  ")
			} else {
				_, _ = out.WriteString(indent + "- " + inLine(one) + "\n")
			}
		}
	}
}

// hasParts reports whether values of the type are lists of structs.
func hasParts(t reflect.Type) bool {
	return t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
}

// isLong reports whether a struct has lists of structs.
func isLong(t reflect.Type) bool {
	for field := range t.Fields() {
		if hasParts(field.Type) {
			return true
		}
	}
	return false
}

// inLine writes a value on one line. Go's escapes are among those of YAML, as
// long as the text is UTF-8.
func inLine(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return strconv.Quote(strings.ToValidUTF8(v.String(), "\ufffd"))
	case reflect.Slice:
		var parts []string
		for i := range v.Len() {
			parts = append(parts, inLine(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Struct:
		var parts []string
		for name, value := range fieldsOf(v) {
			if !value.IsZero() {
				parts = append(parts, name+": "+inLine(value))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(v.Interface())
}
