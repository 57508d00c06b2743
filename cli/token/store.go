package token

import (
	"cmp"
	"context"
	"errors"
	"io"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/cli/console"
	"periscope/keystore"
)

// StoreFlag chooses one of the places where tokens are kept. The others are
// then neither read nor written to.
type StoreFlag struct{ name string }

// Register adds the flag to a command.
func (f *StoreFlag) Register(cmd *cobra.Command) { f.register(cmd, cmd.Flags()) }

// RegisterForSubcommands adds the flag to a command and all its subcommands.
func (f *StoreFlag) RegisterForSubcommands(cmd *cobra.Command) {
	f.register(cmd, cmd.PersistentFlags())
}

func (f *StoreFlag) register(cmd *cobra.Command, flags *pflag.FlagSet) {
	flags.StringVar(&f.name, "store", "", "where tokens are kept: `PLACE` is keyring, file or memory (default $PERISCOPE_STORE)")
	_ = cmd.RegisterFlagCompletionFunc("store", cobra.FixedCompletions([]cobra.Completion{ // fails only for a flag that does not exist
		cobra.CompletionWithDesc(string(keystore.BackendKeyring), "the keyring of the operating system"),
		cobra.CompletionWithDesc(string(keystore.BackendFile), "a file that a passphrase opens"),
		cobra.CompletionWithDesc(string(keystore.BackendMemory), "memory, until this run ends"),
	}, cobra.ShellCompDirectiveNoFileComp))
}

// Place is the place that the user named, or empty.
func (f *StoreFlag) Place(env *console.Environment) (keystore.Backend, error) {
	name := cmp.Or(f.name, env.Getenv("PERISCOPE_STORE"))
	if name == "" {
		return "", nil
	}
	return keystore.ParseBackend(name)
}

// Open is the store that the flag chooses.
func (f *StoreFlag) Open(env *console.Environment) (*Store, error) {
	place, err := f.Place(env)
	if err != nil {
		return nil, err
	}
	return OpenStore(env, place)
}

// Store is the stored teams, together with the file that a passphrase opens.
type Store struct {
	*keystore.Store
	env  *console.Environment
	file *keystore.File   // nil in memory
	only keystore.Backend // that is looked in; empty: all that last
	// foreign are the servers that are not Slack's and that the user has approved in this run.
	foreign map[string]bool
}

// OpenStore opens one place, or all that last beyond this run.
func OpenStore(env *console.Environment, place keystore.Backend) (*Store, error) {
	if place == keystore.BackendMemory {
		return &Store{keystore.NewInMemory(), env, nil, place, map[string]bool{}}, nil
	}
	dir, err := keystore.Dir(env.Getenv)
	if err != nil {
		return nil, err
	}
	file := env.File(dir)
	store := keystore.New(dir, map[keystore.Backend]keystore.Secrets{
		keystore.BackendKeyring: env.Keyring,
		keystore.BackendFile:    file,
	})
	if place != "" {
		store = store.Only(place)
	}
	if env.ReadOnly {
		store = store.ReadOnly()
	}
	return &Store{store, env, file, place, map[string]bool{}}, nil
}

// Only is the place that alone is looked in; empty: all that last.
func (s *Store) Only() keystore.Backend { return s.only }

// NewTokensPlace is where a token is stored that no place was chosen for.
func (s *Store) NewTokensPlace() keystore.Backend { return cmp.Or(s.only, keystore.BackendKeyring) }

// Now is the time by the clock of the store.
func (s *Store) Now() time.Time { return s.env.Now() }

// Silent returns the store for a program that has the terminal for itself: nothing is
// printed, and no passphrase is asked for. What the passphrase would open fails with
// [keystore.ErrSealed].
func (s *Store) Silent() *Store {
	env, silent := *s.env, *s
	env.InTerminal, env.Err = false, io.Discard
	env.ReadSecret = func(context.Context) (string, error) { return "", console.ErrNoTerminal }
	silent.env = &env
	return &silent
}

// Credential returns one token, with what is stored beside it, for a command that
// needs no other: if a passphrase has to be asked for, it is forgotten at once.
func (s *Store) Credential(ctx context.Context, key string) (keystore.Credential, error) {
	entry, err := s.Find(key)
	if err != nil {
		return keystore.Credential{}, err
	}
	if entry.Backend == keystore.BackendFile && !s.file.Unlocked() {
		if err := s.unlock(ctx); err != nil {
			return keystore.Credential{}, err
		}
		defer s.file.Lock()
	}
	return s.Store.Credential(ctx, key)
}

// UnlockFile asks for the passphrase of the file, if the store looks into one.
func (s *Store) UnlockFile(ctx context.Context) error {
	if s.file == nil || s.only == keystore.BackendKeyring {
		return nil
	}
	return s.unlock(ctx)
}

// Unlocked reports whether the file is open without asking.
func (s *Store) Unlocked() bool { return s.file != nil && s.file.Unlocked() }

// lock forgets the passphrase of the file.
func (s *Store) lock() {
	if s.file != nil {
		s.file.Lock()
	}
}

// UnlockFor asks for the passphrase if a token of these teams is in the file.
func (s *Store) UnlockFor(ctx context.Context, entries ...keystore.Entry) error {
	for _, e := range entries {
		if e.Backend == keystore.BackendFile {
			return s.unlock(ctx)
		}
	}
	return nil
}

// passphraseTries is how often a passphrase may be typed wrong.
const passphraseTries = 3

// unlock asks for the passphrase of the file, once in a run. Where there is no
// file there is nothing to unlock.
func (s *Store) unlock(ctx context.Context) error {
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
		console.Note(s.env, "%v; try %d of %d", err, try+1, passphraseTries)
	}
}

// prepareFile unlocks the file to write to it, or chooses the passphrase of a new one.
func (s *Store) prepareFile(ctx context.Context) error {
	exists, err := s.file.Exists()
	if err != nil || s.file.Unlocked() {
		return err
	}
	if exists {
		return s.unlock(ctx)
	}
	console.Note(s.env, "%s will be encrypted with a passphrase: without it nobody reads the tokens, you included", s.file.Path())
	for try := 1; ; try++ {
		err := s.choosePassphrase(ctx)
		again := errors.Is(err, keystore.ErrShortPassphrase) || errors.Is(err, errPassphrasesDiffer)
		if !again || try == passphraseTries {
			return err
		}
		console.Note(s.env, "%v; try %d of %d", err, try+1, passphraseTries)
	}
}

var errPassphrasesDiffer = &console.Error{
	Code: "passphrases_differ", Status: console.StatusUsage,
	Message: "the two passphrases are not the same",
	Next:    "Type the same one twice; nothing was stored.",
}

func (s *Store) choosePassphrase(ctx context.Context) error {
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

func (s *Store) askPassphrase(ctx context.Context, prompt string) (string, error) {
	typed, err := s.env.AskSecret(ctx, prompt)
	if errors.Is(err, console.ErrNoTerminal) {
		return "", keystore.ErrFileLocked
	}
	return typed, err
}
