package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"

	"periscope/slackapi/text"
)

// parseJSONTree is parseTree for JSON.
func parseJSONTree(data []byte) (*yaml.Node, error) {
	var whole json.RawMessage
	if err := json.Unmarshal(data, &whole); err != nil {
		at := start
		if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
			at.advance(data[:max(syntax.Offset-1, 0)])
		}
		return nil, at.wrong("this is no JSON: " + text.Cut(text.Clean(err.Error()), text.MaxRemark))
	}
	r := &jsonReader{data: data, decoder: json.NewDecoder(bytes.NewReader(data)), at: start}
	r.decoder.UseNumber()
	return r.value(0)
}

// jsonReader reads valid JSON, token by token, and knows where each stands.
type jsonReader struct {
	data    []byte
	decoder *json.Decoder
	read    int // bytes of data that at is past
	at      position
	treeLimits
}

// next returns the next token, and moves to where it begins.
func (r *jsonReader) next() (json.Token, error) {
	begins := int(r.decoder.InputOffset())
	begins += len(r.data[begins:]) - len(bytes.TrimLeft(r.data[begins:], " \t\r\n,:"))
	r.at.advance(r.data[r.read:begins])
	r.read = begins
	return r.decoder.Token()
}

func (r *jsonReader) value(depth int) (*yaml.Node, error) {
	token, err := r.next()
	if err != nil {
		return nil, err
	}
	if err := r.admit(r.at, depth); err != nil {
		return nil, err
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Line: r.at.line, Column: r.at.column}
	switch token := token.(type) {
	case json.Delim:
		return n, r.fill(n, token, depth)
	case string:
		n.Tag, n.Value = strTag, token
	case json.Number:
		n.Tag, n.Value = floatTag, token.String()
	case bool:
		n.Tag, n.Value = boolTag, fmt.Sprint(token)
	default:
		n.Tag = nullTag
	}
	return n, nil
}

// fill reads the rest of an object or list into n.
func (r *jsonReader) fill(n *yaml.Node, open json.Delim, depth int) error {
	n.Kind, n.Tag = yaml.SequenceNode, seqTag
	if open == '{' {
		n.Kind, n.Tag = yaml.MappingNode, mapTag
	}
	seen := map[string]bool{}
	for r.decoder.More() {
		if open == '{' {
			name, err := r.value(depth + 1)
			if err != nil {
				return err
			}
			if err := fieldName(r.at, name.Value, seen); err != nil {
				return err
			}
			n.Content = append(n.Content, name)
		}
		value, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, value)
	}
	_, err := r.next()
	return err
}

// MarshalJSON writes all of the manifest, fields in their order.
func (m *Manifest) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	writeTree(&b, m.root)
	return b.Bytes(), nil
}

func writeTree(b *bytes.Buffer, n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		b.WriteByte('{')
		for i := 0; i < len(n.Content); i += 2 {
			separate(b, i)
			writeText(b, n.Content[i].Value)
			b.WriteByte(':')
			writeTree(b, n.Content[i+1])
		}
		b.WriteByte('}')
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, entry := range n.Content {
			separate(b, i)
			writeTree(b, entry)
		}
		b.WriteByte(']')
	default:
		writeScalar(b, n)
	}
}

func separate(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func writeScalar(b *bytes.Buffer, n *yaml.Node) {
	switch n.Tag {
	case strTag:
		writeText(b, n.Value)
	case nullTag:
		b.WriteString("null")
	default:
		b.WriteString(n.Value) // as JSON writes it
	}
}

func writeText(b *bytes.Buffer, s string) {
	text, _ := json.Marshal(s) // a string cannot fail
	b.Write(text)
}
