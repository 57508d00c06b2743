package keystore

import (
	"context"
	"errors"

	"periscope/model"
)

// probeKey is the key of the placeholder of [Store.Probe]. No token can have it: a name
// begins with a letter or a digit.
const probeKey = "periscope/.probe"

// probeText is the placeholder.
const probeText = "xoxb-probe-of-periscope"

// Probe reports whether a token could be stored in a backend now: it writes as storing one
// does, and leaves nothing behind. So it finds a keyring that is missing or locked, a wrong
// or missing passphrase, a full disk and a read-only directory. Call it before something
// that works once is given away for a token. If the process dies in it, the next change
// deletes the placeholder.
func (s *Store) Probe(ctx context.Context, backend Backend) error {
	secrets, err := s.secrets(backend)
	if err != nil {
		return err
	}
	return s.change(ctx, func(list *teamList) error {
		if file, ok := secrets.(*File); ok {
			return errors.Join(s.list.write(*list), file.probe(ctx))
		}
		placeholder, err := model.ParseToken(probeText)
		if err != nil {
			return err
		}
		ref := secretRef{probeKey, backend}
		if err := s.writeSecret(ctx, list, secrets, ref, Credential{Token: placeholder}); err != nil {
			return err
		}
		if err := s.deleteSecret(ctx, ref); err != nil {
			return err
		}
		list.finish(ref)
		return s.list.write(*list)
	})
}

// probe writes the file again. Where there is none it writes another beside it: a file
// without tokens would keep a passphrase that the user has no use for.
func (f *File) probe(ctx context.Context) error {
	exists, err := f.Exists()
	if err != nil {
		return err
	}
	if exists {
		return f.rewrite(ctx, func(map[string]Credential) error { return nil })
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.passphrase == nil {
		return ErrFileLocked
	}
	beside := f.path + ".probe"
	ciphertext, err := encrypt(nil, *f.passphrase, f.workFactor)
	if err == nil {
		err = replaceFile(f.disk, beside, ciphertext)
	}
	if err == nil {
		err = f.disk.remove(beside)
	}
	if err != nil {
		return &FileError{f.path, err}
	}
	return nil
}
