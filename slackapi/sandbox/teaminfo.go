package sandbox

import (
	"strconv"

	"periscope/model"
	"periscope/model/catalog"
)

type teamReply struct {
	success
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

// teamInfo knows the token's own team and no other.
func teamInfo(c *call) (any, error) {
	if !c.may(catalog.Team) {
		return nil, c.missing(catalog.Team)
	}
	t := c.install.team
	if asked := c.args.Get("team"); asked != "" && asked != string(t.ID) {
		return nil, &failure{Code: "team_not_found"}
	}
	reply := teamReply{success: accepted}
	reply.Team.ID, reply.Team.Name, reply.Team.URL, reply.Team.Domain = t.ID, t.Name, t.URL, t.domain()
	reply.Team.Icon.IsDefault = true
	return reply, nil
}

type emojiReply struct {
	success
	Emoji   map[string]string `json:"emoji"`
	CacheTS string            `json:"cache_ts"`
}

func listEmoji(c *call) (any, error) {
	if !c.may(catalog.Team) {
		return nil, c.missing(catalog.Team)
	}
	emoji := map[string]string{}
	for _, e := range c.install.team.Emoji {
		emoji[e.Name] = e.URL
	}
	return emojiReply{accepted, emoji, strconv.FormatInt(c.sandbox.now().Unix(), 10)}, nil
}
