package token

import (
	"context"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// FindReadable finds the token that the command line or the environment names, if
// there is one, for a command that reads what a token may do. A token of which Slack
// does not say that is refused; but where it only lies in the environment, it is left
// out with a note, because it may be there for other programs.
func (f *Flags) FindReadable(ctx context.Context, env *console.Environment) (token Selection, found bool, err error) {
	if !f.Given(env) {
		return Selection{}, false, nil
	}
	if token, err = f.Find(ctx, env); err != nil {
		return Selection{}, false, err
	}
	if err := slackapi.CheckKind(token.Kind); err != nil {
		if f.Stdin || f.Team != "" {
			return Selection{}, false, err
		}
		console.Note(env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out",
			console.WithArticle(token.Kind))
		return Selection{}, false, nil
	}
	return token, true, nil
}

// GrantedPermissions asks Slack what the token may do that [Flags.FindReadable] finds;
// nil if there is none. It is for commands that judge by scopes: where only a part of the
// permissions could be read, that is an error, or, with all scopes in that part, a note.
func (f *Flags) GrantedPermissions(ctx context.Context, env *console.Environment) (*model.Permissions, error) {
	_, granted, err := f.FindWithPermissions(ctx, env)
	if err == nil || granted == nil || !granted.ScopesComplete() {
		return granted, err
	}
	MissingFrom(*granted, err).Note(env)
	return granted, nil
}

// FindWithPermissions finds a token as [Flags.FindReadable] does, and asks Slack what it may
// do. What was read before an error comes with it, as from [ReadPermissions]; nil: nothing
// was, or there is no token.
func (f *Flags) FindWithPermissions(ctx context.Context, env *console.Environment) (Selection, *model.Permissions, error) {
	token, found, err := f.FindReadable(ctx, env)
	if err != nil || !found {
		return Selection{}, nil, err
	}
	client, err := token.Client(env)
	if err != nil {
		return Selection{}, nil, err
	}
	p, err := ReadPermissions(ctx, client)
	if err != nil && p.Complete() {
		return Selection{}, nil, err
	}
	return token, &p, err
}

// KindOf is the kind of the token that was granted permissions; empty without one.
func KindOf(granted *model.Permissions) catalog.TokenKind {
	if granted == nil {
		return ""
	}
	return granted.TokenKind()
}

// NoteUnknownScopes says that Slack did not say what the token holds.
func NoteUnknownScopes(env *console.Environment, granted *model.Permissions) {
	if granted != nil && granted.ScopesUnknown {
		console.Note(env, "Slack did not say which scopes the %s token holds", granted.Kind)
	}
}

// ReadPermissions reads all permissions of a client's token. Where the reading breaks off,
// the error comes with what was read before it, which says that it is not complete. With
// complete permissions, an error says that nothing was read, or that the command was
// interrupted.
func ReadPermissions(ctx context.Context, client *slackapi.Client) (model.Permissions, error) {
	var read model.Permissions
	for p, err := range client.ReadPermissions(ctx) {
		switch {
		case err != nil && (p.Complete() || ctx.Err() != nil):
			return model.Permissions{}, err
		case err != nil:
			return p, err
		}
		read = p
	}
	return read, nil
}
