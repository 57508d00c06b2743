package blockkit

import (
	"encoding/json"
	"maps"
	"slices"
)

// View is a modal or a home tab as an app describes it.
type View struct {
	Type            Surface // Modal or Home
	Blocks          Blocks
	Title           any // texts as the app sent them; nil: there is none
	Submit          any
	Close           any
	PrivateMetadata string
	CallbackID      string
	ExternalID      string
	ClearOnClose    bool
	NotifyOnClose   bool
	SubmitDisabled  bool
}

// Slack: how long parts of a view are at most.
const (
	maxViewTitle   = 24
	maxMetadata    = 3000
	maxCallbackID  = 255
	maxExternalID  = 255
	maxViewInBytes = 250_000
)

// viewFields are those that an app may send. Of a home tab some mean nothing.
var viewFields = []string{
	"blocks", "callback_id", "clear_on_close", "close", "external_id", "notify_on_close", "private_metadata", "submit",
	"submit_disabled", "title", "type",
}

// TooLarge reports whether a view is larger than Slack takes: 250 kB.
func TooLarge(view string) bool { return len(view) > maxViewInBytes }

// ReadView reads a view, of a surface that is allowed where it is sent, or finds why Slack refuses it.
func ReadView(view string, allowed Surface) (*View, *ProblemError) {
	const at = "/view"
	var o Object
	if !json.Valid([]byte(view)) || decode(view, &o) != nil || o == nil {
		return nil, &ProblemError{"must provide an object", at}
	}
	v := &View{
		Type: Surface(text(o, "type")), Title: o["title"], Submit: o["submit"], Close: o["close"],
		PrivateMetadata: text(o, "private_metadata"), CallbackID: text(o, "callback_id"), ExternalID: text(o, "external_id"),
	}
	v.ClearOnClose, _ = o["clear_on_close"].(bool)
	v.NotifyOnClose, _ = o["notify_on_close"].(bool)
	v.SubmitDisabled, _ = o["submit_disabled"].(bool)
	if v.Type != allowed {
		if text(o, "type") == "" {
			return nil, &ProblemError{"missing required field: type", at}
		}
		return nil, &ProblemError{"must be one of: " + string(allowed), at + "/type"}
	}
	blocks, isList := o["blocks"].([]any)
	if !isList {
		return nil, &ProblemError{"missing required field: blocks", at}
	}
	for _, one := range blocks {
		block, is := one.(Object)
		if !is {
			return nil, &ProblemError{"must provide an object", at + "/blocks"}
		}
		v.Blocks = append(v.Blocks, block)
	}
	return v, v.check(o, at)
}

func (v *View) check(o Object, at string) *ProblemError {
	for _, part := range []struct {
		field string
		most  int
	}{{"private_metadata", maxMetadata}, {"callback_id", maxCallbackID}, {"external_id", maxExternalID}} {
		if p := tooLong(text(o, part.field), part.most, at+"/"+part.field); p != nil {
			return p
		}
	}
	for _, field := range slices.Sorted(maps.Keys(o)) {
		if !slices.Contains(viewFields, field) {
			return &ProblemError{"invalid additional property: " + field, at}
		}
	}
	if v.Type == Modal {
		if p := v.checkModal(o, at); p != nil {
			return p
		}
	}
	return v.Blocks.Check(v.Type, at+"/blocks")
}

func (v *View) checkModal(o Object, at string) *ProblemError {
	if p := checkText(o, "title", "plain_text", maxViewTitle, at); p != nil {
		return p
	}
	for _, field := range []string{"submit", "close"} {
		if o[field] == nil {
			continue
		}
		if p := checkText(o, field, "plain_text", maxViewTitle, at); p != nil {
			return p
		}
	}
	for _, block := range v.Blocks {
		if text(block, "type") == "input" && v.Submit == nil {
			return &ProblemError{"missing required field: submit: a view with input blocks needs one", at}
		}
	}
	return nil
}
