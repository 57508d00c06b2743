package keystore

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

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

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func accounts(m *InMemory) []string { return slices.Sorted(maps.Keys(m.credentials)) }

func sandboxToken(t testing.TB, secret string) model.Token {
	t.Helper()
	token, err := model.ParseToken(secret)
	if err != nil {
		t.Fatalf("%q is not a token: %v", secret, err)
	}
	return token
}

// tokenOnly is the credential of a token that lasts.
func tokenOnly(t testing.TB, secret string) Credential {
	t.Helper()
	return Credential{Token: sandboxToken(t, secret)}
}

// rotating is a credential of which a part is named.
func rotating(t testing.TB, n string) Credential {
	t.Helper()
	secret, err := model.ParseClientSecret("sandbox-client-secret")
	if err != nil {
		t.Fatal(err)
	}
	return Credential{
		Token:   sandboxToken(t, "xoxa-"+"2-sandbox-"+n),
		Renewal: Renewal{sandboxToken(t, "xoxr-sandbox-"+n), "sandbox-client-id", secret, noon.Add(time.Hour).UTC()},
	}
}

// signing is a signing secret.
func signing(t testing.TB) model.SigningSecret {
	t.Helper()
	secret, err := model.ParseSigningSecret("sandbox-signing-secret")
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// pairOf is a token with what renews it, as far as it is given.
func pairOf(t testing.TB, access, refresh, clientID, clientSecret string) Credential {
	t.Helper()
	c, err := credentialText{Token: access, Refresh: refresh, ClientID: clientID, ClientSecret: clientSecret}.parse()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const passphrase = "correct horse"

// sealedFile is a file with a work factor that tests have time for.
func sealedFile(dir string) *File {
	f := EncryptedFile(dir)
	f.SetWorkFactor(1)
	return f
}

func unlockedFile(t *testing.T, dir string) *File {
	t.Helper()
	f := sealedFile(dir)
	if err := f.Unlock(passphrase); err != nil {
		t.Fatal(err)
	}
	return f
}

// fileStore is a store in a directory, with the encrypted file, and another one
// in the part of the keyring, which is there in every process.
func fileStore(t *testing.T, dir string, d disk) (*Store, *File) {
	t.Helper()
	file, ring := unlockedFile(t, dir), unlockedFile(t, filepath.Join(dir, "keyring"))
	file.disk = d
	s := New(dir, map[Place]Secrets{PlaceKeyring: ring, PlaceFile: file})
	s.list.(*listFile).disk = d
	return s, file
}

// mortal is a place for tokens that can die, or fail, before or after each write.
type mortal struct {
	*InMemory
	before, after func(write string) error
}

func (m mortal) Set(ctx context.Context, account string, c Credential) error {
	return m.around("set", func() error { return m.InMemory.Set(ctx, account, c) })
}

func (m mortal) Delete(ctx context.Context, account string) error {
	return m.around("delete", func() error { return m.InMemory.Delete(ctx, account) })
}

func (m mortal) around(write string, do func() error) error {
	if err := m.before(write); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return m.after(write)
}

type death struct{}

func never(string) error { return nil }

func dieAt(write string) func(string) error {
	return func(w string) error {
		if w == write {
			panic(death{})
		}
		return nil
	}
}

// untilDeath runs do as a process that may die in it.
func untilDeath(t *testing.T, do func()) {
	t.Helper()
	defer func() {
		if _, died := recover().(death); !died {
			t.Error("nobody died: the test tests nothing")
		}
	}()
	do()
}

// flaky is a place that fails to write credentials, as often as told.
type flaky struct {
	*InMemory
	fails func(Credential) bool
}

func (f flaky) Set(ctx context.Context, account string, c Credential) error {
	if f.fails(c) {
		return ErrLocked
	}
	return f.InMemory.Set(ctx, account, c)
}

// stub is a backend whose every call runs one function.
type stub func() (string, error)

func (s stub) Get(_, _ string) (string, error) { return s() }

func (s stub) Set(_, _, _ string) error { _, err := s(); return err }

func (s stub) Delete(_, _ string) error { _, err := s(); return err }

func (s stub) List(string) ([]string, error) { _, err := s(); return nil, err }

// listing is a backend that holds nothing and lists accounts.
type listing []string

func (l listing) Get(_, _ string) (string, error) { return "", keyring.ErrNotFound }

func (l listing) Set(_, _, _ string) error { return nil }

func (l listing) Delete(_, _ string) error { return keyring.ErrNotFound }

func (l listing) List(string) ([]string, error) { return l, nil }

// shelf is the backend of a keyring that is always open.
type shelf map[string]string

func (s shelf) Get(_, user string) (string, error) { return s[user], nil }

func (s shelf) Set(_, user, password string) error { s[user] = password; return nil }

func (s shelf) Delete(_, user string) error { delete(s, user); return nil }

func (s shelf) List(string) (users []string, _ error) { return slices.Collect(maps.Keys(s)), nil }

// unlistable is a backend that holds nothing and cannot say so.
type unlistable struct{ *InMemory }

func (unlistable) Get(_, _ string) (string, error) { return "", ErrNotFound }

func (unlistable) Set(_, _, _ string) error { return nil }

func (unlistable) Delete(_, _ string) error { return ErrNotFound }

func (unlistable) List(string) ([]string, error) { return nil, ErrNotListable }

// shakyDisk is a disk on which something may happen before each step. A write
// is two steps: when the second one fails, half of it is on the disk.
type shakyDisk struct {
	osDisk
	step func(name string) error
}

func (d shakyDisk) create(path string) (tempFile, error) {
	if err := d.step("create"); err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f, err := d.osDisk.create(path)
	return shakyDraft{f, d.step}, err
}

func (d shakyDisk) rename(from, to string) error {
	if err := d.step("rename"); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return d.osDisk.rename(from, to)
}

func (d shakyDisk) syncDir(dir string) {
	_ = d.step("sync directory")
	d.osDisk.syncDir(dir)
	_ = d.step("return")
}

type shakyDraft struct {
	tempFile
	step func(name string) error
}

func (f shakyDraft) Write(p []byte) (int, error) {
	if err := f.step("write"); err != nil {
		return 0, err
	}
	n, err := f.tempFile.Write(p[:len(p)/2])
	if err != nil {
		return n, err
	}
	if err := f.step("write the rest"); err != nil {
		return n, err
	}
	m, err := f.tempFile.Write(p[n:])
	return n + m, err
}

func (f shakyDraft) Sync() error {
	if err := f.step("sync"); err != nil {
		return err
	}
	return f.tempFile.Sync()
}

// failing is a step that fails at its nth call, and ever after.
func failing(n int, err error) func(string) error {
	return func(string) error {
		if n--; n < 0 {
			return err
		}
		return nil
	}
}
