package world

import "testing"

// TestFaultsOfFunctionsAreNamedInOrder: of several faults the same one is named each time.
func TestFaultsOfFunctionsAreNamedInOrder(t *testing.T) {
	t.Parallel()
	app := App{Functions: []Function{{
		CallbackID: "greet",
		Inputs:     []Parameter{{Name: "who", Type: "string"}, {Name: "who", Type: "string"}},
		Outputs:    []Parameter{{Name: "greeting"}},
	}}}
	for range 20 { // maps have another order each time
		if field, text := new(checker).functions(app); field != "functions[0].input_parameters[1].name" {
			t.Fatalf("%s: %s", field, text)
		}
		values := map[string]any{"c": 1.0, "a": 1.0, "b": 1.0}
		if got := CheckValues(values, nil); got != `there is no parameter "a"` {
			t.Fatal(got)
		}
	}
	for want, values := range map[string]map[string]any{
		"":                                    {"who": "Ana", "times": 2.0},
		`"who" is required, and is not there`: {},
		`"who" is no string`:                  {"who": 1.0},
		`"times" is no integer`:               {"who": "Ana", "times": 1.5},
	} {
		if got := CheckValues(values, []Parameter{{Name: "who", Type: "string", Required: true}, {Name: "times", Type: "integer"}}); got != want {
			t.Errorf("%v: %q, want %q", values, got, want)
		}
	}
}
