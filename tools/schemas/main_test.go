package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSchemasAreCurrent keeps the files equal to what the program prints.
func TestSchemasAreCurrent(t *testing.T) {
	files, err := generate("../..")
	if err != nil {
		t.Fatal(err)
	}
	if err := settle(files, "../../docs/schemas", true); err != nil {
		t.Error(err)
	}
}

const example = `package example

import "time"

// Document is what example --json prints.
type Document struct {
	Schema string  ` + "`json:\"schema\"`" + ` // "periscope.example/v1" or "periscope.other/v2"
	// AnyOf: one is enough, see [Kind].
	AnyOf []Kind ` + "`json:\"any_of\"`" + `
	Held  *bool  ` + "`json:\"held\"`" + ` // null: AnyOf is empty
	At    *time.Time ` + "`json:\"at,omitempty\"`" + `
	place
	Next *Step ` + "`json:\"next\"`" + `
	hidden int
}

type place struct {
	Line int ` + "`json:\"line\"`" + `
}

// Step leads to another.
type Step struct {
	Then []Step ` + "`json:\"then\"`" + `
	By map[string]change[Kind] ` + "`json:\"by\"`" + `
}

type change[T any] struct {
	Gained []T ` + "`json:\"gained\"`" + `
}

type Kind string

const (
	Bot  Kind = "bot"
	User Kind = "user"
	none Kind = ""
)
`

const exampleSchema = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:periscope:other:v2",
  "title": "periscope.other/v2",
  "description": "What example --json prints.",
  "type": "object",
  "properties": {
    "schema": {
      "const": "periscope.other/v2"
    },
    "any_of": {
      "description": "one is enough, see Kind.",
      "type": "array",
      "items": {
        "type": "string",
        "examples": [
          "bot",
          "user"
        ]
      }
    },
    "held": {
      "description": "null: ` + "`any_of`" + ` is empty",
      "type": [
        "boolean",
        "null"
      ]
    },
    "at": {
      "type": [
        "string",
        "null"
      ],
      "format": "date-time"
    },
    "line": {
      "type": "integer"
    },
    "next": {
      "anyOf": [
        {
          "$ref": "#/$defs/step"
        },
        {
          "type": "null"
        }
      ]
    }
  },
  "required": [
    "schema",
    "any_of",
    "held",
    "line",
    "next"
  ],
  "$defs": {
    "changeOfKind": {
      "type": "object",
      "properties": {
        "gained": {
          "type": "array",
          "items": {
            "type": "string",
            "examples": [
              "bot",
              "user"
            ]
          }
        }
      },
      "required": [
        "gained"
      ]
    },
    "step": {
      "description": "Step leads to another.",
      "type": "object",
      "properties": {
        "then": {
          "type": "array",
          "items": {
            "$ref": "#/$defs/step"
          }
        },
        "by": {
          "type": "object",
          "additionalProperties": {
            "$ref": "#/$defs/changeOfKind"
          }
        }
      },
      "required": [
        "then",
        "by"
      ]
    }
  }
}
`

func TestGenerate(t *testing.T) {
	dir := write(t, example)
	files, err := generate(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != 2 || files["example.v1.json"] == nil {
		t.Errorf("made %d files", len(files))
	}
	if got := string(files["other.v2.json"]); got != exampleSchema {
		t.Errorf("got\n%s\nwant\n%s", got, exampleSchema)
	}
}

func TestGenerateRefuses(t *testing.T) {
	for name, field := range map[string]string{
		"a field without a name in JSON": "Bare string",
		"JSON of a type's own":           "Own own `json:\"own\"`",
		"what has no JSON":               "C chan int `json:\"c\"`",
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, "package example\n\n// D is it.\ntype D struct {\n\tSchema string `json:\"schema\"` // \"periscope.d/v1\"\n\t"+field+
				"\n}\n\ntype own struct{}\n\nfunc (own) MarshalJSON() ([]byte, error) { return nil, nil }\n\nvar _ = own{}\n")
			if _, err := generate(dir); err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestSettle(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"a.v1.json": []byte("{}\n"), "b.v1.json": []byte("{}\n")}
	for name, text := range map[string]string{"b.v1.json": "old", "c.v1.json": "{}\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	err := settle(files, dir, true)
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"a.v1.json is missing", "b.v1.json is stale", "c.v1.json: no document"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v does not say %q", err, part)
		}
	}
	if err := settle(files, dir, false); err != nil {
		t.Fatal(err)
	}
	if err := settle(files, dir, true); err != nil {
		t.Errorf("once written: %v", err)
	}
}

// write makes a module of one file.
func write(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example\n\ngo 1.26.0\n", "example.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
