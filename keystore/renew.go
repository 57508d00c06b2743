package keystore

import (
	"context"
	"errors"
	"fmt"
	"periscope/model"
	"periscope/model/catalog"
)

// Renew has buy exchange the refresh token of a key for a new credential, and
// stores that. stale is the token that the caller wants to be rid of: if another
// process renewed it meanwhile nothing is bought. Either way the credential that
// is returned is stored, and may be used.
//
// A refresh token works once, so no two processes exchange at a time, and before
// the exchange the old credential is written once more: a keyring that is locked
// or a disk that is full is found while the refresh token is still good. From
// Slack's answer to the end of the one write that follows, the new pair is in
// this process alone. If it is killed in that moment the pair is lost, and the
// app must be installed again; nothing on this side can prevent that. Once buy is
// called, the end of ctx no longer stops what follows.
func (s *Store) Renew(
	ctx context.Context, key string, stale model.Token, buy func(context.Context, Credential) (Credential, error),
) (renewed Credential, err error) {
	err = s.change(ctx, func(ix *teamList) error {
		at := ix.findKey(key)
		if at < 0 || !s.includes(ix.Teams[at]) {
			return &UnknownTeamError{key, s.only}
		}
		where := ix.Teams[at].ref()
		secrets, err := s.secrets(where.Store)
		if err != nil {
			return err
		}
		old, err := secrets.Get(ctx, key)
		switch {
		case err != nil:
			return err
		case old.Lasts():
			return ErrNoRefreshToken
		case old.Token != stale:
			renewed = old
			return s.updateEntry(ix, where, old)
		}
		if err := s.writeAgain(ctx, ix, secrets, where, old); err != nil {
			return err
		}
		ctx := context.WithoutCancel(ctx)
		bought, err := buy(ctx, old)
		if err != nil {
			return errors.Join(err, s.updateEntry(ix, where, old))
		}
		bought.Signing = old.Signing
		if err := checkIssued(ix.Teams[at].Kind, bought); err != nil {
			return &LostPairError{err}
		}
		if err := setWithRetries(ctx, secrets, key, bought); err != nil {
			return &LostPairError{err}
		}
		renewed = bought
		_ = s.updateEntry(ix, where, bought) // the list is behind, says so in its note, and is mended by the next change
		return nil
	})
	return renewed, err
}

// checkIssued reports whether what was bought can take the place of a token of a kind.
func checkIssued(kind catalog.TokenKind, bought Credential) error {
	if got := bought.Kind(); got != kind {
		return fmt.Errorf("what came for a %s token is a %s token", kind, got)
	}
	return checkRenewal(kind, bought.Renewal)
}

// writeAgain notes in the list that a credential is about to change, and writes it
// to its place as it is.
func (s *Store) writeAgain(ctx context.Context, ix *teamList, in Secrets, where secretRef, old Credential) error {
	ix.begin(where)
	if err := s.list.write(*ix); err != nil {
		return err
	}
	return in.Set(ctx, where.Key, old)
}

// writeTries is how often a credential that cannot be had again is written. A
// keyring may be busy at the wrong moment.
const writeTries = 3

func setWithRetries(ctx context.Context, in Secrets, key string, c Credential) (err error) {
	for range writeTries {
		if err = in.Set(ctx, key, c); err == nil {
			return nil
		}
	}
	return err
}

// LostPairError says that Slack sent new tokens, that they could not be stored,
// and that the old refresh token no longer works.
type LostPairError struct{ Err error }

func (e *LostPairError) Error() string {
	return "slack sent new tokens, and they could not be stored: " + e.Err.Error()
}

// Unwrap returns what kept them from being stored.
func (e *LostPairError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *LostPairError) Sentence() string { return sentence(e) }

// NextStep says how to come by other tokens.
func (e *LostPairError) NextStep() string {
	return "The old refresh token no longer works: install the app again, and store its tokens in place of the old ones."
}

// Code names the error, for scripts.
func (e *LostPairError) Code() string { return "pair_lost" }
