package blockkit

// Remote reports whether the options of the element come from the app.
func (e Element) Remote() bool { return kinds[e.Type()].is(remote) }

// Shape is the element as an action has it: with its type, ids and looks, and nothing of
// what was there before or can be chosen.
func (e Element) Shape() Object {
	shape := Object{"type": e.Type(), "action_id": e.ActionID(), "block_id": e.BlockID}
	for _, name := range []string{"text", "placeholder", "confirm", "style", kinds[e.Type()].initial} {
		if value, has := e.Object[name]; has && name != "" {
			shape[name] = value
		}
	}
	if kinds[e.Type()].value == "value" && !kinds[e.Type()].is(state) {
		if value, has := e.Object["value"]; has {
			shape["value"] = value
		}
	}
	return shape
}

// options are those that can be chosen, in groups or not.
func (e Element) options() []Object {
	all := objects(e.Object, "options")
	for _, group := range objects(e.Object, "option_groups") {
		all = append(all, objects(group, "options")...)
	}
	for _, name := range []string{"positive_button", "negative_button"} {
		if one := object(e.Object, name); one != nil {
			all = append(all, one)
		}
	}
	return all
}

// ResponseChannel is the conversation that a person chose in a menu that asks for a response
// URL for it, or "".
func (e Element) ResponseChannel(values Values) string {
	wanted, _ := e.Object["response_url_enabled"].(bool)
	if !wanted || e.Type() != "conversations_select" && e.Type() != "channels_select" {
		return ""
	}
	return text(values[e.BlockID][e.ActionID()], kinds[e.Type()].value)
}
