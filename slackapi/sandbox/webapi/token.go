package webapi

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
)

// Authenticate looks up the token that the call brings, and sets Install. The token
// must be of one of the kinds.
func (c *Call) Authenticate(h http.Header, kinds []catalog.TokenKind) error {
	token := SentToken(h, c.Args)
	if token == "" {
		return &SlackError{Code: "not_authed"}
	}
	in, found := c.State.Install(token)
	switch {
	case !found:
		return &SlackError{Code: "invalid_auth"}
	case in.Revoked:
		return &SlackError{Code: "token_revoked"}
	case state.Expired(in.ExpiresAt, c.State.Now) && in.Kind == catalog.Workspace: // clients of the time took this as the sign to refresh
		return &SlackError{Code: "invalid_auth"}
	case state.Expired(in.ExpiresAt, c.State.Now):
		return &SlackError{Code: "token_expired"}
	case in.Inactive():
		return &SlackError{Code: "account_inactive"}
	case !slices.Contains(kinds, in.Kind):
		return &SlackError{Code: "not_allowed_token_type"}
	}
	c.Install = in
	return nil
}

// SentToken is the token of a call. The header outweighs an argument: the
// argument is what old clients send, the header is what they were told to send.
func SentToken(h http.Header, args url.Values) string {
	scheme, token, _ := strings.Cut(h.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); strings.EqualFold(scheme, "Bearer") && token != "" {
		return token
	}
	return args.Get("token")
}
