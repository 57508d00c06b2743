package catalog

// Method is the catalogue's record of one Web API method.
type Method struct {
	Name string `json:"name"` // "conversations.list"
	Verb string `json:"verb"` // the documented HTTP verb: GET or POST
	// Tier is the rate limit tier, 1 to 4: at least 1, 20, 50 and 100 calls a
	// minute for each app and team. 0: the method has a limit of its own.
	Tier int `json:"tier"`
	// JSON reports whether the method takes application/json as well as a form.
	JSON bool `json:"json,omitempty"`
	// Needs holds one record for each token kind that may call the method.
	Needs []Need `json:"needs,omitempty"`
}

// Rule says how the scopes of a [Need] combine.
type Rule string

const (
	NoScope     Rule = "none"    // any token of the kind may call the method
	OneScope    Rule = "one"     // exactly one scope is listed, and it is required
	AnyOf       Rule = "any of"  // one of the scopes is enough; which one depends on the object
	RuleUnknown Rule = "unknown" // several are listed, and Slack does not say whether one is enough
)

// Need is what one kind of token must hold to call a method.
type Need struct {
	Kind   TokenKind `json:"kind"`
	Scopes []Scope   `json:"scopes,omitempty"`
	Rule   Rule      `json:"rule"`
	AsOf   string    `json:"as_of"` // date (YYYY-MM-DD) of the newest documentation that says so
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

// LookupMethod finds the record of a method by its exact name.
func LookupMethod(name string) (Method, bool) {
	i, ok := load().byMethod[name]
	if !ok {
		return Method{}, false
	}
	return load().methods[i], true
}

// Methods returns all records, sorted by name. The slice is shared: do not change it.
func Methods() []Method { return load().methods }

// Unlocks returns the names of the methods for which a token of the given kind
// needs, or may use, the scope; sorted. The slice is shared: do not change it.
func Unlocks(s Scope, kind TokenKind) []string { return load().unlocks[unlockKey{s, kind}] }
