package order_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model/order"
)

func TestStable(t *testing.T) {
	t.Parallel()
	byFirst := func(a, b string) int { return strings.Compare(a[:1], b[:1]) }
	for _, c := range [][2]string{{"", ""}, {"b", "b"}, {"b2 a1 b1 a2 a1", "a1 a2 a1 b2 b1"}} {
		list := strings.Fields(c[0])
		order.Stable(list, byFirst)
		if want := strings.Fields(c[1]); !slices.Equal(list, want) {
			t.Errorf("%q is sorted as %q, want %q", c[0], list, want)
		}
	}
}
