package world

import (
	"fmt"
	"hash/fnv"
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

// Refuse says what is wrong with values for parameters: one that is required and not there, one that
// is of another type, or one that there is no parameter for. It is empty for nothing.
func Refuse(values map[string]any, parameters []Parameter) string {
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
	for name := range values {
		if !known[name] {
			return fmt.Sprintf("there is no parameter %q", name)
		}
	}
	return ""
}

// isOf reports whether a value of JSON is of a type. Of types but the simplest all values are.
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

// functions checks those of an app.
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
		for list, parameters := range map[string][]Parameter{"input_parameters": f.Inputs, "output_parameters": f.Outputs} {
			names := map[string]bool{}
			for j, p := range parameters {
				field := fmt.Sprintf("%s%s[%d].", at, list, j)
				switch {
				case p.Name == "":
					return field + "name", "it is missing"
				case names[p.Name]:
					return field + "name", "another parameter has the same"
				case p.Type == "":
					return field + "type", "it is missing: write it as in string, or slack#/types/user_id"
				}
				names[p.Name] = true
			}
		}
	}
	return "", ""
}
