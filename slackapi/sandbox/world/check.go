package world

import (
	"fmt"
	"net/url"
	"regexp"

	"periscope/model"
	"periscope/model/catalog"
)

// maxProblems is how many problems of a world are told at once.
const maxProblems = 10

// problem is what is wrong with one field of a world.
type problem struct{ field, text string }

// worldCheck finds what is wrong with a world. The check of a part returns the
// first field of it that is wrong, and why, or two empty strings.
type worldCheck struct {
	found   []problem
	apps    map[string]bool // by id
	clients map[string]bool // by client id
	teams   map[model.TeamID]*teamCheck
	tokens  map[string]bool
}

// problemsOf returns the first problems of a world.
func problemsOf(w World) []problem {
	c := &worldCheck{
		apps: map[string]bool{}, clients: map[string]bool{},
		teams: map[model.TeamID]*teamCheck{}, tokens: map[string]bool{},
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
	for i, code := range w.Codes { // of which a team may be part
		field, text := c.code(code)
		c.report(fmt.Sprintf("codes[%d]", i), field, text)
	}
	return c.found[:min(len(c.found), maxProblems)]
}

func (c *worldCheck) report(at, field, text string) {
	if text != "" {
		c.found = append(c.found, problem{at + "." + field, text})
	}
}

func (c *worldCheck) team(t Team) (field, text string) {
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
func (c *worldCheck) inside(at string, t Team) {
	known := &teamCheck{
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
var realTokens = regexp.MustCompile(`^(?i:` +
	`xox[a-z](-\d)?(-\d{8,})+(-.*)?|` + // numbered
	`xoxe(\.xox[bp])?-\d-[a-z0-9+/=]{40,}|` + // rotating
	`xapp-\d-[a-z0-9]+-\d+-[a-z0-9]+|` + // app-level
	`xox[a-z]-[a-z0-9%+/=]{24,}` + // one random part
	`)$`)

// token never repeats the token that it refuses.
func (c *worldCheck) token(token string) (field, text string) {
	_, err := model.ParseToken(token)
	taken := c.tokens[token]
	c.tokens[token] = true
	switch {
	case err != nil:
		return "token", err.Error()
	case realTokens.MatchString(token):
		return "token", "this could be a real token: revoke it if it is one, and make one up, as in xoxa-sandbox-acme"
	case taken:
		return "token", "another install has the same token"
	}
	return "", ""
}
