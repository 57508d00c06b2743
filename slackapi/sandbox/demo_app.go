package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

const (
	appID   = "A0PERISCOPE"
	appName = "Periscope"
	botID   = "B0PERISCOPE"
)

// periscopeApp is the app that every team of the demo has, or had. Its manifest
// declares a little more than its tokens of today hold in [acme].
func periscopeApp() App {
	return App{
		ID:           appID,
		Name:         appName,
		ClientID:     "sandbox-client-id",
		ClientSecret: "sandbox-client-secret",
		RedirectURIs: []string{"http://127.0.0.1/", "http://localhost/"},
		BotScopes:    append(botScopes(), "reactions:write"),
		UserScopes:   append(userScopes(), "search:read"),
	}
}

func botScopes() []catalog.Scope {
	return []catalog.Scope{
		"channels:history", "channels:read", "chat:write", "emoji:read", "groups:read", "im:read", "team:read", "users:read",
	}
}

func userScopes() []catalog.Scope {
	return []catalog.Scope{"channels:read", "chat:write", "groups:read", "im:read", "mpim:read", "team:read", "users:read"}
}

// tokensOfToday adds a bot token, the token of a person who installed the app,
// and their configuration token. The bot is in fewer places than the person.
func (b *builder) tokensOfToday(name string, person User, public, private, direct []model.ResourceID) {
	bot := b.installToday("xoxb-sandbox-"+name, b.app(), []model.Grant{
		grant(catalog.Channel, public[:len(public)/2]),
		grant(catalog.Group, private[:1]),
	}, botScopes()...)
	bot.BotID = botID
	b.installToday("xoxp-sandbox-"+name, person.ID, []model.Grant{
		grant(catalog.Channel, public),
		grant(catalog.Group, private),
		grant(catalog.IM, direct),
	}, userScopes()...)
	config := b.installToday("xoxe.xoxp-sandbox-"+name, person.ID, nil, "app_configurations:read", "app_configurations:write")
	config.Configuration = true
}
