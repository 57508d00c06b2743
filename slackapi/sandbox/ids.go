package sandbox

import "periscope/model/catalog"

// ids makes ids that look like Slack's: a letter for what it is, then capitals
// and digits in no visible order. No two of a demo are the same.
type ids struct {
	team   uint64 // less than 8
	issued uint64
}

// idPrefix is the first letter of a conversation's id, as Slack had it in 2018.
var idPrefix = map[catalog.ResourceType]byte{
	catalog.Channel: 'C',
	catalog.Group:   'G',
	catalog.MPIM:    'G',
	catalog.IM:      'D',
	catalog.AppHome: 'D',
}

func (i *ids) next(prefix byte) string {
	i.issued++
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	id := []byte("?00000000")
	id[0] = prefix
	n := shuffle(i.team<<32 | i.issued)
	for at := len(id) - 1; n > 0; at-- {
		id[at] = digits[n%36]
		n /= 36
	}
	return string(id)
}

// shuffle is a permutation of the numbers below 2^35, which is less than 36^7:
// each step (fold the high bits down, multiply by an odd number) can be undone.
func shuffle(n uint64) uint64 {
	const mask = 1<<35 - 1
	for _, odd := range []uint64{0x1B873593, 0x2545F491, 0x27D4EB2F} {
		n ^= n >> 18
		n = n * odd & mask
	}
	return n ^ n>>18
}
