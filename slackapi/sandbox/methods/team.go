package methods

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

type teamReply struct {
	webapi.Success
	Team struct {
		ID          model.TeamID `json:"id"`
		Name        string       `json:"name"`
		URL         string       `json:"url"`
		Domain      string       `json:"domain"`
		EmailDomain string       `json:"email_domain"`
		Icon        struct {
			IsDefault bool `json:"image_default"`
		} `json:"icon"`
	} `json:"team"`
}

// TeamInfo is team.info. It knows the token's own team and no other.
func TeamInfo(c *webapi.Call) (any, error) {
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	t := c.Install.Team
	if asked := c.Args.Get("team"); asked != "" && asked != string(t.ID) {
		return nil, &webapi.SlackError{Code: "team_not_found"}
	}
	reply := teamReply{Success: webapi.Accepted}
	reply.Team.ID, reply.Team.Name, reply.Team.URL, reply.Team.Domain = t.ID, t.Name, t.URL, t.Domain()
	reply.Team.Icon.IsDefault = true
	return reply, nil
}
