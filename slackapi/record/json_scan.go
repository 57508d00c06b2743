package record

import (
	"bytes"
	"encoding/json"
)

// jsonScan reads JSON as it passes, piece by piece, and holds no more of it than one short
// value. What is no JSON does it no harm: it finds nothing then. It is an io.Writer that
// never fails.
type jsonScan struct {
	// value is called for strings, numbers, true, false and null, with the name of their
	// field; of an item of an array that is the array's. Depth 1 is the outermost object.
	// What is longer than maxValue is left out.
	value func(depth int, field string, value string, isString bool)
	// fields are the names of the fields of which value hears.
	fields map[string]string
	// opened and closed are called for objects; nil: nobody asks.
	opened, closed func(depth int)

	frames  [maxDepth]scanFrame
	depth   int // how many objects and arrays are open
	atField bool
	inText  bool
	escaped bool // within a string: after a backslash
	escapes bool // the string has one
	literal bool // in a number, true, false or null
	buffer  []byte
	long    bool // the value does not fit the buffer
}

const (
	maxDepth = 32
	maxValue = 8 << 10
)

type scanFrame struct {
	object bool
	field  string
}

// Write reads the next piece.
func (s *jsonScan) Write(p []byte) (int, error) {
	for i := 0; i < len(p); {
		if s.inText {
			i += s.text(p[i:])
			continue
		}
		s.structure(p[i])
		i++
	}
	return len(p), nil
}

// text reads on within a string, and returns how much it read.
func (s *jsonScan) text(p []byte) int {
	at := 0
	for at < len(p) {
		if s.escaped {
			s.escaped = false
			at++
			continue
		}
		end := bytes.IndexByte(p[at:], '"')
		stop := end
		if stop < 0 {
			stop = len(p) - at
		}
		if slash := bytes.IndexByte(p[at:at+stop], '\\'); slash >= 0 {
			s.escaped, s.escapes = true, true
			at += slash + 1
			continue
		}
		if end < 0 {
			break
		}
		s.keep(p[:at+end])
		s.endText()
		return at + end + 1
	}
	s.keep(p)
	return len(p)
}

func (s *jsonScan) keep(p []byte) {
	if !s.atField && s.depth > 0 && s.depth <= maxDepth && s.frames[s.depth-1].field == "" {
		return // nobody asks for it
	}
	if s.long = s.long || len(s.buffer)+len(p) > maxValue; !s.long {
		s.buffer = append(s.buffer, p...)
	}
}

func (s *jsonScan) endText() {
	s.inText = false
	defer s.reset()
	if s.depth == 0 || s.depth > maxDepth {
		return
	}
	frame := &s.frames[s.depth-1]
	switch {
	case s.atField:
		s.atField = false
		if frame.field = s.fields[string(s.buffer)]; s.escapes {
			frame.field = s.fields[unescape(string(s.buffer))]
		}
	case s.long || frame.field == "":
	case s.escapes:
		s.value(s.depth, frame.field, unescape(string(s.buffer)), true)
	default:
		s.value(s.depth, frame.field, string(s.buffer), true)
	}
}

// named returns a set of fields for a scan.
func named(fields ...string) map[string]string {
	set := make(map[string]string, len(fields))
	for _, f := range fields {
		set[f] = f
	}
	return set
}

func unescape(text string) string {
	var plain string
	if json.Unmarshal([]byte(`"`+text+`"`), &plain) != nil {
		return ""
	}
	return plain
}

func (s *jsonScan) reset() {
	clear(s.buffer) // it may have been a token
	s.buffer, s.long, s.escapes = s.buffer[:0], false, false
}

// structure reads a byte outside strings.
func (s *jsonScan) structure(c byte) {
	switch c {
	case '"':
		s.endLiteral()
		s.inText = true
	case '{', '[':
		s.endLiteral()
		s.open(c == '{')
	case '}', ']':
		s.endLiteral()
		s.close(c == '}')
	case ',':
		s.endLiteral()
		s.atField = s.depth > 0 && s.depth <= maxDepth && s.frames[s.depth-1].object
	case ' ', '\n', '\r', '\t', ':':
		s.endLiteral()
	default:
		s.literal = true
		if s.depth > 0 && s.depth <= maxDepth && s.frames[s.depth-1].field != "" && len(s.buffer) < maxValue {
			s.buffer = append(s.buffer, c)
		}
	}
}

func (s *jsonScan) endLiteral() {
	if !s.literal {
		return
	}
	s.literal = false
	if s.depth > 0 && s.depth <= maxDepth && !s.long && s.frames[s.depth-1].field != "" {
		s.value(s.depth, s.frames[s.depth-1].field, string(s.buffer), false)
	}
	s.reset()
}

func (s *jsonScan) open(object bool) {
	field := ""
	if s.depth > 0 && s.depth <= maxDepth && !object {
		field = s.frames[s.depth-1].field // which its items have
	}
	s.depth++
	s.atField = object
	if s.depth <= maxDepth {
		s.frames[s.depth-1] = scanFrame{object, field}
		if object && s.opened != nil {
			s.opened(s.depth)
		}
	}
}

func (s *jsonScan) close(object bool) {
	s.atField = false
	if s.depth == 0 {
		return
	}
	if object && s.depth <= maxDepth && s.closed != nil {
		s.closed(s.depth)
	}
	s.depth--
}
