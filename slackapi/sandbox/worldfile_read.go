package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// worldReader reads YAML into Go values, and takes nothing that means nothing.
type worldReader struct {
	lines map[string]int // of each value, by field
	wrong []error
}

func (r *worldReader) err() error { return errors.Join(r.wrong[:min(len(r.wrong), maxProblems)]...) }

func (r *worldReader) refuse(n *yaml.Node, field, format string, args ...any) {
	r.wrong = append(r.wrong, &WorldError{Line: n.Line, Field: field, Problem: fmt.Sprintf(format, args...)})
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
		at := strings.TrimPrefix(field+"."+key.Value, ".")
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

// fieldsOf yields the fields of a struct by their names in a file. Those of an
// embedded struct are its own, as in JSON.
func fieldsOf(v reflect.Value) iter.Seq2[string, reflect.Value] {
	return func(yield func(string, reflect.Value) bool) {
		for _, field := range reflect.VisibleFields(v.Type()) {
			tag, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			if !field.Anonymous && !yield(cmp.Or(tag, strings.ToLower(field.Name)), v.FieldByIndex(field.Index)) {
				return
			}
		}
	}
}

// parent is what a field is part of: of "teams[0].id" it is "teams[0]".
func parent(field string) string { return field[:max(strings.LastIndexAny(field, ".["), 0)] }
