package world

import (
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
)

// teamCheck knows what is in a team, as far as it was checked.
type teamCheck struct {
	team          Team
	users         map[model.UserID]*User
	conversations map[model.ResourceID]catalog.ResourceType
}

// isID reports whether the text looks like an id, whatever its length and first letter.
func isID(text string) bool {
	for i := range len(text) {
		letter, digit := text[i] >= 'A' && text[i] <= 'Z', text[i] >= '0' && text[i] <= '9'
		if !letter && (!digit || i == 0) {
			return false
		}
	}
	return len(text) > 1
}

func badID(id, example string) string {
	if id == "" {
		return "it is missing: write it as in " + example
	}
	return fmt.Sprintf("%q is no id: write it in capitals and digits, as in %s", id, example)
}

func (t *teamCheck) user(u *User) (field, text string) {
	_, taken := t.users[u.ID]
	t.users[u.ID] = u
	switch {
	case !isID(string(u.ID)):
		return "id", badID(string(u.ID), "U061F7AUR")
	case taken:
		return "id", fmt.Sprintf("another user of the team has the id %s", u.ID)
	}
	return "", ""
}

func (t *teamCheck) conversation(c *Conversation) (field, text string) {
	_, taken := t.conversations[c.ID]
	t.conversations[c.ID] = c.Type
	direct := c.Type == catalog.IM || c.Type == catalog.AppHome
	switch {
	case !isID(string(c.ID)):
		return "id", badID(string(c.ID), "C024BE91L")
	case taken:
		return "id", fmt.Sprintf("another conversation of the team has the id %s", c.ID)
	case !c.Type.Conversation():
		return "type", fmt.Sprintf("%q is no type: write channel, group, mpim, im or app_home", c.Type)
	case direct && t.users[c.User] == nil:
		return "user", fmt.Sprintf("%q is no user of the team: an %s needs the person at its other end", c.User, c.Type)
	case !direct && c.User != "":
		return "user", fmt.Sprintf("a %s has no user: only im and app_home have one", c.Type)
	case c.Creator != "" && t.users[c.Creator] == nil:
		return "creator", fmt.Sprintf("the team has no user %s", c.Creator)
	case c.Members < 0:
		return "members", fmt.Sprintf("%d is no number of members", c.Members)
	}
	for i, id := range c.MemberIDs {
		if t.users[id] == nil {
			return fmt.Sprintf("member_ids[%d]", i), fmt.Sprintf("the team has no user %q", id)
		}
	}
	return "", ""
}

// install checks all but the token itself.
func (t *teamCheck) install(in *Install) (field, text string) {
	workspace := in.TokenKind() == catalog.Workspace
	switch {
	case in.AppID == "":
		return "app_id", badID("", "A0123ABCD")
	case in.AppUser != "" && t.users[in.AppUser] == nil:
		return "app_user", fmt.Sprintf("the team has no user %s", in.AppUser)
	case workspace && len(in.OAuthScopes) > 0:
		return "oauth_scopes", "a workspace token has its scopes in grants; oauth_scopes are for bot and user tokens"
	case !workspace && len(in.Users) > 0:
		return "users", "only workspace tokens act for users who let them"
	}
	if text := UnknownScope(in.OAuthScopes); text != "" {
		return "oauth_scopes", text
	}
	for i, g := range in.Grants {
		if field, text := t.grant(g, workspace); text != "" {
			return fmt.Sprintf("grants[%d].%s", i, field), text
		}
	}
	for i, u := range in.Users {
		at := fmt.Sprintf("users[%d].", i)
		if t.users[model.UserID(u.User)] == nil {
			return at + "user", fmt.Sprintf("the team has no user %q", u.User)
		}
		if text := UnknownScope(u.Scopes); text != "" {
			return at + "scopes", text
		}
	}
	return "", ""
}

func (t *teamCheck) grant(g model.Grant, workspace bool) (field, text string) {
	switch {
	case g.Type != catalog.Team && !g.Type.Conversation():
		return "type", fmt.Sprintf("%q is no type: write team, channel, group, mpim, im or app_home", g.Type)
	case !workspace && len(g.Scopes) > 0:
		return "scopes", "bot and user tokens have their scopes in oauth_scopes"
	case len(g.Resources.Excluded) > 0 && !g.Resources.Wildcard:
		return "resources.excluded", "only from a wildcard can something be excluded"
	}
	if text := UnknownScope(g.Scopes); text != "" {
		return "scopes", text
	}
	for _, list := range []struct {
		field string
		ids   []model.ResourceID
	}{{"ids", g.Resources.IDs}, {"excluded", g.Resources.Excluded}} {
		i := slices.IndexFunc(list.ids, func(id model.ResourceID) bool { return !t.has(g.Type, id) })
		if i >= 0 {
			return fmt.Sprintf("resources.%s[%d]", list.field, i), fmt.Sprintf("the team has no %s %q", g.Type, list.ids[i])
		}
	}
	return "", ""
}

func (t *teamCheck) has(kind catalog.ResourceType, id model.ResourceID) bool {
	if kind == catalog.Team {
		return id == model.ResourceID(t.team.ID)
	}
	return t.conversations[id] == kind
}

// UnknownScope says which of the scopes Slack never had, if any.
func UnknownScope(scopes []catalog.Scope) string {
	for _, s := range scopes {
		if _, known := catalog.Lookup(s); known {
			continue
		}
		text := fmt.Sprintf("there is no scope %q", s)
		if near := model.Nearest(s, 1); len(near) > 0 {
			text += fmt.Sprintf("; is it %s?", near[0])
		}
		return text
	}
	return ""
}
