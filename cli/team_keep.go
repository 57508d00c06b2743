package cli

import (
	"context"
	"errors"
	"fmt"

	"periscope/keystore"
)

// keep stores a token. Where that cannot be done as it is, and there is
// somebody to ask, it asks what to do instead; nothing is decided in silence.
func (o *teamAddOptions) keep(ctx context.Context, add keystore.Addition, placeChosen bool) error {
	for {
		store, entry, replaced, err := o.put(ctx, add)
		exists, isStored := errors.AsType[*keystore.ExistsError](err)
		switch {
		case err == nil && add.Store == keystore.PlaceMemory:
			return o.explore(ctx, store)
		case err == nil:
			return o.done(store, entry, replaced)
		case isStored && o.env.InTerminal:
			add, err = o.replaceOrAdd(ctx, store, add, exists)
		case errors.Is(err, keystore.ErrNoKeyring) && o.env.InTerminal && !placeChosen:
			add.Store, err = o.elsewhere(ctx)
		}
		if err != nil {
			return err
		}
	}
}

// put stores a token in the place that it is for.
func (o *teamAddOptions) put(ctx context.Context, add keystore.Addition) (*teams, keystore.Entry, bool, error) {
	all := keystore.Place("") // those that last; a team may be stored elsewhere already
	if add.Store == keystore.PlaceMemory {
		all = keystore.PlaceMemory
	}
	store, err := o.env.open(all)
	if err != nil {
		return nil, keystore.Entry{}, false, err
	}
	if add.Store == keystore.PlaceFile {
		if err := store.makeReady(ctx); err != nil {
			return nil, keystore.Entry{}, false, err
		}
	}
	entry, replaced, err := store.Add(ctx, add)
	return store, entry, replaced, err
}

// elsewhere asks where to keep a token on a machine without a keyring.
func (o *teamAddOptions) elsewhere(ctx context.Context) (keystore.Place, error) {
	answer, err := o.env.ask(ctx, `This machine has no keyring that can be reached. Keep the token
  f  in a file that a passphrase encrypts
  m  in memory, for this run only: the explorer opens
or not at all? [f/m/N] `)
	switch {
	case err != nil:
		return "", fmt.Errorf("asking where to keep the token: %w", err)
	case answer == "f" || answer == "F":
		return keystore.PlaceFile, nil
	case (answer == "m" || answer == "M") && o.canExplore():
		return keystore.PlaceMemory, nil
	case answer == "m" || answer == "M":
		return "", memoryNeedsTerminal(o.cmd)
	}
	return "", errNothingStored
}

var errNothingStored = &failure{"declined", statusNo, "nothing was stored", ""}

// replaceOrAdd asks what to do with a token of which there is one already.
func (o *teamAddOptions) replaceOrAdd(
	ctx context.Context, store *teams, add keystore.Addition, exists *keystore.ExistsError,
) (keystore.Addition, error) {
	if add.Replace || len(exists.Entries) != 1 {
		return add, exists // which of them is for the user to say, with --name
	}
	stored := exists.Entries[0]
	answer, err := o.env.ask(ctx, fmt.Sprintf(`%s is already stored: %s, added on %s.
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
		add.Name, err = o.askName(ctx, store, add)
		return add, err
	}
	return add, errNothingStored
}

func (o *teamAddOptions) askName(ctx context.Context, store *teams, add keystore.Addition) (string, error) {
	free, err := store.FreeName(add)
	if err != nil {
		return "", err
	}
	name, err := o.env.ask(ctx, fmt.Sprintf("Its name [%s]: ", free))
	if err != nil {
		return "", fmt.Errorf("asking for the name of the token: %w", err)
	}
	if name == "" {
		return free, nil
	}
	return name, keystore.CheckName(name)
}

// explore opens the explorer with what is in memory.
func (o *teamAddOptions) explore(ctx context.Context, store *teams) error {
	entries, err := store.List()
	if err != nil {
		return err
	}
	return explore(ctx, o.env, newSource(storedAccounts(store, entries, o.api.chosen(o.env), false), nil), "")
}

func (o *teamAddOptions) done(store *teams, entry keystore.Entry, replaced bool) error {
	done, where := "stored", "in the keyring"
	if replaced {
		done = "replaced"
	}
	if entry.Store == keystore.PlaceFile {
		where = "encrypted in " + store.file.Path()
	}
	_, err := fmt.Fprintf(o.env.Out, "%s %s: %s token %s of %s (%s), %s\n",
		done, entry.Key, entry.Kind, entry.Redacted, entry.TeamName, entry.TeamID, where)
	return err
}
