package main

import (
	"bytes"
	"encoding/json"
)

// schema is one JSON Schema, in the order in which people read it.
type schema struct {
	Dialect     string   `json:"$schema,omitempty"`
	ID          string   `json:"$id,omitempty"`
	Title       string   `json:"title,omitempty"`
	Description string   `json:"description,omitempty"`
	Ref         string   `json:"$ref,omitempty"`
	AnyOf       []schema `json:"anyOf,omitempty"`
	Type        any      `json:"type,omitempty"` // a name, or a list of them
	Const       string   `json:"const,omitempty"`
	Format      string   `json:"format,omitempty"`
	Examples    []string `json:"examples,omitempty"`
	Items       *schema  `json:"items,omitempty"`
	Properties  members  `json:"properties,omitempty"`
	Required    []string `json:"required,omitempty"`
	// Values is what the values of an object with any keys are.
	Values *schema `json:"additionalProperties,omitempty"`
	Defs   members `json:"$defs,omitempty"`
}

// members are the members of a JSON object, in their order.
type members []member

type member struct {
	name string
	schema
}

// MarshalJSON writes the members as one object.
func (m members) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := marshal(f.name)
		if err != nil {
			return nil, err
		}
		value, err := marshal(f.schema)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// marshal leaves < and > as they are.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

// file is a schema as its file has it.
func (s schema) file() ([]byte, error) {
	text, err := marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
