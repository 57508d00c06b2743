package token

import (
	"context"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// GrantedPermissions asks Slack what the token may do that the command line or the environment
// names; nil when none is. A token that merely lies in the environment need not
// be one that can tell.
func (f *Flags) GrantedPermissions(ctx context.Context, env *console.Environment) (*model.Permissions, error) {
	_, held, err := f.FindWithPermissions(ctx, env)
	return held, err
}

// FindWithPermissions is held, for those who need the token as well.
func (f *Flags) FindWithPermissions(ctx context.Context, env *console.Environment) (Selection, *model.Permissions, error) {
	if !f.Given(env) {
		return Selection{}, nil, nil
	}
	token, err := f.Find(ctx, env)
	if err != nil {
		return Selection{}, nil, err
	}
	if err := slackapi.Explorable(token.Kind); err != nil {
		if f.Stdin || f.Team != "" {
			return Selection{}, nil, err
		}
		console.Note(env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", console.WithArticle(token.Kind))
		return Selection{}, nil, nil
	}
	client, err := token.Client(env)
	if err != nil {
		return Selection{}, nil, err
	}
	p, err := ReadPermissions(ctx, client)
	if err != nil {
		return Selection{}, nil, err
	}
	return token, &p, nil
}

// KindOf is the kind of the token that holds permissions; empty without one.
func KindOf(held *model.Permissions) catalog.TokenKind {
	switch {
	case held == nil:
		return ""
	case held.Kind == "":
		return catalog.Workspace
	}
	return held.Kind
}

// NoteUnknownScopes says that Slack did not say what the token holds.
func NoteUnknownScopes(env *console.Environment, held *model.Permissions) {
	if held != nil && held.ScopesUntold {
		console.Note(env, "Slack did not say which scopes the %s token holds", held.Kind)
	}
}

// ReadPermissions reads all permissions; in part is not at all.
func ReadPermissions(ctx context.Context, client *slackapi.Client) (model.Permissions, error) {
	var whole model.Permissions
	for p, err := range client.ReadPermissions(ctx) {
		if err != nil {
			return model.Permissions{}, err
		}
		whole = p
	}
	return whole, nil
}
