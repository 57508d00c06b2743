package keystore

import "fmt"

// keyringLimits are the most bytes that the keyring of an operating system
// takes as one secret. Windows documents its own; macOS is handed the secret in
// base64 on a command line of 4,096 bytes, which leaves about this much.
var keyringLimits = map[string]int{"windows": 2560, "darwin": 3000}

// SizeError says that a token is too long for the keyring. It is found before
// anything is written.
type SizeError struct{ Size, Limit int } // bytes

func (e *SizeError) Error() string {
	return fmt.Sprintf("the token has %d bytes, and this keyring takes %d at most", e.Size, e.Limit)
}

// Sentence says what happened.
func (e *SizeError) Sentence() string { return sentence(e) }

// NextStep says where the token can be kept.
func (e *SizeError) NextStep() string {
	return "Keep it in the encrypted file instead."
}

// Code names the error, for scripts.
func (e *SizeError) Code() string { return "token_too_long" }
