package panes

import (
	"slices"
	"strings"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// query is what was typed into a filter: words that must all occur, in
// any order. It ignores case until it holds a capital, and it ignores accents,
// as fzf does. With a "~" in front it is fuzzy: of each word, the letters occur in their
// order, and others may stand between them.
type query struct {
	words     [][]rune
	sensitive bool
	fuzzy     bool
}

// fuzzyPrefix makes a query fuzzy.
const fuzzyPrefix = "~"

func parseQuery(s string) query {
	q := query{sensitive: strings.IndexFunc(s, unicode.IsUpper) >= 0}
	s, q.fuzzy = strings.CutPrefix(strings.TrimLeftFunc(s, unicode.IsSpace), fuzzyPrefix)
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
		if r, _ := q.find(&chars, word, false); r.Start < 0 {
			return false
		}
	}
	return true
}

// find looks for a word, and where its letters are if that is asked for.
func (q query) find(text *util.Chars, word []rune, positions bool) (algo.Result, *[]int) {
	if q.fuzzy {
		return algo.FuzzyMatchV1(q.sensitive, true, true, text, word, positions, nil)
	}
	return algo.ExactMatchNaive(q.sensitive, true, true, text, word, false, nil)
}

// spans returns where in text the words occur, as half-open ranges of runes.
// A word that does not occur has no span.
func (q query) spans(text string) [][2]int {
	chars := util.ToChars([]byte(text))
	var spans [][2]int
	for _, word := range q.words {
		switch r, positions := q.find(&chars, word, true); {
		case r.Start < 0:
		case positions == nil:
			spans = append(spans, [2]int{r.Start, r.End})
		default:
			slices.Sort(*positions)
			for _, at := range *positions {
				spans = append(spans, [2]int{at, at + 1})
			}
		}
	}
	return spans
}
