package keystore

import (
	"errors"
	"strings"
	"testing"
)

func TestEveryErrorSpeaks(t *testing.T) {
	for _, err := range []error{
		ErrNotFound, ErrNoKeyring, ErrLocked, ErrTimeout, ErrNotAToken, ErrNotListable, ErrBusy, ErrReadOnly,
		ErrWrongPassphrase, ErrSealed, ErrShortPassphrase,
		&PlaceError{"attic"}, &NameError{"a b"}, &SizeError{2561, 2560}, &KindError{"session"},
		&UnknownTeamError{"acme/bot", ""}, &UnknownTeamError{"acme/bot", PlaceFile},
		&ExistsError{[]Entry{{Key: "acme/bot"}, {Key: "acme/deploy"}}},
		&IndexError{"teams.json", errors.New("cut short")}, &FileError{"tokens.age", errors.New("cut short")},
	} {
		speaker, ok := err.(interface {
			Sentence() string
			NextStep() string
		})
		if !ok {
			t.Errorf("%v does not speak", err)
			continue
		}
		for _, said := range []string{speaker.Sentence(), speaker.NextStep()} {
			if said == "" || said[:1] != strings.ToUpper(said[:1]) && said[:2] != "--" || !strings.HasSuffix(said, ".") {
				t.Errorf("%v says %q", err, said)
			}
		}
	}
}

func TestParsePlace(t *testing.T) {
	for name, want := range map[string]Place{"keyring": PlaceKeyring, "FILE": PlaceFile, "memory\n": PlaceMemory} {
		if got, err := ParsePlace(name); got != want || err != nil {
			t.Errorf("%q: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"", "attic", "plain"} {
		var place *PlaceError
		if _, err := ParsePlace(name); !errors.As(err, &place) {
			t.Errorf("%q: %v, want a PlaceError", name, err)
		}
	}
}
