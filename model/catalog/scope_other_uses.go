package catalog

// otherUses are the uses of scopes besides calling methods: each completes "It may
// be there for ...". Which events a scope opens is from Slack's pages of scopes and
// of events, 2018 to 2026.
var otherUses = map[Scope]string{
	"app_mentions:read":          "the event app_mention",
	"assistant:write":            "events about assistant threads",
	"bot":                        "the bot itself: classic apps hold this scope to have one",
	"calls:read":                 "the event call_rejected",
	"channels:history":           "events about messages in public channels",
	"channels:read":              "events about public channels and their members",
	"chat:write.customize":       "posting under another name or icon, with the methods of chat:write",
	"chat:write.public":          "posting in public channels that the app has not joined, with the methods of chat:write",
	"commands":                   "slash commands and shortcuts",
	"conversations.connect:read": "events about invitations to share channels",
	"dnd:read":                   "events about Do Not Disturb",
	"email":                      "signing people in",
	"emoji:read":                 "the event emoji_changed",
	"files:read":                 "events about files, and downloading them",
	"groups:history":             "events about messages in private channels",
	"groups:read":                "events about private channels and their members",
	"identify":                   "nothing that the app asked for: Slack adds it to user tokens by itself",
	"identity.avatar":            "signing people in",
	"identity.basic":             "signing people in",
	"identity.email":             "signing people in",
	"identity.team":              "signing people in",
	"im:history":                 "events about direct messages",
	"im:read":                    "events about direct message conversations",
	"incoming-webhook":           "posting to a webhook URL",
	"links:read":                 "the event link_shared",
	"links.embed:write":          "videos inside messages and views",
	"metadata.message:read":      "events about message metadata, and reading it along with messages",
	"mpim:history":               "events about messages in group direct messages",
	"mpim:read":                  "events about group direct messages and their members",
	"openid":                     "signing people in",
	"pins:read":                  "events about pinned messages",
	"profile":                    "signing people in",
	"reactions:read":             "the events reaction_added and reaction_removed",
	"stars:read":                 "the events star_added and star_removed",
	"team:read":                  "events about the workspace, such as team_rename",
	"usergroups:read":            "events about user groups",
	"users:read":                 "events about people, such as team_join and user_change",
	"users:read.email":           "the email address in what users:read shows",
	"users:write":                "showing the bot as always online",
	"workflow.steps:execute":     "steps in people's workflows",
}

// OtherUse says what a scope is good for besides calling the methods that need it. It
// completes the sentence "It may be there for ...". False means that no such use is
// known.
func (s Scope) OtherUse() (what string, ok bool) {
	what, ok = otherUses[s]
	return what, ok
}
