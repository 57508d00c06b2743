package slackapi

import (
	"strconv"
	"strings"
	"time"
)

// A 429 without a usable Retry-After holds calls for restBase, and twice as
// long each further time; longer than restMax is pointless, because Slack's
// windows are a minute.
const (
	restBase = 30 * time.Second
	restMax  = time.Minute
)

// parseRetryAfter reads a Retry-After header as Slack sends it: whole seconds.
// The date form of HTTP, negative numbers and waits of more than a day are not
// usable. Zero counts as one second, lest we call again without any pause.
func parseRetryAfter(header string) (d time.Duration, ok bool) {
	const day = 24 * 60 * 60
	seconds, err := strconv.ParseUint(strings.TrimSpace(header), 10, 64)
	if err != nil || seconds > day {
		return 0, false
	}
	return time.Duration(max(seconds, 1)) * time.Second, true
}

// retryAfter is how long to hold calls after a 429 that is the nth, from 0, of one call.
func retryAfter(header string, nth int) time.Duration {
	if d, ok := parseRetryAfter(header); ok {
		return d
	}
	if nth > 0 {
		return restMax
	}
	return restBase
}
