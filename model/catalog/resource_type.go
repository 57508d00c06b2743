package catalog

// ResourceType is the type of object that workspace permissions attach to.
// Slack may send types that are not listed here; they are kept as they came.
type ResourceType string

const (
	Team    ResourceType = "team"     // the workspace itself
	Channel ResourceType = "channel"  // public channel
	Group   ResourceType = "group"    // private channel
	MPIM    ResourceType = "mpim"     // group direct message
	IM      ResourceType = "im"       // direct message between two people
	AppHome ResourceType = "app_home" // direct message between the app and one user
	User    ResourceType = "user"     // one user, for whom the app acts with their consent
)

// ResourceTypes are the seven types Slack documents, in the order in which
// Periscope always shows them.
var ResourceTypes = [...]ResourceType{Team, Channel, Group, MPIM, IM, AppHome, User}

// Rank is the place of t in [ResourceTypes]; unknown types come after all known ones.
func (t ResourceType) Rank() int {
	for i, known := range ResourceTypes {
		if t == known {
			return i
		}
	}
	return len(ResourceTypes)
}

// Known reports whether t is one of [ResourceTypes].
func (t ResourceType) Known() bool { return t.Rank() < len(ResourceTypes) }

// Conversation reports whether t is a place where messages are posted.
func (t ResourceType) Conversation() bool {
	switch t {
	case Channel, Group, MPIM, IM, AppHome:
		return true
	}
	return false
}

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

var conversationNames = map[ResourceType]string{
	Channel: "public channels",
	Group:   "private channels",
	MPIM:    "group direct messages",
	IM:      "direct messages",
	AppHome: "the app's own direct messages",
}

// Conversations is what people call the conversations of the type: "private channels". It
// is empty for types that are no conversations.
func (t ResourceType) Conversations() string { return conversationNames[t] }
