package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

// DefaultSigningSecret signs what a sandbox sends unless it is given another
// secret. It protects nothing: everybody has it.
const DefaultSigningSecret = "sandbox-signing-secret"

// sign returns Slack's signature, version 0, of a body sent at a time in seconds
// since 1970.
func sign(secret, seconds string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + seconds + ":"))
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}
