package keystore

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
	"periscope/slackapi/text"
)

// FuzzParseIndex checks that a list is understood in full or refused: what was
// read can be written and read again without a difference.
func FuzzParseIndex(f *testing.F) {
	f.Add([]byte(`{"version":1,"teams":[{"key":"acme/bot","store":"file","added_at":"2026-03-04T12:00:00Z","app_id":"A1","signs":true}]}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"acme/bot","store":"file"}],"unfinished":[{"key":"x","store":"keyring"}]}`))
	f.Add([]byte(`{"version":1}`))
	f.Add([]byte(`{"version":2,"teams":[]}`))
	f.Add([]byte(`{"version":1,"teams":[{"key":"a"}]} `))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := parseTeamList(data)
		if err != nil {
			return
		}
		written, err := first.encode()
		if err != nil {
			t.Skip(err) // dates beyond the year 9999
		}
		second, err := parseTeamList(written)
		if err != nil {
			t.Fatalf("cannot read back %s: %v", written, err)
		}
		if diff := cmp.Diff(first, second, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("changed by writing (-before +after):\n%s", diff)
		}
		if shown := fmt.Sprintf("%+v", first); shown != text.Visible(shown) || shown != model.HideTokens(shown) {
			t.Errorf("not fit to be shown: %+q", shown)
		}
	})
}

// TestListFromElsewhereIsFitToBeShown: another program may have written what a terminal
// obeys, a token, or a megabyte.
func TestListFromElsewhereIsFitToBeShown(t *testing.T) {
	t.Parallel()
	const hostile = `\u001b]0;owned\u0007\u009b31m\u202e\u200b\ufeff\u007f\r\n`
	list, err := parseTeamList([]byte(strings.ReplaceAll(`{"version":1,"teams":[{"key":"k%","store":"file","team_id":"T%","team_name":"N%`+
		strings.Repeat("長", 1<<20)+`","url":"u%","kind":"%","redacted":"xoxb-sandbox-whole","api_url":"a%","app_id":"A%","client_id":"1%"}],
		"unfinished":[{"key":"u%","store":"keyring"}]}`, "%", hostile)))
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%+v", list)
	if shown != text.Visible(shown) || strings.Contains(shown, "\n") || strings.Contains(shown, "whole") {
		t.Errorf("%+.2000q", shown)
	}
	if e := list.Teams[0]; !strings.HasSuffix(e.TeamName, "長…") || len([]rune(e.TeamName)) != text.MaxName+1 || e.Redacted != "xoxb-…" {
		t.Errorf("the name has %d characters, the token is %s", len([]rune(e.TeamName)), e.Redacted)
	}
	again := list.clone()
	again.clean()
	if diff := cmp.Diff(list, again); diff != "" {
		t.Errorf("cleaning it once more changes it:\n%s", diff)
	}
}

func TestUnreadableListIsReportedAndLeftAlone(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"cut short":       `{"version":1,"teams":[{"key":"acme`,
		"empty":           ``,
		"another layout":  `{"version":2,"teams":[]}`,
		"no version":      `{"teams":[]}`,
		"unknown field":   `{"version":1,"teams":[{"key":"a","store":"file","colour":"red"}]}`,
		"unknown place":   `{"version":1,"teams":[{"key":"a","store":"attic"}]}`,
		"no place":        `{"version":1,"teams":[{"key":"a"}]}`,
		"unsettled where": `{"version":1,"teams":[],"unfinished":[{"key":"a","store":"memory"}]}`,
		"two of a key":    `{"version":1,"teams":[{"key":"a","store":"file"},{"key":"a","store":"keyring"}]}`,
		"no key":          `{"version":1,"teams":[{"store":"file"}]}`,
		"something after": `{"version":1,"teams":[]} {}`,
		"unsettled names": `{"version":1,"teams":[],"unfinished":["acme/bot"]}`,
		"layout zero":     `{"version":0,"teams":[]}`,
		"binary":          "\x00\x01\xff",
	} {
		t.Run(name, func(t *testing.T) {
			s := New(t.TempDir(), inKeyring(Memory()))
			if err := os.WriteFile(listPath(s), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, list := s.List()
			_, token := s.Token(t.Context(), "a")
			_, _, added := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly("xoxb-sandbox-acme"), Backend: BackendKeyring, At: noon})
			for _, err := range []error{list, token, added, s.Remove(t.Context(), "a")} {
				var broken *TeamListError
				if !errors.As(err, &broken) || !broken.Unreadable() || !strings.Contains(err.Error(), listPath(s)) {
					t.Errorf("got %v, want an IndexError that names the file", err)
				}
			}
			if after, _ := os.ReadFile(listPath(s)); string(after) != content {
				t.Errorf("the file was changed to %q", after)
			}
		})
	}
}

func TestListHoldsNoSecretAndIsForItsOwner(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "periscope")
	s := New(dir, inKeyring(Memory()))
	add(t, s, acme, "xoxb-sandbox-acme")
	data, err := os.ReadFile(listPath(s))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "xoxb-sandbox") {
		t.Errorf("the list holds the token:\n%s", data)
	}
	for path, want := range map[string]fs.FileMode{dir: 0o700 | fs.ModeDir, listPath(s): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: mode %v, want %v", path, info.Mode(), want)
		}
	}
}
