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
	_, held, err := f.findHeld(ctx, env)
	return held, err
}

// findHeld is held, for those who need the token as well.
func (f *tokenFlags) findHeld(ctx context.Context, env *Environment) (namedToken, *model.Permissions, error) {
	if !f.named(env) {
		return namedToken{}, nil, nil
	}
	token, err := f.find(ctx, env)
	if err != nil {
		return namedToken{}, nil, err
	}
	if err := slackapi.Explorable(token.kind); err != nil {
		if f.stdin || f.team != "" {
			return namedToken{}, nil, err
		}
		note(env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", withArticle(token.kind))
		return namedToken{}, nil, nil
	}
	client, err := token.client(env)
	if err != nil {
		return namedToken{}, nil, err
	}
	p, err := readPermissions(ctx, client)
	if err != nil {
		return namedToken{}, nil, err
	}
	return token, &p, nil
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

// readPermissions reads all permissions; in part is not at all.
func readPermissions(ctx context.Context, client *slackapi.Client) (model.Permissions, error) {
	var whole model.Permissions
	for p, err := range client.ReadPermissions(ctx) {
		if err != nil {
			return model.Permissions{}, err
		}
		whole = p
	}
	return whole, nil
}
