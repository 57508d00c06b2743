package control

import (
	"errors"
	"fmt"
	"net/http"

	"periscope/model"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

type triggerReply struct {
	webapi.Success
	TriggerID model.TriggerID `json:"trigger_id"`
	// Warning says why the app did not take the command; the trigger is good all the same.
	Warning string `json:"warning,omitempty"`
}

// postTrigger has a person run a slash command or a shortcut, press a button, or choose in a menu.
func (p *Plane) postTrigger(r *http.Request) (any, error) {
	var ask delivery.Use
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	if err := checkUse(ask); err != nil {
		return nil, err
	}
	id, err := p.Interactivity.Use(r.Context(), ask)
	switch {
	case errors.Is(err, delivery.ErrUndelivered):
		return triggerReply{webapi.Accepted, id, err.Error()}, nil
	case err != nil:
		return nil, err
	}
	return triggerReply{Success: webapi.Accepted, TriggerID: id}, nil
}

// checkUse refuses fields that do not go together.
func checkUse(u delivery.Use) error {
	var ways int
	for _, way := range []string{u.Command, u.Action, u.Shortcut} {
		if way != "" {
			ways++
		}
	}
	switch {
	case ways > 1:
		return errors.New(`a trigger comes of a "command", of a "shortcut" or of an "action", not of several`)
	case u.Action == "" && (u.CallbackID+u.BlockID+u.Value+u.Selected+u.View != "" || u.Enter != nil || u.Values != nil):
		return errors.New(`"callback_id", "block_id", "value", "selected", "enter", "values" and "view" go with an "action"`)
	case u.Command != "" && u.Message != "":
		return errors.New(`"message" goes with an "action" or a "shortcut"`)
	case u.Selected != "" && u.Enter != nil:
		return errors.New(`"selected" is short for "enter": write one of them`)
	case u.View != "" && u.CallbackID+u.Message+string(u.Channel) != "":
		return errors.New(`"callback_id", "message" and "channel" are not of views`)
	}
	return nil
}

type dialogsReply struct {
	webapi.Success
	Dialogs []state.Dialog `json:"dialogs"`
	Forms   []state.Form   `json:"forms,omitempty"`
}

func (p *Plane) getDialogs(*http.Request) (any, error) {
	return dialogsReply{webapi.Accepted, p.State.Dialogs(""), p.State.Forms()}, nil
}

type submittedReply struct {
	webapi.Success
	Errors []delivery.FieldError `json:"errors,omitempty"` // that the app found; the form stays
}

func (p *Plane) postAnswer(r *http.Request) (any, error) {
	var press struct {
		Answer     string            `json:"answer"`
		Submission map[string]string `json:"submission"`
	}
	if err := readJSON(r, &press); err != nil {
		return nil, err
	}
	if press.Submission != nil || press.Answer == "cancel" {
		wrong, err := p.Interactivity.SubmitForm(r.Context(), r.PathValue("id"), press.Submission)
		if err != nil {
			return nil, err
		}
		return submittedReply{webapi.Accepted, wrong}, nil
	}
	if press.Answer != "approve" && press.Answer != "deny" {
		return nil, fmt.Errorf(`answering a dialog: "answer" is %q, and must be "approve" or "deny", or "cancel" for a form`, press.Answer)
	}
	return webapi.Accepted, p.State.Answer(r.PathValue("id"), press.Answer == "approve")
}

type peopleReply struct {
	webapi.Success
	People []personReply `json:"people"`
}

type personReply struct {
	ID       model.UserID `json:"id"`
	Name     string       `json:"name"`
	RealName string       `json:"real_name,omitempty"`
}

// getPeople lists who can act in a team.
func (p *Plane) getPeople(r *http.Request) (any, error) {
	team := model.TeamID(r.URL.Query().Get("team"))
	if _, err := p.State.Team(team); err != nil {
		return nil, fmt.Errorf("listing people: %w", err)
	}
	reply := peopleReply{webapi.Accepted, []personReply{}}
	for _, u := range p.State.People(team) {
		reply.People = append(reply.People, personReply{u.ID, u.Name, u.RealName})
	}
	return reply, nil
}
