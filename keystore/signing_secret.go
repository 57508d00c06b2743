package keystore

import (
	"context"

	"periscope/model"
)

// SetSigningSecret stores the signing secret of an app with a stored token of that app.
// The zero secret removes the stored one.
func (s *Store) SetSigningSecret(ctx context.Context, key string, secret model.SigningSecret) error {
	return s.change(ctx, func(list *teamList) error {
		at := list.findKey(key)
		if at < 0 || !s.includes(list.Teams[at]) {
			return &UnknownTeamError{key, s.only}
		}
		s.finishAll(ctx, list)
		ref := list.Teams[at].ref()
		secrets, err := s.secrets(ref.Backend)
		if err != nil {
			return err
		}
		c, err := secrets.Get(ctx, key)
		if err != nil {
			return err
		}
		c.SigningSecret = secret
		if err := s.writeSecret(ctx, list, secrets, ref, c); err != nil {
			return err
		}
		return s.updateEntry(list, ref, c)
	})
}

// inheritedSigning returns the signing secret that a token takes over from the
// token that it replaces. There is none if the two are known to belong to
// different apps. A secret that cannot be read is no error here; the list then
// says that there is none.
func (s *Store) inheritedSigning(ctx context.Context, old, next Entry) model.SigningSecret {
	differs := old.AppID != next.AppID && old.AppID != "" && next.AppID != ""
	if !old.HasSigningSecret || differs {
		return model.SigningSecret{}
	}
	secrets, err := s.secrets(old.Backend)
	if err != nil {
		return model.SigningSecret{}
	}
	c, _ := secrets.Get(ctx, old.Key)
	return c.SigningSecret
}
