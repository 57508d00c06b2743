package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

// bell is the app of the teams of today. Its manifest and its tokens have drifted
// apart: of the bot's scopes it declares files:write, pins:read (which may be
// declined) and reactions:read, which no install brought, and not reactions:write,
// which one did; of a user's scopes it declares search:read, and not
// channels:history and chat:write.
func bell() App {
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
	}
}

// startBell starts a team that Deploy Bell is installed in. Its user comes first.
func startBell(n uint64, name, url string) *builder {
	b := newTeam(n, name, url)
	b.Users[0].Name, b.Users[0].RealName = "deploybell", bell().Name
	return b
}

// ring installs Deploy Bell with a token of today.
func (b *builder) ring(token string, user model.UserID, in []model.Grant, scopes ...catalog.Scope) *Install {
	installed := b.installToday(token, user, in, scopes...)
	installed.AppID, installed.AppName = bell().ID, bell().Name
	return installed
}

// lighthouse is a team with a bot. The bot is in a private channel too, and lacks
// groups:read to say so.
func lighthouse() Team {
	b := startBell(4, "Lighthouse", "https://lighthouse.slack.com/")
	people := b.hire(9)
	public := b.named(catalog.Channel, "deploys", "incidents", "on-call", "general", "random", "tides")
	private := b.named(catalog.Group, "launch-plans")
	homes := b.direct(catalog.AppHome, people[:2])
	closed := b.add(Conversation{Type: catalog.Channel, Name: "old-lamp", Archived: true})

	bot := b.ring("xoxb-sandbox-lighthouse", b.app(), []model.Grant{
		grant(catalog.Channel, append(public[:3:3], closed)),
		grant(catalog.Group, private),
		grant(catalog.AppHome, homes),
	}, "channels:history", "channels:read", "chat:write", "im:read", "reactions:write", "users:read")
	bot.BotID = "B0DEPLOYBELL"
	for _, token := range []string{"xoxe.xoxp-sandbox-lighthouse", "xoxe-sandbox-lighthouse"} {
		b.ring(token, people[0].ID, nil, "app_configurations:read", "app_configurations:write").Configuration = true
	}
	return b.Team
}

// greenhouse is a team where a person gave the app a token of their own, and no
// bot: it sees what they see.
func greenhouse() Team {
	b := startBell(5, "Greenhouse", "https://greenhouse.slack.com/")
	people := b.hire(14)
	public := b.named(catalog.Channel, "general", "random", "orchids", "seedlings", "watering", "harvest", "compost")
	private := b.named(catalog.Group, "budget", "new-roof")
	parties := []model.ResourceID{
		b.party(people[0], people[1], people[2]),
		b.party(people[0], people[3], people[4], people[5]),
	}
	b.party(people[6], people[7], people[8]) // of others
	directs := b.direct(catalog.IM, people[1:7])
	closed := b.add(Conversation{Type: catalog.Group, Name: "old-roof", Archived: true})

	b.ring("xoxp-sandbox-greenhouse", people[0].ID, []model.Grant{
		grant(catalog.Channel, public[:5]),
		grant(catalog.Group, append(private[:1:1], closed)),
		grant(catalog.MPIM, parties),
		grant(catalog.IM, directs),
	}, "channels:history", "channels:read", "chat:write", "groups:read", "im:read", "mpim:read", "users:read")
	return b.Team
}
