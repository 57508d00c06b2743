package sandbox

import (
	"errors"
	"fmt"
	"net/http"

	"periscope/model"
)

type triggerReply struct {
	success
	TriggerID model.TriggerID `json:"trigger_id"`
	// Warning says why the request URL did not take the command; the trigger is good all the same.
	Warning string `json:"warning,omitempty"`
}

// postTrigger has a person run a slash command or press a button.
func (s *Sandbox) postTrigger(r *http.Request) (any, error) {
	var ask struct {
		Team    model.TeamID `json:"team"`
		User    model.UserID `json:"user"`
		Command string       `json:"command"`
		Action  string       `json:"action"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	if ask.Command != "" && ask.Action != "" {
		return nil, errors.New(`a trigger comes of a "command" or of an "action", not of both`)
	}
	use, what := s.RunCommand, ask.Command
	if ask.Action != "" {
		use, what = s.Click, ask.Action
	}
	id, err := use(r.Context(), ask.Team, ask.User, what)
	switch {
	case errors.Is(err, ErrUndelivered):
		return triggerReply{accepted, id, err.Error()}, nil
	case err != nil:
		return nil, err
	}
	return triggerReply{success: accepted, TriggerID: id}, nil
}

type dialogsReply struct {
	success
	Dialogs []Dialog `json:"dialogs"`
}

func (s *Sandbox) getDialogs(*http.Request) (any, error) {
	return dialogsReply{accepted, s.Dialogs("")}, nil
}

func (s *Sandbox) postAnswer(r *http.Request) (any, error) {
	var press struct {
		Answer string `json:"answer"`
	}
	if err := readJSON(r, &press); err != nil {
		return nil, err
	}
	if press.Answer != "approve" && press.Answer != "deny" {
		return nil, fmt.Errorf(`answering a dialog: "answer" is %q, and must be "approve" or "deny"`, press.Answer)
	}
	return accepted, s.Answer(r.PathValue("id"), press.Answer == "approve")
}

func (s *Sandbox) postRequestURL(r *http.Request) (any, error) {
	var set struct {
		URL string `json:"url"`
	}
	if err := readJSON(r, &set); err != nil {
		return nil, err
	}
	return accepted, s.SetRequestURL(r.Context(), set.URL)
}

type requestURLReply struct {
	success
	URL string `json:"url"`
}

func (s *Sandbox) getRequestURL(*http.Request) (any, error) {
	return requestURLReply{accepted, s.RequestURL()}, nil
}

func (s *Sandbox) postReset(*http.Request) (any, error) {
	s.Reset()
	return accepted, nil
}

// postResponse is a response_url: what an app says in answer to a command is
// taken, and nobody sees it.
func postResponse(*http.Request) (any, error) { return accepted, nil }
