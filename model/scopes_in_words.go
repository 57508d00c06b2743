package model

import (
	"strconv"
	"strings"

	"periscope/model/catalog"
)

// Enumerate names scopes in a sentence: "a", "a and b", "a, b and c", and of
// more than four the first three: "a, b, c and 7 more".
func Enumerate(scopes []catalog.Scope, conjunction string) string {
	const most = 4
	var names []string
	for i, s := range scopes {
		if i == most-1 && len(scopes) > most {
			names = append(names, strconv.Itoa(len(scopes)-i)+" more")
			break
		}
		names = append(names, spell(s))
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " " + conjunction + " " + names[last]
}

// spell writes a scope as it is when the catalogue knows it, and else quoted.
func spell(s catalog.Scope) string {
	if _, known := catalog.Lookup(s); known {
		return string(s)
	}
	return quoteTyped(string(s))
}

// number picks the form of a word that agrees with the number of scopes.
func number(scopes []catalog.Scope, one, more string) string {
	if len(scopes) == 1 {
		return one
	}
	return more
}

// quoteTyped quotes what was typed, with its control characters escaped, and cuts
// it when it is long.
func quoteTyped(typed string) string {
	const longest = 40
	runes := []rune(typed)
	if len(runes) > longest {
		return strconv.QuoteToGraphic(string(runes[:longest])) + "…"
	}
	return strconv.QuoteToGraphic(typed)
}
