package explore

import (
	"context"
	"time"

	"periscope/cli/token"
	"periscope/keystore"
	"periscope/model"
)

// rotation gives the explorer a stored token that runs out, and renews it.
type rotation struct {
	store  *token.Store
	entry  keystore.Entry // as it was when the explorer began
	apiURL string
	auto   bool // renew it without being asked
	// inUse is the end of the token that was last returned. The account's lock lets
	// one caller in at a time.
	inUse time.Time
}

// token returns the stored token. One that has run out is renewed or refused.
func (r *rotation) token(ctx context.Context) (model.Token, error) {
	if r.auto {
		c, err := r.store.RenewIfDue(ctx, r.entry, r.apiURL, token.DueSoon(r.store.Now()))
		r.inUse = c.ExpiresAt
		return c.Token, err
	}
	now, err := r.store.Find(r.entry.Key)
	if err != nil {
		return model.Token{}, err
	}
	if err := token.RefuseExpired(now, r.store.Now()); err != nil {
		return model.Token{}, err
	}
	r.inUse = now.ExpiresAt
	return r.store.Store.Token(ctx, r.entry.Key)
}

// expires is the end of the token, by the list of teams.
func (r *rotation) expires() (at time.Time, known bool) {
	e, err := r.store.Find(r.entry.Key)
	return e.ExpiresAt, err == nil && !e.ExpiresAt.IsZero()
}

// due reports whether a client needs another token than the one it was given:
// because that runs out, or because another process has renewed it.
func (r *rotation) due() bool {
	ahead := time.Duration(0)
	if r.auto {
		ahead = token.RenewAhead
	}
	at, known := r.expires()
	return known && (!at.Equal(r.inUse) || !r.store.Now().Add(ahead).Before(at))
}

// refresh renews the token, whatever time it has left.
func (r *rotation) refresh(ctx context.Context) error {
	_, err := r.store.RenewIfDue(ctx, r.entry, r.apiURL, token.Always)
	return err
}
