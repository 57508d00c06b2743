package cli

import (
	"maps"
	"slices"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// driftDocument is what drift --json prints. No array in it is ever null. Idle,
// Doubtful and Elsewhere are for the reader to judge: they are no drift.
type driftDocument struct {
	Schema   string            `json:"schema"` // "periscope.drift/v1"
	Drift    bool              `json:"drift"`
	Kind     catalog.TokenKind `json:"kind"`
	Compared []string          `json:"compared"` // those of "manifest", "token", "code" and "recording" that were given

	Declared []declaredDocument `json:"declared"`
	Granted  []scopeDocument    `json:"granted"`
	// Complete: all scopes of the token were read. If not, some may be missing from Granted,
	// and the calls that seem to lack them are in Doubtful. Missing resources make no drift.
	Complete bool `json:"complete"`

	Needed   []scopeDocument `json:"needed"`   // all that Slack lists for the methods that are called
	Features []scopeDocument `json:"features"` // what the manifest's own parts use

	Manifest     []manifestDocument   `json:"manifest"`      // what is wrong with it by itself
	NotInstalled []scopeDocument      `json:"not_installed"` // declared, not granted
	Undeclared   []scopeDocument      `json:"undeclared"`    // granted, not declared
	Missing      []callDocument       `json:"missing"`       // once for each scope and place in the code
	Impossible   []impossibleDocument `json:"impossible"`    // calls that no token of the app can make
	Unused       []scopeDocument      `json:"unused"`

	Idle      []idleDocument `json:"idle"`
	Doubtful  []callDocument `json:"doubtful"`
	Elsewhere []callDocument `json:"elsewhere"` // for tokens of another kind
	Declined  []callDocument `json:"declined"`  // for want of optional scopes; the code catches the error

	Retired      []retiredDocument  `json:"retired"`       // what Slack retired or advises against
	Untraced     []untracedDocument `json:"untraced"`      // may call any method
	ScopeUnknown []featureDocument  `json:"scope_unknown"` // parts of the manifest: Slack does not say which scope they take

	Allowed []allowedDocument `json:"allowed"` // findings that are silenced, and allowances that silence nothing

	Recorded recordedDocument `json:"recorded"` // what a recording says; empty without one

	Methods    []methodDocument `json:"methods"` // that the code, or the recording, was found to call, by name
	Calls      int              `json:"calls"`   // calls found in the code
	Files      int              `json:"files"`   // files searched
	Skipped    []project.Skip   `json:"skipped"`
	InstallURL string           `json:"install_url"` // empty: no scope lacks, or the client id is not known
}

// methodDocument is a method that is called.
type methodDocument struct {
	Method     string   `json:"method"`
	Documented bool     `json:"documented"` // the catalogue has it
	Places     []string `json:"places"`     // file:line, as the code has them; a file alone is a recording
}

type scopeDocument struct {
	Scope catalog.Scope     `json:"scope"`
	Kind  catalog.TokenKind `json:"kind"`
}

type declaredDocument struct {
	scopeDocument
	Optional bool `json:"optional"` // may be declined at install
}

type idleDocument struct {
	scopeDocument
	Serves string `json:"serves"` // what may need it, if known
	// Doubt is the place that keeps the scope from being called unused. Its fields are
	// empty if there is none, and Serves is why.
	Doubt doubtDocument `json:"doubt"`
}

type doubtDocument struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Why  string `json:"why"`
}

type manifestDocument struct {
	Code    drift.ManifestFindingKind `json:"code"`
	Kind    catalog.TokenKind         `json:"kind"`
	Scopes  []catalog.Scope           `json:"scopes"` // what to declare
	AnyOf   []catalog.Scope           `json:"any_of"` // one of these would do; empty where there is no choice
	Feature string                    `json:"feature"`
	For     catalog.Scope             `json:"for"`     // the scope that stands alone; empty for features
	Refusal string                    `json:"refusal"` // Slack's code; empty where it is not known
	Message string                    `json:"message"`
	Basis   catalog.Basis             `json:"basis"`
	placeDocument
}

type placeDocument struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // 0: not known
	Column int    `json:"column"`
}

type impossibleDocument struct {
	Method string `json:"method"`
	File   string `json:"file"`
	Line   int    `json:"line"`
	Why    string `json:"why"`
}

// retiredDocument is a call, a declared or granted scope, or the kind of app.
type retiredDocument struct {
	Method  string                  `json:"method"`
	Scope   catalog.Scope           `json:"scope"`
	App     string                  `json:"app"`
	State   catalog.RetirementState `json:"state"`
	On      string                  `json:"on"`      // YYYY-MM-DD, or YYYY-MM; empty where not known
	Instead string                  `json:"instead"` // in words
	Answers string                  `json:"answers"` // Slack's error code
	Message string                  `json:"message"`
	File    string                  `json:"file"`
	Line    int                     `json:"line"`
}

type untracedDocument struct {
	File string             `json:"file"`
	Line int                `json:"line"`
	Kind drift.UntracedKind `json:"kind"`
	Text string             `json:"text"`
}

type featureDocument struct {
	Feature string `json:"feature"`
	placeDocument
}

// callDocument is one scope that a call lacks, at one place.
type callDocument struct {
	scopeDocument
	Method   string       `json:"method"`
	File     string       `json:"file"`
	Line     int          `json:"line"`
	Rule     catalog.Rule `json:"rule"`
	Declared bool         `json:"declared"` // the manifest asks for it: installing again is enough
	// AnyOf are the scopes of which one is enough, narrowest first; empty where there is no
	// choice. For is what the scope is for, where it is not the method itself.
	AnyOf []catalog.Scope `json:"any_of"`
	For   string          `json:"for"`
}

func (a driftReport) document() driftDocument {
	doc := driftDocument{
		Schema: "periscope.drift/v1", Drift: a.drifts(), Kind: a.Kind, Compared: a.compared(),
		Declared: []declaredDocument{}, Granted: a.scopes(a.Granted), Complete: !a.GrantedInPart, Needed: a.scopes(a.Needed),
		Features: a.scopes(a.Features), Manifest: a.manifestDocuments(), Impossible: impossibleDocuments(a.Impossible),
		NotInstalled: a.scopes(a.NotInstalled), Undeclared: a.scopes(a.Undeclared),
		Missing: callDocuments(a.Missing), Unused: a.scopes(a.Unused),
		Idle: []idleDocument{}, Doubtful: callDocuments(a.Doubtful), Elsewhere: callDocuments(a.ForOtherToken),
		Declined: callDocuments(a.Declined), Retired: a.retiredDocuments(),
		Untraced: []untracedDocument{}, ScopeUnknown: []featureDocument{}, Allowed: a.allowedDocuments(),
		Recorded: a.recorded.document(), Methods: methodDocuments(a.calls),
		Calls: len(a.code.Uses), Files: a.code.Files, Skipped: console.JSONArray(a.code.Skipped), InstallURL: a.installURL,
	}
	for _, s := range a.scopes(a.Declared) {
		doc.Declared = append(doc.Declared, declaredDocument{s, false})
	}
	for _, s := range a.scopes(a.Optional) {
		doc.Declared = append(doc.Declared, declaredDocument{s, true})
	}
	for _, i := range a.PerhapsUnused {
		doc.Idle = append(doc.Idle, idleDocument{scopeDocument{i.Scope, a.Kind}, i.OtherUse, doubtDocument(i.Doubt)})
	}
	for _, u := range a.Untraced {
		doc.Untraced = append(doc.Untraced, untracedDocument{u.File, u.Line, u.Kind, u.Text})
	}
	for _, f := range a.UnknownParts {
		doc.ScopeUnknown = append(doc.ScopeUnknown, featureDocument{f.What(), a.inManifest(f.Position)})
	}
	return doc
}

// methodDocuments has one for each method, by name.
func methodDocuments(calls []drift.CallSite) []methodDocument {
	places := map[string][]string{}
	for _, c := range calls {
		if !slices.Contains(places[c.Method], c.Place()) {
			places[c.Method] = append(places[c.Method], c.Place())
		}
	}
	docs := []methodDocument{}
	for _, m := range slices.Sorted(maps.Keys(places)) {
		_, known := catalog.LookupMethod(m)
		docs = append(docs, methodDocument{m, known, places[m]})
	}
	return docs
}

// compared names the sides that were given.
func (a driftReport) compared() []string {
	sides := []string{}
	for _, side := range []struct {
		known bool
		name  string
	}{{a.KnowsDeclared, "manifest"}, {a.KnowsGranted, "token"}, {a.searched, "code"}, {a.recorded != nil, "recording"}} {
		if side.known {
			sides = append(sides, side.name)
		}
	}
	return sides
}

func (a driftReport) scopes(scopes []catalog.Scope) []scopeDocument {
	docs := []scopeDocument{}
	for _, s := range scopes {
		docs = append(docs, scopeDocument{s, a.Kind})
	}
	return docs
}

func callDocuments(lacks []drift.UnmetNeed) []callDocument {
	docs := []callDocument{}
	for _, l := range lacks {
		scopes := l.Scopes
		if len(scopes) == 0 {
			scopes = []catalog.Scope{""} // it lacks another kind of token
		}
		for _, use := range l.CallSites {
			for _, s := range scopes {
				docs = append(docs, callDocument{
					scopeDocument{s, l.Kind},
					l.Method, use.File, use.Line, l.Rule, l.Declared,
					console.JSONArray(l.AnyOf), l.For,
				})
			}
		}
	}
	return docs
}

// inManifest is a place in the manifest.
func (a driftReport) inManifest(p drift.Position) placeDocument {
	place := placeDocument{Line: p.Line, Column: p.Column}
	if a.declared != nil {
		place.File = a.declared.File
	}
	return place
}

func (a driftReport) manifestDocuments() []manifestDocument {
	docs := []manifestDocument{}
	for _, f := range a.Manifest {
		docs = append(docs, manifestDocument{
			f.Code, f.Kind, console.JSONArray(f.Scopes), console.JSONArray(f.AnyOf), f.Feature, f.For, f.Refusal, f.Sentence(), f.Basis,
			a.inManifest(f.Position),
		})
	}
	return docs
}

func impossibleDocuments(calls []drift.ImpossibleCall) []impossibleDocument {
	docs := []impossibleDocument{}
	for _, c := range calls {
		for _, at := range c.CallSites {
			docs = append(docs, impossibleDocument{c.Method, at.File, at.Line, c.Why})
		}
	}
	return docs
}

// retiredDocuments has one for each place in the code, and one for each scope.
func (a driftReport) retiredDocuments() []retiredDocument {
	docs := []retiredDocument{}
	add := func(r catalog.Retirement, method string, scope catalog.Scope, file string, line int) {
		docs = append(docs, retiredDocument{method, scope, r.App, r.State, r.On, r.Instead, r.Answers, r.Sentence(), file, line})
	}
	for _, c := range a.RetiredCalls {
		for _, at := range c.CallSites {
			add(c.Retirement, c.Method, "", at.File, at.Line)
		}
	}
	for _, s := range a.RetiredScopes {
		at := a.whereDeclared(s.Scope)
		add(s.Retirement, "", s.Scope, at.File, at.Line)
	}
	if r, ok := a.Kind.AppRetirement(); ok {
		add(r, "", "", "", 0)
	}
	return docs
}

// whereDeclared is where the manifest declares a scope; zero if it does not.
func (a driftReport) whereDeclared(s catalog.Scope) placeDocument {
	if a.declared == nil {
		return placeDocument{}
	}
	for _, optional := range []bool{false, true} {
		if p := a.declared.At(s, a.Kind, optional); p != (drift.Position{}) {
			return a.inManifest(p)
		}
	}
	return placeDocument{}
}
