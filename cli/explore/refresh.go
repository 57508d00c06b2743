package explore

import (
	"context"
	"time"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

// rotation is how the explorer deals with a stored token that runs out.
type rotation struct {
	store  *token.Store
	entry  keystore.Entry // as it was when the explorer began
	apiURL string
	auto   bool // renew it without being asked
	// held is the end of the token that was last returned. Whoever asks for tokens
	// asks for one at a time.
	held time.Time
}

// token returns the stored token. One that has run out is renewed or refused.
func (r *rotation) token(ctx context.Context) (model.Token, error) {
	if r.auto {
		c, err := r.store.RenewIfDue(ctx, r.entry, r.apiURL, token.DueSoon(r.store.Env.Now()))
		r.held = c.ExpiresAt
		return c.Token, err
	}
	now, err := r.store.Find(r.entry.Key)
	if err != nil {
		return model.Token{}, err
	}
	if err := token.RefuseExpired(now, r.store.Env.Now()); err != nil {
		return model.Token{}, err
	}
	r.held = now.ExpiresAt
	return r.store.Store.Token(ctx, r.entry.Key)
}

// expires is the end of the token, by the list of teams.
func (r *rotation) expires() (at time.Time, known bool) {
	e, err := r.store.Find(r.entry.Key)
	return e.ExpiresAt, err == nil && !e.ExpiresAt.IsZero()
}

// due reports whether a client needs another token than the one it was given:
// that runs out, or another process has renewed it.
func (r *rotation) due() bool {
	ahead := time.Duration(0)
	if r.auto {
		ahead = token.RenewAhead
	}
	at, known := r.expires()
	return known && (!at.Equal(r.held) || !r.store.Env.Now().Add(ahead).Before(at))
}

// refresh renews the token, whatever time it has left.
func (r *rotation) refresh(ctx context.Context) error {
	_, err := r.store.RenewIfDue(ctx, r.entry, r.apiURL, token.Always)
	return err
}

// Expires returns when a team's token runs out, without asking the network.
func (s *Source) Expires(key string) (at time.Time, known bool) {
	if r := s.Account(key).rotating; r != nil {
		return r.expires()
	}
	return time.Time{}, false
}

// Refresh buys and stores a new token for a team, and has it used from now on.
func (s *Source) Refresh(ctx context.Context, key string) error {
	a := s.Account(key)
	if a.rotating == nil {
		return &console.Failure{
			ErrorCode: "not_renewable", Exit: console.StatusUsage, What: "The token of " + key + " has nothing to be renewed with.",
			Next: "Store it together with its refresh token: `periscope team add --rotating --replace`.",
		}
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if err := a.rotating.refresh(ctx); err != nil {
		return err
	}
	a.client = nil // which holds the old token
	return nil
}
