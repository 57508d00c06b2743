package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui"
)

// unreadableList is the error of a store whose list cannot be understood.
func unreadableList(t *testing.T) error {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "teams.json"), []byte("{oh no"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := keystore.New(dir, nil).List()
	return err
}

func TestErrorsOfTheKeystoreComeWithACommand(t *testing.T) {
	t.Parallel()
	two := []keystore.Entry{{Key: "acme/bot"}, {Key: "acme/deploy"}}
	for name, c := range map[string]struct {
		err   error
		words []string // none: no command helps
	}{
		"no token":         {keystore.ErrNotFound, []string{"`periscope team add --replace`", "`periscope team doctor`"}},
		"no keyring":       {keystore.ErrNoKeyring, []string{"--store file", "SLACK_TOKEN", "--token-stdin"}},
		"locked":           {keystore.ErrLocked, []string{"--store file"}},
		"hung":             {keystore.ErrTimeout, []string{"--store file"}},
		"not a token":      {keystore.ErrNotAToken, []string{"`periscope team add --replace`"}},
		"read only":        {keystore.ErrReadOnly, []string{"--read-only", "PERISCOPE_READ_ONLY"}},
		"wrong passphrase": {keystore.ErrWrongPassphrase, []string{"--store keyring"}},
		"no passphrase":    {keystore.ErrSealed, []string{"SLACK_TOKEN", "--token-stdin"}},
		"unknown team":     {&keystore.UnknownTeamError{Key: "acme/bot"}, []string{"`periscope team list`"}},
		"one stored":       {&keystore.ExistsError{Entries: two[:1]}, []string{"--replace", "--name NAME"}},
		"several stored":   {&keystore.ExistsError{Entries: two}, []string{"--name NAME --replace", "--name NAME for"}},
		"name":             {&keystore.NameError{Name: "a b"}, []string{"--name deploy-bot"}},
		"too long":         {&keystore.SizeError{Size: 2, Limit: 1}, []string{"--store file"}},
		"lost pair":        {&keystore.LostPairError{Err: keystore.ErrLocked}, []string{"`periscope team add --replace`"}},
		"unreadable list":  {unreadableList(t), []string{"`periscope team doctor`"}},
		"refresh":          {&keystore.KindError{Kind: catalog.Refresh}, []string{"`periscope team add --rotating`"}},
		"old refresh":      {&keystore.KindError{Kind: catalog.WorkspaceRefresh}, []string{"`periscope team add --rotating`"}},
		"no refresh token": {keystore.ErrNoRefreshToken, []string{"`periscope team add --rotating --replace`"}},
		"wrapped":          {fmt.Errorf("reading the token of acme/bot: %w", keystore.ErrLocked), []string{"--store file"}},

		"busy":             {keystore.ErrBusy, nil},
		"not listable":     {keystore.ErrNotListable, nil},
		"short passphrase": {keystore.ErrShortPassphrase, nil},
		"app-level":        {&keystore.KindError{Kind: catalog.AppLevel}, nil},
		"place":            {&keystore.PlaceError{Name: "attic"}, nil},
		"list on no disk":  {&keystore.IndexError{Path: "teams.json", Err: errors.New("no space")}, nil},
		"encrypted file":   {&keystore.FileError{Path: "tokens.age", Err: errors.New("cut short")}, nil},
		"no renewal":       {keystore.CheckRenewal(model.Token{}, keystore.Renewal{}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			speaking, ok := errors.AsType[speakingError](c.err)
			if !ok {
				t.Fatalf("%v does not speak", c.err)
			}
			f := describe(withCommand(c.err)) // again: one command is enough
			command := strings.TrimPrefix(f.nextStep, speaking.NextStep())
			if (command == "") != (c.words == nil) || command == f.nextStep {
				t.Errorf("the next step is %q", f.nextStep)
			}
			for _, word := range c.words {
				if strings.Count(command, word) != 1 {
					t.Errorf("the next step %q does not say %s once", f.nextStep, word)
				}
			}
			if code := speaking.(interface{ Code() string }).Code(); f.code != code {
				t.Errorf("the code is %q, and the keystore's %q", f.code, code)
			}
		})
	}
}

// TestExplorerShowsTheCommand: the explorer shows errors as they come, so the
// source adds the command.
func TestExplorerShowsTheCommand(t *testing.T) {
	t.Parallel()
	locked := func(context.Context) (model.Token, error) { return model.Token{}, keystore.ErrLocked }
	s := newSource([]account{{Team: ui.Team{Key: "acme/bot"}, token: locked}}, nil)
	_, err := s.Identify(t.Context(), "acme/bot")
	speaking, ok := errors.AsType[speakingError](err)
	if !ok || !errors.Is(err, keystore.ErrLocked) || !strings.Contains(speaking.NextStep(), "--store file") {
		t.Errorf("Identify: %v, which does not say --store file", err)
	}
}
