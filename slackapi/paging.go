package slackapi

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/url"
)

// Bounds of a list. At a thousand entries on a page, and twenty pages a minute, no team
// comes near.
const (
	maxPages      = 5_000
	maxEmptyPages = 100 // one after the other
)

// pages calls a paged method again and again, each time with the cursor that
// the last page ended with. Slack: a page may be short or empty without being
// the last; an empty, null or absent cursor ends the list.
func pages[R any, P replyTo[R], T any](
	ctx context.Context, c *Client, method string, args url.Values, entries func(P) []T,
) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		args := maps.Clone(args)
		seen := map[string]bool{}
		for read, empty := 1, 0; ; read++ {
			r, err := call[R, P](ctx, c, method, args)
			if err != nil {
				yield(nil, err)
				return
			}
			page := entries(r)
			if len(page) > 0 && !yield(page, nil) {
				return
			}
			if empty++; len(page) > 0 {
				empty = 0
			}
			cursor := r.head().Metadata.NextCursor
			switch {
			case cursor == "":
				return
			case seen[cursor]:
				yield(nil, c.incomplete(method, "repeats the cursor of an earlier page, so the list would never end"))
				return
			case empty == maxEmptyPages:
				yield(nil, c.incomplete(method, fmt.Sprintf("is the %dth empty page in turn, and announces another", empty)))
				return
			case read == maxPages:
				yield(nil, c.incomplete(method, fmt.Sprintf("is page %d of the list, and announces another", read)))
				return
			}
			seen[cursor] = true
			args["cursor"] = []string{cursor}
		}
	}
}
