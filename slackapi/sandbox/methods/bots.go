package methods

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

type botReply struct {
	webapi.Success
	Bot struct {
		ID      string            `json:"id"`
		Deleted bool              `json:"deleted"`
		Name    string            `json:"name"`
		Updated int64             `json:"updated"`
		AppID   string            `json:"app_id"`
		UserID  model.UserID      `json:"user_id"`
		Icons   map[string]string `json:"icons"`
	} `json:"bot"`
}

// BotsInfo is bots.info: the bot of an app that is, or was, installed in the token's team.
func BotsInfo(c *webapi.Call) (any, error) {
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	id := c.Args.Get("bot")
	in := c.State.Bot(c.Install.Team, id)
	if id == "" || in == nil {
		return nil, &webapi.SlackError{Code: "bot_not_found"}
	}
	reply := botReply{Success: webapi.Accepted}
	bot := &reply.Bot
	bot.ID, bot.Name, bot.AppID, bot.UserID = in.BotID, in.AppName, in.AppID, in.AppUser
	bot.Deleted, bot.Updated = in.Revoked || in.Inactive(), userUpdated
	bot.Icons = map[string]string{}
	return reply, nil
}
