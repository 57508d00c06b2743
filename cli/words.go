package cli

import (
	"periscope/model/catalog"
	"strings"
)

// notNull is s, but an empty array in JSON where it is nil.
func notNull[T any](s []T) []T { return append([]T{}, s...) }

func join[S ~string](all []S) string { return strings.Join(asStrings(all), ", ") }

func asStrings[S ~string](all []S) []string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return words
}

func withArticle(kind catalog.TokenKind) string {
	if strings.ContainsRune("aeio", rune(kind[0])) { // not u: "a user token"
		return "an " + string(kind)
	}
	return "a " + string(kind)
}
