package find

import (
	"slices"
	"strings"
	"testing"
)

// TestQueries finds words in any order, without regard to case until a capital is typed, and
// fuzzily behind a ~.
func TestQueries(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typed, text string
		want        bool
	}{
		{"", "anything", true},
		{"deploy team", "team-deploy", true},
		{"deploy team", "deploys", false},
		{"Deploy", "deploy", false},
		{"deploy", "DEPLOY", true},
		{"cafe", "Café", true},
		{"cwrt", "chat:write", false},
		{"~cwrt", "chat:write", true},
		{" ~cwrt", "chat:write", true},
		{"~xyz", "chat:write", false},
	} {
		if got := Parse(c.typed).Matches(c.text); got != c.want {
			t.Errorf("%q matches %q: %v", c.typed, c.text, got)
		}
	}
	if !Fuzzy("cwrt").Matches("chat:write") {
		t.Error("what is always fuzzy is not")
	}
}

// TestScoresOrder puts first what fits best: the beginning of a word before its middle.
func TestScoresOrder(t *testing.T) {
	t.Parallel()
	texts := []string{"xxpins", "a-p-i-n-s", "pins:write", "shipping-news"}
	scorer := NewScorer(Fuzzy("pins"))
	slices.SortStableFunc(texts, func(a, b string) int {
		sa, _ := scorer.Exactly([]byte(a))
		sb, _ := scorer.Exactly([]byte(b))
		return sb - sa
	})
	if texts[0] != "pins:write" {
		t.Errorf("the best for pins is %q of %v", texts[0], texts)
	}
}

// TestSpansAreWhatMatched reads the letters that were found.
func TestSpansAreWhatMatched(t *testing.T) {
	t.Parallel()
	read := func(q Query, text string) string {
		runes, at := []rune(text), []int{}
		for _, s := range q.Spans(text) {
			for i := s[0]; i < s[1]; i++ {
				at = append(at, i)
			}
		}
		slices.Sort(at)
		var b strings.Builder
		for _, i := range at {
			b.WriteRune(runes[i])
		}
		return b.String()
	}
	if got := read(Fuzzy("cwrt"), "chat:write"); got != "cwrt" {
		t.Errorf("marks %q", got)
	}
	if got := read(Parse("東 pro"), "東京-projekt"); got != "東pro" {
		t.Errorf("marks %q", got)
	}
}

// TestMatchesAllocateNothing keeps filters of 100,000 texts free of garbage.
func TestMatchesAllocateNothing(t *testing.T) {
	s, text := NewScorer(Parse("proj 99")), []byte("proj-9912 C00009912")
	if n := testing.AllocsPerRun(100, func() { s.Score(text) }); n > 0 {
		t.Errorf("%v allocations for one text", n)
	}
}
