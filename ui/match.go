package ui

import (
	"strings"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// query is what somebody typed into a filter: words that must all occur, in
// any order. It ignores case until it holds a capital, and it ignores accents,
// as fzf does.
type query struct {
	words     [][]rune
	sensitive bool
}

func parseQuery(s string) query {
	q := query{sensitive: strings.IndexFunc(s, unicode.IsUpper) >= 0}
	for word := range strings.FieldsSeq(s) {
		q.words = append(q.words, algo.NormalizeRunes([]rune(word)))
	}
	return q
}

func (q query) empty() bool { return len(q.words) == 0 }

// matches reports whether every word occurs in text. It allocates nothing for
// text in ASCII.
func (q query) matches(text []byte) bool {
	chars := util.ToChars(text)
	for _, word := range q.words {
		if r, _ := algo.ExactMatchNaive(q.sensitive, true, true, &chars, word, false, nil); r.Start < 0 {
			return false
		}
	}
	return true
}

// spans returns where in text the words occur, as half-open ranges of runes.
// A word that does not occur has no span.
func (q query) spans(text string) [][2]int {
	chars := util.ToChars([]byte(text))
	var spans [][2]int
	for _, word := range q.words {
		if r, _ := algo.ExactMatchNaive(q.sensitive, true, true, &chars, word, false, nil); r.Start >= 0 {
			spans = append(spans, [2]int{r.Start, r.End})
		}
	}
	return spans
}
