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
//
// Pages without entries are not passed on. What stands on two pages, because
// the list changed in between, is passed on twice. A cursor that was seen before
// would lead in circles, and ends the list with a [*MalformedError].
func pages[R reply, T any](
	ctx context.Context, c *Client, method string, args url.Values, newReply func() R, entries func(R) []T,
) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		args := maps.Clone(args)
		seen := map[string]bool{}
		for {
			r := newReply()
			if err := c.call(ctx, method, args, r); err != nil {
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
