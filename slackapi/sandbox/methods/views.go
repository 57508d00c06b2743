package methods

import (
	"periscope/model"
	"periscope/slackapi/sandbox/blockkit"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

type viewReply struct {
	webapi.Success
	View state.ViewJSON `json:"view"`
}

// readView reads the argument "view".
func readView(c *webapi.Call, allowed blockkit.Surface) (*blockkit.View, error) {
	text, err := c.Require("view")
	if err != nil {
		return nil, err
	}
	if blockkit.TooLarge(text) {
		return nil, &webapi.SlackError{Code: "view_too_large"}
	}
	v, problem := blockkit.ReadView(text, allowed)
	if problem != nil {
		return nil, invalidArguments(problem.Error())
	}
	return v, nil
}

func invalidArguments(why string) error {
	return &webapi.SlackError{Code: "invalid_arguments", Metadata: &webapi.Messages{Messages: []string{"[ERROR] " + why}}}
}

// showView answers a call with the view that it leaves.
func showView(c *webapi.Call, change func(*state.Tx) (*state.View, error)) (any, error) {
	tx := c.State.Lock()
	defer tx.Unlock()
	v, err := change(tx)
	if err != nil {
		return nil, err
	}
	return viewReply{webapi.Accepted, v.JSON()}, nil
}

// trigger is the argument with which an app shows a modal.
func trigger(c *webapi.Call) (model.TriggerID, error) {
	if pointer := c.Args.Get("interactivity_pointer"); pointer != "" && !c.Args.Has("trigger_id") {
		return model.TriggerID(pointer), nil // of a workflow's function, which are not here: it is no trigger
	}
	id, err := c.Require("trigger_id")
	return model.TriggerID(id), err
}

// ViewsOpen is views.open: it shows a person a modal. It asks for no scope, but for a trigger.
func ViewsOpen(c *webapi.Call) (any, error) {
	return showModal(c, (*state.Tx).OpenView)
}

// ViewsPush is views.push: it shows a person a view above the modal in which they caused the trigger.
func ViewsPush(c *webapi.Call) (any, error) {
	return showModal(c, (*state.Tx).PushView)
}

func showModal(
	c *webapi.Call, show func(*state.Tx, *state.Installation, model.TriggerID, *blockkit.View) (*state.View, error),
) (any, error) {
	v, err := readView(c, blockkit.Modal)
	if err != nil {
		return nil, err
	}
	id, err := trigger(c)
	if err != nil {
		return nil, err
	}
	return showView(c, func(tx *state.Tx) (*state.View, error) { return show(tx, c.Install, id, v) })
}

// ViewsUpdate is views.update: it changes a modal, or a home tab, that the app shows.
func ViewsUpdate(c *webapi.Call) (any, error) {
	id, external := c.Args.Get("view_id"), c.Args.Get("external_id")
	if id == "" && external == "" {
		return nil, webapi.MissingArgument("view_id")
	}
	tx := c.State.Lock()
	old, notFound := tx.FindView(c.Install, id, external)
	tx.Unlock()
	allowed := blockkit.Modal
	if old != nil {
		allowed = old.Type
	}
	v, err := readView(c, allowed)
	if err != nil {
		return nil, err
	}
	if notFound != nil {
		return nil, notFound
	}
	return showView(c, func(tx *state.Tx) (*state.View, error) {
		old, err := tx.FindView(c.Install, old.ID, "")
		if err != nil {
			return nil, err
		}
		return tx.UpdateView(old, c.Args.Get("hash"), v)
	})
}

// ViewsPublish is views.publish: it shows a person a view on the app's home tab.
func ViewsPublish(c *webapi.Call) (any, error) {
	user, err := c.Require("user_id")
	if err != nil {
		return nil, err
	}
	v, err := readView(c, blockkit.Home)
	if err != nil {
		return nil, err
	}
	if !c.Install.Team.HasPerson(model.UserID(user)) {
		return nil, invalidArguments("invalid `user_id`")
	}
	return showView(c, func(tx *state.Tx) (*state.View, error) {
		return tx.PublishView(c.Install, model.UserID(user), c.Args.Get("hash"), v)
	})
}
