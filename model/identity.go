package model

import "periscope/model/catalog"

// TeamID is Slack's id of a workspace, such as "T061EG9R6".
type TeamID string

// UserID is Slack's id of a user or bot in a workspace, such as "U061F7AUR".
type UserID string

// Team is one Slack workspace.
type Team struct {
	ID   TeamID
	Name string
	URL  string // "https://acme.slack.com/"
}

// Identity is what Slack says about a token: auth.test.
type Identity struct {
	Team     Team
	User     UserID // the user or bot that the token acts as
	UserName string
	BotID    string
	AppID    string
	AppName  string
	// OrgWide: the token was given for a whole organization. Team is then the
	// organization, or the one of its workspaces that was chosen.
	OrgWide bool
	// Scopes is the x-oauth-scopes header. ScopesSent tells an empty list from
	// a header that was not sent, which means unknown, not none.
	Scopes     []catalog.Scope
	ScopesSent bool
}
