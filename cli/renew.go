package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// renewAhead is how long before its end a token is renewed by itself: what is
// begun with it should also end with it.
const renewAhead = time.Minute

func registerAutoRefresh(cmd *cobra.Command, auto *bool) {
	cmd.Flags().BoolVar(auto, "auto-refresh", false, "renew a stored token that has run out, or will within a minute")
}

// renewed returns the stored credential of a team. If it is due it is renewed at
// apiURL first, and stored before it is returned.
func (s *teams) renewed(
	ctx context.Context, e keystore.Entry, apiURL string, due func(keystore.Credential) bool,
) (keystore.Credential, error) {
	if e.Store == keystore.PlaceFile && !s.file.Unlocked() {
		if err := s.unlock(ctx); err != nil {
			return keystore.Credential{}, err
		}
		defer s.file.Lock()
	}
	stored, err := s.Store.Credential(ctx, e.Key)
	if err != nil || !due(stored) {
		return stored, err
	}
	return s.Renew(ctx, e.Key, stored.Token, func(ctx context.Context, old keystore.Credential) (keystore.Credential, error) {
		return buy(ctx, s.env, apiURL, e.Kind, old)
	})
}

// usable returns the stored token of a team, with what is beside it. One that has
// run out is renewed, or refused.
func (s *teams) usable(ctx context.Context, e keystore.Entry, apiURL string, renew bool) (keystore.Credential, error) {
	if renew && e.Rotates {
		return s.renewed(ctx, e, apiURL, soon(s.env.Now()))
	}
	if err := refuseExpired(e, s.env.Now()); err != nil {
		return keystore.Credential{}, err
	}
	return s.Credential(ctx, e.Key)
}

// always is true of whatever a person asks to be renewed.
func always(keystore.Credential) bool { return true }

// soon returns what is due when tokens renew themselves. Of a token whose end is
// not known, renewing it is the way to know.
func soon(now time.Time) func(keystore.Credential) bool {
	return func(c keystore.Credential) bool {
		return !c.Lasts() && (c.ExpiresAt.IsZero() || !now.Add(renewAhead).Before(c.ExpiresAt))
	}
}

// buy exchanges the refresh token of a credential, in the way of its kind.
func buy(
	ctx context.Context, env *Environment, apiURL string, kind catalog.TokenKind, old keystore.Credential,
) (keystore.Credential, error) {
	began := env.Now()
	if kind == catalog.Configuration {
		issued, err := slackapi.RotateConfiguration(ctx, apiURL, old.Refresh)
		return credentialOf(issued, "", model.ClientSecret{}, began), err
	}
	app, err := slackapi.NewApp(apiURL, old.ClientID, old.ClientSecret)
	if err != nil {
		return keystore.Credential{}, err
	}
	refresh := app.RefreshToken
	if kind.OfToday() {
		refresh = app.RefreshV2
	}
	issued, err := refresh(ctx, old.Refresh)
	return credentialOf(issued, old.ClientID, old.ClientSecret, began), err
}

// credentialOf is what an app was issued, as it is kept. Its life is counted from
// before the exchange, so that it is never overrated.
func credentialOf(issued slackapi.Issued, clientID string, secret model.ClientSecret, began time.Time) keystore.Credential {
	c := keystore.Credential{Token: issued.Access}
	if !issued.Refresh.IsZero() {
		c.Renewal = keystore.Renewal{Refresh: issued.Refresh, ClientID: clientID, ClientSecret: secret}
	}
	if issued.Life > 0 {
		c.ExpiresAt = began.Add(issued.Life).UTC().Truncate(time.Second)
	}
	return c
}

// expiredError says that a stored token has run out.
type expiredError struct {
	key string
	ago time.Duration
}

// refuseExpired refuses to use a token that has run out, by the list of teams.
func refuseExpired(e keystore.Entry, now time.Time) error {
	if !e.Rotates || e.ExpiresAt.IsZero() || now.Before(e.ExpiresAt) {
		return nil
	}
	return &expiredError{e.Key, now.Sub(e.ExpiresAt)}
}

func (e *expiredError) Error() string { return "the token of " + e.key + " has run out" }

// Sentence says since when.
func (e *expiredError) Sentence() string {
	return fmt.Sprintf("The token of %s ran out %s ago.", e.key, roughly(e.ago))
}

// NextStep says how to renew it.
func (e *expiredError) NextStep() string {
	return fmt.Sprintf("Renew it with `periscope team refresh %s`, or add --auto-refresh.", e.key)
}

// Code is stable, for scripts.
func (e *expiredError) Code() string { return "token_expired" }

// ExitStatus is that of a token that was refused.
func (e *expiredError) ExitStatus() int { return statusRefused }

// Word is "expired".
func (e *expiredError) Word() string { return "expired" }

// roughly rounds a time down to what matters of it: "42 min".
func roughly(d time.Duration) string {
	switch {
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

// timeLeft is how long the token of an entry may still be used, in words.
func timeLeft(e keystore.Entry, now time.Time) string {
	switch {
	case !e.Rotates:
		return "lasts"
	case e.ExpiresAt.IsZero():
		return "unknown"
	case !now.Before(e.ExpiresAt):
		return "expired"
	}
	return roughly(e.ExpiresAt.Sub(now))
}
