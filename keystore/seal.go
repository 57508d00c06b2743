package keystore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"
)

// sealVersion is the layout of what is inside the encrypted file.
const sealVersion = 1

// mostWork bounds the work that a file can ask for before it is known to be
// ours: 1 GiB of memory, and seconds. age writes 18 of its own accord.
const mostWork = 20

// contents is what is inside the encrypted file: tokens by account name.
type contents struct {
	Version int               `json:"version"`
	Tokens  map[string]string `json:"tokens"`
}

// seal encrypts tokens with a passphrase. What it returns can also be opened
// with the age command.
func seal(tokens map[string]Credential, passphrase string, workFactor int) ([]byte, error) {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	recipient.SetWorkFactor(workFactor)
	inside := contents{sealVersion, map[string]string{}}
	for account, c := range tokens {
		inside.Tokens[account] = c.reveal()
	}
	plain, err := json.Marshal(inside)
	if err != nil {
		return nil, err
	}
	var sealed bytes.Buffer
	w, err := age.Encrypt(&sealed, recipient)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(plain); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil { // which writes the end
		return nil, err
	}
	return sealed.Bytes(), nil
}

// unseal decrypts what seal returned, or fails with [ErrWrongPassphrase] or an
// error that says what is wrong with the file. No error repeats its content.
func unseal(sealed []byte, passphrase string) (map[string]Credential, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return nil, ErrWrongPassphrase // the empty one
	}
	identity.SetMaxWorkFactor(mostWork)
	r, err := age.Decrypt(bytes.NewReader(sealed), identity)
	if errors.Is(err, age.ErrIncorrectIdentity) {
		return nil, ErrWrongPassphrase
	}
	if err != nil {
		return nil, &unreadableError{fmt.Errorf("damaged or cut short: %w", err)}
	}
	plain, err := io.ReadAll(r)
	if err != nil {
		return nil, &unreadableError{fmt.Errorf("damaged or cut short: %w", err)}
	}
	tokens, err := parseContents(plain)
	if err != nil {
		return nil, &unreadableError{err}
	}
	return tokens, nil
}

func parseContents(plain []byte) (map[string]Credential, error) {
	var inside contents
	if json.Unmarshal(plain, &inside) != nil { // whose errors quote what they found
		return nil, errors.New("what is inside is not a list of tokens")
	}
	if inside.Version != sealVersion {
		return nil, fmt.Errorf("written in version %d of its layout; this program knows version %d", inside.Version, sealVersion)
	}
	tokens := map[string]Credential{}
	for account, secret := range inside.Tokens {
		c, err := parseCredential(secret)
		if err != nil {
			return nil, fmt.Errorf("what it holds for %q is not a token", account)
		}
		tokens[account] = c
	}
	return tokens, nil
}
