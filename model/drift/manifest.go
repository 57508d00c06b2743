package drift

import (
	"periscope/model"
	"periscope/model/catalog"
)

// ManifestScopes are the scopes that an app's manifest asks for, under
// oauth_config.scopes. The user who installs the app may decline optional ones, which
// Slack wants in both lists: those that stand in the optional list alone are never
// asked for.
type ManifestScopes struct {
	Bot, User                 []catalog.Scope
	BotOptional, UserOptional []catalog.Scope
}

// For returns what the manifest declares for tokens of a kind. It is nothing for
// kinds other than bot and user.
func (d ManifestScopes) For(kind catalog.TokenKind) (scopes, optional []catalog.Scope) {
	switch kind {
	case catalog.Bot:
		return d.Bot, d.BotOptional
	case catalog.UserToken:
		return d.User, d.UserOptional
	}
	return nil, nil
}

// Position is a place in a manifest; both are 1-based, and columns count characters.
type Position struct{ Line, Column int }

// Manifest is what a manifest says about scopes: those that it declares, and its parts
// that use some.
type Manifest struct {
	ManifestScopes
	File     string // where it was read; empty if it is no file
	Features []ManifestFeature
	// Positions are the places where the scopes are declared, in the order of the file.
	Positions []ScopePosition
	// Workflows: the manifest has workflows, which triggers may start on events that it does
	// not name. Other apps get the events that it subscribes to, and no others.
	Workflows bool
}

// ScopePosition is where a manifest declares a scope.
type ScopePosition struct {
	Scope    catalog.Scope
	Kind     catalog.TokenKind
	Optional bool // in the list of optional scopes
	Position
}

// At returns where a scope is declared for tokens of a kind, in the list of optional
// scopes or in the other; zero if it is not.
func (m Manifest) At(s catalog.Scope, kind catalog.TokenKind, optional bool) Position {
	for _, p := range m.Positions {
		if p.Scope == s && p.Kind == kind && p.Optional == optional {
			return p.Position
		}
	}
	return Position{}
}

// The sorts of features that the catalogue has other records of than of [catalog.Feature].
const (
	BotEvent     = "bot_events"    // an event that the bot gets
	UserEvent    = "user_events"   // an event that the app gets for users
	WorkflowStep = "workflow_step" // a step of a workflow that runs one of Slack's functions
)

// ManifestFeature is one part of a manifest that may use scopes.
type ManifestFeature struct {
	Feature string // the name of a [catalog.Feature], or one of the sorts above
	Name    string // "/deploy", "app_mention", "slack#/functions/send_message"; empty where it has none
	Position
}

// What names the feature, as in "the slash command /deploy".
func (f ManifestFeature) What() string {
	what := "part " + f.Feature
	switch f.Feature {
	case BotEvent, UserEvent:
		what = "event"
	case WorkflowStep:
		what = "workflow step"
	default:
		if known, ok := catalog.LookupFeature(f.Feature); ok {
			what = known.What
		}
	}
	if f.Name == "" {
		return what
	}
	return what + " " + f.Name
}

// Need returns what the app must hold for the feature. False means that Slack does not
// say which scope it takes: it may be any.
func (f ManifestFeature) Need() (catalog.FeatureNeed, bool) {
	switch f.Feature {
	case BotEvent:
		return eventNeed(f.Name, catalog.Bot)
	case UserEvent:
		return eventNeed(f.Name, catalog.UserToken)
	case WorkflowStep:
		return catalog.Function(f.Name)
	}
	known, ok := catalog.LookupFeature(f.Feature)
	return known.FeatureNeed, ok
}

// eventNeed is the need of a subscription to an event. Slack refuses one without the
// scope, if tokens of the kind can hold it.
func eventNeed(name string, kind catalog.TokenKind) (catalog.FeatureNeed, bool) {
	e, ok := catalog.LookupEvent(name)
	if !ok {
		return catalog.FeatureNeed{}, false
	}
	n := e.Need(kind)
	required := false
	for _, s := range n.Scopes {
		entry, known := catalog.Lookup(s)
		required = required || known && entry.Offered(kind)
	}
	return catalog.FeatureNeed{Kind: kind, Scopes: n.Scopes, Rule: n.Rule, Required: required, Basis: catalog.Documented}, true
}

// ManifestFindingKind is what is wrong with a manifest by itself.
type ManifestFindingKind string

const (
	FeatureWithoutScope ManifestFindingKind = "feature_without_scope" // a part of it needs a scope that it does not declare
	OptionalOnly        ManifestFindingKind = "optional_only"         // a scope stands in the optional list alone
	PartnerMissing      ManifestFindingKind = "partner_missing"       // a scope is declared without the one it needs beside it
)

// ManifestFinding is one thing that is wrong with a manifest, whatever the token holds
// and the code calls.
type ManifestFinding struct {
	Code    ManifestFindingKind
	Kind    catalog.TokenKind
	Scopes  []catalog.Scope // the smallest change known to help: what to declare
	AnyOf   []catalog.Scope // the scopes of which one is enough, narrowest first; empty where there is no choice
	Feature string          // of FeatureWithoutScope: "slash command /deploy"
	For     catalog.Scope   // of the others: the scope that stands alone
	Refusal string          // Slack's code for it; empty where it is not known
	Basis   catalog.Basis
	Position
}

// Findings are what is wrong with the manifest by itself, in the order of the file as far
// as it is known.
func (m Manifest) Findings() []ManifestFinding {
	var all []ManifestFinding
	for _, f := range m.Features {
		if finding, ok := m.featureFinding(f); ok {
			all = append(all, finding)
		}
	}
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		scopes, optional := m.For(kind)
		for _, s := range model.Minus(optional, scopes) {
			all = append(all, ManifestFinding{
				Code: OptionalOnly, Kind: kind, Scopes: []catalog.Scope{s}, For: s,
				Basis: catalog.Documented, Position: m.At(s, kind, true),
			})
		}
		for _, s := range scopes {
			if partner, ok := s.Partner(); ok && !among(scopes)(partner) {
				all = append(all, ManifestFinding{
					Code: PartnerMissing, Kind: kind, Scopes: []catalog.Scope{partner}, For: s,
					Basis: catalog.Documented, Position: m.At(s, kind, false),
				})
			}
		}
	}
	return all
}

func (m Manifest) featureFinding(f ManifestFeature) (ManifestFinding, bool) {
	n, known := f.Need()
	if !known || !n.Required {
		return ManifestFinding{}, false
	}
	scopes, optional := m.For(n.Kind)
	need := catalog.Need{Kind: n.Kind, Scopes: n.Scopes, Rule: n.Rule}
	granted, missing := model.Judge(need, among(model.Union(scopes, optional)))
	if granted == model.Yes {
		return ManifestFinding{}, false
	}
	finding := ManifestFinding{
		Code: FeatureWithoutScope, Kind: n.Kind, Scopes: missing, Feature: f.What(), Refusal: n.Refusal,
		Basis: n.Basis, Position: f.Position,
	}
	if n.Rule == catalog.AnyOf {
		finding.AnyOf = model.NarrowestFirst(n.Scopes, n.Kind)
	}
	return finding, true
}

// uses are the scopes of a kind of token that the manifest's own parts use, and the parts
// of which Slack does not say which scope they take.
func (m Manifest) uses(kind catalog.TokenKind) (scopes []catalog.Scope, unknown []ManifestFeature) {
	for _, f := range m.Features {
		n, known := f.Need()
		switch {
		case !known, n.Rule == catalog.RuleUnknown && n.Kind == kind:
			unknown = append(unknown, f)
		case n.Kind == kind:
			scopes = model.Union(scopes, append(append([]catalog.Scope{}, n.Scopes...), n.Also...))
		}
	}
	return scopes, unknown
}

// UsedByManifest are the scopes of a kind of token that a manifest's own parts use, sorted.
func UsedByManifest(m Manifest, kind catalog.TokenKind) []catalog.Scope {
	scopes, _ := m.uses(kind)
	return sorted(scopes)
}
