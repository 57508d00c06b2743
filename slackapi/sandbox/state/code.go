package state

import (
	"time"

	"periscope/slackapi/sandbox/world"
)

// AuthorizationCode is a [world.Code], and whether a client exchanged it.
type AuthorizationCode struct {
	world.Code
	Exchanged bool
}

// Expired reports whether a moment, in seconds since 1970, has come; 0 never
// comes. The clock is not read in vain: tests have clocks that move when read.
func Expired(at int64, now func() time.Time) bool {
	return at != 0 && now().Unix() >= at
}
