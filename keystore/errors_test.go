package keystore

import (
	"errors"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// everyError is a value of each kind of error that speaks to a person.
func everyError() []error {
	return []error{
		ErrNotFound, ErrNoKeyring, ErrKeyringLocked, ErrKeyringTimeout, ErrNotAToken, ErrNotListable, ErrBusy, ErrReadOnly,
		ErrWrongPassphrase, ErrFileLocked, ErrShortPassphrase,
		&BackendError{"attic"}, &NameError{"a b"}, &SizeError{2561, 2560}, &KindError{"session"},
		&UnknownTeamError{"acme/bot", ""}, &UnknownTeamError{"acme/bot", BackendFile},
		&ExistsError{[]Entry{{Key: "acme/bot"}}}, &ExistsError{[]Entry{{Key: "acme/bot"}, {Key: "acme/deploy"}}},
		&TeamListError{"teams.json", errors.New("cut short")}, &FileError{"tokens.age", errors.New("cut short")},
		&TeamListError{"teams.json", &unreadableError{errors.New("cut short")}},
		&KindError{catalog.Refresh}, &KindError{catalog.WorkspaceRefresh}, &KindError{catalog.AppLevel},
		&KindError{catalog.Workflow}, &KindError{catalog.Legacy},
		&LostPairError{ErrKeyringLocked}, ErrNoRefreshToken, CheckRenewal(model.Token{}, Renewal{}),
	}
}

func TestEveryErrorSpeaks(t *testing.T) {
	t.Parallel()
	for _, err := range everyError() {
		speaker, ok := err.(interface {
			Sentence() string
			NextStep() string
			Code() string
		})
		if !ok {
			t.Errorf("%v does not speak", err)
			continue
		}
		for _, text := range []string{speaker.Sentence(), speaker.NextStep()} {
			if text == "" || text[:1] != strings.ToUpper(text[:1]) || !strings.HasSuffix(text, ".") {
				t.Errorf("%v says %q", err, text)
			}
		}
		if code := speaker.Code(); strings.Trim(code, "abcdefghijklmnopqrstuvwxyz_") != "" || code == "" {
			t.Errorf("%v has the code %q", err, code)
		}
	}
}

// TestErrorsKnowNoCommands: the command line is another package's, which adds
// the flag or the command that helps.
func TestErrorsKnowNoCommands(t *testing.T) {
	t.Parallel()
	for _, err := range everyError() {
		step := err.(interface{ NextStep() string }).NextStep()
		for _, text := range []string{err.Error(), step} {
			for _, word := range []string{"--", "`", "SLACK_TOKEN", "READ_ONLY"} {
				if strings.Contains(text, word) {
					t.Errorf("%q holds %q", text, word)
				}
			}
		}
	}
}
