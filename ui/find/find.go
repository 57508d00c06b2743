// Package find tells which texts hold what a person typed, and which of them fit best. It
// matches as fzf does, with fzf's own code: case counts once a capital is typed, accents
// never. It keeps nothing and knows nothing of what the texts are about.
package find

import (
	"strings"
	"unicode"

	"github.com/junegunn/fzf/src/algo"
	"github.com/junegunn/fzf/src/util"
)

// fzf's tables of what makes a match good are made once, before anything matches.
var _ = algo.Init("default")

// Query is what was typed: words that must all occur, in any order. With ~ in front, the
// letters of each word may lie apart.
type Query struct {
	words     [][]rune
	sensitive bool
	fuzzy     bool
}

// Parse reads what was typed.
func Parse(typed string) Query {
	rest, fuzzy := strings.CutPrefix(strings.TrimLeft(typed, " "), "~")
	return parse(rest, fuzzy)
}

// Fuzzy reads what was typed where all finding is fuzzy.
func Fuzzy(typed string) Query { return parse(typed, true) }

func parse(typed string, fuzzy bool) Query {
	q := Query{sensitive: strings.IndexFunc(typed, unicode.IsUpper) >= 0, fuzzy: fuzzy}
	for word := range strings.FieldsSeq(typed) {
		q.words = append(q.words, algo.NormalizeRunes([]rune(word)))
	}
	return q
}

// Empty reports whether every text matches.
func (q Query) Empty() bool { return len(q.words) == 0 }

// Matches reports whether a text holds every word.
func (q Query) Matches(text string) bool {
	_, ok := NewScorer(q).Score([]byte(text))
	return ok
}

// Scorer says how well texts fit a query, one after the other. One goroutine at a time may
// use it. It allocates nothing for text in ASCII.
type Scorer struct {
	query Query
	chars util.Chars
	slab  *util.Slab // memory for Exactly; nil until it is needed
}

// NewScorer scores for a query.
func NewScorer(q Query) *Scorer { return &Scorer{query: q} }

// Score is about how well a text fits: more is better. False: it does not hold every word.
// It is fast enough for 100,000 texts at each key; [Scorer.Exactly] orders the best of them.
func (s *Scorer) Score(text []byte) (score int, ok bool) {
	match := algo.ExactMatchNaive
	if s.query.fuzzy {
		match = algo.FuzzyMatchV1
	}
	return s.score(text, match)
}

// Exactly is [Scorer.Score] where of several ways to find the letters the best counts.
func (s *Scorer) Exactly(text []byte) (score int, ok bool) {
	if !s.query.fuzzy {
		return s.Score(text)
	}
	if s.slab == nil {
		s.slab = util.MakeSlab(100*1024, 2048)
	}
	return s.score(text, algo.FuzzyMatchV2)
}

func (s *Scorer) score(text []byte, match algo.Algo) (score int, ok bool) {
	s.chars = util.ToChars(text)
	for _, word := range s.query.words {
		r, _ := match(s.query.sensitive, true, true, &s.chars, word, false, s.slab)
		if r.Start < 0 {
			return 0, false
		}
		score += r.Score
	}
	return score, true
}

// Spans returns where in a text the letters that were typed are, as half-open ranges of
// runes.
func (q Query) Spans(text string) [][2]int {
	chars := util.ToChars([]byte(text))
	var spans [][2]int
	for _, word := range q.words {
		match := algo.ExactMatchNaive
		if q.fuzzy {
			match = algo.FuzzyMatchV2
		}
		r, at := match(q.sensitive, true, true, &chars, word, true, nil)
		switch {
		case r.Start < 0:
		case at == nil:
			spans = append(spans, [2]int{r.Start, r.End})
		default:
			for _, i := range *at {
				spans = append(spans, [2]int{i, i + 1})
			}
		}
	}
	return spans
}
