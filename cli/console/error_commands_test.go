package console

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"periscope/keystore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

func TestErrorsNameTheCommandToType(t *testing.T) {
	t.Parallel()
	covered := map[string]bool{}
	for name, test := range map[string]struct {
		err   error
		typed []string // empty: no command helps
	}{
		"no token":         {keystore.ErrNotFound, []string{"`periscope team add --replace`", "`periscope team doctor`"}},
		"no keyring":       {keystore.ErrNoKeyring, []string{"--store file", "SLACK_TOKEN", "--token-stdin"}},
		"locked":           {keystore.ErrKeyringLocked, []string{"--store file"}},
		"hung":             {keystore.ErrKeyringTimeout, []string{"--store file"}},
		"not a token":      {keystore.ErrNotAToken, []string{"`periscope team add --replace`"}},
		"read only":        {keystore.ErrReadOnly, []string{"--read-only", "PERISCOPE_READ_ONLY"}},
		"wrong passphrase": {keystore.ErrWrongPassphrase, []string{"--store keyring"}},
		"no passphrase":    {keystore.ErrFileLocked, []string{"SLACK_TOKEN", "--token-stdin"}},
		"unknown team":     {&keystore.UnknownTeamError{Key: "acme/bot"}, []string{"`periscope team list`"}},
		"several stored":   {&keystore.ExistsError{Entries: make([]keystore.Entry, 2)}, []string{"--name NAME --replace", "--name NAME to keep"}},
		"unreadable list":  {unreadableList(t), []string{"`periscope team doctor`"}},
		"no refresh token": {keystore.ErrNoRefreshToken, []string{"`periscope team add --replace`"}},
		"already stored":   {&keystore.ExistsError{Entries: make([]keystore.Entry, 1)}, []string{"--replace", "--name NAME"}},
		"name":             {keystore.CheckName("a b"), []string{"--name deploy-bot"}},
		"too long":         {&keystore.SizeError{Size: 2, Limit: 1}, []string{"--store file"}},
		"lost pair":        {&keystore.LostPairError{Err: keystore.ErrKeyringLocked}, []string{"`periscope team add --replace`"}},
		"refresh":          {&keystore.KindError{Kind: catalog.Refresh}, []string{"`periscope team add --rotating`"}},
		"old refresh":      {&keystore.KindError{Kind: catalog.WorkspaceRefresh}, []string{"`periscope team add --rotating`"}},
		"wrapped":          {fmt.Errorf("reading the token of acme/bot: %w", keystore.ErrKeyringLocked), []string{"--store file"}},

		"no authorization":   {&slackapi.Error{Code: "not_authed"}, []string{"`periscope team add`", "--token-stdin"}},
		"no such method":     {&slackapi.Error{Code: "unknown_method"}, []string{"`periscope demo`"}},
		"deprecated":         {&slackapi.Error{Code: "method_deprecated"}, []string{"`periscope demo`"}},
		"deprecated end":     {&slackapi.Error{Code: "deprecated_endpoint"}, []string{"`periscope demo`"}},
		"which workspace":    {&slackapi.TeamNeededError{Teams: make([]model.Team, 2)}, []string{"--workspace"}},
		"none of workspaces": {&slackapi.TeamNeededError{}, nil},

		"busy":             {keystore.ErrBusy, nil},
		"not listable":     {keystore.ErrNotListable, nil},
		"short passphrase": {keystore.ErrShortPassphrase, nil},
		"app-level":        {&keystore.KindError{Kind: catalog.AppLevel}, nil},
		"place":            {&keystore.BackendError{Name: "attic"}, nil},
		"list on no disk":  {&keystore.TeamListError{Path: "teams.json", Err: errors.New("no space")}, nil},
		"encrypted file":   {&keystore.FileError{Path: "tokens.age", Err: errors.New("cut short")}, nil},
		"no renewal":       {keystore.CheckRenewal(model.Token{}, keystore.Renewal{}), nil},
		"revoked":          {&slackapi.Error{Code: "token_revoked"}, nil},
		"a page":           {&slackapi.MalformedError{}, nil},
	} {
		f := Describe(WithCommand(test.err)) // twice, which changes nothing
		for _, words := range test.typed {
			if strings.Count(f.Next, words) != 1 {
				t.Errorf("%s: the next step %q does not say %s once", name, f.Next, words)
			}
		}
		if test.typed == nil && (strings.Contains(f.Next, "--") || strings.Contains(f.Next, "`periscope")) {
			t.Errorf("%s: the next step is %q", name, f.Next)
		}
		if !errors.Is(WithCommand(test.err), test.err) {
			t.Errorf("%s: what was wrong is lost", name)
		}
		covered[f.Code] = true
	}
	for _, code := range slices.Concat(slices.Collect(maps.Keys(commandSteps)), slices.Collect(maps.Keys(slackCommandSteps))) {
		if !covered[code] {
			t.Errorf("the step against %s is tried by no row", code)
		}
	}
}

// unreadableList is the error of a store whose list of teams cannot be understood.
func unreadableList(t *testing.T) error {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "teams.json"), []byte("{oh no"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := keystore.New(dir, nil).List()
	return err
}

func TestWorkspaceTokensAreRetiredAtSlackOnly(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		kind    catalog.TokenKind
		bySlack bool
		typed   string // empty: no command helps
	}{
		{catalog.Workspace, true, "`periscope demo`"},
		{catalog.Workspace, false, "`periscope team refresh`"},
		{catalog.Bot, true, ""},
		{catalog.Bot, false, ""},
	} {
		step := slackCommandStep("invalid_auth", test.kind, test.bySlack)
		if (step == "") != (test.typed == "") || !strings.Contains(step, test.typed) {
			t.Errorf("%s, by Slack %t: %q", test.kind, test.bySlack, step)
		}
	}
}

func TestErrorsThatNoCommandHelpsAgainstStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, errors.New("the moon is in the way"), keystore.ErrBusy} {
		if got := WithCommand(err); got != err { //nolint:errorlint // the very same
			t.Errorf("%v became %v", err, got)
		}
	}
}
