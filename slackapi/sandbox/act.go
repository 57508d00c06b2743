package sandbox

import (
	"context"
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// People returns those in a team who can use an app: everyone but apps and the deleted.
func (s *Sandbox) People(id model.TeamID) []world.User {
	t, err := s.team(id)
	if err != nil {
		return nil
	}
	var people []world.User
	for _, u := range t.Users {
		if t.hasPerson(u.ID) {
			people = append(people, u)
		}
	}
	return people
}

// hasPerson reports whether the user is in the team, not deleted, and no app.
func (t *team) hasPerson(id model.UserID) bool {
	u, found := t.users[id]
	return found && !u.Bot && !u.Deleted
}

// RunCommand has a person type a slash command, such as "/standup tomorrow". The
// trigger that comes of it is live for three seconds, and goes to the request
// URL with the command. If there is none, the trigger is only returned. If the
// command does not arrive there, the error is [ErrUndelivered], and the
// trigger is returned and good all the same.
//
// The command is one of the team's app: the first, in the order of the world,
// whose workspace token works, or if there is none, the first whose bot token does.
func (s *Sandbox) RunCommand(ctx context.Context, team model.TeamID, user model.UserID, command string) (model.TriggerID, error) {
	name, text, _ := strings.Cut(strings.TrimSpace(command), " ")
	if len(name) < 2 || name[0] != '/' {
		return "", fmt.Errorf("running the command %q: a slash command starts with a slash and a name, as in /periscope", command)
	}
	i, err := s.interact(team, user)
	if err != nil {
		return "", fmt.Errorf("running %s: %w", name, err)
	}
	if err := s.outbox.submit(ctx, i.slashCommand(name, strings.TrimSpace(text))); err != nil {
		return i.trigger, fmt.Errorf("running %s: %w", name, err)
	}
	return i.trigger, nil
}

// Click has a person press a button of one of the app's messages; action is the
// button's action_id. All else is as with [Sandbox.RunCommand].
func (s *Sandbox) Click(ctx context.Context, team model.TeamID, user model.UserID, action string) (model.TriggerID, error) {
	i, err := s.interact(team, user)
	if err != nil {
		return "", fmt.Errorf("clicking %q: %w", action, err)
	}
	if err := s.outbox.submit(ctx, i.buttonClick(action)); err != nil {
		return i.trigger, fmt.Errorf("clicking %q: %w", action, err)
	}
	return i.trigger, nil
}

// interact makes the trigger of a person who uses the app of a team.
func (s *Sandbox) interact(team model.TeamID, user model.UserID) (interaction, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	app, err := s.appIn(team, catalog.Workspace, catalog.Bot)
	if err != nil {
		return interaction{}, err
	}
	if !app.team.hasPerson(user) {
		return interaction{}, fmt.Errorf("team %s has nobody with the id %q who could: apps and deleted people cannot", team, user)
	}
	t := s.mint(app, user)
	i := interaction{app: app, user: app.team.users[user], trigger: t.id, at: t.since}
	if s.baseURL != "" {
		i.responseURL = s.baseURL + responsesPath + s.ids.Opaque()
	}
	return i, nil
}
