package methods

import (
	"slices"
	"strconv"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

type emojiReply struct {
	webapi.Success
	Emoji   map[string]string `json:"emoji"`
	CacheTS string            `json:"cache_ts"`
}

// EmojiList is emoji.list.
func EmojiList(c *webapi.Call) (any, error) {
	collection := c.Install.Permissions[world.EmojiCollection] // a resource of its own, in workspace apps
	if !c.May(catalog.Team) && (collection == nil || !slices.Contains(collection.Scopes, "emoji:read")) {
		return nil, c.MissingScope(catalog.Team)
	}
	emoji := map[string]string{}
	for _, e := range c.Install.Team.Emoji {
		emoji[e.Name] = e.URL
	}
	return emojiReply{webapi.Accepted, emoji, strconv.FormatInt(c.State.Now().Unix(), 10)}, nil
}
