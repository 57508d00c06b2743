package slackapi

import (
	"context"
	"iter"
	"maps"
	"net/url"
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
		for {
			r, err := call[R, P](ctx, c, method, args)
			if err != nil {
				yield(nil, err)
				return
			}
			if page := entries(r); len(page) > 0 && !yield(page, nil) {
				return
			}
			cursor := r.head().Metadata.NextCursor
			switch {
			case cursor == "":
				return
			case seen[cursor]:
				yield(nil, c.incomplete(method, "repeats the cursor of an earlier page, so the list would never end"))
				return
			}
			seen[cursor] = true
			args["cursor"] = []string{cursor}
		}
	}
}
