package methods

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// Slack: so long is the title of a dialog, and so many elements it has; so long are their names
// and labels, and so many options they have.
const (
	maxDialogTitle    = 24
	maxDialogElements = 10
	maxDialogName     = 300
	maxDialogLabel    = 48
	maxDialogOptions  = 100
)

// DialogOpen is dialog.open: it shows a person a form. It asks for no scope, but for a trigger.
func DialogOpen(c *webapi.Call) (any, error) {
	id, text := c.Args.Get("trigger_id"), c.Args.Get("dialog")
	switch {
	case text == "":
		return nil, &webapi.SlackError{Code: "missing_dialog"}
	case id == "":
		return nil, &webapi.SlackError{Code: "missing_trigger"}
	}
	var d struct {
		CallbackID string          `json:"callback_id"`
		Title      string          `json:"title"`
		State      string          `json:"state"`
		Notify     bool            `json:"notify_on_cancel"`
		Elements   []dialogElement `json:"elements"`
	}
	if json.Unmarshal([]byte(text), &d) != nil {
		return nil, invalidDialog("the dialog is no JSON object of its kind")
	}
	switch {
	case d.CallbackID == "":
		return nil, invalidDialog("missing required field: callback_id")
	case d.Title == "" || utf8.RuneCountInString(d.Title) > maxDialogTitle:
		return nil, invalidDialog("title: between 1 and 24 characters")
	case len(d.Elements) == 0 || len(d.Elements) > maxDialogElements:
		return nil, invalidDialog("elements: between 1 and 10")
	}
	names := map[string]bool{}
	for _, e := range d.Elements {
		if why := e.problem(); why != "" {
			return nil, invalidDialog("elements: " + why)
		}
		if names[e.Name] {
			return nil, invalidDialog("elements: two have the name " + e.Name)
		}
		names[e.Name] = true
	}
	form := state.Form{CallbackID: d.CallbackID, State: d.State, NotifyOnCancel: d.Notify, Dialog: json.RawMessage(text)}
	if err := c.State.OpenForm(c.Install, model.TriggerID(id), form); err != nil {
		return nil, err
	}
	return webapi.Accepted, nil
}

// dialogElement is one field of a dialog.
type dialogElement struct {
	Type    string           `json:"type"`
	Name    string           `json:"name"`
	Label   string           `json:"label"`
	Subtype string           `json:"subtype"` // of texts
	Source  string           `json:"data_source"`
	Options []map[string]any `json:"options"`
	Groups  []map[string]any `json:"option_groups"`
}

// problem says for what Slack refuses an element; empty: for nothing.
func (e dialogElement) problem() string {
	isText := e.Type == "text" || e.Type == "textarea"
	switch {
	case !isText && e.Type != "select" || e.Name == "" || e.Label == "":
		return "each has a type (text, textarea or select), a name and a label"
	case utf8.RuneCountInString(e.Name) > maxDialogName:
		return "a name has more than 300 characters"
	case utf8.RuneCountInString(e.Label) > maxDialogLabel:
		return "a label has more than 48 characters"
	case isText && !slices.Contains([]string{"", "email", "number", "tel", "url"}, e.Subtype):
		return "there is no subtype " + e.Subtype
	case !slices.Contains([]string{"", "static", "users", "channels", "conversations", "external"}, e.Source):
		return "there is no data_source " + e.Source
	case e.Type == "select" && (e.Source == "" || e.Source == "static") && len(e.Options)+len(e.Groups) == 0:
		return "a select has neither options nor option_groups"
	case len(e.Options) > maxDialogOptions || len(e.Groups) > maxDialogOptions:
		return "a select has more than 100 options"
	}
	return ""
}

func invalidDialog(why string) error {
	return &webapi.SlackError{Code: "validation_errors", Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}
