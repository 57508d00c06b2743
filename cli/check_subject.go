package cli

import (
	"cmp"
	"context"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// subject is on whose behalf scopes are checked.
type subject struct {
	kind   catalog.TokenKind
	server string             // that the user chose, or that a stored token belongs to; empty: Slack's own
	token  namedToken         // zero: none was named
	id     model.Identity     // of the token, if it is one of today
	held   *model.Permissions // nil: not known
}

func (s subject) apiURL() string { return cmp.Or(s.server, slackapi.DefaultURL) }

// team is the team of the subject's token; empty if it is not known.
func (s subject) team() model.TeamID { return cmp.Or(s.id.Team.ID, s.token.entry.TeamID) }

// appID is the app of the subject's token; empty if it is not known.
func (s subject) appID() string { return cmp.Or(s.token.entry.AppID, s.id.AppID) }

// subject finds out what the token holds, if one is named. A token that merely
// lies in the environment need not be one that can tell.
func (o *checkOptions) subject(ctx context.Context) (subject, error) {
	kind, err := o.kind.chosen()
	if err != nil {
		return subject{}, err
	}
	s := subject{kind: cmp.Or(kind, catalog.Workspace), server: o.tokens.chosen(o.env)}
	if !o.tokens.named(o.env) {
		return s, nil
	}
	token, err := o.tokens.find(ctx, o.env)
	if err != nil {
		return subject{}, err
	}
	if err := slackapi.Explorable(token.kind); err != nil {
		if o.tokens.stdin || o.tokens.team != "" {
			return subject{}, err
		}
		note(o.env, "SLACK_TOKEN is %s token, of which Slack does not say what is granted: it is left out", withArticle(token.kind))
		return s, nil
	}
	s.token, s.server = token, cmp.Or(s.server, token.entry.APIURL)
	if err := s.read(ctx, o.env); err != nil {
		return subject{}, err
	}
	tellUntold(o.env, s.held)
	s.kind, err = o.kind.fitting(s.kind)
	return s, err
}

// read asks Slack what the subject's token holds. Of tokens of today the scopes
// are all that counts here, and auth.test tells them in one call.
func (s *subject) read(ctx context.Context, env *Environment) error {
	client, err := s.token.client(env)
	if err != nil {
		return err
	}
	var held model.Permissions
	if s.kind = s.token.kind; s.kind.OfToday() {
		if s.id, err = client.AuthTest(ctx); err != nil {
			return err
		}
		if err := slackapi.Explorable(toldKind(s.token.Token, s.id)); err != nil {
			return err
		}
		held = model.Held(s.kind, s.id, nil)
	} else if held, err = readPermissions(ctx, client); err != nil {
		return err
	}
	s.held = &held
	return nil
}
