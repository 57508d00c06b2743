// Package order sorts lists whose elements are structs of their own. Package slices makes a sort of
// its own for each type of element, 10 to 20 kB of the program, which pays for long lists only;
// this is one sort for all of them.
package order

import "sort"

// Stable sorts a list by a comparison, which is negative where a comes before b. What is
// equal stays in the order it has.
func Stable[T any](list []T, compare func(a, b T) int) {
	if len(list) < 2 { // most lists: nothing is made for them
		return
	}
	sort.SliceStable(list, func(i, j int) bool { return compare(list[i], list[j]) < 0 })
}
