package blockkit

import (
	"encoding/json"
	"strings"
)

// Object is a JSON object as it was sent; numbers are [json.Number].
type Object = map[string]any

// decode reads JSON, and keeps numbers as they are.
func decode(text string, into any) error {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	return d.Decode(into)
}

// text returns a field that is a text, or "".
func text(o Object, name string) string {
	value, _ := o[name].(string)
	return value
}

// object returns a field that is an object, or nil.
func object(o Object, name string) Object {
	value, _ := o[name].(Object)
	return value
}

// objects returns those of a list that are objects.
func objects(o Object, name string) []Object {
	list, _ := o[name].([]any)
	var all []Object
	for _, one := range list {
		if is, ok := one.(Object); ok {
			all = append(all, is)
		}
	}
	return all
}

// number returns a field that is a whole number.
func number(o Object, name string) (int, bool) {
	n, is := o[name].(json.Number)
	i, err := n.Int64()
	return int(i), is && err == nil
}
