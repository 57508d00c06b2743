package keystore

import (
	"context"
	"periscope/model"
)

// SetSigning stores the signing secret of an app beside a stored token of that
// app; the zero secret removes the one that is there.
func (s *Store) SetSigning(ctx context.Context, key string, secret model.SigningSecret) error {
	return s.change(ctx, func(ix *teamList) error {
		at := ix.findKey(key)
		if at < 0 || !s.includes(ix.Teams[at]) {
			return &UnknownTeamError{key, s.only}
		}
		s.finishAll(ctx, ix)
		where := ix.Teams[at].ref()
		secrets, err := s.secrets(where.Store)
		if err != nil {
			return err
		}
		c, err := secrets.Get(ctx, key)
		if err != nil {
			return err
		}
		c.Signing = secret
		if err := s.writeSecret(ctx, ix, secrets, where, c); err != nil {
			return err
		}
		return s.updateEntry(ix, where, c)
	})
}

// inheritedSigning is the signing secret that a token takes over from the one that it
// replaces: none, if they are known to be of different apps. One that cannot be
// read is not missed here; the list then says that there is none.
func (s *Store) inheritedSigning(ctx context.Context, old, next Entry) model.SigningSecret {
	another := old.AppID != next.AppID && old.AppID != "" && next.AppID != ""
	if !old.Signs || another {
		return model.SigningSecret{}
	}
	secrets, err := s.secrets(old.Store)
	if err != nil {
		return model.SigningSecret{}
	}
	c, _ := secrets.Get(ctx, old.Key)
	return c.Signing
}
