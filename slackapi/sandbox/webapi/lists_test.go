package webapi_test

import (
	"encoding/base64"
	"slices"
	"strconv"
	"testing"

	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestEveryListIsWholeAtAnyLimit(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	types := []string{"types", "public_channel,private_channel,mpim,im"}
	for _, limit := range []string{"999", "200", "100", "7", "", "0"} {
		for _, test := range []struct {
			method string
			args   []string
			want   int
		}{
			{"apps.permissions.resources.list", nil, world.DefaultResources - 3},
			{"apps.permissions.users.list", nil, 3},
			{"conversations.list", types, world.DefaultResources - 3 - 1 + 2}, // no team, but excluded channels
		} {
			ids := slices.Concat(sandboxtest.ReadPages(t, s, test.method, limit, test.args...)...)
			if len(ids) != test.want {
				t.Errorf("%s by %q: %d entries, want %d", test.method, limit, len(ids), test.want)
			}
			if !slices.IsSorted(ids) || len(slices.Compact(ids)) != test.want {
				t.Errorf("%s by %q: not every id once, in order", test.method, limit)
			}
		}
	}
}

func TestPagesAreShortAndEmptyBeforeTheEnd(t *testing.T) {
	t.Parallel()
	for _, method := range []string{"conversations.list", "apps.permissions.resources.list"} {
		for _, limit := range []int{200, 100, 20} {
			short, empty := 0, 0
			pages := sandboxtest.ReadPages(t, sandboxtest.Demo(), method, strconv.Itoa(limit))
			for i, page := range pages[:len(pages)-1] {
				switch {
				case len(page) > limit:
					t.Errorf("%s: page of %d, limit is %d", method, len(page), limit)
				case len(page) == 0 && i == 0:
					t.Errorf("%s: the first page is empty", method)
				case len(page) == 0:
					empty++
				case len(page) < limit:
					short++
				}
			}
			if short == 0 || empty == 0 {
				t.Errorf("%s by %d: %d short and %d empty pages, want some of each", method, limit, short, empty)
			}
		}
	}
}

func TestBadCursors(t *testing.T) {
	t.Parallel()
	encode := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	for cursor, code := range map[string]string{
		encode("team:C1"):         "", // of an id that is gone
		encode("user:U1"):         "invalid_cursor",
		encode("team"):            "invalid_cursor",
		encode("team:"):           "invalid_cursor",
		encode("team::resumed"):   "invalid_cursor",
		encode("team:C1") + "\n!": "invalid_cursor",
		"team:C1":                 "invalid_cursor",
		" ":                       "invalid_cursor",
		"\x00":                    "invalid_cursor",
	} {
		if got := sandboxtest.Ask(t, sandboxtest.Demo(), sandboxtest.AcmeToken, "apps.permissions.resources.list", "cursor", cursor); got.Error != code {
			t.Errorf("cursor %q: %q, want %q", cursor, got.Error, code)
		}
	}
}

func TestBadLimits(t *testing.T) {
	t.Parallel()
	for method, code := range map[string]string{
		"apps.permissions.resources.list": "invalid_arguments",
		"apps.permissions.users.list":     "invalid_arguments",
		"conversations.list":              "invalid_limit",
	} {
		for _, limit := range []string{"-1", "1001", "ten", "1.5", "99999999999999999999"} {
			if got := sandboxtest.Ask(t, sandboxtest.Demo(), sandboxtest.AcmeToken, method, "limit", limit); got.Error != code {
				t.Errorf("%s, limit %s: %q, want %s", method, limit, got.Error, code)
			}
		}
	}
}

func TestCursorsLookLikeSlacks(t *testing.T) {
	t.Parallel()
	got := sandboxtest.Ask(t, sandboxtest.Demo(), sandboxtest.AcmeToken, "apps.permissions.resources.list", "limit", "1")
	text, err := base64.StdEncoding.DecodeString(got.Metadata.NextCursor)
	if err != nil || string(text[:6]) != "team:C" {
		t.Errorf("cursor reads %q, want team:C…", text)
	}
}
