package world

import (
	"cmp"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/model"
	"periscope/model/catalog"
)

// maxProblems is how many problems of a world are told at once.
const maxProblems = 10

// problem is what is wrong with one field of a world.
type problem struct{ field, text string }

// checker finds what is wrong with a world. The check of a part returns the
// first field of it that is wrong, and why, or two empty strings.
type checker struct {
	found   []problem
	apps    map[string]bool // by id
	clients map[string]bool // by client id
	teams   map[model.TeamID]*teamChecker
	tokens  map[string]bool
}

// problemsOf returns the first problems of a world.
func problemsOf(w World) []problem {
	c := &checker{
		apps: map[string]bool{}, clients: map[string]bool{},
		teams: map[model.TeamID]*teamChecker{}, tokens: map[string]bool{},
	}
	if _, err := time.Parse(time.DateOnly, cmp.Or(w.Date, "2018-01-01")); err != nil {
		c.found = append(c.found, problem{"date", fmt.Sprintf("%q is no day: write it as in 2018-08-15", w.Date)})
	}
	if len(w.Teams) == 0 {
		c.found = append(c.found, problem{"teams", "there must be at least one team"})
	}
	for i, app := range w.Apps {
		field, text := c.app(app)
		c.report(fmt.Sprintf("apps[%d]", i), field, text)
	}
	for i, t := range w.Teams {
		at := fmt.Sprintf("teams[%d]", i)
		field, text := c.team(t)
		c.report(at, field, text)
		c.inside(at, t)
	}
	for i, code := range w.Codes { // after the teams, which they name
		field, text := c.code(code)
		c.report(fmt.Sprintf("codes[%d]", i), field, text)
	}
	return c.found[:min(len(c.found), maxProblems)]
}

func (c *checker) report(at, field, text string) {
	if text != "" {
		c.found = append(c.found, problem{at + "." + field, text})
	}
}

func (c *checker) team(t Team) (field, text string) {
	_, taken := c.teams[t.ID]
	parsed, err := url.Parse(t.URL)
	switch {
	case !isID(string(t.ID)):
		return "id", badID(string(t.ID), "T061EG9R6")
	case taken:
		return "id", fmt.Sprintf("another team has the id %s", t.ID)
	case t.URL != "" && (err != nil || parsed.Host == ""):
		return "url", fmt.Sprintf("%q is no URL: write it as in https://acme.slack.com/", t.URL)
	}
	return "", ""
}

// inside checks everything in a team.
func (c *checker) inside(at string, t Team) {
	known := &teamChecker{
		team:          t,
		users:         make(map[model.UserID]*User, len(t.Users)),
		conversations: make(map[model.ResourceID]catalog.ResourceType, len(t.Conversations)),
	}
	c.teams[t.ID] = known
	for i := range t.Users {
		if field, text := known.user(&t.Users[i]); text != "" {
			c.report(fmt.Sprintf("%s.users[%d]", at, i), field, text)
		}
	}
	for _, u := range t.Users {
		if !u.Bot && !u.Deleted {
			known.people++
		}
	}
	for i := range t.Conversations {
		if field, text := known.conversation(&t.Conversations[i]); text != "" {
			c.report(fmt.Sprintf("%s.conversations[%d]", at, i), field, text)
		}
	}
	for i := range t.Installs {
		in := &t.Installs[i]
		if field, text := c.token(in.Token); text != "" {
			c.report(fmt.Sprintf("%s.installs[%d]", at, i), field, text)
		}
		if field, text := known.install(in); text != "" {
			c.report(fmt.Sprintf("%s.installs[%d]", at, i), field, text)
		}
	}
}

// realTokens are the shapes of tokens that Slack issues: numbers of teams and
// users, or a long random part. The sandbox wants none of those near it.
var realTokens = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:` +
		`xox[a-z](-\d)?(-\d{8,})+(-.*)?|` + // numbered
		`xoxe(\.xox[bp])?-\d-[a-z0-9+/=]{40,}|` + // rotating
		`xapp-\d-[a-z0-9]+-\d+-[a-z0-9]+|` + // app-level
		`xox[a-z]-[a-z0-9%+/=]{24,}` + // one random part
		`)$`)
})

// token never repeats the token that it refuses.
func (c *checker) token(token string) (field, text string) {
	_, err := model.ParseToken(token)
	taken := c.tokens[token]
	c.tokens[token] = true
	switch {
	case err != nil:
		return "token", err.Error()
	case realTokens().MatchString(token):
		return "token", "this could be a real token: revoke it if it is one, and make one up, with the word sandbox after its prefix"
	case taken:
		return "token", "another install has the same token"
	}
	return "", ""
}

// teamChecker knows what is in a team, as far as it was checked.
type teamChecker struct {
	team          Team
	users         map[model.UserID]*User
	conversations map[model.ResourceID]catalog.ResourceType
	people        int
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

func (t *teamChecker) user(u *User) (field, text string) {
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

func (t *teamChecker) conversation(c *Conversation) (field, text string) {
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
	case !direct && c.Members > t.people:
		return "members", fmt.Sprintf("%d are more than the %d people of the team", c.Members, t.people)
	case len(c.MemberIDs) > 0 && c.Members > 0 && c.Members != len(c.MemberIDs):
		return "members", fmt.Sprintf("it is %d, and there are %d member_ids: leave one of them out", c.Members, len(c.MemberIDs))
	case c.App != "" && !direct:
		return "app", fmt.Sprintf("a %s has no app: only im and app_home have one", c.Type)
	}
	for i, id := range c.MemberIDs {
		if t.users[id] == nil {
			return fmt.Sprintf("member_ids[%d]", i), fmt.Sprintf("the team has no user %q", id)
		}
	}
	return "", ""
}

// install checks all but the token itself.
func (t *teamChecker) install(in *Install) (field, text string) {
	workspace := in.TokenKind() == catalog.Workspace
	switch {
	case in.AppID == "":
		return "app_id", badID("", "A0123ABCD")
	case in.Renews != "" && in.Renews != catalog.Bot && in.Renews != catalog.UserToken:
		return "renews", fmt.Sprintf("%q is nothing that a token renews: write bot or user", in.Renews)
	case in.Installer != "" && t.users[in.Installer] == nil:
		return "installer", fmt.Sprintf("the team has no user %s", in.Installer)
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

func (t *teamChecker) grant(g model.Grant, workspace bool) (field, text string) {
	switch {
	case g.Type == EmojiCollection && len(g.Resources.IDs) == 0:
	case g.Type != catalog.Team && !g.Type.Conversation():
		return "type", fmt.Sprintf("%q is no type: write team, channel, group, mpim, im or app_home", g.Type)
	case !workspace && len(g.Scopes) > 0:
		return "scopes", "bot and user tokens have their scopes in oauth_scopes"
	case g.Resources.Wildcard && len(g.Resources.IDs) > 0:
		return "resources.ids", "a wildcard covers all of the type: leave the ids out"
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

func (t *teamChecker) has(kind catalog.ResourceType, id model.ResourceID) bool {
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
		if near := model.NearestScopes(s, 1); len(near) > 0 {
			text += fmt.Sprintf("; is it %s?", near[0])
		}
		return text
	}
	return ""
}

func (c *checker) app(a App) (field, text string) {
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
	for i, name := range a.Events {
		if !slices.Contains(EventNames, name) {
			return fmt.Sprintf("events[%d]", i), fmt.Sprintf("the sandbox has no event %q: it has %s", name, strings.Join(EventNames, ", "))
		}
	}
	if field, text := c.functions(a); text != "" {
		return field, text
	}
	return c.appTokens(a)
}

func (c *checker) code(code Code) (field, text string) {
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
