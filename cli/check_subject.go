package cli

import (
	"cmp"
	"context"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// subject is on whose behalf scopes are checked.
type subject struct {
	kind   catalog.TokenKind
	server string             // that the user chose, or that a stored token belongs to; empty: Slack's own
	token  token.Selection    // zero: none was named
	id     model.Identity     // of the token, if it is one of today
	held   *model.Permissions // nil: not known
}

func (s subject) ApiURL() string { return cmp.Or(s.server, slackapi.DefaultURL) }

// team is the team of the subject's token; empty if it is not known.
func (s subject) team() model.TeamID { return cmp.Or(s.id.Team.ID, s.token.Entry.TeamID) }

// appID is the app of the subject's token; empty if it is not known.
func (s subject) appID() string { return cmp.Or(s.token.Entry.AppID, s.id.AppID) }

// subject finds out what the token holds, if one is named. A token that merely
// lies in the environment need not be one that can tell.
func (o *checkOptions) subject(ctx context.Context) (subject, error) {
	kind, err := o.kind.Chosen()
	if err != nil {
		return subject{}, err
	}
	s := subject{kind: cmp.Or(kind, catalog.Workspace), server: o.tokens.Chosen(o.env)}
	if !o.tokens.Given(o.env) {
		return s, nil
	}
	tok, err := o.tokens.Find(ctx, o.env)
	if err != nil {
		return subject{}, err
	}
	if err := slackapi.Explorable(tok.Kind); err != nil {
		if o.tokens.Stdin || o.tokens.Team != "" {
			return subject{}, err
		}
		console.Note(o.env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", console.WithArticle(tok.Kind))
		return s, nil
	}
	s.token, s.server = tok, cmp.Or(s.server, tok.Entry.APIURL)
	if err := s.read(ctx, o.env); err != nil {
		return subject{}, err
	}
	token.NoteUnknownScopes(o.env, s.held)
	s.kind, err = o.kind.Matching(s.kind)
	return s, err
}

// read asks Slack what the subject's token holds. Of tokens of today the scopes
// are all that counts here, and auth.test tells them in one call.
func (s *subject) read(ctx context.Context, env *console.Environment) error {
	client, err := s.token.Client(env)
	if err != nil {
		return err
	}
	var held model.Permissions
	if s.kind = s.token.Kind; s.kind.OfToday() {
		if s.id, err = client.AuthTest(ctx); err != nil {
			return err
		}
		if err := slackapi.Explorable(token.ActualKind(s.token.Token, s.id)); err != nil {
			return err
		}
		held = model.Held(s.kind, s.id, nil)
	} else if held, err = token.ReadPermissions(ctx, client); err != nil {
		return err
	}
	s.held = &held
	return nil
}
