package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
)

// keeping is how tokens are stored while there may be somebody to ask.
type keeping struct {
	env   *Environment
	cmd   *cobra.Command
	store *storeFlag
	name  string
	// replace the token of the name, or of the kind, that the team already has.
	replace bool
	memory  *teams // what is kept for this run only; nil: nothing yet
}

func (k *keeping) register(cmd *cobra.Command) {
	k.cmd = cmd
	cmd.Flags().StringVar(&k.name, "name", "", "call the token `NAME`, as in acme/NAME (default its kind)")
	cmd.Flags().BoolVar(&k.replace, "replace", false, "replace the token of this name, or of this kind, that the team already has")
}

// kept is a token that was stored.
type kept struct {
	keystore.Entry
	store    *teams
	replaced bool
}

// keepAll stores what an installation brought, in the place that the user chose
// or else in the keyring. Of two tokens one may be stored when the other is not.
func (k *keeping) keepAll(ctx context.Context, brought []installed, place keystore.Place) ([]kept, error) {
	var (
		all    []kept
		failed []error
	)
	for _, b := range brought { // one that cannot be stored does not cost the other
		b.Name, b.Replace = k.name, k.replace
		if k.name != "" && len(brought) > 1 {
			b.Name += "-" + string(b.Kind)
		}
		one, err := k.keep(ctx, b, place)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		all = append(all, one)
		place = one.Store // a question is asked once
	}
	return all, errors.Join(failed...)
}

// keep stores a token, in a place or, if that is empty, where one of the same app
// is, or else in the keyring. Where it cannot be stored as it is, and there is
// somebody to ask, it asks what to do instead; nothing is decided in silence.
func (k *keeping) keep(ctx context.Context, fresh installed, place keystore.Place) (kept, error) {
	fresh.Store = cmp.Or(place, keystore.PlaceKeyring)
	if store, err := k.open(fresh.Store); err == nil && fresh.actsAs != "" && fresh.Name == "" {
		fresh.Addition = store.again(ctx, fresh, place)
	}
	for {
		one, err := k.put(ctx, fresh.Addition)
		exists, isStored := errors.AsType[*keystore.ExistsError](err)
		switch {
		case err == nil:
			return one, nil
		case isStored && k.env.InTerminal:
			fresh.Addition, err = k.replaceOrAdd(ctx, one.store, fresh.Addition, exists)
		case errors.Is(err, keystore.ErrNoKeyring) && k.env.InTerminal && place == "":
			fresh.Store, err = k.elsewhere(ctx)
		}
		if err != nil {
			return kept{}, err
		}
	}
}

// put stores a token in the place that it is for.
func (k *keeping) put(ctx context.Context, add keystore.Addition) (kept, error) {
	store, err := k.open(add.Store)
	if err != nil {
		return kept{}, err
	}
	if add.Store == keystore.PlaceFile {
		if err := store.makeReady(ctx); err != nil {
			return kept{}, err
		}
	}
	entry, replaced, err := store.Add(ctx, add)
	return kept{entry, store, replaced}, err
}

// open opens the stored teams among which a token for a place would be.
func (k *keeping) open(place keystore.Place) (*teams, error) {
	if place != keystore.PlaceMemory {
		return openStore(k.env, "") // a team may be stored elsewhere already
	}
	var err error
	if k.memory == nil {
		k.memory, err = openStore(k.env, place)
	}
	return k.memory, err
}

func (k *keeping) canExplore() bool { return k.env.InTerminal && k.env.OutTerminal }

// memoryNeedsTerminal is the refusal to keep a token in memory for a run that
// ends at once.
func memoryNeedsTerminal(cmd *cobra.Command) error {
	return needsTerminal(cmd, "Memory lasts for one run, so it opens the explorer. "+
		"To use a token once, pipe it to `periscope info --token-stdin`.")
}

// String says what was stored, and where.
func (one kept) String() string {
	done, where := "stored", "in the keyring"
	if one.replaced {
		done = "replaced"
	}
	if one.Store == keystore.PlaceFile {
		where = "encrypted in " + one.store.file.Path()
	}
	return fmt.Sprintf("%s %s: %s token %s of %s (%s), %s", done, one.Key, one.Kind, one.Redacted, one.TeamName, one.TeamID, where)
}

// installed is a token that an installation brought, as it is to be stored.
type installed struct {
	keystore.Addition
	actsAs model.UserID // the app's bot, or the person who approved; empty: not known
}
