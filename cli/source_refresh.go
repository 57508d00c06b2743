package cli

import (
	"context"
	"time"

	"periscope/keystore"
	"periscope/model"
)

// rotating is how the explorer deals with a stored token that runs out.
type rotating struct {
	store  *teams
	entry  keystore.Entry // as it was when the explorer began
	apiURL string
	auto   bool // renew it without being asked
	// held is the end of the token that was last returned. Whoever asks for tokens
	// asks for one at a time.
	held time.Time
}

// token returns the stored token. One that has run out is renewed or refused.
func (r *rotating) token(ctx context.Context) (model.Token, error) {
	if r.auto {
		c, err := r.store.renewed(ctx, r.entry, r.apiURL, soon(r.store.env.Now()))
		r.held = c.ExpiresAt
		return c.Token, err
	}
	now, err := r.store.Find(r.entry.Key)
	if err != nil {
		return model.Token{}, err
	}
	if err := refuseExpired(now, r.store.env.Now()); err != nil {
		return model.Token{}, err
	}
	r.held = now.ExpiresAt
	return r.store.Store.Token(ctx, r.entry.Key)
}

// expires is the end of the token, by the list of teams.
func (r *rotating) expires() (at time.Time, known bool) {
	e, err := r.store.Find(r.entry.Key)
	return e.ExpiresAt, err == nil && !e.ExpiresAt.IsZero()
}

// due reports whether a client needs another token than the one it was given:
// that runs out, or another process has renewed it.
func (r *rotating) due() bool {
	ahead := time.Duration(0)
	if r.auto {
		ahead = renewAhead
	}
	at, known := r.expires()
	return known && (!at.Equal(r.held) || !r.store.env.Now().Add(ahead).Before(at))
}

// refresh renews the token, whatever time it has left.
func (r *rotating) refresh(ctx context.Context) error {
	_, err := r.store.renewed(ctx, r.entry, r.apiURL, always)
	return err
}

// Expires returns when a team's token runs out, without asking the network.
func (s *source) Expires(key string) (at time.Time, known bool) {
	if r := s.account(key).rotating; r != nil {
		return r.expires()
	}
	return time.Time{}, false
}

// Refresh buys and stores a new token for a team, and has it used from now on.
func (s *source) Refresh(ctx context.Context, key string) error {
	a := s.account(key)
	if a.rotating == nil {
		return &failure{
			"not_renewable", statusUsage, "The token of " + key + " has nothing to be renewed with.",
			"Store it together with its refresh token: `periscope team add --rotating --replace`.",
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.rotating.refresh(ctx); err != nil {
		return withCommand(err)
	}
	a.client = nil // which holds the old token
	return nil
}
