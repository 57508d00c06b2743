package keystore

import (
	"testing"
)

// BenchmarkUnlock is what a person waits for after typing the passphrase: the
// work that goes into every guess. It is to stay below a second.
func BenchmarkUnlock(b *testing.B) {
	dir := b.TempDir()
	f := EncryptedFile(dir)
	if err := f.Unlock(passphrase); err != nil {
		b.Fatal(err)
	}
	if err := f.Set(b.Context(), "acme/bot", tokenOnly(b, "xoxb-sandbox-acme")); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := EncryptedFile(dir).Unlock(passphrase); err != nil {
			b.Fatal(err)
		}
	}
}
