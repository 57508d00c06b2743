package check

import (
	"cmp"
	"context"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// subject is the token, or only the kind of token, that scopes are checked for.
type subject struct {
	kind    catalog.TokenKind  // empty: bot or user
	server  string             // chosen by the user, or that of a stored token; empty: Slack's own
	token   token.Selection    // zero: the user named none
	id      model.Identity     // of a bot or user token
	granted *model.Permissions // nil: not known
}

func (s subject) apiURL() string { return cmp.Or(s.server, slackapi.DefaultURL) }

// team is the team of the subject's token; empty if it is not known.
func (s subject) team() model.TeamID { return cmp.Or(s.id.Team.ID, s.token.Entry.TeamID) }

// appID is the app of the subject's token; empty if it is not known.
func (s subject) appID() string { return cmp.Or(s.token.Entry.AppID, s.id.AppID) }

// findSubject asks Slack what the token holds, if the user named one. A SLACK_TOKEN of
// a kind that holds no scopes is left out.
func findSubject(ctx context.Context, env *console.Environment, tokens *token.Flags, kindFlag *token.KindFlag) (subject, error) {
	kind, err := kindFlag.Kind()
	if err != nil {
		return subject{}, err
	}
	s := subject{kind: kind, server: tokens.APIURL(env)}
	tok, found, err := tokens.FindReadable(ctx, env)
	if err != nil || !found {
		return s, err
	}
	s.token, s.server = tok, cmp.Or(s.server, tok.Entry.APIURL)
	if err := s.read(ctx, env); err != nil {
		return subject{}, err
	}
	token.NoteUnknownScopes(env, s.granted)
	s.kind, err = kindFlag.Matching(s.kind)
	return s, err
}

// read asks Slack what the subject's token holds. For bot and user tokens only the
// scopes count here, and auth.test tells them in one call.
func (s *subject) read(ctx context.Context, env *console.Environment) error {
	client, err := s.token.Client(env)
	if err != nil {
		return err
	}
	var granted model.Permissions
	if s.kind = s.token.Kind; s.kind.IsBotOrUser() {
		if s.id, err = client.AuthTest(ctx); err != nil {
			return err
		}
		if err := slackapi.CheckKind(token.ActualKind(s.token.Token, s.id)); err != nil {
			return err
		}
		granted = model.PermissionsOf(s.kind, s.id, nil)
	} else if granted, err = token.ReadPermissions(ctx, client); err != nil { // a part of them is not enough to judge by
		return err
	}
	s.granted = &granted
	return nil
}
