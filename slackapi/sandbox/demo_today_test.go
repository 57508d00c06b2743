package sandbox

import (
	"slices"
	"testing"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// TestTeamsOfToday: they have something to explore, something that is closed,
// and something that has drifted.
func TestTeamsOfToday(t *testing.T) {
	s := demo()
	types := "public_channel,private_channel,mpim,im"
	for token, want := range map[string]struct{ seen, archived int }{bellBot: {6, 1}, bellUser: {15, 1}} {
		in, _ := s.state.Install(token)
		got := ask(t, s, token, "users.conversations", "types", types, "limit", "999")
		open := ask(t, s, token, "users.conversations", "types", types, "limit", "999", "exclude_archived", "true")
		if len(got.Channels) != want.seen || len(got.Channels)-len(open.Channels) != want.archived {
			t.Errorf("%s is in %d conversations, %d of them open", token, len(got.Channels), len(open.Channels))
		}
		for _, scope := range in.OAuthScopes {
			if entry, _ := catalog.Lookup(scope); !entry.Offered(in.Kind) {
				t.Errorf("%s: no %s token holds %s", token, in.Kind, scope)
			}
		}
	}
	if got := ask(t, s, bellBot, "users.conversations", "types", "private_channel").Error; got != "missing_scope" {
		t.Errorf("the bot lists private channels: %q", got)
	}
	if bot, _ := s.state.Install(bellBot); len(bot.Permissions[catalog.Group].Resources.IDs) == 0 {
		t.Error("the bot is in no private channel, so that groups:read would show nothing")
	}
	declared := map[string][]catalog.Scope{
		bellBot:  slices.Concat(world.Bell().BotScopes, world.Bell().BotOptional),
		bellUser: slices.Concat(world.Bell().UserScopes, world.Bell().UserOptional),
	}
	for token, scopes := range declared {
		in, _ := s.state.Install(token)
		lacks := func(scopes []catalog.Scope) func(catalog.Scope) bool {
			return func(s catalog.Scope) bool { return !slices.Contains(scopes, s) }
		}
		if !slices.ContainsFunc(scopes, lacks(in.OAuthScopes)) || !slices.ContainsFunc(in.OAuthScopes, lacks(scopes)) {
			t.Errorf("%s: manifest and token agree", token)
		}
	}
}
