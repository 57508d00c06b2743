package cli

import (
	"cmp"
	"context"
	"errors"

	"github.com/spf13/pflag"

	"periscope/keystore"
)

// storeFlag chooses one of the places where tokens are kept. The others are
// then neither read nor written to.
type storeFlag struct{ name string }

// register adds the flag to the flags of a command, or to those of its
// subcommands as well.
func (f *storeFlag) register(flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "store", "", "where tokens are kept: `PLACE` is keyring, file or memory (default $PERISCOPE_STORE)")
}

// chosen is the place that the user named, or empty.

func (f *storeFlag) chosen(env *Environment) (keystore.Place, error) {
	name := cmp.Or(f.name, env.Getenv("PERISCOPE_STORE"))
	if name == "" {
		return "", nil
	}
	return keystore.ParsePlace(name)
}

// open is the store that the flag chooses.
func (f *storeFlag) open(env *Environment) (*teams, error) {
	place, err := f.chosen(env)
	if err != nil {
		return nil, err
	}
	return openStore(env, place)
}

// teams are the stored teams, together with the file that a passphrase opens.
type teams struct {
	*keystore.Store
	env  *Environment
	file *keystore.File // nil in memory
	only keystore.Place // that is looked in; empty: all that last
}

// openStore opens one place, or all that last beyond this run.
func openStore(env *Environment, place keystore.Place) (*teams, error) {
	if place == keystore.PlaceMemory {
		return &teams{keystore.NewInMemory(), env, nil, place}, nil
	}
	dir, err := keystore.Dir(env.Getenv)
	if err != nil {
		return nil, err
	}
	file := env.File(dir)
	store := keystore.New(dir, map[keystore.Place]keystore.Secrets{
		keystore.PlaceKeyring: env.Keyring,
		keystore.PlaceFile:    file,
	})
	if place != "" {
		store = store.Only(place)
	}
	if env.ReadOnly {
		store = store.ReadOnly()
	}
	return &teams{store, env, file, place}, nil
}

// Credential returns one token, with what is stored beside it, for a command that
// needs no other: if a passphrase has to be asked for, it is forgotten at once.
func (s *teams) Credential(ctx context.Context, key string) (keystore.Credential, error) {
	entry, err := s.Find(key)
	if err != nil {
		return keystore.Credential{}, err
	}
	if entry.Store == keystore.PlaceFile && !s.file.Unlocked() {
		if err := s.unlock(ctx); err != nil {
			return keystore.Credential{}, err
		}
		defer s.file.Lock()
	}
	return s.Store.Credential(ctx, key)
}

// unlockFor asks for the passphrase if a token of these teams is in the file.
func (s *teams) unlockFor(ctx context.Context, entries ...keystore.Entry) error {
	for _, e := range entries {
		if e.Store == keystore.PlaceFile {
			return s.unlock(ctx)
		}
	}
	return nil
}

// passphraseTries is how often a passphrase may be typed wrong.
const passphraseTries = 3

// unlock asks for the passphrase of the file, once in a run. Where there is no
// file there is nothing to unlock.
func (s *teams) unlock(ctx context.Context) error {
	exists, err := s.file.Exists()
	if err != nil || !exists || s.file.Unlocked() {
		return err
	}
	for try := 1; ; try++ {
		typed, err := s.askPassphrase(ctx, "Passphrase of "+s.file.Path()+" (not shown): ")
		if err != nil {
			return err
		}
		err = s.file.Unlock(typed)
		if !errors.Is(err, keystore.ErrWrongPassphrase) || try == passphraseTries {
			return err
		}
		note(s.env, "%v; try %d of %d", err, try+1, passphraseTries)
	}
}

// makeReady unlocks the file to write to it, or chooses the passphrase of a new one.
func (s *teams) makeReady(ctx context.Context) error {
	exists, err := s.file.Exists()
	if err != nil || s.file.Unlocked() {
		return err
	}
	if exists {
		return s.unlock(ctx)
	}
	note(s.env, "%s will be encrypted with a passphrase: without it nobody reads the tokens, you included", s.file.Path())
	for try := 1; ; try++ {
		err := s.choosePassphrase(ctx)
		again := errors.Is(err, keystore.ErrShortPassphrase) || errors.Is(err, errPassphrasesDiffer)
		if !again || try == passphraseTries {
			return err
		}
		note(s.env, "%v; try %d of %d", err, try+1, passphraseTries)
	}
}

var errPassphrasesDiffer = &failure{
	"passphrases_differ", statusUsage, "the two passphrases are not the same", "Type the same one twice; nothing was stored.",
}

func (s *teams) choosePassphrase(ctx context.Context) error {
	first, err := s.askPassphrase(ctx, "New passphrase, eight characters or more (not shown): ")
	if err != nil {
		return err
	}
	second, err := s.askPassphrase(ctx, "The same again: ")
	if err != nil {
		return err
	}
	if first != second {
		return errPassphrasesDiffer
	}
	return s.file.Unlock(first)
}

func (s *teams) askPassphrase(ctx context.Context, prompt string) (string, error) {
	typed, err := s.env.askSecret(ctx, prompt)
	if errors.Is(err, errNoTerminal) {
		return "", keystore.ErrSealed
	}
	return typed, err
}
