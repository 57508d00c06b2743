package world

import (
	"fmt"
	"hash/fnv"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// IDs makes ids that look like Slack's: a letter for what it is, then capitals
// and digits in no visible order. No two of a demo are the same.
type IDs struct {
	Team   uint64 // less than 8
	issued uint64
}

// OwnIDs is the team number for ids that are made while a sandbox runs.
const OwnIDs = 7

// Event returns the id of an event, "Ev" and nine letters.
func (i *IDs) Event() string { return "Ev" + i.Next('0') }

// Trigger returns a trigger id in the form that Slack's method pages describe:
// digits, digits and hexadecimals, with dots between.
func (i *IDs) Trigger(team model.TeamID) model.TriggerID {
	nonce := i.Secret()
	h := fnv.New32a()
	_, _ = h.Write([]byte(team)) // a hash never fails to write
	return model.TriggerID(fmt.Sprintf("%d.%d.%s", 1_000_000_000_000+i.issued, 10_000_000_000+uint64(h.Sum32()), nonce))
}

// Secret returns 32 hexadecimals that were never returned before.
func (i *IDs) Secret() string {
	h := fnv.New128a()
	_, _ = h.Write([]byte(i.Next('0'))) // a hash never fails to write
	return fmt.Sprintf("%x", h.Sum(nil))
}

// idPrefix is the first letter of a conversation's id, as Slack had it in 2018.
var idPrefix = map[catalog.ResourceType]byte{
	catalog.Channel: 'C',
	catalog.Group:   'G',
	catalog.MPIM:    'G',
	catalog.IM:      'D',
	catalog.AppHome: 'D',
}

// Next returns an id that begins with a letter, such as "C0123ABCD", and that was
// never returned before.
func (i *IDs) Next(prefix byte) string {
	i.issued++
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	id := []byte("?00000000")
	id[0] = prefix
	n := shuffle(i.Team<<32 | i.issued)
	for at := len(id) - 1; n > 0; at-- {
		id[at] = digits[n%36]
		n /= 36
	}
	return string(id)
}

// BotID is the id of an app's bot in a team where a world file names none: every bot has one.
func BotID(team model.TeamID, app string) string {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%s %s", team, app) // a hash never fails to write
	return fmt.Sprintf("B%08X", uint32(h.Sum64()>>32))
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

// Timestamp is a moment as Slack writes it in messages and events.
func Timestamp(t time.Time) string {
	return fmt.Sprintf("%d.%06d", t.Unix(), t.Nanosecond()/1000)
}
