package sandbox

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// acme is the rich team: something of every resource type, and a wildcard.
func acme(resources int) Team {
	b := newTeam(0, "Acme HQ", "https://acme-hq.slack.com/")
	people := b.hire(48)
	people[47].Deleted = true

	excluded := b.named(catalog.Channel, "payroll", "legal-holds")
	public := b.named(catalog.Channel, "general", "random", "announcements", "welcome", "lunch", "emea", "apac", "americas")
	private := b.named(catalog.Group, "leadership", "reorg-2019", "security-response", "surprise-party")
	parties := []model.ResourceID{
		b.party(people[0], people[1], people[2]),
		b.party(people[3], people[4], people[5], people[6]),
		b.party(people[1], people[8], people[9]),
		b.party(people[2], people[10], people[11]),
		b.party(people[12], people[13], people[14]),
		b.party(people[15], people[16], people[17], people[18]),
	}
	directs := b.direct(catalog.IM, people[:41])
	b.direct(catalog.IM, people[41:46]) // out of the app's reach
	homes := b.direct(catalog.AppHome, people[40:48])

	in := b.install("acme",
		b.grantTeam("emoji:read", "team:read", "users:read"),
		// One of these was superseded, so that there is something to explain.
		grantAllBut(excluded, "channels:history", "chat:write", "conversations:history", "conversations:read", "reactions:read"),
		grant(catalog.Group, private[1:3], "chat:write", "conversations:read"),
		grant(catalog.MPIM, parties[:4], "chat:write", "conversations:read"),
		grant(catalog.IM, directs, "chat:write", "conversations:history", "conversations:read"),
		grant(catalog.AppHome, homes, "chat:write", "im:history", "im:read"),
	)
	in.Users = actingFor(people)
	b.openChannels(resources - reached(b.Team, in))
	b.tokensOfToday("acme", people[0], public, private[:2], directs[:1])
	b.Emoji = []Emoji{
		{Name: "acme", URL: "https://emoji.acme-hq.example/acme.png"},
		{Name: "ship-it", URL: "https://emoji.acme-hq.example/ship-it.png"},
		{Name: "go", URL: "alias:ship-it"},
	}
	return b.Team
}

// actingFor lets the app act for three people, who agreed to different things.
func actingFor(people []User) []model.UserGrant {
	return slices.SortedFunc(slices.Values([]model.UserGrant{
		{User: model.ResourceID(people[0].ID), Scopes: []catalog.Scope{"dnd:write:user", "reminders:write:user"}},
		{User: model.ResourceID(people[3].ID), Scopes: []catalog.Scope{"reminders:write:user"}},
		{User: model.ResourceID(people[7].ID), Scopes: []catalog.Scope{"reminders:read:user", "users.profile:write:user"}},
	}), byUser)
}

// reached counts the resources that a token with a wildcard on channels reaches.
func reached(t Team, in *Install) int {
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

// openChannels adds n generated public channels, one in sixteen archived.
func (b *builder) openChannels(n int) {
	b.Conversations = slices.Grow(b.Conversations, max(n, 0))
	for i := range n {
		b.add(Conversation{Type: catalog.Channel, Name: channelName(i), Archived: b.chance.IntN(16) == 0})
	}
}
