package world

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
)

// Function is a custom step of workflows that an app declares in its manifest.
type Function struct {
	CallbackID  string      `json:"callback_id"`
	Title       string      `json:"title,omitempty"`
	Description string      `json:"description,omitempty"`
	Inputs      []Parameter `json:"input_parameters,omitempty"`
	Outputs     []Parameter `json:"output_parameters,omitempty"`
}

// Parameter is what a function takes, or what it gives.
type Parameter struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // "string", "slack#/types/user_id"
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Required    bool   `json:"is_required,omitempty"`
}

// Function returns the function of that callback id, or nil.
func (a *App) Function(callbackID string) *Function {
	for i := range a.Functions {
		if a.Functions[i].CallbackID == callbackID {
			return &a.Functions[i]
		}
	}
	return nil
}

// FunctionID is the id that Slack would have given a function.
func FunctionID(app, callbackID string) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s %s", app, callbackID) // a hash never fails to write
	return fmt.Sprintf("Fn%08X", uint32(h.Sum64()>>32))
}

// CheckValues says what is wrong with values for parameters, the first fault in the order of
// the parameters: a value that is required and not there, or of another type; then, by name,
// one that there is no parameter for. It is empty if nothing is wrong.
func CheckValues(values map[string]any, parameters []Parameter) string {
	known := map[string]bool{}
	for _, p := range parameters {
		known[p.Name] = true
		value, there := values[p.Name]
		switch {
		case !there && p.Required:
			return fmt.Sprintf("%q is required, and is not there", p.Name)
		case there && !isOf(p.Type, value):
			return fmt.Sprintf("%q is no %s", p.Name, p.Type)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if !known[name] {
			return fmt.Sprintf("there is no parameter %q", name)
		}
	}
	return ""
}

// isOf reports whether a value of JSON is of a type. Types of Slack's own, such as
// slack#/types/user_id, take any value.
func isOf(kind string, value any) bool {
	number, isNumber := value.(float64)
	switch kind {
	case "string":
		_, is := value.(string)
		return is
	case "boolean":
		_, is := value.(bool)
		return is
	case "number":
		return isNumber
	case "integer":
		return isNumber && number == float64(int64(number))
	case "array":
		_, is := value.([]any)
		return is
	}
	return true
}

// functions checks the functions of an app.
func (c *checker) functions(a App) (field, text string) {
	seen := map[string]bool{}
	for i, f := range a.Functions {
		at := fmt.Sprintf("functions[%d].", i)
		switch {
		case f.CallbackID == "":
			return at + "callback_id", "it is missing: it is the name of the function in the manifest"
		case seen[f.CallbackID]:
			return at + "callback_id", "another function of the app has the same"
		}
		seen[f.CallbackID] = true
		if field, text := checkParameters(at+"input_parameters", f.Inputs); text != "" {
			return field, text
		}
		if field, text := checkParameters(at+"output_parameters", f.Outputs); text != "" {
			return field, text
		}
	}
	return "", ""
}

// checkParameters checks the parameters in a list of that name.
func checkParameters(list string, parameters []Parameter) (field, text string) {
	names := map[string]bool{}
	for i, p := range parameters {
		at := fmt.Sprintf("%s[%d].", list, i)
		switch {
		case p.Name == "":
			return at + "name", "it is missing"
		case names[p.Name]:
			return at + "name", "another parameter has the same"
		case p.Type == "":
			return at + "type", "it is missing: write it as in string, or slack#/types/user_id"
		}
		names[p.Name] = true
	}
	return "", ""
}
