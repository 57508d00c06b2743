package blockkit

// kind is what is known of a type of element.
type kind struct {
	value   string // the field with what a person chose or wrote: "selected_option"
	initial string // the field of the element with what is there before; empty: nothing can be
	state   bool   // it is among the values of the state
	input   bool   // it can be in an input block
	actions bool   // it can be in an actions block, or beside a section
	options bool   // what is chosen are options of the element
	many    bool   // several can be chosen
	remote  bool   // its options come from the app
}

var kinds = map[string]kind{
	"button":                     {value: "value", actions: true},
	"channels_select":            {value: "selected_channel", initial: "initial_channel", state: true, input: true, actions: true},
	"checkboxes":                 {value: "selected_options", initial: "initial_options", state: true, input: true, actions: true, options: true, many: true},
	"conversations_select":       {value: "selected_conversation", initial: "initial_conversation", state: true, input: true, actions: true},
	"datepicker":                 {value: "selected_date", initial: "initial_date", state: true, input: true, actions: true},
	"datetimepicker":             {value: "selected_date_time", initial: "initial_date_time", state: true, input: true, actions: true},
	"email_text_input":           {value: "value", initial: "initial_value", state: true, input: true},
	"external_select":            {value: "selected_option", initial: "initial_option", state: true, input: true, actions: true, options: true, remote: true},
	"feedback_buttons":           {value: "value"},
	"file_input":                 {value: "files", state: true, input: true, many: true},
	"icon_button":                {value: "value"},
	"multi_channels_select":      {value: "selected_channels", initial: "initial_channels", state: true, input: true, actions: true, many: true},
	"multi_conversations_select": {value: "selected_conversations", initial: "initial_conversations", state: true, input: true, actions: true, many: true},
	"multi_external_select":      {value: "selected_options", initial: "initial_options", state: true, input: true, actions: true, options: true, many: true, remote: true},
	"multi_static_select":        {value: "selected_options", initial: "initial_options", state: true, input: true, actions: true, options: true, many: true},
	"multi_users_select":         {value: "selected_users", initial: "initial_users", state: true, input: true, actions: true, many: true},
	"number_input":               {value: "value", initial: "initial_value", state: true, input: true},
	"overflow":                   {value: "selected_option", actions: true, options: true},
	"plain_text_input":           {value: "value", initial: "initial_value", state: true, input: true, actions: true},
	"radio_buttons":              {value: "selected_option", initial: "initial_option", state: true, input: true, actions: true, options: true},
	"rich_text_input":            {value: "rich_text_value", initial: "initial_value", state: true, input: true, actions: true},
	"static_select":              {value: "selected_option", initial: "initial_option", state: true, input: true, actions: true, options: true},
	"timepicker":                 {value: "selected_time", initial: "initial_time", state: true, input: true, actions: true},
	"url_text_input":             {value: "value", initial: "initial_value", state: true, input: true},
	"users_select":               {value: "selected_user", initial: "initial_user", state: true, input: true, actions: true},
	"workflow_button":            {value: "value", actions: true},
}

// Remote reports whether the options of the element come from the app.
func (e Element) Remote() bool { return kinds[e.Type()].remote }

// Shape is the element as an action has it: with its type, ids and looks, and nothing of
// what was there before or can be chosen.
func (e Element) Shape() Object {
	shape := Object{"type": e.Type(), "action_id": e.ActionID(), "block_id": e.BlockID}
	for _, name := range []string{"text", "placeholder", "confirm", "style", kinds[e.Type()].initial} {
		if value, has := e.Object[name]; has && name != "" {
			shape[name] = value
		}
	}
	if kinds[e.Type()].value == "value" && !kinds[e.Type()].state {
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
