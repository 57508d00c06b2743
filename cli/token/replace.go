package token

import (
	"cmp"
	"context"
	"strings"
	"time"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// identifyAgain bounds how long Slack may take to say whose a stored token is.
const identifyAgain = 5 * time.Second

// ReplaceSameInstall makes an installed token take the place of the one that the same app has
// in the team, acting as the same bot or person: what was approved comes on top
// of what that held. It stays where that was, unless the user chose a place.
func (s *Store) ReplaceSameInstall(ctx context.Context, fresh NewToken, place keystore.Place) keystore.Addition {
	add := fresh.Addition
	old, found := s.sameInstall(ctx, fresh)
	if !found {
		return add
	}
	_, add.Name, _ = strings.Cut(old.Key, "/")
	add.Replace, add.Store, add.Team.URL = true, cmp.Or(place, old.Store), old.URL
	return add
}

// sameInstall finds the stored token of the same installation. Whatever leaves
// that in doubt, a user token that has run out included, means another.
func (s *Store) sameInstall(ctx context.Context, fresh NewToken) (keystore.Entry, bool) {
	entries, err := s.List()
	if err != nil {
		return keystore.Entry{}, false // storing will say why
	}
	for _, e := range entries {
		switch {
		case e.TeamID != fresh.Team.ID || e.Kind != fresh.Kind:
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
	ctx, cancel := context.WithTimeout(ctx, identifyAgain)
	defer cancel()
	if s.UnlockFor(ctx, e) != nil {
		return ""
	}
	token, err := s.Store.Token(ctx, e.Key)
	if err != nil {
		return ""
	}
	client, err := slackapi.New(cmp.Or(e.APIURL, slackapi.DefaultURL), token, slackapi.MaxWait(identifyAgain))
	if err != nil {
		return ""
	}
	id, _ := client.AuthTest(ctx) // whoever cannot be identified is not the one
	return id.User
}
