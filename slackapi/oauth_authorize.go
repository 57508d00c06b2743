package slackapi

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"net/url"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// AuthorizeURL is the page on which a person installs a workspace app, at the
// Slack whose API is rooted at apiURL, which must be as for [New]. Slack sends
// the browser on to redirectURI with a code for [App.OAuthAccess], and with state.
func AuthorizeURL(apiURL, clientID string, scopes []catalog.Scope, redirectURI, state string) (string, error) {
	return pageURL(apiURL, "oauth/authorize", url.Values{
		"client_id":    {clientID},
		"scope":        {text.JoinList(scopes)},
		"redirect_uri": {redirectURI},
		"state":        {state},
	})
}

// AuthorizeV2URL is the page on which a person installs an app for bot and user
// tokens, or installs it again for more scopes, at the Slack whose API is rooted at apiURL,
// which must be as for [New]. Slack sends the browser on to redirectURI with a code
// for [App.OAuthV2Access], and with state. challenge is that of [NewVerifier];
// empty goes without PKCE, and so do state and redirectURI where they are empty,
// for a link that people pass on.
//
// Of scopes that sign people in it is the page of OpenID Connect instead, which
// answers with a code for openid.connect.token.
//
// Slack takes a challenge only from apps that have PKCE turned on in their
// settings, and such an app may ask for no bot scopes at a redirectURI on the
// machine of the person who installs it.
func AuthorizeV2URL(apiURL, clientID string, i model.Install, redirectURI, state, challenge string) (string, error) {
	query := url.Values{
		"client_id":  {clientID},
		"scope":      {text.JoinList(i.Bot)},
		"user_scope": {text.JoinList(i.User)},
	}
	page := "oauth/v2/authorize"
	if i.SignsIn() {
		page = "openid/connect/authorize"
		query.Set("response_type", "code")
		query.Set("scope", strings.ReplaceAll(text.JoinList(slices.Concat(i.Bot, i.User)), ",", " "))
		query.Del("user_scope")
	}
	if redirectURI != "" {
		query.Set("redirect_uri", redirectURI)
	}
	if state != "" {
		query.Set("state", state)
	}
	if challenge != "" {
		query.Set("code_challenge", challenge)
		query.Set("code_challenge_method", "S256")
	}
	return pageURL(apiURL, page, query)
}

// AuthorizePageInTeam is an authorize page that offers one workspace, to a person who may
// be in several.
func AuthorizePageInTeam(page string, team model.TeamID) (string, error) {
	u, err := url.Parse(page)
	if err != nil {
		return "", ErrURL
	}
	query := u.Query()
	query.Set("team", string(team))
	u.RawQuery = query.Encode()
	return u.String(), nil
}

// pageURL is a page for people, which Slack has beside its API. No token gets into its
// address, for a client id that was mixed up with one.
func pageURL(apiURL, name string, query url.Values) (string, error) {
	base, err := parseBase(apiURL)
	if err != nil {
		return "", err
	}
	if model.HoldsToken(query.Get("client_id")) {
		return "", ErrTokenURL
	}
	page := base.JoinPath("..", name)
	page.RawQuery = query.Encode()
	return page.String(), nil
}

// NewVerifier makes a proof by PKCE, in two parts: the challenge goes into
// [AuthorizeV2URL], which is no secret, and the verifier, which is a secret until
// then, into [App.OAuthV2Access]. Each proof is for one installation.
func NewVerifier() (verifier, challenge string) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // it never fails
	verifier = base64.RawURLEncoding.EncodeToString(random)
	sum := sha256.Sum256([]byte(verifier))
	return verifier, base64.RawURLEncoding.EncodeToString(sum[:])
}
