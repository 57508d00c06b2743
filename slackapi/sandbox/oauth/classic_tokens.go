package oauth

import (
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// classicReply is what oauth.access gives a classic app: the token of the person who approved,
// and, with the scope bot, that of its bot.
type classicReply struct {
	webapi.Success
	AccessToken  string       `json:"access_token"`
	Scope        string       `json:"scope"` // comma list
	UserID       model.UserID `json:"user_id"`
	TeamName     string       `json:"team_name"`
	TeamID       model.TeamID `json:"team_id"`
	EnterpriseID *string      `json:"enterprise_id"` // there are no enterprises here: always null
	Webhook      *webhook     `json:"incoming_webhook,omitempty"`
	Bot          *classicBot  `json:"bot,omitempty"`
}

type classicBot struct {
	UserID model.UserID `json:"bot_user_id"`
	Token  string       `json:"bot_access_token"`
}

// classicBotScopes are what the scope bot opens to a bot user, in the scopes of today.
var classicBotScopes = []catalog.Scope{
	"app_mentions:read", "channels:history", "channels:read", "chat:write", "emoji:read", "groups:history", "groups:read",
	"im:history", "im:read", "im:write", "mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write",
	"reactions:read", "reactions:write", "team:read", "users:read",
}

func installClassicApp(tx *state.Tx, app *world.App, a world.Authorization) (any, error) {
	t, err := tx.Team(a.Team)
	if err != nil {
		return nil, &webapi.SlackError{Code: "invalid_code"}
	}
	lasting := *app
	lasting.Rotates = false
	got := addUserScopes(tx, &lasting, t, a.User, a.Scopes)
	reply := classicReply{
		Success: webapi.Accepted, AccessToken: got.Token, Scope: webapi.CommaList(got.AllScopes()), UserID: a.User,
		TeamName: t.Name, TeamID: t.ID, Webhook: newWebhook(tx, got.Installation, a),
	}
	if slices.Contains(a.Scopes, "bot") {
		bot := addBotScopes(tx, &lasting, t, classicBotScopes)
		reply.Bot = &classicBot{bot.AppUser, bot.Token}
	}
	return reply, nil
}
