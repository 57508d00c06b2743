package world

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// builder puts a team together. All chance comes from a source seeded with the
// team's number, so that each team is the same whatever the others are.
type builder struct {
	Team
	ids    IDs
	chance *rand.Rand
}

// newTeam starts team number n of the demo: its name, and the user of its app.
func newTeam(n uint64, name, url string) *builder {
	b := &builder{ids: IDs{Team: n}, chance: rand.New(rand.NewPCG(n, 2018))}
	b.Team = Team{ID: model.TeamID(b.ids.Next('T')), Name: name, URL: url}
	b.Users = []User{{ID: b.userID(), Name: "periscope", RealName: "Periscope", Bot: true}}
	return b
}

func (b *builder) userID() model.UserID { return model.UserID(b.ids.Next('U')) }

// app is the user of the team's app.
func (b *builder) app() model.UserID { return b.Users[0].ID }

// people counts those who can be in a conversation.
func (b *builder) people() int {
	n := 0
	for _, u := range b.Users {
		if !u.Bot && !u.Deleted {
			n++
		}
	}
	return n
}

// addPeople adds n people to the team and returns them.
func (b *builder) addPeople(n int) []User {
	for range n {
		given, family := personName(len(b.Users))
		b.Users = append(b.Users, User{
			ID:       b.userID(),
			Name:     strings.ToLower(given + "." + family),
			RealName: given + " " + family,
			Email:    strings.ToLower(given+"."+family) + "@example.com",
		})
	}
	return b.Users[len(b.Users)-n:]
}

// add puts a conversation into the team and returns its id.
func (b *builder) add(c Conversation) model.ResourceID {
	c = b.completed(b.people(), c)
	b.Conversations = append(b.Conversations, c)
	return c.ID
}

// completed is a conversation with an id, and what else every one has. people can be in it.
func (b *builder) completed(people int, c Conversation) Conversation {
	c.ID = model.ResourceID(b.ids.Next(idPrefix[c.Type]))
	if c.Creator == "" {
		c.Creator = b.Users[b.chance.IntN(len(b.Users))].ID
	}
	const may2015, fourYears = 1_430_000_000, 126_000_000
	c.Created = may2015 + b.chance.Int64N(fourYears)
	if c.MemberCount() == 0 {
		c.Members = 1 + b.chance.IntN(people)
	}
	return c
}

// addNamed adds a conversation for each name.
func (b *builder) addNamed(t catalog.ResourceType, names ...string) []model.ResourceID {
	var added []model.ResourceID
	for _, name := range names {
		added = append(added, b.add(Conversation{Type: t, Name: name}))
	}
	return added
}

// addDirect adds a direct message with each person.
func (b *builder) addDirect(t catalog.ResourceType, people []User) []model.ResourceID {
	var added []model.ResourceID
	for _, u := range people {
		added = append(added, b.add(Conversation{Type: t, User: u.ID, Creator: u.ID, Members: 2}))
	}
	return added
}

// addGroupDirect adds a group direct message, with the name that Slack gives those.
func (b *builder) addGroupDirect(people ...User) model.ResourceID {
	names, ids := make([]string, len(people)), make([]model.UserID, len(people))
	for i, u := range people {
		names[i], ids[i] = u.Name, u.ID
	}
	return b.add(Conversation{
		Type:      catalog.MPIM,
		Name:      fmt.Sprintf("mpdm-%s-1", strings.Join(names, "--")),
		Creator:   people[0].ID,
		MemberIDs: ids,
	})
}

// install adds the app, with an obviously fake token that ends in name.
func (b *builder) install(name string, grants ...model.Grant) *Install {
	b.Installs = append(b.Installs, Install{
		Token:   "xoxa-sandbox-" + name,
		AppID:   AppID,
		AppName: appName,
		AppUser: b.app(),
		Grants:  grants,
	})
	return &b.Installs[len(b.Installs)-1]
}

// installOAuth adds another token of the app: a bot, user or configuration token.
// Its grants have no scopes, because its own scopes hold everywhere.
func (b *builder) installOAuth(token string, user model.UserID, in []model.Grant, scopes ...catalog.Scope) *Install {
	b.Installs = append(b.Installs, Install{
		Token:       token,
		AppID:       AppID,
		AppName:     appName,
		AppUser:     user,
		Grants:      in,
		OAuthScopes: scopes,
	})
	return &b.Installs[len(b.Installs)-1]
}

// grant is for listed resources.
func grant(t catalog.ResourceType, resources []model.ResourceID, scopes ...catalog.Scope) model.Grant {
	return model.Grant{
		Type:      t,
		Scopes:    scopes,
		Resources: model.ResourceSet{IDs: slices.Sorted(slices.Values(resources))},
	}
}

// grantAllBut is for all public channels except those excluded.
func grantAllBut(excluded []model.ResourceID, scopes ...catalog.Scope) model.Grant {
	return model.Grant{
		Type:   catalog.Channel,
		Scopes: scopes,
		Resources: model.ResourceSet{
			Wildcard: true,
			Excluded: slices.Sorted(slices.Values(excluded)),
		},
	}
}

// grantTeam is for the workspace itself.
func (b *builder) grantTeam(scopes ...catalog.Scope) model.Grant {
	return grant(catalog.Team, []model.ResourceID{model.ResourceID(b.ID)}, scopes...)
}

const (
	AppID   = "A0PERISCOPE" // of [PeriscopeApp]
	appName = "Periscope"
	botID   = "B0PERISCOPE"
)

// PeriscopeApp is the app that every team of the demo has, or had. Its manifest
// declares a little more than its bot and user tokens hold in [acme].
func PeriscopeApp() App {
	return App{
		ID:           AppID,
		Name:         appName,
		ClientID:     "sandbox-client-id",
		ClientSecret: "sandbox-client-secret",
		RedirectURIs: []string{"http://127.0.0.1/", "http://localhost/"},
		BotScopes:    append(botScopes(), "reactions:write"),
		UserScopes:   append(userScopes(), "search:read"),
		Events:       EventNames,
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

// installOAuthTokens adds a bot token, the token of a person who installed the app,
// and their configuration token. The bot is in fewer places than the person.
func (b *builder) installOAuthTokens(name string, person User, public, private, direct []model.ResourceID) {
	bot := b.installOAuth("xoxb-sandbox-"+name, b.app(), []model.Grant{
		grant(catalog.Channel, public[:len(public)/2]),
		grant(catalog.Group, private[:1]),
	}, botScopes()...)
	bot.BotID = botID
	b.installOAuth("xoxp-sandbox-"+name, person.ID, []model.Grant{
		grant(catalog.Channel, public),
		grant(catalog.Group, private),
		grant(catalog.IM, direct),
	}, userScopes()...)
	config := b.installOAuth("xoxe.xoxp-sandbox-"+name, person.ID, nil, "app_configurations:read", "app_configurations:write")
	config.Configuration = true
}
