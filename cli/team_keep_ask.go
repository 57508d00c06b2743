package cli

import (
	"context"
	"fmt"

	"periscope/keystore"
)

// elsewhere asks where to keep a token on a machine without a keyring.
func (k *keeping) elsewhere(ctx context.Context) (keystore.Place, error) {
	answer, err := k.env.ask(ctx, `This machine has no keyring that can be reached. Keep the token
  f  in a file that a passphrase encrypts
  m  in memory, for this run only: the explorer opens
or not at all? [f/m/N] `)
	switch {
	case err != nil:
		return "", fmt.Errorf("asking where to keep the token: %w", err)
	case answer == "f" || answer == "F":
		return keystore.PlaceFile, nil
	case (answer == "m" || answer == "M") && k.canExplore():
		return keystore.PlaceMemory, nil
	case answer == "m" || answer == "M":
		return "", memoryNeedsTerminal(k.cmd)
	}
	return "", errNothingStored
}

var errNothingStored = &failure{"declined", statusNo, "nothing was stored", ""}

// replaceOrAdd asks what to do with a token of which there is one already.
func (k *keeping) replaceOrAdd(
	ctx context.Context, store *teams, add keystore.Addition, exists *keystore.ExistsError,
) (keystore.Addition, error) {
	if add.Replace || len(exists.Entries) != 1 {
		return add, exists // which of them is for the user to say, with --name
	}
	stored := exists.Entries[0]
	answer, err := k.env.ask(ctx, fmt.Sprintf(`%s is already stored: %s, added on %s.
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

func (k *keeping) askName(ctx context.Context, store *teams, add keystore.Addition) (string, error) {
	free, err := store.FreeName(add)
	if err != nil {
		return "", err
	}
	name, err := k.env.ask(ctx, fmt.Sprintf("Its name [%s]: ", free))
	if err != nil {
		return "", fmt.Errorf("asking for the name of the token: %w", err)
	}
	if name == "" {
		return free, nil
	}
	return name, keystore.CheckName(name)
}
