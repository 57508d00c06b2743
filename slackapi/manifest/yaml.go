package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strconv"

	"go.yaml.in/yaml/v3"

	"periscope/slackapi/text"
)

// parseYAMLTree is parseTree for YAML, of which only what JSON can say is read:
// no values of other types, and no fields merged in by "<<".
func parseYAMLTree(data []byte) (*yaml.Node, error) {
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var document, next yaml.Node
	err := decoder.Decode(&document)
	switch {
	case errors.Is(err, io.EOF): // comments only
		return nil, start.wrong("there is nothing: the text is empty")
	case err != nil:
		return nil, notYAML(data, err)
	}
	switch err := decoder.Decode(&next); {
	case err == nil:
		return nil, wrongAt(&next, "a second document begins, and a manifest is one")
	case !errors.Is(err, io.EOF):
		return nil, notYAML(data, err)
	}
	return new(yamlReader).value(document.Content[0], 0)
}

// yamlComplaint is what the parser says. Of errors in the first line it names none.
var yamlComplaint = regexp.MustCompile(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// notYAML tells where the parser gave up. It knows no column, so that the first
// character of the line has to do.
func notYAML(data []byte, err error) error {
	at, reason := start, err.Error()
	if said := yamlComplaint.FindStringSubmatch(reason); said != nil {
		reason = said[2]
		if line, err := strconv.Atoi(said[1]); err == nil {
			at.line = line
		}
	}
	lines := bytes.Split(data, []byte("\n"))
	if at.line <= len(lines) {
		line := lines[at.line-1]
		at.column += len(line) - len(bytes.TrimLeft(line, " \t"))
	}
	return at.wrong("this is no YAML: " + text.Cut(text.Clean(reason), text.MaxRemark))
}

// yamlReader copies what the parser made of a text. The copy has the aliases
// written out, as far as the limits allow.
type yamlReader struct {
	treeLimits
	text int // bytes of all scalars
}

func (r *yamlReader) value(n *yaml.Node, depth int) (*yaml.Node, error) {
	if n.Kind == yaml.AliasNode {
		return r.value(n.Alias, depth+1) // deeper, because it may be a part of itself
	}
	if err := r.admit(position{n.Line, n.Column}, depth); err != nil {
		return nil, err
	}
	if r.text += len(n.Value); r.text > maxManifest {
		return nil, wrongAt(n, "there is more text than in any manifest, aliases written out")
	}
	read := &yaml.Node{Kind: n.Kind, Tag: n.ShortTag(), Value: n.Value, Line: n.Line, Column: n.Column}
	switch {
	case n.Kind == yaml.MappingNode && read.Tag == mapTag:
		return read, r.fields(read, n, depth)
	case n.Kind == yaml.SequenceNode && read.Tag == seqTag:
		for _, entry := range n.Content {
			value, err := r.value(entry, depth+1)
			if err != nil {
				return nil, err
			}
			read.Content = append(read.Content, value)
		}
		return read, nil
	case n.Kind == yaml.ScalarNode:
		return read, normalize(read)
	}
	return nil, notInJSON(n)
}

// fields reads the fields of n into read.
func (r *yamlReader) fields(read, n *yaml.Node, depth int) error {
	seen := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].ShortTag() == "!!merge" {
			return wrongAt(n.Content[i], "fields are merged in by <<: write them out")
		}
		name, err := r.value(n.Content[i], depth+1)
		if err != nil {
			return err
		}
		if name.Kind != yaml.ScalarNode || name.Tag == nullTag {
			return wrongAt(n.Content[i], "a field has %s for a name", kindInWords(name))
		}
		if err := fieldName(position{n.Content[i].Line, n.Content[i].Column}, name.Value, seen); err != nil {
			return err
		}
		value, err := r.value(n.Content[i+1], depth+1)
		if err != nil {
			return err
		}
		read.Content = append(read.Content, name, value)
	}
	return nil
}

var jsonNumber = regexp.MustCompile(`^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$`)

// normalize gives a scalar the spelling of JSON. A date is a text.
func normalize(n *yaml.Node) error {
	var value any
	switch n.Tag {
	case strTag, nullTag:
		return nil
	case "!!timestamp":
		n.Tag = strTag
		return nil
	case boolTag:
		value = new(bool)
	case intTag, floatTag:
		if jsonNumber.MatchString(n.Value) {
			return nil // as it was written, however many digits it has
		}
		value = new(float64)
	default:
		return notInJSON(n)
	}
	if n.Decode(value) != nil {
		return notInJSON(n)
	}
	text, err := json.Marshal(value) // fails for what is no number
	if err != nil {
		return notInJSON(n)
	}
	n.Value = string(text)
	return nil
}

func notInJSON(n *yaml.Node) error {
	return wrongAt(n, "there is a value of the type %s, which JSON cannot hold", text.Cut(text.Clean(n.ShortTag()), text.MaxCode))
}
