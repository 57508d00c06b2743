package control

import (
	"fmt"
	"net/http"

	"periscope/model"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// shownView is a view, and who sees it.
type shownView struct {
	User model.UserID `json:"user"`
	// Covered: another view of the modal is above.
	Covered bool `json:"covered,omitempty"`
	state.ViewJSON
}

type viewsReply struct {
	webapi.Success
	Views []shownView `json:"views"`
}

// getViews returns the modals that are open, and the home tabs that apps published.
func (p *Plane) getViews(*http.Request) (any, error) {
	tx := p.State.Lock()
	defer tx.Unlock()
	reply := viewsReply{webapi.Accepted, []shownView{}}
	for _, v := range tx.Views() {
		reply.Views = append(reply.Views, shownView{v.User, !tx.IsOnTop(v), v.JSON()})
	}
	return reply, nil
}

type viewReply struct {
	webapi.Success
	delivery.ViewAnswer
}

// postView has a person submit a modal, or close it.
func (p *Plane) postView(r *http.Request) (any, error) {
	var press struct {
		Answer string         `json:"answer"`
		Values map[string]any `json:"values"`
	}
	if err := readJSON(r, &press); err != nil {
		return nil, err
	}
	var answer delivery.ViewAnswer
	var err error
	switch press.Answer {
	case "submit":
		answer, err = p.Interactivity.SubmitView(r.Context(), r.PathValue("id"), press.Values)
	case "close", "close_all":
		answer, err = p.Interactivity.CloseView(r.Context(), r.PathValue("id"), press.Answer == "close_all")
	default:
		return nil, fmt.Errorf(`answering a view: "answer" is %q, and must be "submit", "close" or "close_all"`, press.Answer)
	}
	return viewReply{webapi.Accepted, answer}, err
}

type homeReply struct {
	webapi.Success
	delivery.HomeOpened
}

// postHome has a person open an app's home.
func (p *Plane) postHome(r *http.Request) (any, error) {
	var ask delivery.Home
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	opened, err := p.Interactivity.OpenHome(ask)
	return homeReply{webapi.Accepted, opened}, err
}

type optionsReply struct {
	webapi.Success
	delivery.Options
}

// postOptions has a person type in a menu whose options come from the app.
func (p *Plane) postOptions(r *http.Request) (any, error) {
	var ask delivery.Search
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	if ask.Action == "" {
		return nil, fmt.Errorf(`loading options: "action" is missing: the action_id of the menu, or its name`)
	}
	loaded, err := p.Interactivity.LoadOptions(r.Context(), ask)
	return optionsReply{webapi.Accepted, loaded}, err
}
