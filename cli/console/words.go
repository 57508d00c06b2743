package console

import (
	"strings"

	"periscope/model/catalog"
)

// Join writes names in a row: "chat:write, pins:read".
func Join[S ~string](all []S) string { return strings.Join(Strings(all), ", ") }

// Strings converts names of a type of their own to strings.
func Strings[S ~string](all []S) []string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return words
}

// WithArticle is a kind of token with its article: "an app-level".
func WithArticle(kind catalog.TokenKind) string {
	if kind != "" && strings.IndexByte("aeio", kind[0]) >= 0 { // not u: "a user token"
		return "an " + string(kind)
	}
	return "a " + string(kind)
}
