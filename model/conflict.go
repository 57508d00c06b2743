package model

import (
	"fmt"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// findConflicts returns at most one problem: fitting scopes that one install cannot ask for together.
func findConflicts(r Request) []Problem {
	fitting := slices.DeleteFunc(r.distinct(), func(s catalog.Scope) bool { return !askable(s, r.audience()) })
	var (
		mixtures []mixture
		sides    = map[mixture][]catalog.Scope{}
	)
	for _, s := range fitting {
		m := mixtureOf(s)
		if len(sides[m]) == 0 {
			mixtures = append(mixtures, m)
		}
		sides[m] = append(sides[m], s)
	}
	if len(mixtures) < 2 {
		return nil
	}
	p := Problem{
		Code:    CodeMixedScope,
		Refusal: invalidScope,
		Scopes:  fitting,
		Message: whyConflict(sides),
		Basis:   basisOfConflict(sides),
		Fixes:   []Fix{split(r)},
	}
	for _, m := range mixtures {
		p.Fixes = append(p.Fixes, drop(sides[m]))
	}
	return []Problem{p}
}

func whyConflict(sides map[mixture][]catalog.Scope) string {
	var parts []string
	for _, side := range []struct {
		of      mixture
		meaning string
	}{
		{signInMixture, "Sign in with Slack"},
		{identityMixture, "the older form of Sign in with Slack"},
	} {
		if scopes := sides[side.of]; len(scopes) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s to %s", enumerate(scopes, "and"), number(scopes, "belongs", "belong"), side.meaning))
		}
	}
	return strings.Join(parts, ", ") + ". Such scopes mix with no others: ask for them in an install of their own."
}

// basisOfConflict is documented as far as Slack's pages name the scopes: the
// catalogue puts one among them for its name alone.
func basisOfConflict(sides map[mixture][]catalog.Scope) catalog.Basis {
	for _, s := range slices.Concat(sides[signInMixture], sides[identityMixture]) {
		if entry, _ := catalog.Lookup(s); entry.Basis == catalog.Documented {
			return catalog.Documented
		}
	}
	return catalog.Inferred
}
