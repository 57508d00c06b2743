package slackapi

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// NewVerifier makes the two halves of a proof by PKCE: the challenge goes into
// [AuthorizeV2URL], where anybody may see it, and the verifier, which is a
// secret until then, into [App.OAuthV2Access]. Each proof is for one installation.
func NewVerifier() (verifier, challenge string) {
	random := make([]byte, 32)
	_, _ = rand.Read(random) // it never fails
	verifier = base64.RawURLEncoding.EncodeToString(random)
	sum := sha256.Sum256([]byte(verifier))
	return verifier, base64.RawURLEncoding.EncodeToString(sum[:])
}
