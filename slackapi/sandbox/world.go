package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

// World is everything the sandbox knows about Slack: plain data, to be built by
// hand, compared in tests, or had from [Demo]. The order of its parts carries no
// meaning; answers are ordered by id.
type World struct {
	Teams []Team
}

// Team is one workspace with all that is in it, whoever may see it.
type Team struct {
	ID            model.TeamID
	Name          string
	URL           string // "https://acme-hq.slack.com/"
	Users         []User
	Conversations []Conversation
	Installs      []Install
}

// User is a person, or the user that an app acts as.
type User struct {
	ID       model.UserID
	Name     string // the handle, without @
	RealName string
	Bot      bool // an app's own user
	Deleted  bool
}

// Conversation is a channel, a group or a direct message.
type Conversation struct {
	ID       model.ResourceID
	Type     catalog.ResourceType // channel, group, mpim, im or app_home
	Name     string               // without #; empty for im and app_home
	User     model.UserID         // the person at the other end of an im or app_home; else empty
	Creator  model.UserID
	Created  int64 // seconds since 1970
	Members  int
	Archived bool
}

// Install is one app as installed in one team, and its token.
type Install struct {
	// Token is what a client sends. Its prefix decides its kind, as with Slack.
	// It must be unique in the world; of two equal tokens the first counts.
	Token   string
	AppID   string
	AppName string
	AppUser model.UserID // whom the token acts as; a deleted user makes the token account_inactive
	BotID   string       // only bot tokens have one
	Revoked bool

	// Grants are what a workspace token may do, and where. For bot and user
	// tokens only the resources count: the conversations they are members of.
	Grants []model.Grant
	// Users are the people who let a workspace app act for them.
	Users []model.UserGrant
	// OAuthScopes are the scopes of a bot or user token, which hold everywhere.
	OAuthScopes []catalog.Scope
}

// Credential is what a person needs to open a team of the world.
type Credential struct {
	TeamID   model.TeamID
	TeamName string // as the world has it, which may be hostile to a terminal
	Token    string
}

// Credentials lists the tokens of the world, revoked ones included, in the
// order of teams and installs.
func (w World) Credentials() []Credential {
	var all []Credential
	for _, t := range w.Teams {
		for _, in := range t.Installs {
			all = append(all, Credential{TeamID: t.ID, TeamName: t.Name, Token: in.Token})
		}
	}
	return all
}
