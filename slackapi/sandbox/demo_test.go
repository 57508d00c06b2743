package sandbox_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestDemoIsTheSameEachTime(t *testing.T) {
	t.Parallel()
	if diff := cmp.Diff(world.Demo(300), world.Demo(300)); diff != "" {
		t.Error(diff)
	}
}

// TestDemoTeams: what a team is about is its first install.
func TestDemoTeams(t *testing.T) {
	t.Parallel()
	var got []string
	seen := map[model.TeamID]bool{}
	for _, c := range world.Demo(0).Credentials() {
		if !seen[c.TeamID] {
			got = append(got, strings.SplitN(c.TeamName, " \x1b", 2)[0]+" "+c.Token)
		}
		seen[c.TeamID] = true
	}
	want := []string{
		"Acme HQ " + sandboxtest.AcmeToken, "Fresh Install " + sandboxtest.FreshToken, "Umbrella " + sandboxtest.UmbrellaToken, "Hostile Names " + sandboxtest.HostileToken,
		"Lighthouse " + sandboxtest.BellBot, "Greenhouse " + sandboxtest.BellUser,
	}
	if !slices.Equal(got, want) {
		t.Errorf("credentials %q, want %q", got, want)
	}
}

func TestDemoReachesAsManyResourcesAsAsked(t *testing.T) {
	t.Parallel()
	for asked, want := range map[int]int{world.DefaultResources: world.DefaultResources, 5000: 5000, 100: 100, 0: 67, -1: 67} {
		team := world.Demo(asked).Teams[0]
		if got := world.CountReached(team, &team.Installs[0]); got != want {
			t.Errorf("Demo(%d) reaches %d resources, want %d", asked, got, want)
		}
	}
}

func TestLargerDemoHoldsTheSmaller(t *testing.T) {
	t.Parallel()
	small, large := world.Demo(500).Teams[0], world.Demo(900).Teams[0]
	large.Conversations = large.Conversations[:len(small.Conversations)]
	if diff := cmp.Diff(small, large); diff != "" {
		t.Error(diff)
	}
}

func TestDemoIDsAndNames(t *testing.T) {
	t.Parallel()
	slackID := regexp.MustCompile(`^[CDGTU]0[0-9A-Z]{7}$`)
	seen, channels := map[string]bool{}, map[string]bool{}
	claim := func(id string) {
		if seen[id] || !slackID.MatchString(id) {
			t.Fatalf("id %q is not like Slack's, or is taken", id)
		}
		seen[id] = true
	}
	for i, team := range world.Demo(100_000).Teams {
		claim(string(team.ID))
		for _, u := range team.Users {
			claim(string(u.ID))
		}
		for _, c := range team.Conversations {
			claim(string(c.ID))
			if i == 0 && c.Type == catalog.Channel {
				if channels[c.Name] || len(c.Name) > 80 {
					t.Fatalf("channel name %q is taken, or longer than Slack lets it be", c.Name)
				}
				channels[c.Name] = true
			}
		}
	}
}

func TestDemoGrantsFitTheCatalogue(t *testing.T) {
	t.Parallel()
	for _, team := range world.Demo(0).Teams {
		for _, g := range team.Installs[0].Grants {
			if !slices.IsSorted(g.Scopes) || !slices.IsSorted(g.Resources.IDs) || !slices.IsSorted(g.Resources.Excluded) {
				t.Errorf("%s %s: not sorted, so answers would be ordered otherwise", team.ID, g.Type)
			}
			for _, s := range g.Scopes {
				if entry, known := catalog.Lookup(s); !known || !entry.Offered(catalog.Workspace) {
					t.Errorf("%s: no workspace token holds %s", team.ID, s)
				} else if _, lives := entry.On(g.Type); !lives {
					t.Errorf("%s: %s does not live on %s", team.ID, s, g.Type)
				}
			}
			inTeam(t, team, g)
		}
		for _, u := range team.Installs[0].Users {
			if !slices.ContainsFunc(team.Users, func(known world.User) bool { return model.ResourceID(known.ID) == u.User }) {
				t.Errorf("%s: user grant of %s, who is not there", team.ID, u.User)
			}
		}
	}
}

func inTeam(t *testing.T, team world.Team, g model.Grant) {
	t.Helper()
	for _, id := range slices.Concat(g.Resources.IDs, g.Resources.Excluded) {
		if g.Type == catalog.Team && id == model.ResourceID(team.ID) {
			continue
		}
		if !slices.ContainsFunc(team.Conversations, func(c world.Conversation) bool { return c.ID == id && c.Type == g.Type }) {
			t.Errorf("%s: grant on %s %s, which is not there", team.ID, g.Type, id)
		}
	}
}

func TestHostileNamesAreHostile(t *testing.T) {
	t.Parallel()
	team := world.Demo(0).Teams[3]
	all := team.Name
	longest := 0
	for _, c := range team.Conversations {
		all += c.Name
		longest = max(longest, utf8.RuneCountInString(c.Name))
	}
	for what, has := range map[string]bool{
		"OSC":                strings.Contains(all, "\x1b]"),
		"CSI":                strings.Contains(all, "\x1b[2J"),
		"C0":                 strings.ContainsAny(all, "\a\b\r\n\x00\x7f"),
		"C1":                 strings.ContainsRune(all, '\u009b'),
		"bidi":               strings.ContainsRune(all, '\u202e'),
		"zero width":         strings.ContainsRune(all, '\u200b'),
		"joined emoji":       strings.Contains(all, "\U0001f468\u200d"),
		"flag":               strings.ContainsRune(all, '\U0001f1ef'),
		"CJK":                strings.ContainsFunc(all, func(r rune) bool { return unicode.Is(unicode.Han, r) }),
		"combining":          strings.ContainsFunc(all, func(r rune) bool { return unicode.Is(unicode.Mn, r) }),
		"300 characters":     longest == 300,
		"control in Team":    strings.ContainsRune(team.Name, '\x1b'),
		"valid UTF-8, so it": utf8.ValidString(all), // survives JSON
	} {
		if !has {
			t.Errorf("the hostile team lacks: %s", what)
		}
	}
}

func TestHostileNamesSurviveJSON(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	team := w.Teams[3]
	s := sandbox.New(w, sandbox.Options{Now: sandboxtest.AdvancingClock()})
	if got := sandboxtest.Decode[sandboxtest.Identity](t, sandboxtest.Do(t, s, sandboxtest.HostileToken, "auth.test")); got.Team != team.Name {
		t.Errorf("auth.test has team %q, want %q", got.Team, team.Name)
	}
	for _, c := range team.Conversations {
		if c.Type == catalog.IM || c.Type == catalog.AppHome {
			continue
		}
		got := sandboxtest.Decode[struct{ Channel struct{ Name string } }](t, sandboxtest.Do(t, s, sandboxtest.HostileToken, "conversations.info", "channel", string(c.ID)))
		if got.Channel.Name != c.Name {
			t.Errorf("name %q, want %q", got.Channel.Name, c.Name)
		}
	}
	for _, u := range team.Users {
		got := sandboxtest.Decode[struct{ User sandboxtest.UserReply }](t, sandboxtest.Do(t, s, sandboxtest.HostileToken, "users.info", "user", string(u.ID)))
		if got.User.Name != u.Name || got.User.RealName != u.RealName {
			t.Errorf("user %q %q, want %q", got.User.Name, got.User.RealName, u.Name)
		}
	}
}

// TestTeamsWithBotAndUserTokens: they have something to explore, something that is closed,
// and something that has drifted.
func TestTeamsWithBotAndUserTokens(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	types := "public_channel,private_channel,mpim,im"
	for token, want := range map[string]struct{ seen, archived int }{sandboxtest.BellBot: {6, 1}, sandboxtest.BellUser: {15, 1}} {
		in := sandboxtest.InstallOf(t, s, token)
		got := sandboxtest.Ask(t, s, token, "users.conversations", "types", types, "limit", "999")
		open := sandboxtest.Ask(t, s, token, "users.conversations", "types", types, "limit", "999", "exclude_archived", "true")
		if len(got.Channels) != want.seen || len(got.Channels)-len(open.Channels) != want.archived {
			t.Errorf("%s is in %d conversations, %d of them open", token, len(got.Channels), len(open.Channels))
		}
		for _, scope := range in.OAuthScopes {
			if entry, _ := catalog.Lookup(scope); !entry.Offered(in.TokenKind()) {
				t.Errorf("%s: no %s token holds %s", token, in.TokenKind(), scope)
			}
		}
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.BellBot, "users.conversations", "types", "private_channel").Error; got != "missing_scope" {
		t.Errorf("the bot lists private channels: %q", got)
	}
	if !slices.ContainsFunc(sandboxtest.InstallOf(t, s, sandboxtest.BellBot).Grants, func(g model.Grant) bool {
		return g.Type == catalog.Group && len(g.Resources.IDs) > 0
	}) {
		t.Error("the bot is in no private channel, so that groups:read would show nothing")
	}
	declared := map[string][]catalog.Scope{
		sandboxtest.BellBot:  slices.Concat(world.Bell().BotScopes, world.Bell().BotOptional),
		sandboxtest.BellUser: slices.Concat(world.Bell().UserScopes, world.Bell().UserOptional),
	}
	for token, scopes := range declared {
		in := sandboxtest.InstallOf(t, s, token)
		lacks := func(scopes []catalog.Scope) func(catalog.Scope) bool {
			return func(s catalog.Scope) bool { return !slices.Contains(scopes, s) }
		}
		if !slices.ContainsFunc(scopes, lacks(in.OAuthScopes)) || !slices.ContainsFunc(in.OAuthScopes, lacks(scopes)) {
			t.Errorf("%s: manifest and token agree", token)
		}
	}
}
