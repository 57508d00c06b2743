package console

import (
	"strings"

	"periscope/model/catalog"
)

// NotNull is s, but an empty array in JSON where it is nil.
func NotNull[T any](s []T) []T { return append([]T{}, s...) }

func Join[S ~string](all []S) string { return strings.Join(Strings(all), ", ") }

func Strings[S ~string](all []S) []string {
	words := make([]string, len(all))
	for i, s := range all {
		words[i] = string(s)
	}
	return words
}

func WithArticle(kind catalog.TokenKind) string {
	if strings.ContainsRune("aeio", rune(kind[0])) { // not u: "a user token"
		return "an " + string(kind)
	}
	return "a " + string(kind)
}
