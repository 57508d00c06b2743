package webapi

import (
	"net/http"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
)

// Authenticate looks up the token that the call brings, and sets Install. The token
// must be of one of the kinds.
func (c *Call) Authenticate(h http.Header, kinds []catalog.TokenKind) error {
	token := c.SentToken(h)
	if token == "" {
		return &SlackError{Code: "not_authed"}
	}
	in, found := c.State.Install(token)
	switch {
	case !found:
		return &SlackError{Code: "invalid_auth"}
	case in.Kind == catalog.Workspace && c.State.Since(in.Kind, state.WorkspaceAppsRetired()):
		return &SlackError{Code: "invalid_auth"}
	case in.Revoked:
		return &SlackError{Code: c.codeOfDead(in)}
	case state.Expired(in.ExpiresAt, c.State.Now) && in.Kind == catalog.Workspace: // clients of the time took this as the sign to refresh
		return &SlackError{Code: "invalid_auth"}
	case state.Expired(in.ExpiresAt, c.State.Now):
		return &SlackError{Code: "token_expired"}
	case in.Inactive() && in.Kind == catalog.UserToken && c.State.Since(in.Kind, state.GranularBots):
		return &SlackError{Code: "token_revoked"}
	case in.Inactive():
		return &SlackError{Code: "account_inactive"}
	case !slices.Contains(kinds, in.Kind):
		return &SlackError{Code: "not_allowed_token_type"}
	}
	c.Install = in
	return nil
}

// codeOfDead is what the token of an installation answers that was revoked, or removed with its app.
func (c *Call) codeOfDead(in *state.Installation) string {
	removed := func() bool { return !c.State.IsInstalled(in) }
	switch {
	case in.Kind == catalog.Workspace && c.State.Since(in.Kind, state.DeadTokensUnnamed):
		return "invalid_auth"
	case in.Kind == catalog.Bot && c.State.Since(in.Kind, state.GranularBots) && removed():
		return "account_inactive"
	}
	return "token_revoked"
}

// SentToken is the token of a call. The header outweighs an argument: the
// argument is what old clients send, the header is what they were told to send.
// Beside a body of JSON only the header counts.
func (c *Call) SentToken(h http.Header) string {
	scheme, token, _ := strings.Cut(h.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); strings.EqualFold(scheme, "Bearer") && token != "" {
		return token
	}
	if c.JSONBody {
		return ""
	}
	return c.Args.Get("token")
}
