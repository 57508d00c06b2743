package catalog

var typeMeanings = map[ResourceType]string{
	Team:    "The workspace itself: its people, settings and emoji.",
	Channel: "Public channels. A grant may name some, or cover all of them with a wildcard.",
	Group:   "Private channels that somebody added the app to.",
	MPIM:    "Direct messages among several people.",
	IM:      "Direct messages between two people.",
	AppHome: "Direct messages between the app and one person; an app starts with its installer's.",
	User:    "People who let the app act for them. Each decides alone, so scopes differ from person to person.",
}

// Meaning says in a sentence what resources of the type are.
func (t ResourceType) Meaning() string {
	if m, ok := typeMeanings[t]; ok {
		return m
	}
	return "A resource type that Slack sent and that Periscope does not know."
}
