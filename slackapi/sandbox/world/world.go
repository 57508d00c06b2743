// Package world is what the sandbox knows of Slack: teams, people, conversations, apps and
// installs, as plain data. It makes the demo's world, reads and writes world files, and refuses
// a file whose parts contradict each other, with the line. It answers no calls: package sandbox does.
package world

import (
	"cmp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// World is everything the sandbox knows about Slack: plain data, to be built by
// hand, compared in tests, or taken from [Demo] or a file ([ReadWorld], whose field
// names are the tags). The order of its parts carries no meaning; answers are
// ordered by id.
type World struct {
	// Date is the day by which Slack's answers are, YYYY-MM-DD. Without one, workspace
	// tokens are answered as in August 2018, and others as today.
	Date  string `json:"date,omitempty"`
	Apps  []App  `json:"apps,omitempty"`
	Codes []Code `json:"codes,omitempty"` // not exchanged yet
	Teams []Team `json:"teams"`
}

// Team is one workspace with all that is in it.
type Team struct {
	ID            model.TeamID         `json:"id"`
	Name          string               `json:"name,omitempty"`
	URL           string               `json:"url,omitempty"` // "https://acme-hq.slack.com/"
	Users         []User               `json:"users,omitempty"`
	Conversations []Conversation       `json:"conversations,omitempty"`
	Packed        *PackedConversations `json:"-"` // conversations; files have theirs with the others
	Installs      []Install            `json:"installs,omitempty"`
	Emoji         []Emoji              `json:"emoji,omitempty"` // the team's own
}

// EmojiCollection is a resource type that Slack's page on workspace tokens names beside
// conversations and the team: all emoji of a team, which are granted as a whole.
const EmojiCollection catalog.ResourceType = "emoji"

// Emoji is a picture that a team made its own.
type Emoji struct {
	Name string `json:"name"` // without colons
	URL  string `json:"url"`  // of the picture; or "alias:" and the name of another emoji
}

// User is a person, or the user that an app acts as.
type User struct {
	ID       model.UserID `json:"id"`
	Name     string       `json:"name,omitempty"` // the handle, without @
	RealName string       `json:"real_name,omitempty"`
	Bot      bool         `json:"bot,omitempty"` // an app's own user
	Deleted  bool         `json:"deleted,omitempty"`
	Email    string       `json:"email,omitempty"`
	TZ       string       `json:"tz,omitempty"`    // "Europe/Lisbon"
	Admin    bool         `json:"admin,omitempty"` // of the team
}

// Conversation is a channel, a group or a direct message.
type Conversation struct {
	ID      model.ResourceID     `json:"id"`
	Type    catalog.ResourceType `json:"type"`           // channel, group, mpim, im or app_home
	Name    string               `json:"name,omitempty"` // without #; empty for im and app_home
	User    model.UserID         `json:"user,omitempty"` // the person at the other end of an im or app_home; else empty
	Creator model.UserID         `json:"creator,omitempty"`
	Created int64                `json:"created,omitempty"` // seconds since 1970
	// MemberIDs are the people in it. Without them they are Members of the
	// team's people: always the same, but not chosen for a reason.
	MemberIDs []model.UserID `json:"member_ids,omitempty"`
	Members   int            `json:"members,omitempty"` // how many people; apps are not counted
	Archived  bool           `json:"archived,omitempty"`
	Shared    bool           `json:"shared,omitempty"` // with another company
	Topic     string         `json:"topic,omitempty"`
	Purpose   string         `json:"purpose,omitempty"`
	// App is whose app_home, or bot's im, it is; empty: any app's that holds it.
	App string `json:"app,omitempty"`
}

// Install is one app as installed in one team, and its token.
type Install struct {
	// Token is what a client sends. Its prefix decides its kind, as with Slack.
	// It must be unique in the world; of two equal tokens the first counts.
	Token   string       `json:"token"`
	AppID   string       `json:"app_id"`
	AppName string       `json:"app_name,omitempty"`
	AppUser model.UserID `json:"app_user,omitempty"` // the user that the token acts as; a deleted user makes the token account_inactive
	BotID   string       `json:"bot_id,omitempty"`   // only bot tokens have one; empty: that of [BotID]
	Revoked bool         `json:"revoked,omitempty"`
	// Renews is what a refresh token renews, bot or user. Where nothing is said, that of
	// an app's own user renews a bot token.
	Renews catalog.TokenKind `json:"renews,omitempty"`
	// Installer is who first installed the app; empty: nobody remembers.
	Installer model.UserID `json:"installer,omitempty"`
	// ExpiresAt is when the token stops to work, in seconds since 1970; 0 is never.
	ExpiresAt int64 `json:"expires_at,omitempty"`
	// Configuration makes a token that begins with xoxe.xoxp a configuration
	// token, and one that begins with xoxe a token that renews those: their
	// prefixes do not tell them from those of users.
	Configuration bool `json:"configuration,omitempty"`

	// Grants are what a workspace token may do, and where. For bot and user
	// tokens only the resources count: the conversations they are members of.
	Grants []model.Grant `json:"grants,omitempty"`
	// Users are the people who let a workspace app act for them.
	Users []model.UserGrant `json:"users,omitempty"`
	// OAuthScopes are the scopes of a bot, user or configuration token, which hold everywhere.
	OAuthScopes []catalog.Scope `json:"oauth_scopes,omitempty"`
}

// Unpacked is the world with all conversations in their slices.
func (w World) Unpacked() World {
	w.Teams = slices.Clone(w.Teams)
	for i := range w.Teams {
		t := &w.Teams[i]
		if t.Packed != nil {
			t.Conversations = slices.AppendSeq(slices.Grow(slices.Clone(t.Conversations), t.Packed.Len()), t.Packed.All())
			t.Packed = nil
		}
	}
	return w
}

// Credential is what a person needs to open a team of the world.
type Credential struct {
	TeamID   model.TeamID
	TeamName string // as the world has it, which may be hostile to a terminal
	Kind     catalog.TokenKind
	Token    string
}

// Credentials lists the tokens of the world, revoked ones included, in the
// order of teams and installs.
func (w World) Credentials() []Credential {
	var all []Credential
	for _, t := range w.Teams {
		for i := range t.Installs {
			in := &t.Installs[i]
			all = append(all, Credential{TeamID: t.ID, TeamName: t.Name, Kind: in.TokenKind(), Token: in.Token})
		}
	}
	return all
}

// TokenKind is the kind of the install's token: what its prefix tells, and where
// that is not enough, what the world says.
func (in *Install) TokenKind() catalog.TokenKind {
	t, err := model.ParseToken(in.Token)
	switch {
	case err != nil:
		return catalog.UnknownKind
	case in.Configuration && t.Kind() != catalog.Refresh:
		return catalog.Configuration
	}
	return t.Kind()
}

// MemberCount is how many people are in a channel.
func (c *Conversation) MemberCount() int { return cmp.Or(len(c.MemberIDs), c.Members) }
