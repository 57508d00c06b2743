package catalog

// otherUses are the uses of scopes besides calling methods: each completes "It may
// be there for ...". Which events a scope opens is from Slack's pages of scopes and
// of events, 2018 to 2026.
var otherUses = map[Scope]otherUse{
	"app_mentions:read":          {"the event app_mention", true},
	"assistant:write":            {"events about assistant threads", true},
	"bot":                        {"the bot itself: classic apps hold this scope to have one", false},
	"calls:read":                 {"the event call_rejected", true},
	"channels:history":           {"events about messages in public channels", true},
	"channels:read":              {"events about public channels and their members", true},
	"chat:write.customize":       {"posting under another name or icon, with the methods of chat:write", false},
	"chat:write.public":          {"posting in public channels that the app has not joined, with the methods of chat:write", false},
	"commands":                   {"slash commands and shortcuts", false},
	"conversations.connect:read": {"events about invitations to share channels", true},
	"dnd:read":                   {"events about Do Not Disturb", true},
	"email":                      {"signing people in", false},
	"emoji:read":                 {"the event emoji_changed", true},
	"files:read":                 {"events about files, and downloading them", false},
	"groups:history":             {"events about messages in private channels", true},
	"groups:read":                {"events about private channels and their members", true},
	"identify":                   {"nothing that the app asked for: Slack adds it to user tokens by itself", false},
	"identity.avatar":            {"signing people in", false},
	"identity.basic":             {"signing people in", false},
	"identity.email":             {"signing people in", false},
	"identity.team":              {"signing people in", false},
	"im:history":                 {"events about direct messages", true},
	"im:read":                    {"events about direct message conversations", true},
	"incoming-webhook":           {"posting to a webhook URL", false},
	"links:read":                 {"the event link_shared", true},
	"links.embed:write":          {"videos inside messages and views", false},
	"metadata.message:read":      {"events about message metadata, and reading it along with messages", false},
	"mpim:history":               {"events about messages in group direct messages", true},
	"mpim:read":                  {"events about group direct messages and their members", true},
	"openid":                     {"signing people in", false},
	"pins:read":                  {"events about pinned messages", true},
	"profile":                    {"signing people in", false},
	"reactions:read":             {"the events reaction_added and reaction_removed", true},
	"stars:read":                 {"the events star_added and star_removed", true},
	"team:read":                  {"events about the workspace, such as team_rename", true},
	"usergroups:read":            {"events about user groups", true},
	"users:read":                 {"events about people, such as team_join and user_change", true},
	"users:read.email":           {"the email address in what users:read shows", false},
	"users:write":                {"showing the bot as always online", false},
	"workflow.steps:execute":     {"steps in people's workflows", false},
}

// otherUse is what a scope is good for besides calling methods.
type otherUse struct {
	what       string
	eventsOnly bool // and nothing else, so that a manifest without the events has no use for it
}

// OtherUse says what a scope is good for besides calling the methods that need it. It
// completes the sentence "It may be there for ...". False means that no such use is
// known.
func (s Scope) OtherUse() (what string, ok bool) {
	use, ok := otherUses[s]
	return use.what, ok
}

// OtherUseIsEvents reports whether events are the only use of a scope besides calling
// methods. Which events an app gets stands in its manifest.
func (s Scope) OtherUseIsEvents() bool { return otherUses[s].eventsOnly }
