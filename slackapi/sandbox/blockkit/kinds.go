package blockkit

// kind is what is known of a type of element.
type kind struct {
	value   string // the field with what a person chose or wrote: "selected_option"
	initial string // the field of the element with what is there before; empty: nothing can be
	traits  traits
}

// traits are what holds for types of elements.
type traits int

const (
	state    traits = 1 << iota // it is among the values of the state
	input                       // it can be in an input block
	actions                     // it can be in an actions block, or beside a section
	options                     // what is chosen are options of the element
	many                        // several can be chosen
	remote                      // its options come from the app
	anywhere = state | input | actions
)

func (k kind) is(t traits) bool { return k.traits&t != 0 }

var kinds = map[string]kind{
	"button":                     {"value", "", actions},
	"channels_select":            {"selected_channel", "initial_channel", anywhere},
	"checkboxes":                 {"selected_options", "initial_options", anywhere | options | many},
	"conversations_select":       {"selected_conversation", "initial_conversation", anywhere},
	"datepicker":                 {"selected_date", "initial_date", anywhere},
	"datetimepicker":             {"selected_date_time", "initial_date_time", anywhere},
	"email_text_input":           {"value", "initial_value", state | input},
	"external_select":            {"selected_option", "initial_option", anywhere | options | remote},
	"feedback_buttons":           {"value", "", 0},
	"file_input":                 {"files", "", state | input | many},
	"icon_button":                {"value", "", 0},
	"multi_channels_select":      {"selected_channels", "initial_channels", anywhere | many},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", anywhere | many},
	"multi_external_select":      {"selected_options", "initial_options", anywhere | options | many | remote},
	"multi_static_select":        {"selected_options", "initial_options", anywhere | options | many},
	"multi_users_select":         {"selected_users", "initial_users", anywhere | many},
	"number_input":               {"value", "initial_value", state | input},
	"overflow":                   {"selected_option", "", actions | options},
	"plain_text_input":           {"value", "initial_value", anywhere},
	"radio_buttons":              {"selected_option", "initial_option", anywhere | options},
	"rich_text_input":            {"rich_text_value", "initial_value", anywhere},
	"static_select":              {"selected_option", "initial_option", anywhere | options},
	"timepicker":                 {"selected_time", "initial_time", anywhere},
	"url_text_input":             {"value", "initial_value", state | input},
	"users_select":               {"selected_user", "initial_user", anywhere},
	"workflow_button":            {"value", "", actions},
}
