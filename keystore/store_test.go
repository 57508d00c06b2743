package keystore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
)

var (
	acme  = model.Team{ID: "T061EG9R6", Name: "Acme HQ", URL: "https://acme.slack.com/"}
	noon  = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	clash = model.Team{ID: "T0CLASH", Name: "Other Acme", URL: "https://acme.slack.com/"}
)

// inKeyring are the places of a store that has a keyring only.
func inKeyring(secrets Secrets) map[Place]Secrets { return map[Place]Secrets{PlaceKeyring: secrets} }

func listPath(s *Store) string { return s.list.(*listFile).path }

func add(t *testing.T, s *Store, team model.Team, secret string) Entry {
	t.Helper()
	entry, _, err := s.Add(t.Context(), Addition{Team: team, Credential: tokenOnly(t, secret), Store: PlaceKeyring, At: noon})
	if err != nil {
		t.Fatalf("adding %s: %v", team.Name, err)
	}
	return entry
}

func keys(t *testing.T, s *Store) []string {
	t.Helper()
	entries, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, e := range entries {
		keys = append(keys, e.Key)
	}
	return keys
}

func TestAddListTokenRemove(t *testing.T) {
	s := New(filepath.Join(t.TempDir(), "made", "on", "demand"), inKeyring(Memory()))
	if got := keys(t, s); len(got) != 0 {
		t.Fatalf("a new store lists %v", got)
	}
	got := add(t, s, acme, "xoxb-sandbox-acme")
	want := Entry{
		Key: "acme/bot", Store: PlaceKeyring, TeamID: "T061EG9R6", TeamName: "Acme HQ", URL: "https://acme.slack.com/",
		Kind: "bot", Redacted: "xoxb-…acme", AddedAt: noon,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("entry (-want +got):\n%s", diff)
	}
	listed, err := s.List()
	if err != nil || cmp.Diff([]Entry{want}, listed) != "" {
		t.Errorf("List: %v, %v", listed, err)
	}
	if token, err := s.Token(t.Context(), "acme/bot"); err != nil || token.Reveal() != "xoxb-sandbox-acme" {
		t.Errorf("Token: %v, %v", token, err)
	}
	if err := s.Remove(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Remove: %v", err)
	}
	if got := keys(t, s); len(got) != 0 {
		t.Errorf("after Remove the store lists %v", got)
	}
	var unknown *UnknownTeamError
	if err := s.Remove(t.Context(), "acme/bot"); !errors.As(err, &unknown) {
		t.Errorf("second Remove: %v, want an UnknownTeamError", err)
	}
	if _, err := s.Token(t.Context(), "acme/bot"); !errors.As(err, &unknown) {
		t.Errorf("Token after Remove: %v, want an UnknownTeamError", err)
	}
}

func TestKeys(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxa-sandbox-acme")
	add(t, s, acme, "xoxb-sandbox-acme")
	add(t, s, acme, "xoxp-sandbox-acme")
	add(t, s, clash, "xoxb-sandbox-clash")
	add(t, s, model.Team{ID: "T0NOURL"}, "xoxb-sandbox-nourl")
	add(t, s, model.Team{ID: "T0ODD", URL: "https://\u202eodd name.slack.com/"}, "xoxb-sandbox-odd1")
	add(t, s, model.Team{ID: "T0NAMED", Name: "Löwen & Söhne-7"}, "xoxb-sandbox-named")
	add(t, s, model.Team{ID: "T0SIGNS", Name: "☃ ☃"}, "xoxb-sandbox-signs")
	want := []string{
		"acme/workspace", "acme/bot", "acme/user", "T0CLASH/bot", "T0NOURL/bot", "T0ODD/bot", "l-wen-s-hne-7/bot", "T0SIGNS/bot",
	}
	if diff := cmp.Diff(want, keys(t, s)); diff != "" {
		t.Errorf("keys (-want +got):\n%s", diff)
	}
	for _, nowhere := range []model.Team{{}, {ID: "T 1; rm"}, {ID: model.TeamID(strings.Repeat("T", 100))}} {
		if _, _, err := s.Add(t.Context(), Addition{Team: nowhere, Credential: tokenOnly(t, "xoxb-sandbox-odd2"), Store: PlaceKeyring}); err == nil {
			t.Errorf("team %q was stored", nowhere.ID)
		}
	}
}

func TestOnlyTokensOfAnAppAreStored(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	for _, secret := range []string{"xoxr-sandbox-acme", "xoxe-sandbox-acme", "xapp-sandbox-acme", "xoxc-sandbox-acme"} {
		var kind *KindError
		if _, _, err := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, secret), Store: PlaceKeyring}); !errors.As(err, &kind) {
			t.Errorf("%s: %v, want a KindError", secret, err)
		}
	}
}

func TestSecondTokenOfAKindReplacesOnlyWhenAsked(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	add(t, s, acme, "xoxb-sandbox-old1")
	again := Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-new1"), Store: PlaceKeyring, At: noon.Add(time.Hour)}
	again.Team.URL = "https://acme-renamed.slack.com/"

	var exists *ExistsError
	if _, _, err := s.Add(t.Context(), again); !errors.As(err, &exists) || exists.Entries[0].Key != "acme/bot" {
		t.Fatalf("second Add: %v, want an ExistsError about acme/bot", err)
	}
	if token, _ := s.Token(t.Context(), "acme/bot"); token.Reveal() != "xoxb-sandbox-old1" {
		t.Errorf("the refused token was stored")
	}
	again.Replace = true
	entry, replaced, err := s.Add(t.Context(), again)
	if err != nil || !replaced || entry.Key != "acme/bot" || entry.Redacted != "xoxb-…new1" {
		t.Errorf("Add with Replace: %+v, %v, %v", entry, replaced, err)
	}
	if token, _ := s.Token(t.Context(), "acme/bot"); token.Reveal() != "xoxb-sandbox-new1" {
		t.Errorf("the new token was not stored")
	}
	if got := keys(t, s); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("keys %v", got)
	}
}

func TestNoSecretInTheFileAndNobodyElseReadsIt(t *testing.T) {
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

func TestUnreadableListIsReportedAndLeftAlone(t *testing.T) {
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
			_, _, added := s.Add(t.Context(), Addition{Team: acme, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceKeyring, At: noon})
			for _, err := range []error{list, token, added, s.Remove(t.Context(), "a")} {
				var broken *IndexError
				if !errors.As(err, &broken) || !strings.Contains(err.Error(), listPath(s)) {
					t.Errorf("got %v, want an IndexError that names the file", err)
				}
			}
			if after, _ := os.ReadFile(listPath(s)); string(after) != content {
				t.Errorf("the file was changed to %q", after)
			}
		})
	}
}

func TestListTouchesNoKeyring(t *testing.T) {
	dir := t.TempDir()
	add(t, New(dir, inKeyring(Memory())), acme, "xoxb-sandbox-acme")
	if got := keys(t, New(dir, nil)); !slices.Equal(got, []string{"acme/bot"}) {
		t.Errorf("keys %v", got)
	}
}

func TestChangesAtTheSameTimeAllArrive(t *testing.T) {
	dir, secrets := t.TempDir(), Memory()
	var wg sync.WaitGroup
	for i := range 12 {
		wg.Go(func() { // each with a Store of its own, as processes have
			team := model.Team{ID: model.TeamID(fmt.Sprint("T", i)), Name: "Team"}
			_, _, err := New(dir, inKeyring(secrets)).Add(t.Context(), Addition{Team: team, Credential: tokenOnly(t, "xoxb-sandbox-acme"), Store: PlaceKeyring, At: noon})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := keys(t, New(dir, inKeyring(secrets))); len(got) != 12 {
		t.Errorf("12 teams were added, %d are listed: %v", len(got), got)
	}
}

func TestLockedListWaitsNoLongerThanTheCaller(t *testing.T) {
	s := New(t.TempDir(), inKeyring(Memory()))
	unlock, err := s.list.lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Remove(ctx, "acme/bot"); !errors.Is(err, context.Canceled) {
		t.Errorf("Remove while another process holds the list: %v", err)
	}
	unlock()
	add(t, s, acme, "xoxb-sandbox-acme") // the abandoned wait lets the lock go
}

func TestDir(t *testing.T) {
	dir, err := Dir(func(name string) string { return map[string]string{"PERISCOPE_CONFIG_DIR": "/elsewhere"}[name] })
	if err != nil || dir != "/elsewhere" {
		t.Errorf("Dir with PERISCOPE_CONFIG_DIR: %q, %v", dir, err)
	}
	t.Setenv("HOME", t.TempDir())
	dir, err = Dir(func(string) string { return "" })
	if err != nil || filepath.Base(dir) != "periscope" {
		t.Errorf("Dir: %q, %v", dir, err)
	}
}
