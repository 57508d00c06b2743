package demo

import (
	"cmp"
	"context"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
	"periscope/ui"
)

// demoCommand is the slash command that people of the sandbox run.
const demoCommand = "/permit"

// Source is an [explore.Source] over the sandbox of this process. It is the only one
// that can act as the sandbox's users: a [ui.Sandbox]. Its apps are installed as real
// ones are, over HTTP, but without a browser; their tokens are not stored.
type Source struct {
	*explore.Source
	explore.Desktop
	env *console.Environment
	// inputs has the recording that the user named.
	inputs explore.DriftInputs
	// world is what the sandbox began with, and for its apps and tokens still is.
	world world.World
	// slack is the sandbox, once it sends to our listener.
	slack func() (*sandbox.Sandbox, error)
}

func (s *Source) team(key string) model.TeamID { return s.Account(key).ID }

// People implements [ui.Sandbox].
func (s *Source) People(_ context.Context, key string) ([]ui.Person, error) {
	slack, err := s.slack()
	if err != nil {
		return nil, err
	}
	var people []ui.Person
	for _, u := range slack.People(s.team(key)) {
		people = append(people, person(u))
	}
	return people, nil
}

func person(u world.User) ui.Person {
	return ui.Person{ID: u.ID, Name: text.Clean(cmp.Or(u.RealName, u.Name))}
}

// RunCommand implements [ui.Sandbox].
func (s *Source) RunCommand(ctx context.Context, key string, user model.UserID) error {
	slack, err := s.slack()
	if err != nil {
		return err
	}
	_, err = slack.RunCommand(ctx, s.team(key), user, demoCommand)
	return err
}

// Dialogs implements [ui.Sandbox].
func (s *Source) Dialogs(_ context.Context, key string) ([]ui.Prompt, error) {
	slack, err := s.slack()
	if err != nil {
		return nil, err
	}
	people := map[model.UserID]ui.Person{}
	for _, u := range slack.People(s.team(key)) {
		people[u.ID] = person(u)
	}
	var dialogs []ui.Prompt
	for _, d := range slack.Dialogs(s.team(key)) {
		dialogs = append(dialogs, ui.Prompt{
			ID:      d.ID,
			User:    people[d.User],
			App:     text.Clean(d.AppName),
			Request: model.Request{For: d.For, User: d.AskedUser, Scopes: d.Scopes},
		})
	}
	return dialogs, nil
}

// Answer implements [ui.Sandbox].
func (s *Source) Answer(_ context.Context, _, dialog string, approve bool) error {
	slack, err := s.slack()
	if err != nil {
		return err
	}
	return slack.Answer(dialog, approve)
}
