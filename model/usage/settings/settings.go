// Package settings finds methods' names in files of settings: JSON, YAML, properties. What
// a program calls under the name of a setting stands there, and not in its code.
package settings

import (
	"regexp"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Entry is one setting whose value is a method's name, or the path of one.
type Entry struct {
	Key        string // the last part: SetSnooze, set-snooze
	Method     string
	Start, End int // of the name
}

// entry is "key": "value", key: value or key = value, each on a line or within one of JSON.
var entry = regexp.MustCompile(`(?m)["']?([\w.-]*[\w-])["']?[ \t]*[:=][ \t]*` +
	`["']?/?(?:api/)?([a-z]+(?:\.[A-Za-z0-9]+){1,4})["']?[ \t]*(?:,|\}|\r?$)`)

// Find returns the settings in a text, in its order.
func Find(text []byte) []Entry {
	var found []Entry
	for _, m := range entry.FindAllSubmatchIndex(text, -1) {
		method, ok := catalog.LookupMethod(string(text[m[4]:m[5]]))
		if !ok {
			continue
		}
		key := string(text[m[2]:m[3]])
		found = append(found, Entry{key[strings.LastIndexByte(key, '.')+1:], method.Name, m[4], m[5]})
	}
	return found
}

// common are keys that much else has: code that names one does not mean the setting.
var common = []string{
	"method", "name", "type", "id", "value", "key", "title", "text", "path", "url", "uri", "operationid", "summary",
	"description", "label", "event",
	"action", "api", "endpoint", "call", "default", "example", "item",
}

// Telling reports whether code that names the key is likely to mean the setting.
func (e Entry) Telling() bool {
	return len(e.Key) > 3 && !slices.Contains(common, strings.ToLower(e.Key))
}
