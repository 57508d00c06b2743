package sandbox

import "periscope/model/catalog"

// freshInstall is where the app holds what every workspace app starts with:
// three scopes, on the app home of whoever installed it.
func freshInstall() Team {
	b := newTeam(1, "Fresh Install", "https://fresh-install.slack.com/")
	people := b.hire(6)
	b.named(catalog.Channel, "general", "random", "introductions")
	b.named(catalog.Group, "founders")
	home := b.direct(catalog.AppHome, people[:1])
	b.install("fresh", grant(catalog.AppHome, home, "chat:write", "im:history", "im:read"))
	return b.Team
}

// umbrella is where somebody removed the app; the grants are those of the day before.
func umbrella() Team {
	b := newTeam(2, "Umbrella", "https://umbrella.slack.com/")
	people := b.hire(4)
	channels := b.named(catalog.Channel, "general", "random", "weather")
	home := b.direct(catalog.AppHome, people[:1])
	in := b.install("umbrella",
		b.grantTeam("users:read"),
		grant(catalog.Channel, channels, "chat:write", "conversations:read"),
		grant(catalog.AppHome, home, "chat:write", "im:history", "im:read"),
	)
	in.Revoked = true
	return b.Team
}
