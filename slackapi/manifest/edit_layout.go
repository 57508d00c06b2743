package manifest

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"periscope/model/catalog"
)

// scalarEnd is where a scalar in the text ends.
func scalarEnd(data []byte, n *yaml.Node) (int, error) {
	at := offsetOf(data, n)
	if at >= len(data) {
		return 0, ErrLayout
	}
	switch quote := data[at]; quote {
	case '"', '\'':
		for i := at + 1; i < len(data); i++ {
			switch {
			case quote == '"' && data[i] == '\\':
				i++
			case data[i] == quote && quote == '\'' && i+1 < len(data) && data[i+1] == quote:
				i++
			case data[i] == quote:
				return i + 1, nil
			}
		}
		return 0, ErrLayout
	case '&', '*', '!', '|', '>':
		return 0, ErrLayout
	}
	if !bytes.HasPrefix(data[at:], []byte(n.Value)) {
		return 0, ErrLayout
	}
	return at + len(n.Value), nil
}

// removeFromFlow takes an entry out of [a, b].
func removeFromFlow(data []byte, list *yaml.Node, i int) ([]byte, error) {
	end, err := scalarEnd(data, list.Content[i])
	if err != nil {
		return nil, err
	}
	start := offsetOf(data, list.Content[i])
	switch {
	case i+1 < len(list.Content): // up to the next, its comma included
		return splice(data, start, offsetOf(data, list.Content[i+1]), ""), nil
	case i > 0:
		before, err := scalarEnd(data, list.Content[i-1])
		return splice(data, before, end, ""), err
	}
	open := offsetOf(data, list) + 1
	closes := bytes.IndexByte(data[end:], ']')
	if closes < 0 || !blank(bytes.TrimSuffix(bytes.TrimSpace(data[end:end+closes]), []byte(","))) {
		return splice(data, start, end, ""), nil // a comment stands there, and stays
	}
	return splice(data, open, end+closes, ""), nil
}

// addToFlow adds an entry to [a, b], on a line of its own if the last has one.
func addToFlow(data []byte, list *yaml.Node, entry string) ([]byte, error) {
	n := len(list.Content)
	if n == 0 {
		open := offsetOf(data, list)
		return splice(data, open+1, open+1, entry), nil
	}
	start := offsetOf(data, list.Content[n-1])
	end, err := scalarEnd(data, list.Content[n-1])
	if err != nil {
		return nil, err
	}
	line := lineStart(data, start)
	if indent := data[line:start]; blank(indent) {
		return splice(data, end, end, ","+lineBreak(data)+string(indent)+entry), nil
	}
	return splice(data, end, end, ", "+entry), nil
}

// removeFromBlock takes an entry with its line out of a list of lines that begin with
// a hyphen. Of the last entry there remains an empty list.
func removeFromBlock(data []byte, root, list *yaml.Node, name string, i int) ([]byte, error) {
	start := offsetOf(data, list.Content[i])
	from, to := lineStart(data, start), lineEnd(data, start)
	end, err := scalarEnd(data, list.Content[i])
	if err != nil || end > to {
		return nil, ErrLayout
	}
	if strings.TrimSpace(string(data[from:start])) != "-" {
		return nil, ErrLayout
	}
	data = splice(data, from, to, "")
	if len(list.Content) > 1 {
		return data, nil
	}
	key := keyOf(root, scopesPath(name))
	at := offsetOf(data, key)
	colon := bytes.IndexByte(data[at:], ':')
	if colon < 0 {
		return nil, ErrLayout
	}
	return splice(data, at+colon+1, at+colon+1, " []"), nil
}

// keyOf is the name of the field at a path.
func keyOf(n *yaml.Node, path []string) *yaml.Node {
	for _, step := range path[:len(path)-1] {
		n = field(n, step)
	}
	return n.Content[fieldAt(n, path[len(path)-1])-1]
}

// addToBlock adds an entry on a line behind the last one.
func addToBlock(data []byte, list *yaml.Node, entry string) ([]byte, error) {
	last := offsetOf(data, list.Content[len(list.Content)-1])
	from, to := lineStart(data, last), lineEnd(data, last)
	hyphen := string(data[from:last]) // "      - "
	if strings.TrimSpace(hyphen) != "-" {
		return nil, ErrLayout
	}
	return insertLines(data, to, hyphen+entry), nil
}

// insertLines puts lines at the beginning of a line, or behind the text if it lacks
// its last line break.
func insertLines(data []byte, at int, lines string) []byte {
	end := lineBreak(data)
	lines = strings.ReplaceAll(lines, "\n", end)
	if at > 0 && data[at-1] != '\n' {
		return splice(data, at, at, end+lines)
	}
	return splice(data, at, at, lines+end)
}

// addList makes a list with one scope, and the fields around it that are not there.
func addList(data []byte, root *yaml.Node, isJSON bool, name string, s catalog.Scope) ([]byte, error) {
	path := scopesPath(name)
	parent, depth := root, 0
	for depth < len(path)-1 {
		next := field(parent, path[depth])
		if next == nil || next.Tag == nullTag {
			break
		}
		if next.Kind != yaml.MappingNode {
			return nil, ErrLayout
		}
		parent = next
		depth++
	}
	path = path[depth:]
	if value := field(parent, path[0]); value != nil { // it is null
		return fillNull(data, parent, value, isJSON, path, s)
	}
	if isFlow(parent, isJSON) {
		return addToFlowMapping(data, parent, isJSON, path, s)
	}
	if len(parent.Content) == 0 {
		return nil, ErrLayout
	}
	indent := parent.Content[0].Column - 1
	return insertLines(data, endOfMapping(data, parent), blockFields(path, s, indent)), nil
}

// fillNull puts what is lacking in the place of a field without a value.
func fillNull(data []byte, parent, value *yaml.Node, isJSON bool, path []string, s catalog.Scope) ([]byte, error) {
	at := offsetOf(data, value)
	for _, null := range [...]string{"null", "Null", "NULL", "~"} {
		if bytes.HasPrefix(data[min(at, len(data)):], []byte(null)) {
			return splice(data, at, at+len(null), flowValue(path[1:], s, isJSON)), nil
		}
	}
	if isFlow(parent, isJSON) {
		return nil, ErrLayout
	}
	key := offsetOf(data, parent.Content[fieldAt(parent, path[0])-1])
	colon := bytes.IndexByte(data[key:], ':')
	if colon < 0 {
		return nil, ErrLayout
	}
	return splice(data, key+colon+1, key+colon+1, " "+flowValue(path[1:], s, isJSON)), nil
}

// flowValue is a list with one scope inside of fields, on one line.
func flowValue(path []string, s catalog.Scope, isJSON bool) string {
	quote := ""
	if isJSON {
		quote = `"`
	}
	value := "[" + quote + string(s) + quote + "]"
	for _, name := range slices.Backward(path) {
		value = "{" + quote + name + quote + ": " + value + "}"
	}
	return value
}

// blockFields is a list with one scope inside of fields, on lines of their own.
func blockFields(path []string, s catalog.Scope, indent int) string {
	var b strings.Builder
	for i, name := range path {
		b.WriteString(strings.Repeat(" ", indent+2*i) + name + ":\n")
	}
	b.WriteString(strings.Repeat(" ", indent+2*len(path)) + "- " + string(s))
	return b.String()
}

// addToFlowMapping adds a field behind the others of {a: 1, b: 2}.
func addToFlowMapping(data []byte, parent *yaml.Node, isJSON bool, path []string, s catalog.Scope) ([]byte, error) {
	open := offsetOf(data, parent)
	closes, ok := closing(data, open)
	if !ok {
		return nil, ErrLayout
	}
	name := path[0]
	if isJSON {
		name = `"` + name + `"`
	}
	field := name + ": " + flowValue(path[1:], s, isJSON)
	if len(parent.Content) == 0 {
		return splice(data, open+1, closes, field), nil
	}
	end := open + len(bytes.TrimRight(data[open:closes], " \t\r\n,"))
	first := offsetOf(data, parent.Content[0])
	if indent := data[lineStart(data, first):first]; blank(indent) && parent.Content[0].Line != parent.Line {
		return splice(data, end, end, ","+lineBreak(data)+string(indent)+field), nil
	}
	return splice(data, end, end, ", "+field), nil
}

// closing finds the bracket that closes the one at a place.
func closing(data []byte, open int) (int, bool) {
	depth := 0
	for i := open; i < len(data); i++ {
		switch c := data[i]; c {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i, true
			}
		case '"', '\'':
			for i++; i < len(data) && data[i] != c; i++ {
				if data[i] == '\\' && c == '"' {
					i++
				}
			}
		}
	}
	return 0, false
}

// endOfMapping is the beginning of the line behind a mapping in block style: the next
// one that is not indented deeper than its fields, blank lines and comments before it
// left out.
func endOfMapping(data []byte, m *yaml.Node) int {
	indent := m.Content[0].Column - 1
	at := lineEnd(data, offsetOf(data, m.Content[len(m.Content)-2]))
	end := at
	for at < len(data) {
		next := lineEnd(data, at)
		line := data[at:next]
		trimmed := bytes.TrimLeft(line, " ")
		deep := len(line) - len(trimmed)
		listEntry := deep == indent && bytes.HasPrefix(trimmed, []byte("- ")) // lists may be indented as their field
		switch {
		case blank(line), bytes.HasPrefix(trimmed, []byte("#")) && deep <= indent:
		case deep > indent, listEntry:
			end = next
		default:
			return end
		}
		at = next
	}
	return end
}
