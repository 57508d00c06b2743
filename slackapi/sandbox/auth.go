package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// authenticate finds the install that a call is made for.
func (s *Sandbox) authenticate(h http.Header, args url.Values, kinds []catalog.TokenKind) (*installation, error) {
	token := sentToken(h, args)
	if token == "" {
		return nil, &failure{Code: "not_authed"}
	}
	in, found := s.install(token)
	switch {
	case !found:
		return nil, &failure{Code: "invalid_auth"}
	case in.Revoked:
		return nil, &failure{Code: "token_revoked"}
	case expired(in.ExpiresAt, s.now) && in.kind == catalog.Workspace: // clients of the time took this as the sign to refresh
		return nil, &failure{Code: "invalid_auth"}
	case expired(in.ExpiresAt, s.now):
		return nil, &failure{Code: "token_expired"}
	case in.inactive():
		return nil, &failure{Code: "account_inactive"}
	case !slices.Contains(kinds, in.kind):
		return nil, &failure{Code: "not_allowed_token_type"}
	}
	return in, nil
}

// sentToken is the token of a call. The header outweighs an argument: the
// argument is what old clients send, the header is what they were told to send.
func sentToken(h http.Header, args url.Values) string {
	scheme, token, _ := strings.Cut(h.Get("Authorization"), " ")
	if token = strings.TrimSpace(token); strings.EqualFold(scheme, "Bearer") && token != "" {
		return token
	}
	return args.Get("token")
}

// inactive reports whether the user that the token acts as was deleted.
func (in *installation) inactive() bool {
	u, found := in.team.users[in.AppUser]
	return found && u.Deleted
}

type identity struct {
	success
	URL     string       `json:"url"`
	Team    string       `json:"team"`
	User    string       `json:"user"`
	TeamID  model.TeamID `json:"team_id"`
	UserID  model.UserID `json:"user_id"`
	BotID   string       `json:"bot_id,omitempty"`
	AppID   string       `json:"app_id,omitempty"`
	AppName string       `json:"app_name,omitempty"`
	// ExpiresIn is how many seconds the token has left; it is sent if it expires.
	ExpiresIn int64 `json:"expires_in,omitempty"`
}

func testAuth(c *call) (any, error) {
	in := c.install
	reply := identity{
		success: accepted,
		URL:     in.team.URL,
		Team:    in.team.Name,
		TeamID:  in.team.ID,
		UserID:  in.AppUser,
		BotID:   in.BotID,
		AppID:   in.AppID,
		AppName: in.AppName,
	}
	if u, found := in.team.users[in.AppUser]; found {
		reply.User = u.Name
	}
	if in.ExpiresAt != 0 {
		reply.ExpiresIn = in.ExpiresAt - c.sandbox.now().Unix()
	}
	return reply, nil
}

type echo struct {
	OK    bool              `json:"ok"`
	Error string            `json:"error,omitempty"`
	Args  map[string]string `json:"args,omitempty"`
}

// testAPI sends the arguments back, and fails with the code asked for in
// "error". Unlike at Slack a token is not sent back.
func testAPI(c *call) (any, error) {
	reply := echo{Error: c.args.Get("error"), Args: map[string]string{}}
	reply.OK = reply.Error == ""
	for name := range c.args {
		if name != "token" {
			reply.Args[name] = c.args.Get(name)
		}
	}
	return reply, nil
}
