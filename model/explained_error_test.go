package model_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"periscope/model"
)

// inputErrors are all errors of the three ways of reading a secret, by their code.
var inputErrors = map[string][]error{
	"bad_token": {
		model.ErrNoToken, model.ErrTokenSpace, model.ErrTokenLetters, model.ErrTokenPrefix, model.ErrTokenTooLong, model.ErrTokenShort,
	},
	"bad_client_secret": {model.ErrNoClientSecret, model.ErrClientSecretChars, model.ErrClientSecretLong},
	"bad_signing_secret": {
		model.ErrNoSigningSecret, model.ErrSigningSecretChars, model.ErrSigningSecretShort, model.ErrSigningSecretLong,
	},
}

func TestInputErrorsSpeakToAPerson(t *testing.T) {
	t.Parallel()
	for code, errs := range inputErrors {
		for _, err := range errs {
			wrapped := fmt.Errorf("reading a file: %w", err)
			input, ok := errors.AsType[*model.InputError](wrapped)
			if !ok || input.Code() != code {
				t.Errorf("%v is not of %s", err, code)
				continue
			}
			explained, ok := errors.AsType[model.Explained](wrapped)
			if !ok || explained.Sentence() == "" || explained.NextStep() == "" {
				t.Errorf("%v does not speak to a person", err)
				continue
			}
			if got := explained.Sentence() + ": " + explained.NextStep(); got != err.Error() {
				t.Errorf("%q in two sentences is %q", err, got)
			}
			for _, other := range inputErrors[code] {
				if other != err && errors.Is(err, other) { //nolint:errorlint // which of the values it is
					t.Errorf("%v is %v", err, other)
				}
			}
		}
	}
	if got, want := model.ErrNoClientSecret.Error(), "no client secret given: copy it from the app's Basic Information page"; got != want {
		t.Errorf("the text is %q; want %q", got, want)
	}
}

func TestAbout(t *testing.T) {
	t.Parallel()
	err := model.About("SLACK_TOKEN", model.ErrTokenShort)
	if got, want := err.Error(), "SLACK_TOKEN: the token ends right after its prefix: copy all of it"; got != want {
		t.Errorf("the text is %q; want %q", got, want)
	}
	explained, ok := errors.AsType[model.Explained](err)
	if !ok || explained.Sentence() != "SLACK_TOKEN: the token ends right after its prefix" || explained.NextStep() != "copy all of it" {
		t.Errorf("it says %+v", explained)
	}
	if !errors.Is(err, model.ErrTokenShort) {
		t.Error("the error is lost")
	}
	if input, ok := errors.AsType[*model.InputError](err); !ok || input.Code() != "bad_token" {
		t.Error("its code is lost")
	}
	twice := model.About("team.json", err)
	if explained, _ := errors.AsType[model.Explained](twice); !strings.HasPrefix(explained.Sentence(), "team.json: SLACK_TOKEN: ") {
		t.Errorf("about two things it says %q", explained.Sentence())
	}
	plain := model.About("the file", io.EOF)
	if _, ok := errors.AsType[model.Explained](plain); ok || plain.Error() != "the file: EOF" || !errors.Is(plain, io.EOF) {
		t.Errorf("an error that does not speak became %v", plain)
	}
	if err := model.About("SLACK_TOKEN", nil); err != nil {
		t.Errorf("about no error it is %v", err)
	}
}
