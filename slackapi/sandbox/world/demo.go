package world

import (
	"cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
)

// DefaultResources is the size of the rich team of [Demo] that its users see
// unless they ask for another: big enough to need a filter.
const DefaultResources = 1200

// Demo is the world of the demonstration, the same each time. Four teams know
// the workspace app of [PeriscopeApp]: a rich team, one where it was just installed,
// one that revoked its token, and one with names that are hostile to terminals. Two
// know the app of [Bell]: one by its bot token, and one by a person's user token.
// What a team is about is its first install; others of its tokens are there besides.
//
// resources is how many resources the rich team's token reaches, people
// included; it never reaches fewer than the parts that are always there, about
// seventy. A larger world holds all of a smaller one.
func Demo(resources int) World { return PackedDemo(resources).Unpacked() }

// PackedDemo is [Demo] in less memory: the channels that make the rich team large are packed.
func PackedDemo(resources int) World {
	return World{Apps: []App{PeriscopeApp(), Bell()}, Teams: []Team{
		acme(resources),
		freshInstall(),
		umbrella(),
		hostileNames(),
		lighthouse(),
		greenhouse(),
	}}
}

// acme is the rich team: something of every resource type, and a wildcard.
func acme(resources int) Team {
	b := newTeam(0, "Acme HQ", "https://acme-hq.slack.com/")
	people := b.addPeople(48)
	people[47].Deleted = true

	excluded := b.addNamed(catalog.Channel, "payroll", "legal-holds")
	public := b.addNamed(catalog.Channel, "general", "random", "announcements", "welcome", "lunch", "emea", "apac", "americas")
	private := b.addNamed(catalog.Group, "leadership", "reorg-2019", "security-response", "surprise-party")
	parties := []model.ResourceID{
		b.addGroupDirect(people[0], people[1], people[2]),
		b.addGroupDirect(people[3], people[4], people[5], people[6]),
		b.addGroupDirect(people[1], people[8], people[9]),
		b.addGroupDirect(people[2], people[10], people[11]),
		b.addGroupDirect(people[12], people[13], people[14]),
		b.addGroupDirect(people[15], people[16], people[17], people[18]),
	}
	directs := b.addDirect(catalog.IM, people[:41])
	b.addDirect(catalog.IM, people[41:46]) // out of the app's reach
	homes := b.addDirect(catalog.AppHome, people[40:48])

	in := b.install("acme",
		b.grantTeam("emoji:read", "team:read", "users:read"),
		// One of these was superseded, so that there is something to explain.
		grantAllBut(excluded, "channels:history", "chat:write", "conversations:history", "conversations:read", "reactions:read"),
		grant(catalog.Group, private[1:3], "chat:write", "conversations:read"),
		grant(catalog.MPIM, parties[:4], "chat:write", "conversations:read"),
		grant(catalog.IM, directs, "chat:write", "conversations:history", "conversations:read"),
		grant(catalog.AppHome, homes, "chat:write", "im:history", "im:read"),
	)
	in.Users = userGrants(people)
	b.Packed = b.channels(resources - CountReached(b.Team, in))
	b.installOAuthTokens("acme", people[0], public, private[:2], directs[:1])
	b.Emoji = []Emoji{
		{Name: "acme", URL: "https://emoji.acme-hq.example/acme.png"},
		{Name: "ship-it", URL: "https://emoji.acme-hq.example/ship-it.png"},
		{Name: "go", URL: "alias:ship-it"},
	}
	return b.Team
}

// userGrants lets the app act for three people, who agreed to different things.
func userGrants(people []User) []model.UserGrant {
	grants := []model.UserGrant{
		{User: model.ResourceID(people[0].ID), Scopes: []catalog.Scope{"dnd:write:user", "reminders:write:user"}},
		{User: model.ResourceID(people[3].ID), Scopes: []catalog.Scope{"reminders:write:user"}},
		{User: model.ResourceID(people[7].ID), Scopes: []catalog.Scope{"reminders:read:user", "users.profile:write:user"}},
	}
	order.Stable(grants, func(a, b model.UserGrant) int { return cmp.Compare(a.User, b.User) })
	return grants
}

// CountReached counts the resources that a token with a wildcard on channels reaches.
func CountReached(t Team, in *Install) int {
	n := len(in.Users)
	for _, g := range in.Grants {
		n += len(g.Resources.IDs) - len(g.Resources.Excluded)
	}
	for _, c := range t.Conversations {
		if c.Type == catalog.Channel {
			n++
		}
	}
	return n
}

// channels are n generated public channels, one in sixteen archived.
func (b *builder) channels(n int) *PackedConversations {
	all := &PackedConversations{}
	all.Grow(max(n, 0))
	people := b.people()
	for i := range n {
		all.Add(b.completed(people, Conversation{Type: catalog.Channel, Name: channelName(i), Archived: b.chance.IntN(16) == 0}))
	}
	return all
}

// freshInstall is a team where the app holds what every workspace app starts
// with: three scopes, on the app home of the person who installed it.
func freshInstall() Team {
	b := newTeam(1, "Fresh Install", "https://fresh-install.slack.com/")
	people := b.addPeople(6)
	b.addNamed(catalog.Channel, "general", "random", "introductions")
	b.addNamed(catalog.Group, "founders")
	home := b.addDirect(catalog.AppHome, people[:1])
	b.install("fresh", grant(catalog.AppHome, home, "chat:write", "im:history", "im:read"))
	return b.Team
}

// umbrella is a team that removed the app; the grants are those of the day before.
func umbrella() Team {
	b := newTeam(2, "Umbrella", "https://umbrella.slack.com/")
	people := b.addPeople(4)
	channels := b.addNamed(catalog.Channel, "general", "random", "weather")
	home := b.addDirect(catalog.AppHome, people[:1])
	in := b.install("umbrella",
		b.grantTeam("users:read"),
		grant(catalog.Channel, channels, "chat:write", "conversations:read"),
		grant(catalog.AppHome, home, "chat:write", "im:history", "im:read"),
	)
	in.Revoked = true
	return b.Team
}

// Bell is the app of the teams with bot and user tokens. Its manifest and its tokens have drifted
// apart: of the bot's scopes it declares files:write, pins:read (which may be
// declined) and reactions:read, which no install brought, and not reactions:write,
// which one did; of a user's scopes it declares search:read, and not
// channels:history and chat:write.
func Bell() App {
	return App{
		ID:           "A0DEPLOYBELL",
		Name:         "Deploy Bell",
		ClientID:     "sandbox-bell-id",
		ClientSecret: "sandbox-bell-secret",
		RedirectURIs: []string{"http://127.0.0.1/", "http://localhost/"},
		BotScopes: []catalog.Scope{
			"channels:history", "channels:read", "chat:write", "files:write", "im:read", "reactions:read", "users:read",
		},
		BotOptional: []catalog.Scope{"pins:read"},
		UserScopes:  []catalog.Scope{"channels:read", "groups:read", "im:read", "mpim:read", "search:read", "users:read"},
		Public:      true,
		Events:      EventNames,
		Functions: []Function{{
			CallbackID: "announce_deploy", Title: "Announce a deploy", Description: "Posts that something was deployed",
			Inputs:  []Parameter{{Name: "version", Type: "string", Title: "Version", Required: true}},
			Outputs: []Parameter{{Name: "channel", Type: "slack#/types/channel_id", Title: "Channel"}},
		}},
	}
}

// newBellTeam starts a team that Deploy Bell is installed in. Its user comes first.
func newBellTeam(n uint64, name, url string) *builder {
	b := newTeam(n, name, url)
	b.Users[0].Name, b.Users[0].RealName = "deploybell", Bell().Name
	return b
}

// installBell installs Deploy Bell with a bot, user or configuration token.
func (b *builder) installBell(token string, user model.UserID, in []model.Grant, scopes ...catalog.Scope) *Install {
	installed := b.installOAuth(token, user, in, scopes...)
	installed.AppID, installed.AppName = Bell().ID, Bell().Name
	return installed
}

// lighthouse is a team with a bot. The bot is in a private channel too, and lacks
// groups:read to say so.
func lighthouse() Team {
	b := newBellTeam(4, "Lighthouse", "https://lighthouse.slack.com/")
	people := b.addPeople(9)
	public := b.addNamed(catalog.Channel, "deploys", "incidents", "on-call", "general", "random", "tides")
	private := b.addNamed(catalog.Group, "launch-plans")
	homes := b.addDirect(catalog.AppHome, people[:2])
	closed := b.add(Conversation{Type: catalog.Channel, Name: "old-lamp", Archived: true})

	bot := b.installBell("xoxb-sandbox-lighthouse", b.app(), []model.Grant{
		grant(catalog.Channel, append(public[:3:3], closed)),
		grant(catalog.Group, private),
		grant(catalog.AppHome, homes),
	}, "channels:history", "channels:read", "chat:write", "im:read", "reactions:write", "users:read")
	bot.BotID = "B0DEPLOYBELL"
	for _, token := range []string{"xoxe.xoxp-sandbox-lighthouse", "xoxe-sandbox-lighthouse"} {
		b.installBell(token, people[0].ID, nil, "app_configurations:read", "app_configurations:write").Configuration = true
	}
	return b.Team
}

// greenhouse is a team where a person gave the app a token of their own, and no
// bot: it sees what they see.
func greenhouse() Team {
	b := newBellTeam(5, "Greenhouse", "https://greenhouse.slack.com/")
	people := b.addPeople(14)
	public := b.addNamed(catalog.Channel, "general", "random", "orchids", "seedlings", "watering", "harvest", "compost")
	private := b.addNamed(catalog.Group, "budget", "new-roof")
	parties := []model.ResourceID{
		b.addGroupDirect(people[0], people[1], people[2]),
		b.addGroupDirect(people[0], people[3], people[4], people[5]),
	}
	b.addGroupDirect(people[6], people[7], people[8]) // of others
	directs := b.addDirect(catalog.IM, people[1:7])
	closed := b.add(Conversation{Type: catalog.Group, Name: "old-roof", Archived: true})

	b.installBell("xoxp-sandbox-greenhouse", people[0].ID, []model.Grant{
		grant(catalog.Channel, public[:5]),
		grant(catalog.Group, append(private[:1:1], closed)),
		grant(catalog.MPIM, parties),
		grant(catalog.IM, directs),
	}, "channels:history", "channels:read", "chat:write", "groups:read", "im:read", "mpim:read", "users:read")
	return b.Team
}
