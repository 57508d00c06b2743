package drift

import (
	"fmt"
	"slices"

	"periscope/model/catalog"
)

// CallSite is one place in source code that calls a Web API method, with those of the
// call's arguments that decide which scope it needs. Only what the code says literally
// is known: a zero field means that nothing is known, and not that nothing is given.
type CallSite struct {
	Method string
	File   string
	Line   int // 1-based; 0: the file is a recording of calls, and not code
	// Types are the conversation types that the call names, in the order of
	// [catalog.ResourceTypes]: those of types=, and the one that is_private= says.
	Types []catalog.ResourceType
	// Arguments are the names of the arguments given that need a scope of their own, or
	// decide which: username, icon_emoji, icon_url, and is_private if it is true. Sorted.
	Arguments []string
	// Users is how many users the call names: 1, or more; 0 if it names none, or the code
	// does not say how many, as of a list that is joined.
	Users int
	// Caught: the code goes on when the call fails. The call stands in a try with a
	// handler that does not raise the error again.
	Caught bool
}

// Place is where the call stands, as compilers write it.
func (c CallSite) Place() string {
	if c.Line == 0 {
		return c.File
	}
	return fmt.Sprintf("%s:%d", c.File, c.Line)
}

// Equal reports whether two calls are the same in every field.
func (c CallSite) Equal(other CallSite) bool {
	return c.Method == other.Method && c.File == other.File && c.Line == other.Line &&
		c.Users == other.Users && c.Caught == other.Caught &&
		slices.Equal(c.Types, other.Types) && slices.Equal(c.Arguments, other.Arguments)
}

// UntracedCall is one place in source code that looks like a call of Slack whose method
// could not be read: it may be any method.
type UntracedCall struct {
	File string
	Line int // 1-based
	Kind UntracedKind
	Text string // what stands there, on one line and cut short: "client.api_call(name)"
}

// NamedMethod is a method that source code names where it is not known to be called: in a
// test, or told to a function that is not known.
type NamedMethod struct {
	Method string
	File   string
	Line   int  // 1-based
	Test   bool // a test names it
	// Library is the name of the library that may call the method; empty: the code itself may.
	Library string
}

// why completes "src/a.py:3 ...".
func (n NamedMethod) why() string {
	if n.Library != "" {
		return "uses " + n.Library + ", which may call " + n.Method
	}
	if n.Test {
		return "tests " + n.Method
	}
	return "names " + n.Method + ", and is not known to call it"
}

// UntracedKind is why the method of a call is not known.
type UntracedKind string

const (
	// UntracedName means that the name of the method is handed to a function that calls it, in a
	// variable that the code does not give a method's name to.
	UntracedName UntracedKind = "name"
	// UntracedURL means that the name is joined to the address of the Web API, likewise.
	UntracedURL UntracedKind = "url"
	// UntracedLanguage means that the file speaks of Slack, and is of a language whose calls are
	// not read.
	UntracedLanguage UntracedKind = "language"
	// UntracedMCP means that the file names Slack's MCP server, which does with a user's token
	// what the token may.
	UntracedMCP UntracedKind = "mcp"
	// UntracedLibrary means that the file uses a library for Slack whose calls are not known.
	UntracedLibrary UntracedKind = "library"
	// UntracedAddress means that the file holds the address of the Web API, and that no call was
	// found in all of the code.
	UntracedAddress UntracedKind = "address"
	// UntracedToken means that the file holds a token for Slack's API, and that no call was
	// found in all of the code.
	UntracedToken UntracedKind = "token"
)

// Meaning completes the sentence "The method is not known: ...".
func (k UntracedKind) Meaning() string {
	switch k {
	case UntracedName:
		return "its name is in a variable that is not traced"
	case UntracedURL:
		return "the end of its URL is in a variable that is not traced"
	case UntracedLanguage:
		return "calls in this language are not read"
	case UntracedMCP:
		return "Slack's MCP server calls what the token of its user may"
	case UntracedLibrary:
		return "what this library calls is not known"
	case UntracedAddress:
		return "the address of Slack's API is held, and no call was found"
	case UntracedToken:
		return "a token for Slack is held, and no call was found"
	}
	return "it is not traced"
}
