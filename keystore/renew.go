package keystore

import (
	"context"
	"errors"
	"fmt"

	"periscope/model"
	"periscope/model/catalog"
)

// Renew calls exchange, which exchanges the refresh token of a key for a new
// credential, and stores the result. stale is the token that the caller knows: if
// another process has replaced it already, exchange is not called. In both cases
// the credential that Renew returns is stored, and can be used.
//
// A refresh token works once. So no two processes exchange at a time, and Renew
// writes the old credential again before the exchange: it finds a locked keyring
// or a full disk while the refresh token still works. From Slack's answer to the
// end of the write that follows, only this process has the new pair. If it is
// killed in that moment the pair is lost, and the app must be installed again;
// nothing on this side can prevent that. Once exchange is called, the end of ctx
// stops nothing.
func (s *Store) Renew(
	ctx context.Context, key string, stale model.Token, exchange func(context.Context, Credential) (Credential, error),
) (renewed Credential, err error) {
	err = s.change(ctx, func(list *teamList) error {
		at := list.findKey(key)
		if at < 0 || !s.includes(list.Teams[at]) {
			return &UnknownTeamError{key, s.only}
		}
		ref := list.Teams[at].ref()
		secrets, err := s.secrets(ref.Backend)
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
			return s.updateEntry(list, ref, old)
		}
		if err := s.writeAgain(ctx, list, secrets, ref, old); err != nil {
			return err
		}
		ctx := context.WithoutCancel(ctx)
		issued, err := exchange(ctx, old)
		if err != nil {
			return errors.Join(err, s.updateEntry(list, ref, old))
		}
		issued.SigningSecret = old.SigningSecret
		if err := checkIssued(list.Teams[at].Kind, issued); err != nil {
			return &LostPairError{err}
		}
		if err := setWithRetries(ctx, secrets, key, issued); err != nil {
			return &LostPairError{err}
		}
		renewed = issued
		_ = s.updateEntry(list, ref, issued) // if it fails, the note stays, and the next change updates the entry
		return nil
	})
	return renewed, err
}

// checkIssued reports whether an issued credential can replace a token of a kind.
func checkIssued(kind catalog.TokenKind, issued Credential) error {
	if got := issued.Kind(); got != kind {
		return fmt.Errorf("what came for a %s token is a %s token", kind, got)
	}
	return checkRenewal(kind, issued.Renewal)
}

// writeAgain notes a change of a credential in the list, and writes the credential
// as it is. It shows that a later write can succeed.
func (s *Store) writeAgain(ctx context.Context, list *teamList, secrets Secrets, ref secretRef, old Credential) error {
	list.begin(ref)
	if err := s.list.write(*list); err != nil {
		return err
	}
	return secrets.Set(ctx, ref.Key, old)
}

// writeTries is how often Renew tries to write the new credential, which Slack
// issues only once. A keyring may be busy for a moment.
const writeTries = 3

func setWithRetries(ctx context.Context, secrets Secrets, key string, c Credential) (err error) {
	for range writeTries {
		if err = secrets.Set(ctx, key, c); err == nil {
			return nil
		}
	}
	return err
}

// LostPairError says that Slack sent new tokens that could not be stored. The old
// refresh token no longer works.
type LostPairError struct{ Err error }

func (e *LostPairError) Error() string {
	return "slack sent new tokens, and they could not be stored: " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *LostPairError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *LostPairError) Sentence() string { return sentence(e) }

// NextStep says how to get other tokens.
func (e *LostPairError) NextStep() string {
	return "The old refresh token no longer works: install the app again, and store its tokens in place of the old ones."
}

// Code names the error, for scripts.
func (e *LostPairError) Code() string { return "pair_lost" }
