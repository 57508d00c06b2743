package drift

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// Justification is why an app has a scope, as far as its code and its manifest tell.
type Justification struct {
	Scope    catalog.Scope
	Kind     catalog.TokenKind // of the token that holds it
	Optional bool              // may be declined at install
	Calls    []CallSite        // whose methods need it, or accept it, by method, file and line
	Features []ManifestFeature // events, commands and other parts of the manifest that use it
	Partners []catalog.Scope   // declared scopes that need it beside them
	Kept     *Allowance        // why a person keeps it; nil: nobody said
	Perhaps  string            // completes "It may be there for ..."; empty if there is a reason, or no other use is known
}

// Justified reports whether there is a reason for the scope.
func (j Justification) Justified() bool {
	return len(j.Calls)+len(j.Features)+len(j.Partners) > 0 || j.Kept != nil
}

// Justify finds the reasons for each scope that a manifest declares, the bot's first,
// sorted by name. code is nil if it is not known.
func Justify(m Manifest, code *Code, allowed []Allowance) []Justification {
	var all []Justification
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		scopes, optional := m.For(kind)
		for _, s := range sorted(model.Union(scopes, optional)) {
			j := Justification{Scope: s, Kind: kind, Optional: among(optional)(s)}
			if code != nil {
				j.Calls = callsFor(s, kind, code.Calls)
			}
			j.Features = featuresFor(s, kind, m.Features)
			for _, other := range scopes {
				if partner, ok := other.Partner(); ok && partner == s {
					j.Partners = append(j.Partners, other)
				}
			}
			if i := slices.IndexFunc(allowed, func(a Allowance) bool { return a.Scope == s }); i >= 0 {
				j.Kept = &allowed[i]
			}
			if !j.Justified() {
				j.Perhaps, _ = s.OtherUse()
			}
			all = append(all, j)
		}
	}
	return all
}

func callsFor(s catalog.Scope, kind catalog.TokenKind, calls []CallSite) []CallSite {
	var found []CallSite
	for _, group := range byMethod(calls) {
		m, _ := catalog.LookupMethod(group.Method)
		for _, c := range group.CallSites {
			if need, ok := c.NeedOf(m, kind); ok && slices.Contains(need.Scopes, s) {
				found = append(found, c)
			}
		}
	}
	return found
}

func featuresFor(s catalog.Scope, kind catalog.TokenKind, features []ManifestFeature) []ManifestFeature {
	var found []ManifestFeature
	for _, f := range features {
		need, known := f.Need()
		if known && need.Kind == kind && (slices.Contains(need.Scopes, s) || slices.Contains(need.Also, s)) {
			found = append(found, f)
		}
	}
	return found
}
