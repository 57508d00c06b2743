package catalog

// otherUses are the uses of scopes besides calling methods: each completes "It may
// be there for ...". Which events a scope opens is from Slack's pages of scopes and
// of events, 2018 to 2026.
var otherUses = map[Scope]otherUse{
	"app_mentions:read": {what: "the event app_mention", place: inEvents},
	"assistant:write":   {what: "events about assistant threads", place: inEvents},
	"bot":               {what: "the bot itself: classic apps hold this scope to have one"},
	"calls:read":        {what: "the event call_rejected", place: inEvents, events: []string{"call_rejected"}},
	"channels:history":  {what: "events about messages in public channels", place: inEvents},
	"channels:read":     {what: "events about public channels and their members", place: inEvents},
	"chat:write.customize": {
		what:    "posting under another name or icon, with the methods of chat:write",
		methods: []string{"chat.postEphemeral", "chat.postMessage", "chat.scheduleMessage", "chat.startStream"},
	},
	"chat:write.public": {
		what:    "posting in public channels that the app has not joined, with the methods of chat:write",
		methods: []string{"chat.postMessage", "chat.scheduleMessage"},
	},
	"commands": {what: "slash commands and shortcuts", place: inManifest},
	"conversations.connect:read": {
		what: "events about invitations to share channels", place: inEvents,
		events: []string{
			"shared_channel_invite_accepted", "shared_channel_invite_approved", "shared_channel_invite_declined",
			"shared_channel_invite_received", "shared_channel_invite_requested",
		},
	},
	"dnd:read":          {what: "events about Do Not Disturb", place: inEvents},
	"email":             {what: "signing people in"},
	"emoji:read":        {what: "the event emoji_changed", place: inEvents},
	"files:read":        {what: "events about files, and downloading them"},
	"groups:history":    {what: "events about messages in private channels", place: inEvents},
	"groups:read":       {what: "events about private channels and their members", place: inEvents},
	"identify":          {what: "nothing that the app asked for: Slack adds it to user tokens by itself"},
	"identity.avatar":   {what: "signing people in"},
	"identity.basic":    {what: "signing people in"},
	"identity.email":    {what: "signing people in"},
	"identity.team":     {what: "signing people in"},
	"im:history":        {what: "events about direct messages", place: inEvents},
	"im:read":           {what: "events about direct message conversations", place: inEvents},
	"incoming-webhook":  {what: "posting to a webhook URL"},
	"links:read":        {what: "the event link_shared", place: inEvents},
	"links.embed:write": {what: "videos inside messages and views"},
	"metadata.message:read": {
		what:    "events about message metadata, and reading it along with messages",
		methods: []string{"conversations.history", "conversations.replies", "search.all", "search.messages"},
	},
	"mpim:history":    {what: "events about messages in group direct messages", place: inEvents},
	"mpim:read":       {what: "events about group direct messages and their members", place: inEvents},
	"openid":          {what: "signing people in"},
	"pins:read":       {what: "events about pinned messages", place: inEvents},
	"profile":         {what: "signing people in"},
	"reactions:read":  {what: "the events reaction_added and reaction_removed", place: inEvents},
	"stars:read":      {what: "the events star_added and star_removed", place: inEvents},
	"team:read":       {what: "events about the workspace, such as team_rename", place: inEvents},
	"usergroups:read": {what: "events about user groups", place: inEvents},
	"users:read":      {what: "events about people, such as team_join and user_change", place: inEvents},
	"users:read.email": {
		what:    "the email address in what users:read shows",
		methods: []string{"users.info", "users.list", "users.lookupByEmail", "users.profile.get"},
	},
	"users:write":            {what: "showing the bot as always online", place: inManifest},
	"workflow.steps:execute": {what: "steps in people's workflows", place: inManifest},
}

// otherUse is what a scope is good for besides calling methods.
type otherUse struct {
	what  string
	place usePlace
	// events are those that the scope may be for, though Slack's page of the event does not say so.
	events []string
	// methods are those that the scope adds something to: without a call of one of them, and
	// without an event that it opens, it has no other use.
	methods []string
}

// usePlace is where the other use of a scope is seen, if it is seen in one place alone.
type usePlace int

const (
	anywhere   usePlace = iota
	inEvents            // in the events that the app gets
	inManifest          // in another part of the manifest: commands, the bot's presence
)

// OtherUse says what a scope is good for besides calling the methods that need it. It
// completes the sentence "It may be there for ...". False means that no such use is
// known.
func (s Scope) OtherUse() (what string, ok bool) {
	use, ok := otherUses[s]
	return use.what, ok
}

// OtherUseIsEvents reports whether events are the only use of a scope besides calling
// methods. Which events an app gets stands in its manifest.
func (s Scope) OtherUseIsEvents() bool { return otherUses[s].place == inEvents }

// OtherUseIsInManifest reports whether a manifest shows the other use of a scope, if the
// app has it: in the events that it names, its commands, its bot.
func (s Scope) OtherUseIsInManifest() bool { return otherUses[s].place != anywhere }

// ExtendsMethods returns the methods that a scope adds something to, sorted: without a call of one
// of them, or an event that the scope opens, it has no other use. It is empty for scopes
// that are good for something by themselves.
func (s Scope) ExtendsMethods() []string { return otherUses[s].methods }

// EventsPerhapsOpenedBy returns the names of the events that a scope may open, though
// Slack's pages of the events do not say so, sorted.
func EventsPerhapsOpenedBy(s Scope) []string { return otherUses[s].events }
