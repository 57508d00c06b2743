// Package substring tells which of several short texts a long one contains.
//
// It looks at each byte of the long text once, however many short ones there are: most files
// of most repositories contain none of them, and to learn that takes most of the time of a
// search.
package substring

import "strings"

// Set is several short texts. It is safe for use by several goroutines.
type Set struct {
	texts []string
	// first is the place in needles, from 1, of the first needle with a trigram; 0: there is
	// none.
	first   [trigrams]uint8
	needles []needle
}

// Found are texts of a Set, each a bit: the first one that the Set was made of is 1<<0.
type Found uint64

// MaxTexts is how many texts a Set can hold.
const MaxTexts = 64

// needle is a text, known by three bytes of it in a row.
type needle struct {
	text string
	end  int // of the three bytes, in text
	bit  Found
	next uint8 // another with the same three bytes
}

const (
	trigramLen = 3
	trigrams   = 1 << 15
	shift      = 5 // so that the last three bytes count in a trigram, and none before them
)

// NewSet returns the set of texts. Each has three bytes or more, and there are at most
// MaxTexts; a text that is there twice counts as the first.
func NewSet(texts ...string) *Set {
	if len(texts) > MaxTexts {
		panic("substring: too many texts")
	}
	s := &Set{texts: texts}
	for i, text := range texts {
		if len(text) < trigramLen {
			panic("substring: too short: " + text)
		}
		n := needle{text: text, bit: 1 << i}
		var at uint
		n.end, at = rarest(text)
		n.next = s.first[at]
		s.needles = append(s.needles, n)
		s.first[at] = uint8(len(s.needles))
	}
	return s
}

// Mask returns the bits of texts of the set. It panics if one is not in the set.
func (s *Set) Mask(texts ...string) Found {
	var mask Found
	for _, text := range texts {
		mask |= s.bit(text)
	}
	return mask
}

func (s *Set) bit(text string) Found {
	for i, of := range s.texts {
		if of == text {
			return 1 << i
		}
	}
	panic("substring: not in the set: " + text)
}

// In returns the texts that src contains.
func (s *Set) In(src []byte) Found {
	var found Found
	var at uint
	for i, c := range src {
		at = (at<<shift ^ uint(c)) % trigrams
		for n := s.first[at]; n != 0; {
			needle := &s.needles[n-1]
			start := i + 1 - needle.end
			if found&needle.bit == 0 && start >= 0 && start+len(needle.text) <= len(src) &&
				string(src[start:start+len(needle.text)]) == needle.text {
				found |= needle.bit
			}
			n = needle.next
		}
	}
	return found
}

// rarest returns where the three bytes of a text end that are seldom seen in others, and their
// trigram.
func rarest(text string) (end int, trigram uint) {
	least := -1
	for i := trigramLen; i <= len(text); i++ {
		often := 0
		for _, c := range []byte(text[i-trigramLen : i]) {
			often += frequency(c)
		}
		if least < 0 || often < least {
			least, end = often, i
		}
	}
	for _, c := range []byte(text[:end]) {
		trigram = (trigram<<shift ^ uint(c)) % trigrams
	}
	return end, trigram
}

// frequency is greater for the letters that are more frequent in code.
func frequency(c byte) int {
	const rarestFirst = "zqjxkvwybgfmphdulcsonriate"
	return 1 + strings.IndexByte(rarestFirst, c)
}
