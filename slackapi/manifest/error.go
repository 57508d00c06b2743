package manifest

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Error says where a text stops to be a manifest. It is not repeated
// there, but for a field's name or a character of it.
type Error struct {
	Line, Column int    // both from 1; columns count characters
	Reason       string // what is wrong there, clean: "the field bot is a string, and must be a list of scopes"
}

func (e *Error) Error() string {
	return fmt.Sprintf("the manifest cannot be read, line %d, column %d: %s", e.Line, e.Column, e.Reason)
}

// Sentence says where the manifest is wrong, and how.
func (e *Error) Sentence() string {
	return fmt.Sprintf("The manifest cannot be read: in line %d, column %d, %s.", e.Line, e.Column, e.Reason)
}

// NextStep says what to do about it.
func (e *Error) NextStep() string {
	return "Correct the file, or copy the manifest again from the app's settings, as JSON or YAML."
}

// ErrorCode is "bad_manifest".
func (e *Error) ErrorCode() string { return "bad_manifest" }

// Word is "garbled".
func (e *Error) Word() string { return "garbled" }

// Passing is false: the text stays as it is.
func (e *Error) Passing() bool { return false }

// wrongAt is what is wrong with a part of the manifest.
func wrongAt(n *yaml.Node, format string, args ...any) error {
	return &Error{n.Line, n.Column, fmt.Sprintf(format, args...)}
}

// position is a place in a text.
type position struct{ line, column int }

var start = position{1, 1}

// advance moves past a piece of text.
func (p *position) advance(piece []byte) {
	if lines := bytes.Count(piece, []byte("\n")); lines > 0 {
		p.line += lines
		p.column = 1
		piece = piece[bytes.LastIndexByte(piece, '\n')+1:]
	}
	p.column += utf8.RuneCount(piece)
}

func (p position) wrong(reason string) error { return &Error{p.line, p.column, reason} }
