package slackapi

import "crypto/sha256"

// recent remembers the ids that were added last, up to [maxRemember]. It keeps
// their hashes, so that long ids take no more memory than short ones. Its zero
// value is ready to use.
type recent struct {
	seen map[[sha256.Size]byte]bool
	ring [][sha256.Size]byte // in the order of their coming, from next around
	next int
}

func (r *recent) has(id string) bool { return r.seen[sha256.Sum256([]byte(id))] }

// add remembers an id that it does not have.
func (r *recent) add(id string) {
	if r.seen == nil {
		r.seen = map[[sha256.Size]byte]bool{}
	}
	hash := sha256.Sum256([]byte(id))
	r.seen[hash] = true
	if len(r.ring) < maxRemember {
		r.ring = append(r.ring, hash)
		return
	}
	delete(r.seen, r.ring[r.next])
	r.ring[r.next] = hash
	r.next = (r.next + 1) % maxRemember
}
