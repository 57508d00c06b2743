package cli

import (
	"context"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// held asks Slack what the token may do that the command line or the environment
// names; nil when none is. A token that merely lies in the environment need not
// be one that can tell.
func (f *tokenFlags) held(ctx context.Context, env *Environment) (*model.Permissions, error) {
	if !f.named(env) {
		return nil, nil //nolint:nilnil // as for the model: nil permissions are those of no token
	}
	token, apiURL, err := f.resolve(ctx, env)
	if err != nil {
		return nil, err
	}
	if err := slackapi.Explorable(token.Kind()); err != nil {
		if f.stdin || f.team != "" {
			return nil, err
		}
		note(env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", withArticle(token.Kind()))
		return nil, nil //nolint:nilnil // the same
	}
	client, err := slackapi.New(apiURL, token, slackapi.OnWait(tellWait(env)))
	if err != nil {
		return nil, err
	}
	p, err := readPermissions(ctx, client)
	return &p, err
}

// kindOf is the kind of the token that holds permissions; empty without one.
func kindOf(held *model.Permissions) catalog.TokenKind {
	switch {
	case held == nil:
		return ""
	case held.Kind == "":
		return catalog.Workspace
	}
	return held.Kind
}

// tellUntold says that Slack did not say what the token holds.
func tellUntold(env *Environment, held *model.Permissions) {
	if held != nil && held.ScopesUntold {
		note(env, "Slack did not say which scopes the %s token holds", held.Kind)
	}
}
