package methods

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"periscope/model"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// Slack: so long is the title of a dialog, and so many elements it has.
const (
	maxDialogTitle    = 24
	maxDialogElements = 10
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
		CallbackID string `json:"callback_id"`
		Title      string `json:"title"`
		State      string `json:"state"`
		Notify     bool   `json:"notify_on_cancel"`
		Elements   []struct {
			Type  string `json:"type"`
			Name  string `json:"name"`
			Label string `json:"label"`
		} `json:"elements"`
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
	for _, e := range d.Elements {
		if !slices.Contains([]string{"text", "textarea", "select"}, e.Type) || e.Name == "" || e.Label == "" {
			return nil, invalidDialog("elements: each has a type (text, textarea or select), a name and a label")
		}
	}
	form := state.Form{CallbackID: d.CallbackID, State: d.State, NotifyOnCancel: d.Notify, Dialog: json.RawMessage(text)}
	if err := c.State.OpenForm(c.Install, model.TriggerID(id), form); err != nil {
		return nil, err
	}
	return webapi.Accepted, nil
}

func invalidDialog(why string) error {
	return &webapi.SlackError{Code: "validation_errors", Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}
