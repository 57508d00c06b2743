package keystore

import (
	"context"
	"errors"
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

// full reports whether the whole tables and all kill loops run. Otherwise the tests
// take samples of each kind.
var full = os.Getenv("PERISCOPE_TESTS") == "full"

// every is the distance between samples: n, or 1 if all are taken.
func every(n int) int {
	if full {
		return 1
	}
	return n
}

var (
	acme  = model.Team{ID: "T061EG9R6", Name: "Acme HQ", URL: "https://acme.slack.com/"}
	noon  = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	clash = model.Team{ID: "T0CLASH", Name: "Other Acme", URL: "https://acme.slack.com/"}
)

// inKeyring are the places of a store that has a keyring only.
func inKeyring(secrets Secrets) map[Backend]Secrets {
	return map[Backend]Secrets{BackendKeyring: secrets}
}

func listPath(s *Store) string { return s.list.(*listFile).path }

func add(t *testing.T, s *Store, team model.Team, secret string) Entry {
	t.Helper()
	entry, _, err := s.Add(t.Context(), Addition{Team: team, Credential: tokenOnly(secret), Backend: BackendKeyring, At: noon})
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

func sandboxToken(secret string) model.Token { return must(model.ParseToken(secret)) }

// tokenOnly is the credential of a token that lasts.
func tokenOnly(secret string) Credential { return Credential{Token: sandboxToken(secret)} }

// rotatingPair is a workspace token that runs out, with what renews it. Its tokens
// end with a name.
func rotatingPair(name string) Credential {
	return Credential{
		Token: sandboxToken("xoxa-" + "2-sandbox-" + name),
		Renewal: Renewal{
			sandboxToken("xoxr-sandbox-" + name), "sandbox-client-id",
			must(model.ParseClientSecret("sandbox-client-secret")), noon.Add(time.Hour).UTC(),
		},
	}
}

// pairOf is a token with the parts of its renewal that are not empty.
func pairOf(access, refresh, clientID, clientSecret string) Credential {
	return must(credentialText{Token: access, Refresh: refresh, ClientID: clientID, ClientSecret: clientSecret}.parse())
}

func signingSecret() model.SigningSecret {
	return must(model.ParseSigningSecret("sandbox-signing-secret"))
}

const passphrase = "correct horse"

// sealedFile is an encrypted file with a work factor that tests have time for.
func sealedFile(dir string) *File {
	f := EncryptedFile(dir)
	f.SetWorkFactor(1)
	return f
}

func unlockedFile(dir string) *File {
	f := sealedFile(dir)
	if err := f.Unlock(passphrase); err != nil {
		panic(err)
	}
	return f
}

// openStore is a store in a directory, on a disk. An encrypted file of its own
// stands for the keyring, so that every process finds it there.
func openStore(dir string, d disk) *Store {
	file, ring := unlockedFile(dir), unlockedFile(filepath.Join(dir, "keyring"))
	file.disk = d
	s := New(dir, map[Backend]Secrets{BackendKeyring: ring, BackendFile: file})
	s.list.(*listFile).disk = d
	return s
}

func fileOf(s *Store) *File { return s.backends[BackendFile].(*File) }

// faulty is a backend in memory that can fail, or end its process, before or
// after each write: "set" or "delete".
type faulty struct {
	*InMemory
	before, after func(write string, c Credential) error // nil: nothing happens
}

func (f faulty) Set(ctx context.Context, account string, c Credential) error {
	return f.around("set", c, func() error { return f.InMemory.Set(ctx, account, c) })
}

func (f faulty) Delete(ctx context.Context, account string) error {
	return f.around("delete", Credential{}, func() error { return f.InMemory.Delete(ctx, account) })
}

func (f faulty) around(write string, c Credential, do func() error) error {
	if f.before != nil {
		if err := f.before(write, c); err != nil {
			return err
		}
	}
	err := do()
	if err == nil && f.after != nil {
		err = f.after(write, c)
	}
	return err
}

// failing is a backend whose every write is an error.
func failing(place *InMemory, err error) faulty {
	return faulty{InMemory: place, before: func(string, Credential) error { return err }}
}

// crash is what a process panics with that dies in a test.
type crash struct{}

func crashAt(write string) func(string, Credential) error {
	return func(w string, _ Credential) error {
		if w == write {
			panic(crash{})
		}
		return nil
	}
}

// untilCrash runs do like a process that dies in it.
func untilCrash(t *testing.T, do func()) {
	t.Helper()
	defer func() {
		if _, died := recover().(crash); !died {
			t.Error("there was no crash: the test tests nothing")
		}
	}()
	do()
}

// stub is the provider of a keyring whose every call runs one function.
type stub func() (string, error)

func (s stub) Get(_, _ string) (string, error) { return s() }
func (s stub) Set(_, _, _ string) error        { _, err := s(); return err }
func (s stub) Delete(_, _ string) error        { _, err := s(); return err }
func (s stub) List(string) ([]string, error)   { _, err := s(); return nil, err }

// unlocked is the provider of a keyring that is always unlocked: passwords by user.
type unlocked map[string]string

func (u unlocked) Get(_, user string) (string, error) {
	if password, ok := u[user]; ok {
		return password, nil
	}
	return "", keyring.ErrNotFound
}
func (u unlocked) Set(_, user, password string) error    { u[user] = password; return nil }
func (u unlocked) Delete(_, user string) error           { delete(u, user); return nil }
func (u unlocked) List(string) (users []string, _ error) { return slices.Collect(maps.Keys(u)), nil }

// unlistable is an unlocked keyring that cannot list its users.
type unlistable struct{ unlocked }

func (unlistable) List(string) ([]string, error) { return nil, ErrNotListable }

// exchangeLog is a file in which all processes write down their exchanges of the
// refresh token of rotatingPair("old1").
type exchangeLog string

func newExchangeLog(t *testing.T) exchangeLog {
	return exchangeLog(filepath.Join(t.TempDir(), "exchanges"))
}

// exchange gives a new pair for the old one, once.
func (path exchangeLog) exchange(_ context.Context, old Credential) (Credential, error) {
	f, err := os.OpenFile(string(path), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return Credential{}, err
	}
	defer f.Close() //nolint:errcheck // a line that is missing fails the test
	if _, err := f.WriteString("+"); err != nil {
		return Credential{}, err
	}
	if want := rotatingPair("old1"); path.count() > 1 || old.Token != want.Token || old.Renewal != want.Renewal {
		return Credential{}, errors.New("invalid_token")
	}
	return rotatingPair("new1"), nil
}

func (path exchangeLog) count() int {
	data, _ := os.ReadFile(string(path)) // no file: no exchange
	return len(data)
}

// faultyDisk is a disk on which something may happen before each step. A write
// is two steps: when the second one fails, half of it is on the disk.
type faultyDisk struct {
	osDisk
	step func(name string) error
}

func (d faultyDisk) create(path string) (tempFile, error) {
	if err := d.step("create"); err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	f, err := d.osDisk.create(path)
	return faultyFile{f, d.step}, err
}

func (d faultyDisk) rename(from, to string) error {
	if err := d.step("rename"); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return d.osDisk.rename(from, to)
}

func (d faultyDisk) syncDir(dir string) {
	_ = d.step("sync directory")
	d.osDisk.syncDir(dir)
	_ = d.step("return")
}

type faultyFile struct {
	tempFile
	step func(name string) error
}

func (f faultyFile) Write(p []byte) (int, error) {
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

func (f faultyFile) Sync() error {
	if err := f.step("sync"); err != nil {
		return err
	}
	return f.tempFile.Sync()
}

// failAt is a step that fails at its nth call, and ever after.
func failAt(n int, err error) func(string) error {
	return func(string) error {
		if n--; n < 0 {
			return err
		}
		return nil
	}
}

// put stores a team with a token, and replaces what is there if that is wanted.
func put(s *Store, team model.TeamID, secret string, where Backend, replace bool) error {
	_, _, err := s.Add(context.Background(), Addition{
		Team: model.Team{ID: team, URL: acme.URL}, Credential: tokenOnly(secret), Backend: where, At: noon, Replace: replace,
	})
	return err
}
