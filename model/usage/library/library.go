// Package library knows libraries for Slack by what code that uses them says, and the Web
// API methods that their functions call, so far as no method's name stands in the code that
// calls them: bot.reply(...) of Botkit posts a message.
//
// The facts are from the sources of the libraries and, where those were not at hand, from how
// programs use them. The table promises nothing about libraries that it does not have: see
// [Known].
package library

import (
	_ "embed"
	"encoding/json"
	"slices"
	"strings"
	"sync"
)

//go:embed libraries.json
var tablesJSON []byte

// tables is what libraries.json holds.
type tables struct {
	// Libraries are those whose functions call methods that no code but theirs names.
	Libraries []Library
	// Marks are what files of a language have that call functions of a library.
	Marks map[string][]string
	// Known are the packages of SDKs whose calls are read by the names of methods, and of
	// libraries that call none, by language.
	Known map[string][]string
	// KnownDependencies are the same where a list of dependencies names them.
	KnownDependencies []string
}

var load = sync.OnceValue(func() tables {
	var t tables
	if err := json.Unmarshal(tablesJSON, &t); err != nil {
		panic("the embedded libraries cannot be read: " + err.Error())
	}
	return t
})

// Library is one library.
type Library struct {
	Name     string
	Language string // as periscope/model/usage names it
	// Imports are the packages, modules or namespaces that code imports, each with all below.
	Imports []string
	// Packages are its names where dependencies are listed, if a framework loads it and no
	// code imports it.
	Packages []string
	// Receivers are ends of the names, in lower case, of what its functions are called on.
	// With Across they count in all files of a project that uses the library; without, in
	// those that import it. If there are none, any client counts there.
	Receivers []string
	Across    bool
	// Within is what a file that does not import the library has, if it is one where its
	// functions are called; empty: nothing tells.
	Within string
	// Calls are the methods behind its functions.
	Calls map[string][]string
	// Makes are the methods behind what makes its objects, and begins a session: the text of
	// the code, up to and with the bracket if there is one.
	Makes map[string][]string
	// Anywhere: what makes its objects counts in each file about Slack.
	Anywhere bool
	// Older replaces methods, before a version.
	Older  map[string]string
	Before string // "0.7"
	// Style is how its other functions spell the methods that they call.
	Style Style
	// May are methods that it calls besides, or may be told to call by what is not read.
	May []string
	// Open: it may call any method.
	Open bool
}

// Style is how functions spell methods.
type Style string

const (
	NoStyle     Style = ""
	DottedSnake Style = "dotted snake" // slack.chat.post_message
	UpperCamel  Style = "upper camel"  // api.ChatPostMessage
	Payloads    Style = "payloads"     // new ChatPostMessagePayload
	SlackGo     Style = "slack-go"     // as slack-go does
)

// All lists the libraries. The slice is shared: do not change it.
func All() []Library { return load().Libraries }

// Imported returns the library that an import of a language brings, if it is in the table.
func Imported(language, name string) (Library, bool) {
	i := slices.IndexFunc(All(), func(l Library) bool {
		return l.Language == language && slices.ContainsFunc(l.Imports, func(of string) bool { return below(name, of) })
	})
	if i < 0 {
		return Library{}, false
	}
	return All()[i], true
}

// Depended returns the library that a dependency brings, if it is one that no code imports.
func Depended(name string) (Library, bool) {
	i := slices.IndexFunc(All(), func(l Library) bool { return slices.Contains(l.Packages, name) })
	if i < 0 {
		return Library{}, false
	}
	return All()[i], true
}

// Known reports whether a package, module or namespace is of a library in the table, of an
// SDK whose calls are read by their names, or of one that calls no method: it sends to
// webhooks, or puts messages together.
func Known(language, name string) bool {
	if _, ok := Imported(language, name); ok {
		return true
	}
	return slices.ContainsFunc(load().Known[language], func(of string) bool { return below(name, of) })
}

// KnownDependency is [Known] for a name in a list of dependencies.
func KnownDependency(name string) bool {
	if _, ok := Depended(name); ok {
		return true
	}
	return slices.ContainsFunc(load().KnownDependencies, func(of string) bool { return below(name, of) })
}

// Marks are what files have that may call functions of a library, though they never say
// Slack.
func Marks(language string) []string { return load().Marks[language] }

// below reports whether a name is that of a package, or of one below it.
func below(name, of string) bool {
	rest, ok := strings.CutPrefix(name, of)
	return ok && (rest == "" || strings.ContainsRune(`./\`, rune(rest[0])) || strings.ContainsRune(`./\-@`, rune(of[len(of)-1])))
}

// MethodsOf returns the methods of a function, as the version of the library has them.
func (l Library) MethodsOf(methods []string, version string) []string {
	if l.Before == "" || version == "" || !Earlier(version, l.Before) {
		return methods
	}
	older := slices.Clone(methods)
	for i, m := range older {
		if before, ok := l.Older[m]; ok {
			older[i] = before
		}
	}
	return older
}

// Earlier reports whether a version, as dependencies name it, is earlier than another:
// "^0.6.2" than "0.7".
func Earlier(version, than string) bool {
	a := strings.Split(strings.TrimLeft(version, "^~>=v "), ".")
	b := strings.Split(than, ".")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return len(a[i]) < len(b[i]) || len(a[i]) == len(b[i]) && a[i] < b[i]
		}
	}
	return false
}

// IsReceiver reports whether a name is a usual one for what the library's functions are
// called on.
func (l Library) IsReceiver(name string) bool {
	name = strings.ToLower(strings.Trim(name, "$@_"))
	return slices.ContainsFunc(l.Receivers, func(end string) bool { return strings.HasSuffix(name, end) })
}

// Package is the name under which dependencies list the library, with its version; empty if
// there is none.
func (l Library) Package() string {
	for _, name := range slices.Concat(l.Imports, l.Packages) {
		return name
	}
	return ""
}
