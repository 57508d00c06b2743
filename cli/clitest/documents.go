package clitest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"periscope/docs/schemas"
)

// Documents remembers what is written to it. [Documents.Check] holds the JSON documents
// in it against their schemas.
type Documents struct {
	mu      sync.Mutex
	printed bytes.Buffer
}

// Write remembers p.
func (d *Documents) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.printed.Write(p)
}

// Check returns the schemas of the documents that were written. Its error names what is in
// a document that its schema does not know, or the other way around.
func (d *Documents) Check() ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var names []string
	var faults []error
	for _, text := range documentsIn(d.printed.String()) {
		var doc struct {
			Schema string `json:"schema"`
		}
		if json.Unmarshal([]byte(text), &doc) != nil || !strings.HasPrefix(doc.Schema, "periscope.") {
			continue // it was cut off, or is somebody else's
		}
		names = append(names, doc.Schema)
		if err := checkDocument(doc.Schema, text); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w, in\n%.2000s", doc.Schema, err, text))
		}
	}
	return names, errors.Join(faults...)
}

// CheckDocuments fails the test if a document in what a command printed does not hold its schema.
func CheckDocuments(t testing.TB, printed string) {
	t.Helper()
	var d Documents
	_, _ = d.Write([]byte(printed)) // never fails
	d.mustHold(t)
}

func (d *Documents) mustHold(t testing.TB) {
	t.Helper()
	if _, err := d.Check(); err != nil {
		t.Errorf("what was printed is not as docs/schemas says: %v", err)
	}
}

// documentsIn finds the JSON objects in what commands printed one after the other: each
// begins a line with its brace, and ends one.
func documentsIn(printed string) []string {
	var found, lines []string
	for line := range strings.Lines(printed) {
		trimmed := strings.TrimSuffix(line, "\n")
		switch {
		case trimmed == "{":
			lines = []string{line}
		case strings.HasPrefix(line, `{"schema":`): // in one line
			found = append(found, line)
		case len(lines) > 0:
			lines = append(lines, line)
			if trimmed == "}" {
				found, lines = append(found, strings.Join(lines, "")), nil
			}
		}
	}
	return found
}

func checkDocument(name, text string) error {
	compiled, err := compiledSchemas()
	if err != nil {
		return err
	}
	schema, ok := compiled[name]
	if !ok {
		return errors.New("it has no file in docs/schemas: (cd tools && go run ./schemas .. ../docs/schemas) writes it")
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// compiledSchemas are all schemas, by name. They are closed here: fields that the program
// prints and a schema lacks are a fault of ours.
var compiledSchemas = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	files, err := fs.Glob(schemas.Files, "*.json")
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	for _, file := range files {
		text, err := schemas.Files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		closeObjects(doc)
		if err := compiler.AddResource(file, doc); err != nil {
			return nil, err
		}
	}
	compiled := map[string]*jsonschema.Schema{}
	for _, file := range files {
		schema, err := compiler.Compile(file)
		if err != nil {
			return nil, err
		}
		compiled[schema.Title] = schema
	}
	return compiled, nil
})

// closeObjects has a schema refuse fields that it does not name.
func closeObjects(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		if _, object := s["required"]; object && s["type"] == "object" {
			s["additionalProperties"] = false
		}
		for _, part := range s {
			closeObjects(part)
		}
	case []any:
		for _, part := range s {
			closeObjects(part)
		}
	}
}
