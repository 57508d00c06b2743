package sandbox

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// WorldError is what is wrong in one place of a world file.
type WorldError struct {
	Line    int    // from 1; 0 where it is not known
	Field   string // "teams[0].users[3].id"; empty: the file itself
	Problem string
}

func (e *WorldError) Error() string {
	switch {
	case e.Line == 0:
		return e.Problem
	case e.Field == "":
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d, %s: %s", e.Line, e.Field, e.Problem)
}

// ReadWorld reads a world file, which is YAML or JSON. WORLD.md describes it.
//
// It is strict: a field that means nothing is refused, as are two things with
// one id, references to what is not there, and tokens that could be real ones. The
// error holds a [WorldError] for each of the first ten things that are wrong.
func ReadWorld(file []byte) (World, error) {
	w, ok := decodeJSON(file)
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
// reads JSON too, and knows the line of what this refuses. What this lets pass
// is that a field is there twice: as usual with JSON, the last one counts.
func decodeJSON(file []byte) (w World, ok bool) {
	if !utf8.Valid(file) { // which would be replaced without a word
		return World{}, false
	}
	d := json.NewDecoder(bytes.NewReader(file))
	d.DisallowUnknownFields()
	err := d.Decode(&w)
	return w, err == nil && d.Decode(&struct{}{}) == io.EOF
}

// decodeYAML returns the world, and the line of each of its parts by field.
func decodeYAML(file []byte) (World, map[string]int, error) {
	d := yaml.NewDecoder(bytes.NewReader(file))
	var document yaml.Node
	err := d.Decode(&document)
	switch {
	case errors.Is(err, io.EOF):
		return World{}, nil, &WorldError{Problem: "the file is empty"}
	case err != nil: // which says in which line
		return World{}, nil, &WorldError{Problem: err.Error()}
	case !errors.Is(d.Decode(&yaml.Node{}), io.EOF):
		return World{}, nil, &WorldError{Problem: "the file holds more than one document"}
	}
	var w World
	r := worldReader{lines: map[string]int{}}
	r.read(document.Content[0], reflect.ValueOf(&w).Elem(), "")
	return w, r.lines, r.err()
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
		all = append(all, &WorldError{Line: line, Field: p.field, Problem: p.text})
	}
	return errors.Join(all...)
}
