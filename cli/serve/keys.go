package serve

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/charmbracelet/ssh"
	gossh "golang.org/x/crypto/ssh"

	"periscope/keystore/safefile"
)

// maxKeyFile bounds files of keys, in bytes.
const maxKeyFile = 1 << 20

// ParseAuthorizedKeys reads keys as sshd does from its file authorized_keys. Options are
// refused: an entry that is limited there would not be limited here.
func ParseAuthorizedKeys(content []byte) ([]ssh.PublicKey, error) {
	var keys []ssh.PublicKey
	for rest := content; ; {
		key, _, options, next, err := gossh.ParseAuthorizedKey(rest)
		if err != nil { // which skips lines that it cannot read, and is the end
			break
		}
		if len(options) > 0 {
			return nil, fmt.Errorf("key %d has options, which this server does not know", len(keys)+1)
		}
		keys, rest = append(keys, key), next
	}
	if len(keys) == 0 {
		return nil, errors.New("there is no key in it")
	}
	return keys, nil
}

// ReadAuthorizedKeys reads them from a file that nobody but its user can change.
func ReadAuthorizedKeys(name string) ([]ssh.PublicKey, error) {
	if err := safefile.CheckPrivate(name); err != nil {
		return nil, err
	}
	content, err := safefile.Read(name, maxKeyFile)
	if err != nil {
		return nil, err
	}
	return ParseAuthorizedKeys(content)
}

// HostKey reads the key that this machine is known by, and makes one if there is none.
func HostKey(dir string) (gossh.Signer, error) {
	name := filepath.Join(dir, "ssh_host_ed25519_key")
	for _, place := range []string{dir, name} { // who can change it can put a key of theirs there
		if err := safefile.CheckPrivate(place); err != nil {
			return nil, err
		}
	}
	content, err := safefile.Read(name, maxKeyFile)
	if errors.Is(err, fs.ErrNotExist) {
		content, err = makeHostKey(name)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the host key %s: %w", name, err)
	}
	if err := checkMode(name); err != nil {
		return nil, err
	}
	signer, err := gossh.ParsePrivateKey(content)
	if err != nil {
		return nil, fmt.Errorf("reading the host key %s: %w", name, err)
	}
	return signer, nil
}

// makeHostKey writes a new key. Of two programs that do so at the same time one wins, and
// the other one reads what that wrote.
func makeHostKey(name string) ([]byte, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	block, err := gossh.MarshalPrivateKey(private, "periscope serve")
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, err
	}
	temporary, err := os.CreateTemp(filepath.Dir(name), ".ssh_host_*") // mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary.Name()) //nolint:errcheck // it was linked or is of no use
	_, err = temporary.Write(pem.EncodeToMemory(block))
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(temporary.Name(), name); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return safefile.Read(name, maxKeyFile)
}
