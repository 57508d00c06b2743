package slackapi

import (
	"context"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"periscope/model"
)

// WithTeam says which workspace is meant by a token that was given for a whole
// organization. To tokens of one workspace it makes no difference.
func WithTeam(id model.TeamID) Option {
	return func(c *Client) { c.team = id }
}

// teamsPage is how much auth.teams.list is asked for at a time. Slack: at most 1,000.
const teamsPage = "1000"

// TeamsOf calls auth.teams.list: the workspaces that a token given for a whole
// organization works in. A token of one workspace has that one.
func (c *Client) TeamsOf(ctx context.Context) iter.Seq2[[]model.Team, error] {
	return pages(ctx, c, "auth.teams.list", url.Values{"limit": {teamsPage}}, (*teamsReply).teams)
}

type teamsReply struct {
	envelope
	Teams []named `json:"teams"`
}

func (r *teamsReply) teams() []model.Team {
	page := make([]model.Team, 0, len(r.Teams))
	for _, t := range r.Teams {
		if t.ID != "" {
			page = append(page, model.Team{ID: model.TeamID(t.ID), Name: string(t.Name)})
		}
	}
	return page
}

// oneTeam returns id with the workspace that is to be read: for a token of an
// organization the one that [WithTeam] names, or else its only one.
func (c *Client) oneTeam(ctx context.Context, id model.Identity) (model.Identity, error) {
	if !id.OrgWide {
		return id, nil
	}
	if c.team != "" {
		id.Team.ID = c.team
		return id, nil
	}
	var teams []model.Team
	for page, err := range c.TeamsOf(ctx) {
		if err != nil {
			return id, err
		}
		teams = append(teams, page...)
	}
	if len(teams) != 1 {
		return id, &TeamNeededError{id.Team, teams}
	}
	id.Team.ID, id.Team.Name = teams[0].ID, teams[0].Name
	return id, nil
}

// TeamNeededError is a token of a whole organization that was not told which
// of the workspaces is meant; see [WithTeam].
type TeamNeededError struct {
	Organization model.Team
	Teams        []model.Team // that the token works in; none if the app was added to none
}

func (e *TeamNeededError) Error() string {
	return fmt.Sprintf("the token is of a whole organization with %d workspaces: one has to be named", len(e.Teams))
}

// Sentence says why a workspace has to be named.
func (e *TeamNeededError) Sentence() string {
	if len(e.Teams) == 0 {
		return "The token is of a whole organization, and the app was added to none of its workspaces yet."
	}
	return fmt.Sprintf("The token is of a whole organization, and works in %d workspaces: what it may do is read one by one.", len(e.Teams))
}

// mostNamed is how many workspaces a next step lists.
const mostNamed = 5

// NextStep names the workspaces there are.
func (e *TeamNeededError) NextStep() string {
	if len(e.Teams) == 0 {
		return "Ask an administrator of the organization to add the app to a workspace."
	}
	var names []string
	for i, t := range e.Teams {
		if i == mostNamed {
			names = append(names, "…")
			break
		}
		names = append(names, fmt.Sprintf("%s (%s)", t.ID, t.Name))
	}
	return "Name one of them with --workspace: " + strings.Join(names, ", ") + "."
}

// ErrorCode is "team_needed".
func (e *TeamNeededError) ErrorCode() string { return "team_needed" }

// Word is "unclear".
func (e *TeamNeededError) Word() string { return "unclear" }

func (e *TeamNeededError) Passing() bool { return false }
