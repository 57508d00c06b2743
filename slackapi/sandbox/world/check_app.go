package world

import (
	"fmt"

	"periscope/model/catalog"
)

func (c *worldCheck) app(a App) (field, text string) {
	taken, clientTaken := c.apps[a.ID], c.clients[a.ClientID]
	c.apps[a.ID], c.clients[a.ClientID] = true, true
	switch {
	case a.ID == "":
		return "id", badID("", "A0123ABCD")
	case taken:
		return "id", fmt.Sprintf("another app has the id %s", a.ID)
	case a.ClientID == "":
		return "client_id", "it is missing: make one up"
	case clientTaken:
		return "client_id", "another app has the same client id"
	case a.ClientSecret == "":
		return "client_secret", "it is missing: make one up"
	}
	for i, to := range a.RedirectURIs {
		if err := CheckRequestURL(to); err != nil {
			return fmt.Sprintf("redirect_uris[%d]", i), err.Error()
		}
	}
	for _, list := range []struct {
		field  string
		scopes []catalog.Scope
	}{
		{"bot_scopes", a.BotScopes},
		{"user_scopes", a.UserScopes},
		{"bot_optional_scopes", a.BotOptional},
		{"user_optional_scopes", a.UserOptional},
	} {
		if text := UnknownScope(list.scopes); text != "" {
			return list.field, text
		}
	}
	return "", ""
}

func (c *worldCheck) code(code Code) (field, text string) {
	team := c.teams[code.Team]
	switch {
	case code.Code == "":
		return "code", "it is missing: make one up"
	case !c.clients[code.ClientID]:
		return "client_id", "no app has this client id"
	case team == nil:
		return "team", fmt.Sprintf("there is no team %q", code.Team)
	case team.users[code.User] == nil:
		return "user", fmt.Sprintf("the team has no user %q", code.User)
	}
	if text := UnknownScope(code.Scopes); text != "" {
		return "scopes", text
	}
	return "user_scopes", UnknownScope(code.UserScopes)
}
