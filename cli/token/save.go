package token

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
)

// Saver is how tokens are stored while there may be somebody to ask.
type Saver struct {
	Env   *console.Environment
	Cmd   *cobra.Command
	Store *StoreFlag
	Name  string
	// replace the token of the name, or of the kind, that the team already has.
	replace bool
	Memory  *Store // what is kept for this run only; nil: nothing yet
}

func (k *Saver) Register(cmd *cobra.Command) {
	k.Cmd = cmd
	cmd.Flags().StringVar(&k.Name, "name", "", "call the token `NAME`, as in acme/NAME (default its kind)")
	cmd.Flags().BoolVar(&k.replace, "replace", false, "replace the token of this name, or of this kind, that the team already has")
}

// SavedToken is a token that was stored.
type SavedToken struct {
	keystore.Entry
	store    *Store
	Replaced bool
}

// SaveAll stores what an installation brought, in the place that the user chose
// or else in the keyring. Of two tokens one may be stored when the other is not.
func (k *Saver) SaveAll(ctx context.Context, brought []NewToken, place keystore.Place) ([]SavedToken, error) {
	var (
		all    []SavedToken
		failed []error
	)
	for _, b := range brought { // one that cannot be stored does not cost the other
		b.Name, b.Replace = k.Name, k.replace
		if k.Name != "" && len(brought) > 1 {
			b.Name += "-" + string(b.Kind)
		}
		one, err := k.save(ctx, b, place)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		all = append(all, one)
		place = one.Store // a question is asked once
	}
	return all, errors.Join(failed...)
}

// save stores a token, in a place or, if that is empty, where one of the same app
// is, or else in the keyring. Where it cannot be stored as it is, and there is
// somebody to ask, it asks what to do instead; nothing is decided in silence.
func (k *Saver) save(ctx context.Context, fresh NewToken, place keystore.Place) (SavedToken, error) {
	fresh.Store = cmp.Or(place, keystore.PlaceKeyring)
	if store, err := k.Open(fresh.Store); err == nil && fresh.ActsAs != "" && fresh.Name == "" {
		fresh.Addition = store.ReplaceSameInstall(ctx, fresh, place)
	}
	for {
		one, err := k.put(ctx, fresh.Addition)
		exists, isStored := errors.AsType[*keystore.ExistsError](err)
		switch {
		case err == nil:
			return one, nil
		case isStored && k.Env.InTerminal:
			fresh.Addition, err = k.askReplaceOrAdd(ctx, one.store, fresh.Addition, exists)
		case errors.Is(err, keystore.ErrNoKeyring) && k.Env.InTerminal && place == "":
			fresh.Store, err = k.askPlace(ctx)
		}
		if err != nil {
			return SavedToken{}, err
		}
	}
}

// put stores a token in the place that it is for.
func (k *Saver) put(ctx context.Context, add keystore.Addition) (SavedToken, error) {
	store, err := k.Open(add.Store)
	if err != nil {
		return SavedToken{}, err
	}
	if add.Store == keystore.PlaceFile {
		if err := store.PrepareFile(ctx); err != nil {
			return SavedToken{}, err
		}
	}
	entry, replaced, err := store.Add(ctx, add)
	return SavedToken{entry, store, replaced}, err
}

// Open opens the stored teams among which a token for a place would be.
func (k *Saver) Open(place keystore.Place) (*Store, error) {
	if place != keystore.PlaceMemory {
		return OpenStore(k.Env, "") // a team may be stored elsewhere already
	}
	var err error
	if k.Memory == nil {
		k.Memory, err = OpenStore(k.Env, place)
	}
	return k.Memory, err
}

func (k *Saver) CanExplore() bool { return k.Env.InTerminal && k.Env.OutTerminal }

// MemoryNeedsTerminal is the refusal to keep a token in memory for a run that
// ends at once.
func MemoryNeedsTerminal(cmd *cobra.Command) error {
	return console.NeedsTerminal(cmd, "Memory lasts for one run, so it opens the explorer. "+
		"To use a token once, pipe it to `periscope info --token-stdin`.")
}

// String says what was stored, and where.
func (one SavedToken) String() string {
	done, where := "stored", "in the keyring"
	if one.Replaced {
		done = "replaced"
	}
	if one.Store == keystore.PlaceFile {
		where = "encrypted in " + one.store.File.Path()
	}
	return fmt.Sprintf("%s %s: %s token %s of %s (%s), %s", done, one.Key, one.Kind, one.Redacted, one.TeamName, one.TeamID, where)
}

// NewToken is a token that an installation brought, as it is to be stored.
type NewToken struct {
	keystore.Addition
	ActsAs model.UserID // the app's bot, or the person who approved; empty: not known
}

// askPlace asks where to keep a token on a machine without a keyring.
func (k *Saver) askPlace(ctx context.Context) (keystore.Place, error) {
	answer, err := k.Env.Ask(ctx, `This machine has no keyring that can be reached. Keep the token
  f  in a file that a passphrase encrypts
  m  in memory, for this run only: the explorer opens
or not at all? [f/m/N] `)
	switch {
	case err != nil:
		return "", fmt.Errorf("asking where to keep the token: %w", err)
	case answer == "f" || answer == "F":
		return keystore.PlaceFile, nil
	case (answer == "m" || answer == "M") && k.CanExplore():
		return keystore.PlaceMemory, nil
	case answer == "m" || answer == "M":
		return "", MemoryNeedsTerminal(k.Cmd)
	}
	return "", errNothingStored
}

var errNothingStored = &console.Failure{ErrorCode: "declined", Exit: console.StatusNo, What: "nothing was stored", Next: ""}

// askReplaceOrAdd asks what to do with a token of which there is one already.
func (k *Saver) askReplaceOrAdd(
	ctx context.Context, store *Store, add keystore.Addition, exists *keystore.ExistsError,
) (keystore.Addition, error) {
	if add.Replace || len(exists.Entries) != 1 {
		return add, exists // which of them is for the user to say, with --name
	}
	stored := exists.Entries[0]
	answer, err := k.Env.Ask(ctx, fmt.Sprintf(`%s is already stored: %s, added on %s.
  r  replace it with the new token
  a  add the new one beside it
or neither? [r/a/N] `, stored.Key, stored.Redacted, stored.AddedAt.Format("2006-01-02")))
	switch {
	case err != nil:
		return add, fmt.Errorf("asking whether to replace %s: %w", stored.Key, err)
	case answer == "r" || answer == "R":
		add.Replace = true
		return add, nil
	case answer == "a" || answer == "A":
		add.Name, err = k.askName(ctx, store, add)
		return add, err
	}
	return add, errNothingStored
}

func (k *Saver) askName(ctx context.Context, store *Store, add keystore.Addition) (string, error) {
	free, err := store.FreeName(add)
	if err != nil {
		return "", err
	}
	name, err := k.Env.Ask(ctx, fmt.Sprintf("Its name [%s]: ", free))
	if err != nil {
		return "", fmt.Errorf("asking for the name of the token: %w", err)
	}
	if name == "" {
		return free, nil
	}
	return name, keystore.CheckName(name)
}
