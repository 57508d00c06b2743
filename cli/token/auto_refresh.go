package token

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// RenewAhead is how long before its end a token is renewed by itself: what is
// begun with it should also end with it.
const RenewAhead = time.Minute

// RegisterAutoRefresh adds the flag that renews a token without a question.
func RegisterAutoRefresh(cmd *cobra.Command, auto *bool) {
	cmd.Flags().BoolVar(auto, "auto-refresh", false, "renew a stored token that has run out, or will within a minute")
}

// RenewIfDue returns the stored credential of a team. If it is due, it is renewed at
// apiURL first, and stored before it is returned: a refresh token works once. Signals
// wait from the exchange until then.
func (s *Store) RenewIfDue(
	ctx context.Context, e keystore.Entry, apiURL string, due func(keystore.Credential) bool,
) (keystore.Credential, error) {
	if e.Backend == keystore.BackendFile && !s.file.Unlocked() {
		if err := s.unlock(ctx); err != nil {
			return keystore.Credential{}, err
		}
		defer s.file.Lock()
	}
	stored, err := s.Store.Credential(ctx, e.Key)
	if err != nil || !due(stored) {
		return stored, err
	}
	end := func() {}
	defer func() { end() }() // the new pair is stored, or there is none
	return s.Renew(ctx, e.Key, stored.Token, func(ctx context.Context, old keystore.Credential) (_ keystore.Credential, err error) {
		if end, err = s.env.Process.Begin(); err != nil {
			return keystore.Credential{}, err
		}
		return exchangeRefreshToken(ctx, s.env, apiURL, e.Kind, old)
	})
}

// usableCredential returns the stored token of a team, with what is beside it. One that has
// run out is renewed, or refused.
func (s *Store) usableCredential(ctx context.Context, e keystore.Entry, apiURL string, renew bool) (keystore.Credential, error) {
	if renew && e.Rotates {
		return s.RenewIfDue(ctx, e, apiURL, DueSoon(s.env.Now()))
	}
	if err := RefuseExpired(e, s.env.Now()); err != nil {
		return keystore.Credential{}, err
	}
	return s.Credential(ctx, e.Key)
}

// Always is what a person renews: any token, whatever time it has left.
func Always(keystore.Credential) bool { return true }

// DueSoon is what --auto-refresh renews: a token that has run out or will within
// [RenewAhead]. A token whose end is not known is renewed as well, to know it.
func DueSoon(now time.Time) func(keystore.Credential) bool {
	return func(c keystore.Credential) bool {
		return !c.Lasts() && (c.ExpiresAt.IsZero() || !now.Add(RenewAhead).Before(c.ExpiresAt))
	}
}

// exchangeRefreshToken exchanges the refresh token of a credential, in the way of its kind.
func exchangeRefreshToken(
	ctx context.Context, env *console.Environment, apiURL string, kind catalog.TokenKind, old keystore.Credential,
) (keystore.Credential, error) {
	began := env.Now()
	if kind == catalog.Configuration {
		issued, err := slackapi.RotateConfiguration(ctx, apiURL, old.RefreshToken, console.SlackOptions(env)...)
		return CredentialFrom(issued, "", model.ClientSecret{}, began), err
	}
	app, err := slackapi.NewApp(apiURL, old.ClientID, old.ClientSecret, console.SlackOptions(env)...)
	if err != nil {
		return keystore.Credential{}, err
	}
	refresh := app.RefreshToken
	if kind.IsBotOrUser() {
		refresh = app.RefreshV2
	}
	issued, err := refresh(ctx, old.RefreshToken)
	return CredentialFrom(issued, old.ClientID, old.ClientSecret, began), err
}

// CredentialFrom is what Slack issued to an app, as it is stored. Its life is counted from
// before the exchange, so that it is not taken for longer than it is.
func CredentialFrom(issued slackapi.IssuedTokens, clientID string, secret model.ClientSecret, began time.Time) keystore.Credential {
	c := keystore.Credential{Token: issued.Access}
	if !issued.Refresh.IsZero() {
		c.Renewal = keystore.Renewal{RefreshToken: issued.Refresh, ClientID: clientID, ClientSecret: secret}
	}
	if issued.Life > 0 {
		c.ExpiresAt = began.Add(issued.Life).UTC().Truncate(time.Second)
	}
	return c
}

// ExpiredError says that a stored token has run out.
type ExpiredError struct {
	key string
	ago time.Duration
}

// RefuseExpired refuses to use a token that has run out, by the list of teams.
func RefuseExpired(e keystore.Entry, now time.Time) error {
	if !e.Rotates || e.ExpiresAt.IsZero() || now.Before(e.ExpiresAt) {
		return nil
	}
	return &ExpiredError{e.Key, now.Sub(e.ExpiresAt)}
}

// Error names the team.
func (e *ExpiredError) Error() string { return "the token of " + e.key + " has run out" }

// Sentence says since when.
func (e *ExpiredError) Sentence() string {
	return fmt.Sprintf("The token of %s ran out %s ago.", e.key, roughly(e.ago))
}

// NextStep says how to renew it.
func (e *ExpiredError) NextStep() string {
	return fmt.Sprintf("Renew it with `periscope team refresh %s`, or add --auto-refresh.", e.key)
}

// Code is stable, for scripts.
func (e *ExpiredError) Code() string { return "token_expired" }

// ExitStatus is that of a token that was refused.
func (e *ExpiredError) ExitStatus() int { return console.StatusRefused }

// Word is "expired".
func (e *ExpiredError) Word() string { return "expired" }

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

// TimeLeft is how long the token of an entry may still be used, in words.
func TimeLeft(e keystore.Entry, now time.Time) string {
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
