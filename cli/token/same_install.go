package token

import (
	"cmp"
	"context"
	"time"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// actsAsTimeout bounds how long Slack may take to say whom stored tokens act as, all of
// them together: meanwhile the fresh one is not stored.
const actsAsTimeout = 5 * time.Second

// sameInstall finds the stored token of the same installation: of the same app in
// the same team, acting as the same bot or person. What was approved comes on top of
// what that token held. Where this is in doubt, as with a user token that has run
// out, there is none.
func (s *Store) sameInstall(ctx context.Context, fresh Addition, place keystore.Backend) (keystore.Entry, bool) {
	entries, err := s.List()
	if err != nil {
		return keystore.Entry{}, false // storing will say why
	}
	ctx, cancel := context.WithTimeout(ctx, actsAsTimeout)
	defer cancel()
	for _, e := range entries {
		switch {
		case e.TeamID != fresh.Team.ID || e.Kind != fresh.Kind || place == "" && !s.isOpen(e.Backend):
		case e.AppID != "" && e.AppID != fresh.AppID:
		case e.AppID != "" && e.Kind == catalog.Bot: // an app has one bot in a team
			return e, true
		case fresh.ActsAs != "" && s.actsAs(ctx, e) == fresh.ActsAs:
			return e, true
		}
	}
	return keystore.Entry{}, false
}

// actsAs asks Slack whom a stored token acts as; empty: it cannot be known.
func (s *Store) actsAs(ctx context.Context, e keystore.Entry) model.UserID {
	if CheckServer(e, "") != nil || !s.isOpen(e.Backend) {
		return ""
	}
	token, err := s.Store.Token(ctx, e.Key)
	if err != nil {
		return ""
	}
	client, err := slackapi.New(cmp.Or(e.APIURL, slackapi.DefaultURL), token,
		slackapi.MaxWait(actsAsTimeout), slackapi.Timeout(actsAsTimeout))
	if err != nil {
		return ""
	}
	id, _ := client.AuthTest(ctx) // a token that Slack does not accept acts as no user
	return id.User
}
