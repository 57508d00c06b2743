package oauth

import (
	"slices"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// webhook is where an app with the scope incoming-webhook posts in one channel, without a token.
type webhook struct {
	Channel          string `json:"channel"` // "#general"
	ChannelID        string `json:"channel_id"`
	ConfigurationURL string `json:"configuration_url"`
	URL              string `json:"url"`
}

// newWebhook makes the webhook that comes with an install; nil where none was asked for. It is
// for the channel that the person chose, or else the first of the team.
func newWebhook(tx *state.Tx, in *state.Installation, a world.Authorization) *webhook {
	if !slices.Contains(a.Scopes, "incoming-webhook") {
		return nil
	}
	c := in.Team.Find(a.Channel)
	if channels := in.Team.OfType(catalog.Channel); c == nil && channels.Len() > 0 {
		c = channels.At(0)
	}
	if c == nil {
		return nil
	}
	return &webhook{
		Channel:          "#" + c.Name,
		ChannelID:        string(c.ID),
		ConfigurationURL: in.Team.URL + "services/" + tx.NewID('B'),
		URL:              tx.AddWebhook(in, c.ID),
	}
}
