package keystore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFileKeepsTokens(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "made", "on", "demand")
	f := unlockedFile(dir)
	if exists, err := f.Exists(); exists || err != nil {
		t.Errorf("unlocking made a file: %v, %v", exists, err)
	}
	for _, account := range []string{"b/bot", "a/bot"} {
		if err := f.Set(t.Context(), account, tokenOnly("xoxb-sandbox-"+account[:1]+"111")); err != nil {
			t.Fatal(err)
		}
	}
	again := unlockedFile(dir)
	if got, err := again.Get(t.Context(), "a/bot"); err != nil || got.Token.Reveal() != "xoxb-sandbox-a111" {
		t.Errorf("Get: %v, %v", got, err)
	}
	if got, err := again.Accounts(t.Context()); err != nil || !slices.Equal(got, []string{"a/bot", "b/bot"}) {
		t.Errorf("Accounts: %v, %v", got, err)
	}
	if err := again.Delete(t.Context(), "a/bot"); err != nil {
		t.Errorf("Delete: %v", err)
	}
	for _, f := range []*File{again, f} { // the second finds that the file has changed
		if _, err := f.Get(t.Context(), "a/bot"); !errors.Is(err, ErrNotFound) {
			t.Errorf("Get after Delete: %v, want ErrNotFound", err)
		}
		if err := f.Delete(t.Context(), "a/bot"); !errors.Is(err, ErrNotFound) {
			t.Errorf("second Delete: %v, want ErrNotFound", err)
		}
	}
}

func TestFileIsForItsOwnerAndHidesWhatItHolds(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "periscope")
	f := unlockedFile(dir)
	if err := f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]fs.FileMode{dir: 0o700 | fs.ModeDir, f.Path(): 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode() != want {
			t.Errorf("%s: mode %v, want %v", path, info.Mode(), want)
		}
	}
	data, err := os.ReadFile(f.Path())
	if err != nil || bytes.Contains(data, []byte("sandbox")) || bytes.Contains(data, []byte("acme")) {
		t.Errorf("the file is not encrypted (%v):\n%q", err, data)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
		printed := fmt.Sprintf(verb, f)
		for _, secret := range []string{passphrase, fmt.Sprintf("%x", passphrase), "sandbox-acme"} {
			if strings.Contains(printed, secret) {
				t.Errorf("%s prints %q", verb, secret)
			}
		}
	}
}

func TestFileAsksForItsPassphrase(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := unlockedFile(dir).Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(filepath.Join(dir, "tokens.age"))
	if err != nil {
		t.Fatal(err)
	}
	f := sealedFile(dir)
	for _, wrong := range []string{"", "wrong horse", passphrase + " "} {
		if err := f.Unlock(wrong); !errors.Is(err, ErrWrongPassphrase) {
			t.Errorf("Unlock(%q): %v, want ErrWrongPassphrase", wrong, err)
		}
	}
	_, get := f.Get(t.Context(), "acme/bot")
	_, accounts := f.Accounts(t.Context())
	for _, err := range []error{
		get, accounts,
		f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-evil")), f.Delete(t.Context(), "acme/bot"),
	} {
		if !errors.Is(err, ErrFileLocked) {
			t.Errorf("without a passphrase: %v, want ErrSealed", err)
		}
	}
	if after, _ := os.ReadFile(f.Path()); !bytes.Equal(before, after) {
		t.Error("a wrong passphrase changed the file")
	}
	if err := f.Unlock(passphrase); err != nil || !f.Unlocked() {
		t.Errorf("Unlock: %v", err)
	}
	if err := f.Unlock("wrong horse"); !errors.Is(err, ErrWrongPassphrase) || !f.Unlocked() {
		t.Errorf("a wrong passphrase locks what a right one opened: %v", err)
	}
	if _, err := f.Get(t.Context(), "acme/bot"); err != nil {
		t.Errorf("Get after Unlock: %v", err)
	}
	f.Lock()
	if _, err := f.Get(t.Context(), "acme/bot"); !errors.Is(err, ErrFileLocked) {
		t.Errorf("Get after Lock: %v, want ErrSealed", err)
	}
}

func TestNoFileNeedsNoPassphrase(t *testing.T) {
	t.Parallel()
	f := sealedFile(t.TempDir())
	if _, err := f.Get(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Get: %v, want ErrNotFound", err)
	}
	if got, err := f.Accounts(t.Context()); len(got) != 0 || err != nil {
		t.Errorf("Accounts: %v, %v", got, err)
	}
	if err := f.Delete(t.Context(), "acme/bot"); !errors.Is(err, ErrNotFound) {
		t.Errorf("Delete: %v, want ErrNotFound", err)
	}
	if err := f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); !errors.Is(err, ErrFileLocked) {
		t.Errorf("Set: %v, want ErrSealed", err)
	}
}

func TestNewFileWantsAPassphraseWorthTheName(t *testing.T) {
	t.Parallel()
	f := sealedFile(t.TempDir())
	for _, short := range []string{"", "horse", "1234567"} {
		if err := f.Unlock(short); !errors.Is(err, ErrShortPassphrase) && !errors.Is(err, ErrWrongPassphrase) || f.Unlocked() {
			t.Errorf("Unlock(%q): %v", short, err)
		}
	}
}

// TestTwoMakersOfOneFile have chosen different passphrases: the first one counts.
func TestTwoMakersOfOneFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first, second := unlockedFile(dir), sealedFile(dir)
	if err := second.Unlock("another horse"); err != nil {
		t.Fatal(err)
	}
	if err := first.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Fatal(err)
	}
	if err := second.Set(t.Context(), "evil/bot", tokenOnly("xoxb-sandbox-evil")); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("Set with another passphrase: %v, want ErrWrongPassphrase", err)
	}
	if _, err := unlockedFile(dir).Get(t.Context(), "acme/bot"); err != nil {
		t.Errorf("the first token: %v", err)
	}
}

// TestDamagedFileIsNamedAndLeftAlone cuts the file at each byte and changes each, or
// some of them: see [full].
func TestDamagedFileIsNamedAndLeftAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := unlockedFile(dir).Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "tokens.age")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, damaged []byte) {
		t.Helper()
		if err := os.WriteFile(path, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		f := sealedFile(dir)
		err := f.Unlock(passphrase)
		var broken *FileError
		// Damage to the wrapped key cannot be told from a wrong passphrase; a cut can.
		if (len(damaged) < len(whole) || !errors.Is(err, ErrWrongPassphrase)) && (!errors.As(err, &broken) || !strings.Contains(err.Error(), path) || broken.NextStep() == "") {
			t.Errorf("%s: %v, want a FileError that names the file", what, err)
		}
		f.passphrase = new(string)
		*f.passphrase = passphrase // even if it had been opened
		if err := f.Set(t.Context(), "evil/bot", tokenOnly("xoxb-sandbox-evil")); err == nil {
			t.Errorf("%s: written to", what)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, damaged) {
			t.Errorf("%s: overwritten", what)
		}
	}
	for n := 0; n < len(whole); n += every(37) {
		check(fmt.Sprintf("cut to %d bytes", n), whole[:n])
		changed := slices.Clone(whole)
		changed[n] ^= 1
		check(fmt.Sprintf("byte %d changed", n), changed)
	}
	check("more at its end", append(slices.Clone(whole), 'x'))
}

// FuzzUnseal checks that no file can end the program or be taken for tokens.
func FuzzUnseal(f *testing.F) {
	sealed, err := encrypt(map[string]Credential{}, passphrase, 1)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add([]byte("age-encryption.org/v1\n-> scrypt"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if tokens, err := decrypt(data, "another horse"); err == nil {
			t.Errorf("opened without its passphrase: %d tokens", len(tokens))
		}
	})
}

func FuzzParseContents(f *testing.F) {
	f.Add([]byte(`{"version":1,"tokens":{"acme/bot":"xoxb-sandbox-acme"}}`))
	f.Add([]byte(`{"version":2,"tokens":{}}`))
	f.Add([]byte(`{"version":1,"tokens":{"acme/bot":"hunter2"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tokens, err := parseContents(data)
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("the error repeats what was stored: %v", err)
		}
		for account, c := range tokens {
			if c.Token.IsZero() {
				t.Errorf("%q has no token", account)
			}
		}
	})
}

func TestFileWaitsForItsTurnNotForEver(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := unlockedFile(dir)
	unlock, err := lockBeside(t.Context(), f.Path(), lockTimeout)
	if err != nil {
		t.Fatal(err)
	}
	f.lockTimeout = 1
	if err := f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); !errors.Is(err, ErrBusy) {
		t.Errorf("Set while another process writes: %v, want ErrBusy", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	f.lockTimeout = lockTimeout
	if err := f.Set(ctx, "acme/bot", tokenOnly("xoxb-sandbox-acme")); !errors.Is(err, context.Canceled) {
		t.Errorf("Set, cancelled: %v", err)
	}
	unlock()
	if err := f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Errorf("Set, later: %v", err)
	}
}

// BenchmarkUnlock is what a person waits for after typing the passphrase: the
// work that goes into every guess. It is to stay below a second.
func BenchmarkUnlock(b *testing.B) {
	dir := b.TempDir()
	f := EncryptedFile(dir)
	if err := f.Unlock(passphrase); err != nil {
		b.Fatal(err)
	}
	if err := f.Set(b.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := EncryptedFile(dir).Unlock(passphrase); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLockedFileForgetsItsTokens(t *testing.T) {
	t.Parallel()
	f := unlockedFile(t.TempDir())
	if err := f.Set(t.Context(), "acme/bot", tokenOnly("xoxb-sandbox-acme")); err != nil {
		t.Fatal(err)
	}
	f.Lock()
	if f.plaintext != nil || f.passphrase != nil {
		t.Error("the tokens or the passphrase stay in memory")
	}
}

// TestFileThatDemandsTooMuchWork is refused before the work begins.
func TestFileThatDemandsTooMuchWork(t *testing.T) {
	t.Parallel()
	if workFactor > maxWorkFactor {
		t.Error("Periscope could not read what it writes")
	}
	sealed := must(encrypt(map[string]Credential{}, passphrase, 1))
	header, rest, _ := bytes.Cut(sealed, []byte(" 1\n"))
	greedy := slices.Concat(header, fmt.Appendf(nil, " %d\n", maxWorkFactor+1), rest)
	if _, err := decrypt(greedy, passphrase); !is[*unreadableError](err) || !strings.Contains(err.Error(), "demands more work") {
		t.Errorf("decrypt: %v, want an unreadableError", err)
	}
}
