package text

import (
	"slices"
	"testing"
)

func TestLists(t *testing.T) {
	t.Parallel()
	for list, want := range map[string][]string{
		"":               nil,
		" , ,":           nil,
		"a":              {"a"},
		"a,b":            {"a", "b"},
		" a, b ,,c:d.e ": {"a", "b", "c:d.e"},
	} {
		got := SplitList(list)
		if !slices.Equal(got, want) {
			t.Errorf("SplitList(%q) = %q, want %q", list, got, want)
		}
		if again := SplitList(JoinList(got)); !slices.Equal(again, want) {
			t.Errorf("%q, joined and split: %q", got, again)
		}
	}
	if got := JoinList([]Safe{"a", "b", "c"}); got != "a,b,c" {
		t.Errorf("joined: %q", got)
	}
}

func TestStringsLeavesOutWhatIsNotThere(t *testing.T) {
	t.Parallel()
	if got := Strings[string](nil); got != nil {
		t.Errorf("%q of nothing", got)
	}
	if got := Strings[string]([]Safe{""}); got == nil || len(got) != 0 {
		t.Errorf("%#v of an empty one", got)
	}
	if got := Strings[string]([]Safe{"a", "", "b"}); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("%q", got)
	}
}
