package methods

import (
	"net/http"
	"net/url"
	"slices"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

type connectionReply struct {
	webapi.Success
	URL string `json:"url"`
}

// AppsConnectionsOpen is apps.connections.open: where an app opens a connection of Socket Mode, once.
func AppsConnectionsOpen(c *webapi.Call) (any, error) {
	switch {
	case c.Verb != http.MethodPost:
		return nil, &webapi.SlackError{Code: "insecure_request"}
	case !slices.Contains(c.Install.OAuthScopes, world.ConnectionsWrite):
		return nil, &webapi.SlackError{Code: "missing_scope", Shortfall: &webapi.Shortfall{
			Needed: webapi.CommaList([]catalog.Scope{world.ConnectionsWrite}), Provided: webapi.CommaList(c.Install.AllScopes()),
		}}
	}
	query := url.Values{"ticket": {c.State.NewTicket(c.Install.AppID)}, "app_id": {c.Install.AppID}}
	return connectionReply{webapi.Accepted, c.SocketURL + "?" + query.Encode()}, nil
}
