package slackapi

import (
	"net/url"
	"strings"

	"periscope/model/catalog"
)

// AuthorizeURL is the page on which a person installs a workspace app, at the
// Slack whose API is rooted at apiURL, which must be as for [New]. Slack sends
// the browser on to redirectURI with a code for [App.OAuthAccess], and with state.
func AuthorizeURL(apiURL, clientID string, scopes []catalog.Scope, redirectURI, state string) (string, error) {
	base, err := parseBase(apiURL)
	if err != nil {
		return "", err
	}
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	page := base.JoinPath("..", "oauth", "authorize")
	page.RawQuery = url.Values{
		"client_id":    {clientID},
		"scope":        {strings.Join(names, ",")},
		"redirect_uri": {redirectURI},
		"state":        {state},
	}.Encode()
	return page.String(), nil
}
