package methods

import (
	"strconv"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

type emojiReply struct {
	webapi.Success
	Emoji   map[string]string `json:"emoji"`
	CacheTS string            `json:"cache_ts"`
}

// EmojiList is emoji.list.
func EmojiList(c *webapi.Call) (any, error) {
	if !c.May(catalog.Team) {
		return nil, c.MissingScope(catalog.Team)
	}
	emoji := map[string]string{}
	for _, e := range c.Install.Team.Emoji {
		emoji[e.Name] = e.URL
	}
	return emojiReply{webapi.Accepted, emoji, strconv.FormatInt(c.State.Now().Unix(), 10)}, nil
}
