package model

import (
	"cmp"
	"fmt"
	"strings"

	"periscope/model/catalog"
	"periscope/model/order"
)

// longestName bounds, in bytes, the names that are compared: it is twice the
// length of the longest real one, and nothing is near to anything beyond.
const longestName = 64

// NearestScopes returns at most n scopes that name may be a misspelling of: those of
// workspace tokens first, then others, each nearest first. A name is near if it is
// a few typing mistakes away (a letter too many, too few, wrong, or two swapped),
// or has a part more or less, as "reminders:read" lacks the ":user" of
// "reminders:read:user". The name itself is never returned.
func NearestScopes(name catalog.Scope, n int) []catalog.Scope {
	return nearest(name, n, catalog.Scopes(), catalog.Workspace)
}

// nearestOffered is [NearestScopes] among the scopes that workspace tokens can ask for.
func nearestOffered(name catalog.Scope, n int) []catalog.Scope {
	return nearest(name, n, catalog.Offered(catalog.Workspace), catalog.Workspace)
}

// nearest prefers, among the entries, those that tokens of a kind can hold.
func nearest(name catalog.Scope, n int, among []catalog.Entry, kind catalog.TokenKind) []catalog.Scope {
	type neighbour struct {
		scope    catalog.Scope
		others   int // 0: tokens of the kind can hold it, 1: only others can
		distance int
	}
	typed := strings.ToLower(strings.TrimSpace(string(name)))
	if typed == "" || len(typed) > longestName {
		return nil
	}
	var near []neighbour
	for _, e := range among {
		d, ok := nameDistance(typed, string(e.Scope))
		if !ok || e.Scope == name {
			continue
		}
		other := neighbour{scope: e.Scope, distance: d}
		if !e.Offered(kind) {
			other.others = 1
		}
		near = append(near, other)
	}
	order.Stable(near, func(a, b neighbour) int {
		return cmp.Or(a.others-b.others, a.distance-b.distance, cmp.Compare(a.scope, b.scope))
	})
	var scopes []catalog.Scope
	for _, o := range near[:min(max(n, 0), len(near))] {
		scopes = append(scopes, o.scope)
	}
	return scopes
}

func didYouMean(near []catalog.Scope) string {
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf(" Did you mean %s?", Enumerate(near, "or"))
}

func corrections(s catalog.Scope, near []catalog.Scope) []Fix {
	var fixes []Fix
	for _, n := range near {
		fixes = append(fixes, Fix{
			Kind:   FixCorrect,
			Label:  fmt.Sprintf("correct to %s", n),
			Scopes: []catalog.Scope{s},
			With:   []catalog.Scope{n},
		})
	}
	return fixes
}

// nearMethods returns at most n methods that may have been meant: names a few
// typing mistakes away, then names that end in what was typed.
func nearMethods(typed string, n int) []string {
	type neighbour struct {
		name     string
		distance int
	}
	name := strings.NewReplacer("_", ".", "/", ".").Replace(strings.ToLower(typed))
	if name == "" || len(name) > longestName {
		return nil
	}
	var near []neighbour
	for _, m := range catalog.Methods() {
		lower := strings.ToLower(m.Name)
		if d, ok := nameDistance(name, lower); ok {
			near = append(near, neighbour{m.Name, d})
		} else if strings.HasSuffix(lower, "."+name) {
			near = append(near, neighbour{m.Name, longestName * strings.Count(lower, ".")})
		}
	}
	order.Stable(near, func(a, b neighbour) int {
		return cmp.Or(a.distance-b.distance, cmp.Compare(a.name, b.name))
	})
	var names []string
	for _, o := range near[:min(n, len(near))] {
		names = append(names, o.name)
	}
	return names
}

// NearestOf returns at most n of some names that may have been meant, the nearest first, and
// never the name that was typed.
func NearestOf(typed string, names []string, n int) []string {
	typed = strings.ToLower(strings.TrimSpace(typed))
	if typed == "" || len(typed) > longestName {
		return nil
	}
	distances := map[string]int{}
	var near []string
	for _, name := range names {
		if d, ok := nameDistance(typed, name); ok && name != typed {
			distances[name] = d
			near = append(near, name)
		}
	}
	order.Stable(near, func(a, b string) int { return cmp.Or(distances[a]-distances[b], cmp.Compare(a, b)) })
	return near[:min(max(n, 0), len(near))]
}

// nameDistance is how far a typed name is from a real one, and whether that is near.
// A typing mistake weighs 4, and a common beginning takes off up to 3, because
// people mistype the ends of words more often. A part more or less weighs as much
// as two mistakes.
func nameDistance(typed, scope string) (distance int, near bool) {
	const slip = 4
	if partMore(typed, scope) || partMore(scope, typed) {
		return 2 * slip, true
	}
	allowed := min(1+len(typed)/5, 4)
	if len(typed)-len(scope) > allowed || len(scope)-len(typed) > allowed {
		return 0, false
	}
	slips := editDistance(typed, scope)
	return slip*slips - min(commonPrefix(typed, scope), slip-1), slips <= allowed
}

// partMore reports whether long is short and further parts, set off by ':' or '.'.
func partMore(long, short string) bool {
	rest, ok := strings.CutPrefix(long, short)
	return ok && rest != "" && strings.ContainsRune(":.", rune(rest[0]))
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// editDistance counts the insertions, deletions, replacements and swaps of
// neighbours that turn a into b, no letter being touched twice (the
// "optimal string alignment" form of the Damerau-Levenshtein distance). Letters
// are bytes: real names are ASCII. Neither may be longer than longestName.
func editDistance(a, b string) int {
	var rows [3][longestName + 1]int // row i counts for the first i letters of a; three are enough
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := range len(a) {
		before, last, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return rows[len(a)%3][len(b)]
}
