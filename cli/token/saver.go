package token

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/keystore"
)

// Saver stores the tokens of a command. Where one cannot be stored as it is, and
// there is a person at the terminal, it asks what to do instead; it decides nothing
// in silence.
type Saver struct {
	env   *console.Environment
	cmd   *cobra.Command
	store *StoreFlag
	name  string
	// replace the token of the name, or of the kind, that the team already has.
	replace bool
	// lastingOnly: memory is no place, because nothing opens that would use it.
	lastingOnly bool
	lasting     *Store // all stored tokens, and the file as it was unlocked; nil: not opened yet
	memory      *Store // the tokens of this run only; nil: there are none yet
}

// NewSaver is a saver for the place that a flag chooses. Its own flags are
// registered apart.
func NewSaver(env *console.Environment, store *StoreFlag) *Saver {
	return &Saver{env: env, store: store}
}

// Register adds the flags --name and --replace to a command.
func (k *Saver) Register(cmd *cobra.Command) {
	k.cmd = cmd
	cmd.Flags().StringVar(&k.name, "name", "", "call the token `NAME`, as in acme/NAME (default its kind)")
	cmd.Flags().BoolVar(&k.replace, "replace", false, "replace the token of this name, or of this kind, that the team already has")
}

// Place is the place that the user chose, or empty.
func (k *Saver) Place() (keystore.Backend, error) { return k.store.Place(k.env) }

// CheckName refuses a name that no token can have.
func (k *Saver) CheckName() error {
	if k.name == "" {
		return nil
	}
	return keystore.CheckName(k.name)
}

// LastingOnly takes memory from the places that are offered.
func (k *Saver) LastingOnly() { k.lastingOnly = true }

// Memory is the store of the tokens that are kept for this run only; nil if there are none.
func (k *Saver) Memory() *Store { return k.memory }

// SaveAll stores the tokens of an installation, in the place that the user chose
// or else in the keyring. Of two tokens one may be stored when the other is not.
func (k *Saver) SaveAll(ctx context.Context, fresh []Addition, place keystore.Backend) ([]SavedToken, error) {
	var (
		all    []SavedToken
		failed []error
	)
	for _, add := range fresh { // one that cannot be stored does not cost the other
		add.Name, add.Replace = k.name, k.replace
		if k.name != "" && len(fresh) > 1 {
			add.Name = keystore.NameOfKind(k.name, add.Kind)
		}
		one, err := k.save(ctx, add, place)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		all = append(all, one)
		place = one.Backend // a question is asked once
	}
	return all, errors.Join(failed...)
}

// save stores a token, and asks for another place where there is no keyring. Once a
// question was broken off, what was issued is stored all the same.
func (k *Saver) save(ctx context.Context, add Addition, place keystore.Backend) (SavedToken, error) {
	storing := ctx
	if add.Issued {
		storing = context.WithoutCancel(ctx)
	}
	var answer Choice // which counts for the next place, too
	for {
		store, err := k.open(place)
		if err != nil {
			return SavedToken{}, err
		}
		before := answer
		choose := func(_ context.Context, to keystore.Addition, exists *keystore.ExistsError) (Choice, error) {
			if before != (Choice{}) {
				again := before
				before = Choice{}
				return again, nil
			}
			var err error
			answer, err = k.choose(ctx, store, Addition{Addition: to, Issued: add.Issued}, exists)
			return answer, err
		}
		one, err := store.Save(storing, add, place, choose)
		if !errors.Is(err, keystore.ErrNoKeyring) || !k.env.InTerminal || place != "" {
			return one, err
		}
		if place, err = k.askPlace(ctx); err != nil {
			return SavedToken{}, err
		}
	}
}

// choose chooses what becomes of a token when the team has one of its kind. What was issued
// is stored beside the others unless the user says otherwise: it would be lost if nobody
// can be asked, and if a signal or the end of the terminal breaks the question off.
func (k *Saver) choose(ctx context.Context, store *Store, add Addition, exists *keystore.ExistsError) (choice Choice, err error) {
	if k.env.InTerminal && !add.Replace {
		choice, err = k.askChoice(ctx, store, add.Addition, exists)
	}
	if !add.Issued || errors.Is(err, errNothingStored) || choice != (Choice{}) && err == nil {
		return choice, err
	}
	console.Note(k.env, "the new token is stored beside what is stored already, under a name of its own")
	return Choice{Beside: true}, nil
}

// open opens the stored teams among which a token for a place would be.
func (k *Saver) open(place keystore.Backend) (*Store, error) {
	opened := &k.lasting
	if place == keystore.BackendMemory {
		opened = &k.memory
	} else {
		place = "" // a team may be stored elsewhere already
	}
	var err error
	if *opened == nil {
		*opened, err = OpenStore(k.env, place)
	}
	return *opened, err
}

// CheckPlace refuses memory where no explorer can open: the run would end at once.
func (k *Saver) CheckPlace(place keystore.Backend) error {
	if place != keystore.BackendMemory || k.env.InTerminal && k.env.OutTerminal {
		return nil
	}
	return console.NeedsTerminal(k.cmd, "Memory lasts for one run, so it opens the explorer. "+
		"To use a token once, pipe it to `periscope info --token-stdin`.")
}

// askPlace asks where to keep a token on a machine without a keyring.
func (k *Saver) askPlace(ctx context.Context) (keystore.Backend, error) {
	offers := "  f  in a file that a passphrase encrypts\n"
	if k.lastingOnly {
		offers += "or not at all? [f/N] "
	} else {
		offers += "  m  in memory, for this run only: the explorer opens\nor not at all? [f/m/N] "
	}
	answer, err := k.env.Ask(ctx, `This machine has no keyring that can be reached. Keep the token
`+offers)
	switch strings.ToLower(answer) {
	case "f":
		return keystore.BackendFile, nil
	case "m":
		if !k.lastingOnly {
			return keystore.BackendMemory, k.CheckPlace(keystore.BackendMemory)
		}
	}
	if err != nil {
		return "", fmt.Errorf("asking where to keep the token: %w", err)
	}
	return "", errNothingStored
}

var errNothingStored = &console.Error{Code: "declined", Status: console.StatusNo, Message: "nothing was stored", Next: ""}

// askChoice asks what to do with a token when the team has one of its kind, or several.
func (k *Saver) askChoice(ctx context.Context, store *Store, add keystore.Addition, exists *keystore.ExistsError) (Choice, error) {
	question, replacing := questionOf(exists.Entries)
	answer, err := k.env.AskForAnswer(ctx, question)
	if err != nil {
		return Choice{}, fmt.Errorf("asking whether to replace %s: %w", exists.Entries[0].Key, err)
	}
	answer = strings.ToLower(answer)
	if answer == "a" {
		name, err := k.askName(ctx, store, add)
		return Choice{Beside: true, Name: name}, err
	}
	if key := replacing[answer]; key != "" {
		return Choice{Replace: key}, nil
	}
	return Choice{}, errNothingStored
}

// questionOf is what to ask about tokens that are stored already, and which of them
// each answer replaces.
func questionOf(stored []keystore.Entry) (question string, replacing map[string]string) {
	describe := func(e keystore.Entry) string {
		return fmt.Sprintf("%s, added on %s", e.Redacted, e.AddedAt.Format(time.DateOnly))
	}
	if len(stored) == 1 {
		e := stored[0]
		return fmt.Sprintf(`%s is already stored: %s.
  r  replace it with the new token
  a  add the new one beside it
or neither? [r/a/N] `, e.Key, describe(e)), map[string]string{"r": e.Key}
	}
	var text strings.Builder
	fmt.Fprintf(&text, "%d such tokens are already stored.\n", len(stored))
	replacing = map[string]string{}
	for i, e := range stored {
		number := strconv.Itoa(i + 1)
		replacing[number] = e.Key
		fmt.Fprintf(&text, "  %s  replace %s: %s\n", number, e.Key, describe(e))
	}
	fmt.Fprintf(&text, "  a  add the new one beside them\nor neither? [1-%d/a/N] ", len(stored))
	return text.String(), replacing
}

func (k *Saver) askName(ctx context.Context, store *Store, add keystore.Addition) (string, error) {
	free, err := store.FreeName(add)
	if err != nil {
		return "", err
	}
	name, err := k.env.Ask(ctx, fmt.Sprintf("Its name [%s]: ", free))
	if err != nil {
		return "", fmt.Errorf("asking for the name of the token: %w", err)
	}
	if name == "" {
		return free, nil
	}
	return name, keystore.CheckName(name)
}
