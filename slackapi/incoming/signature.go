package incoming

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"periscope/model"
	"periscope/slackapi/text"
)

// Headers of Slack's signatures, version 0.
const (
	signatureHeader = "X-Slack-Signature"
	timestampHeader = "X-Slack-Request-Timestamp"
)

// signatureWindow is how far the time of a message may lie from ours, on either
// side. Slack: five minutes, against messages that were overheard and sent again.
const signatureWindow = 5 * time.Minute

// lastSecond is the end of the year 9999, in seconds since 1970. Times far beyond it
// overflow in what is computed with them.
const lastSecond = 253402300799

// verify checks that a message was signed with a secret just now, and says
// what is wrong with it if not. The body is as it came, byte by byte.
func verify(secret model.SigningSecret, h http.Header, body []byte, now time.Time) (wrong string) {
	sent, signature := h.Get(timestampHeader), h.Get(signatureHeader)
	if secret.IsZero() || sent == "" || signature == "" {
		return "it carries no signature"
	}
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil {
		return "the time of its signature cannot be read"
	}
	// The signature first: an unsigned time says nothing.
	if !hmac.Equal([]byte(signature), sign(secret, sent, body)) {
		return "its signature was not made with the app's signing secret"
	}
	if seconds < 0 || seconds > lastSecond {
		return "the time of its signature is none"
	}
	at := time.Unix(seconds, 0)
	switch {
	case at.Before(now.Add(-signatureWindow)):
		return fmt.Sprintf("it was signed %s ago, which is too old", text.Duration(now.Sub(at)))
	case at.After(now.Add(signatureWindow)):
		return "it was signed in the future: check this machine's clock"
	}
	return ""
}

// sign is Slack's signature, version 0, of a body sent at a time.
func sign(secret model.SigningSecret, sent string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(secret.Reveal()))
	mac.Write([]byte("v0:" + sent + ":"))
	mac.Write(body)
	return append([]byte("v0="), hex.EncodeToString(mac.Sum(nil))...)
}
