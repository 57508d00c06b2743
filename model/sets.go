package model

// Union returns the members of a, then those of b that a lacks, each once. It
// is a new slice, nil when empty.
func Union[T comparable](a, b []T) []T {
	var all []T
	seen := make(map[T]bool, len(a)+len(b))
	for _, list := range [...][]T{a, b} {
		for _, v := range list {
			if !seen[v] {
				seen[v] = true
				all = append(all, v)
			}
		}
	}
	return all
}

// Minus returns the members of a that b lacks, each once, in the order of a.
// It is a new slice, nil when empty.
func Minus[T comparable](a, b []T) []T {
	var left []T
	seen := make(map[T]bool, len(a)+len(b))
	for _, v := range b {
		seen[v] = true
	}
	for _, v := range a {
		if !seen[v] {
			seen[v] = true
			left = append(left, v)
		}
	}
	return left
}
