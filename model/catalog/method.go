package catalog

import (
	_ "embed"
	"sync"
)

// Method is the catalogue's record of one Web API method.
type Method struct {
	Name string `json:"name"` // "conversations.list"
	// Verb is the documented HTTP verb, GET or POST. It is empty for the few
	// methods that Slack published by name only.
	Verb string `json:"verb,omitempty"`
	// Tier is the rate limit tier, 1 to 4: at least 1, 20, 50 and 100 calls a
	// minute for each app and team. 0: the method has a limit of its own, or
	// Slack names none.
	Tier int `json:"tier"`
	// JSON reports whether the method takes application/json as well as a form.
	JSON bool `json:"json,omitempty"`
	// Needs holds one record for each token kind that may call the method. It
	// is empty where a client secret takes the place of a token, and where
	// Slack does not say.
	Needs []Need `json:"needs,omitempty"`
}

// Rule says how the scopes of a [Need] combine.
//
// Slack's method pages are plain lists that never say "any" or "all". AnyOf is
// claimed in four cases only: the conversation methods, where Slack documents
// that each scope opens its own type of conversation; scopes that were
// renamed, where the list joins the names of several years; the bot scope of
// classic apps beside the finer one of other bots; and posting messages,
// where the pages of early 2018 list chat:write alone, so that
// conversations.app_home:create, which joined it later, only adds a way.
type Rule string

const (
	NoScope     Rule = "none"    // no scope is asked for; of newer methods Slack does not say which kinds of token may call them
	OneScope    Rule = "one"     // exactly one scope is listed, and it is required
	AllOf       Rule = "all of"  // each of them is required, for one call: never the rule of a method
	AnyOf       Rule = "any of"  // one of the scopes is enough; which one depends on the object or on the app's age
	RuleUnknown Rule = "unknown" // several are listed, and Slack does not say whether one is enough
)

// Need is what one kind of token must hold to call a method. For workspace
// tokens it joins the method pages of 2018-03 to 2019-03; for other kinds it
// is the newest page.
type Need struct {
	Kind   TokenKind `json:"kind"`
	Scopes []Scope   `json:"scopes,omitempty"` // sorted
	Rule   Rule      `json:"rule"`
	AsOf   string    `json:"as_of"` // date (YYYY-MM-DD) of the newest documentation that lists the kind
}

// Need returns what a token of the given kind must hold to call the method.
func (m Method) Need(kind TokenKind) (Need, bool) {
	for _, n := range m.Needs {
		if n.Kind == kind {
			return n, true
		}
	}
	return Need{}, false
}

// Kinds returns the kinds of token that may call the method, in the order of Needs,
// but [Workspace] last, because Slack retired those tokens. It is empty where Slack
// does not say, and for methods that take no token.
func (m Method) Kinds() []TokenKind {
	var kinds []TokenKind
	retired := false
	for _, n := range m.Needs {
		if n.Kind == Workspace {
			retired = true
			continue
		}
		kinds = append(kinds, n.Kind)
	}
	if retired {
		kinds = append(kinds, Workspace)
	}
	return kinds
}

// LookupMethod finds the record of a method by its exact name.
func LookupMethod(name string) (Method, bool) {
	ix := loadMethods()
	i, ok := ix.at[name]
	if !ok {
		return Method{}, false
	}
	return ix.all[i], true
}

// Methods returns all records, sorted by name. The slice is shared: do not change it.
func Methods() []Method { return loadMethods().all }

// Unlocks returns the names of the methods for which a token of the given kind
// needs, or may use, the scope; sorted. The slice is shared: do not change it.
func Unlocks(s Scope, kind TokenKind) []string { return loadMethods().unlocks[unlockKey{s, kind}] }

//go:embed data/methods.json
var methodsJSON []byte

var loadMethods = sync.OnceValue(parseMethods)

type methodIndex struct {
	all     []Method // sorted by name
	at      map[string]int
	unlocks map[unlockKey][]string // names sorted, as all is
}

type unlockKey struct {
	scope Scope
	kind  TokenKind
}

func parseMethods() *methodIndex {
	ix := &methodIndex{unlocks: map[unlockKey][]string{}}
	mustParse("methods.json", methodsJSON, &ix.all)
	ix.at = make(map[string]int, len(ix.all))
	for i, m := range ix.all {
		ix.at[m.Name] = i
		for _, need := range m.Needs {
			for _, s := range need.Scopes {
				k := unlockKey{s, need.Kind}
				ix.unlocks[k] = append(ix.unlocks[k], m.Name)
			}
		}
	}
	return ix
}
