package cli

import (
	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
)

// needsDocument is what needs --json prints. No array in it is ever null.
type needsDocument struct {
	Schema  string           `json:"schema"` // "periscope.needs/v1"
	Methods []neededDocument `json:"methods"`
	Events  []eventDocument  `json:"events"`
}

// eventDocument is what an event needs, for one kind of token.
type eventDocument struct {
	Event string            `json:"event"`
	Kind  catalog.TokenKind `json:"kind"`
	// AnyOf and AllOf are as those of methods.
	AnyOf   []catalog.Scope `json:"any_of"`
	AllOf   []catalog.Scope `json:"all_of"`
	Listed  []catalog.Scope `json:"listed"`
	Rule    catalog.Rule    `json:"rule"`
	Granted *bool           `json:"granted"` // null: not known
	Missing []catalog.Scope `json:"missing"`
	Change  string          `json:"change"`
	Basis   catalog.Basis   `json:"basis"`
	AsOf    string          `json:"as_of"`
}

type neededDocument struct {
	Method   string            `json:"method"`
	Kind     catalog.TokenKind `json:"kind"`
	Callable bool              `json:"callable"` // tokens of the kind may call it at all
	// AnyOf: one is enough. AllOf: each is required. Both are empty where Slack does
	// not say which of the two it is. Listed has the scopes in any case.
	AnyOf   []catalog.Scope `json:"any_of"`
	AllOf   []catalog.Scope `json:"all_of"`
	Listed  []catalog.Scope `json:"listed"`
	Rule    catalog.Rule    `json:"rule"`
	Granted *bool           `json:"granted"` // null: not known
	// Missing is the smallest change known to help, and Change the same in words.
	Missing []catalog.Scope  `json:"missing"`
	Change  string           `json:"change"`
	Where   []reachDocument  `json:"where"`
	Closed  []closedDocument `json:"closed"` // types where it would not work, and the scope that opens each
	Basis   catalog.Basis    `json:"basis"`
	AsOf    string           `json:"as_of"` // YYYY-MM-DD; empty where there is no documentation

	// What is known of the method besides.

	Verb         string              `json:"verb"`          // GET or POST; empty where Slack does not say
	Tier         int                 `json:"tier"`          // 1 to 4; 0: a limit of its own, or none is known
	ContentTypes []string            `json:"content_types"` // of arguments
	Kinds        []catalog.TokenKind `json:"kinds"`         // of tokens that may call it
	Choices      []choiceDocument    `json:"choices"`       // what each scope of AnyOf opens
	Arguments    []argumentDocument  `json:"arguments"`     // scopes that some calls need besides
	Retirement   retirementDocument  `json:"retirement"`
}

// choiceDocument is one of several scopes of which one is enough.
type choiceDocument struct {
	Scope catalog.Scope        `json:"scope"`
	Opens catalog.ResourceType `json:"opens"` // the type of conversation; empty where it is about none
}

// argumentDocument is a scope that some calls of a method need besides.
type argumentDocument struct {
	Scope     catalog.Scope `json:"scope"`
	Arguments []string      `json:"arguments"` // that need it; empty where the call does not show it
	For       string        `json:"for"`
	Basis     catalog.Basis `json:"basis"`
}

// retirementDocument is what Slack did to a method. Its fields are empty where it did nothing.
type retirementDocument struct {
	State   catalog.RetirementState `json:"state"`
	On      string                  `json:"on"` // YYYY-MM-DD, or YYYY-MM
	Instead string                  `json:"instead"`
	Answers string                  `json:"answers"` // Slack's error code
	Message string                  `json:"message"`
}

type reachDocument struct {
	Type      catalog.ResourceType `json:"type"`
	Scope     catalog.Scope        `json:"scope"`
	Resources resourcesDocument    `json:"resources"`
	Unjoined  bool                 `json:"unjoined"` // also public channels that the app was not added to
	// Unseen is the scope that would list the resources, if the token cannot, so that
	// they are unknown. Else it is empty.
	Unseen catalog.Scope `json:"unseen"`
}

func (a answers) document() needsDocument {
	doc := needsDocument{"periscope.needs/v1", []neededDocument{}, []eventDocument{}}
	lists := a.listingScopes()
	for _, n := range a.needed {
		d := neededDocument{
			Method: n.Method, Kind: n.Kind, Callable: n.Callable,
			AnyOf: console.JSONArray(n.AnyOf), AllOf: console.JSONArray(n.AllOf), Listed: console.JSONArray(n.Listed), Rule: n.Rule,
			Granted: answerInJSON(n.Granted), Missing: console.JSONArray(n.Missing), Change: change(n),
			Where: []reachDocument{}, Closed: newClosedDocuments(n.Unreachable), Basis: n.Basis, AsOf: n.AsOf,
		}
		for _, r := range n.Reachable {
			d.Where = append(d.Where, reachDocument{r.Type, r.Scope, newResourcesDocument(r.Resources), r.Unjoined, lists[r.Type]})
		}
		d.describe(n)
		doc.Methods = append(doc.Methods, d)
	}
	for _, n := range a.events {
		doc.Events = append(doc.Events, eventDocument{
			n.Method, n.Kind, console.JSONArray(n.AnyOf), console.JSONArray(n.AllOf), console.JSONArray(n.Listed), n.Rule,
			answerInJSON(n.Granted), console.JSONArray(n.Missing), change(n), n.Basis, n.AsOf,
		})
	}
	return doc
}

// describe adds what is known of the method besides.
func (d *neededDocument) describe(n model.MethodAccess) {
	m, _ := catalog.LookupMethod(n.Method)
	d.Verb, d.Tier, d.ContentTypes, d.Kinds = m.Verb, m.Tier, console.JSONArray(contentTypes(m)), console.JSONArray(m.Kinds())
	d.Choices, d.Arguments = []choiceDocument{}, []argumentDocument{}
	for _, s := range n.AnyOf {
		opens, _ := s.ConversationType()
		d.Choices = append(d.Choices, choiceDocument{s, opens})
	}
	for _, s := range m.ArgumentScopes(n.Kind) {
		d.Arguments = append(d.Arguments, argumentDocument{s.Scope, console.JSONArray(s.Arguments), s.For, s.Basis})
	}
	if r, ok := m.Retirement(); ok {
		d.Retirement = retirementDocument{r.State, r.On, r.Instead, r.Answers, r.Sentence()}
	}
}

// contentTypes are those in which a method takes its arguments; none where Slack published
// the method by name only.
func contentTypes(m catalog.Method) []string {
	switch {
	case m.Verb == "":
		return nil
	case m.JSON:
		return []string{"application/x-www-form-urlencoded", "application/json"}
	}
	return []string{"application/x-www-form-urlencoded"}
}

// answerInJSON is an answer in JSON; [model.Unknown] is null.
func answerInJSON(a model.Answer) *bool {
	if a == model.Unknown {
		return nil
	}
	yes := a == model.Yes
	return &yes
}
