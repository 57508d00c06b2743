package incoming

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"
	"strconv"
	"strings"
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

// signatureForm is what every signature of version 0 looks like.
var signatureForm = regexp.MustCompile("^v0=[0-9a-f]{64}$")

// reason is why a message of a stranger is refused; zero: it is not. Its kind is one of
// few, whatever the stranger sends.
type reason struct{ kind, detail string }

func (r reason) String() string { return strings.ReplaceAll(r.kind, "%s", r.detail) }

// Reasons that headers give.
var (
	unsigned       = reason{kind: "it carries no signature"}
	otherVersion   = reason{kind: "its signature is not one of version 0"}
	unreadableTime = reason{kind: "the time of its signature cannot be read"}
	inTheFuture    = reason{kind: "it says that it was signed in the future: check this machine's clock"}
	notOurs        = reason{kind: "its signature was not made with the app's signing secret"}
)

// checkHeaders says what is wrong with the headers of a message, if they alone show
// that it cannot be Slack's. It reads no body, so that strangers cannot have us read one.
func checkHeaders(secret model.SigningSecret, h http.Header, now time.Time) reason {
	sent, signature := h.Get(timestampHeader), h.Get(signatureHeader)
	if secret.IsZero() || sent == "" || signature == "" {
		return unsigned
	}
	if !signatureForm.MatchString(signature) {
		return otherVersion
	}
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil {
		return unreadableTime
	}
	// In seconds, and never before 1970: times and durations that a stranger chose overflow.
	window := int64(signatureWindow / time.Second)
	switch {
	case seconds > now.Unix()+window:
		return inTheFuture
	case seconds < now.Unix()-window || time.Unix(seconds, 0).Before(now.Add(-signatureWindow)):
		age := text.Duration(now.Sub(time.Unix(max(seconds, 0), 0)))
		return reason{"it says that it was signed %s ago, which is too old", age}
	}
	return reason{}
}

// checkSignature says what is wrong with a message that has passed [checkHeaders].
// The body is as it came, byte by byte.
func checkSignature(secret model.SigningSecret, h http.Header, body []byte) reason {
	if !hmac.Equal([]byte(h.Get(signatureHeader)), sign(secret, h.Get(timestampHeader), body)) {
		return notOurs
	}
	return reason{}
}

// sign is Slack's signature, version 0, of a body sent at a time.
func sign(secret model.SigningSecret, sent string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(secret.Reveal()))
	mac.Write([]byte("v0:" + sent + ":"))
	mac.Write(body)
	return append([]byte("v0="), hex.EncodeToString(mac.Sum(nil))...)
}
