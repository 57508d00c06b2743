package state

// bounded holds the last of what it is given, up to a number and a weight: a test
// that goes on for hours must not fill the memory.
type bounded[T any] struct {
	items    []T
	weight   int
	weightOf func(T) int
	dropped  func(T) // is told what is forgotten; may be nil
	most     int     // of items
}

const (
	maxWeight = 32 << 20 // bytes of what users and apps wrote
	maxKept   = 10_000   // codes, triggers, response URLs
)

func (b *bounded[T]) add(item T) {
	b.items = append(b.items, item)
	b.weight += b.weigh(item)
	for len(b.items) > b.most || b.weight > maxWeight && len(b.items) > 1 {
		b.drop()
	}
}

// drop forgets the oldest.
func (b *bounded[T]) drop() {
	oldest := b.items[0]
	var none T
	b.items[0] = none // the array lives on for a while
	b.items = b.items[1:]
	b.weight -= b.weigh(oldest)
	if b.dropped != nil {
		b.dropped(oldest)
	}
}

func (b *bounded[T]) weigh(item T) int {
	if b.weightOf == nil {
		return 0
	}
	return b.weightOf(item)
}
