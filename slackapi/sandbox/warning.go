package sandbox

import (
	"encoding/json"
	"strings"
)

// warned adds the warnings of a call to what it is answered, be it refused or not.
func (c *call) warned(reply any, err error) (any, error) {
	switch {
	case len(c.warnings) == 0:
		return reply, err
	case err == nil:
		return warnedReply{reply, c.warnings}, nil
	}
	f := *asFailure(err)
	f.Warning = strings.Join(c.warnings, ",")
	var m messages
	if f.Metadata != nil {
		m = *f.Metadata
	}
	m.Warnings = c.warnings
	f.Metadata = &m
	return nil, &f
}

// warnedReply is a reply with warnings, which Slack sends twice.
type warnedReply struct {
	reply    any
	warnings []string
}

// MarshalJSON adds to the reply's own fields, response_metadata among them.
func (w warnedReply) MarshalJSON() ([]byte, error) {
	body, err := json.Marshal(w.reply)
	if err != nil {
		return nil, err
	}
	fields, metadata := map[string]any{}, map[string]any{}
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, err
	}
	if there, ok := fields["response_metadata"].(map[string]any); ok {
		metadata = there
	}
	metadata["warnings"] = w.warnings
	fields["response_metadata"] = metadata
	fields["warning"] = strings.Join(w.warnings, ",")
	return json.Marshal(fields)
}
