package incoming

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"periscope/model"
)

// The example that Slack publishes: a secret, a time, a body and its signature.
const (
	publishedSecret    = "8f742231b10e8888abcd99yyyzzz85a5"
	publishedTime      = "1531420618"
	publishedSignature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	publishedBody      = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
		"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
		"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
		"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)

func secretOf(t testing.TB, s string) model.SigningSecret {
	t.Helper()
	secret, err := model.ParseSigningSecret(s)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func signed(timestamp, signature string) http.Header {
	h := http.Header{}
	h.Set("x-slack-request-timestamp", timestamp)
	h.Set("x-slack-signature", signature)
	return h
}

func TestPublishedSignature(t *testing.T) {
	t.Parallel()
	secret := secretOf(t, publishedSecret)
	seconds, _ := strconv.ParseInt(publishedTime, 10, 64)
	at := time.Unix(seconds, 0)
	for name, test := range map[string]struct {
		secret model.SigningSecret
		header http.Header
		body   string
		now    time.Time
		wrong  string // contained in the reason; empty: it verifies
	}{
		"as published":           {secret, signed(publishedTime, publishedSignature), publishedBody, at, ""},
		"five minutes later":     {secret, signed(publishedTime, publishedSignature), publishedBody, at.Add(5 * time.Minute), ""},
		"five minutes earlier":   {secret, signed(publishedTime, publishedSignature), publishedBody, at.Add(-5 * time.Minute), ""},
		"a second too late":      {secret, signed(publishedTime, publishedSignature), publishedBody, at.Add(301 * time.Second), "signed 6 min ago"},
		"a second too early":     {secret, signed(publishedTime, publishedSignature), publishedBody, at.Add(-301 * time.Second), "in the future"},
		"another body":           {secret, signed(publishedTime, publishedSignature), publishedBody + " ", at, "not made with"},
		"another time":           {secret, signed("1531420619", publishedSignature), publishedBody, at, "not made with"},
		"another secret":         {secretOf(t, publishedSecret+"x"), signed(publishedTime, publishedSignature), publishedBody, at, "not made with"},
		"another version":        {secret, signed(publishedTime, "v1"+publishedSignature[2:]), publishedBody, at, "not one of version 0"},
		"a part of it":           {secret, signed(publishedTime, publishedSignature[:60]), publishedBody, at, "not one of version 0"},
		"its bare digits":        {secret, signed(publishedTime, publishedSignature[3:]), publishedBody, at, "not one of version 0"},
		"no signature":           {secret, signed(publishedTime, ""), publishedBody, at, "carries no signature"},
		"no time":                {secret, signed("", publishedSignature), publishedBody, at, "carries no signature"},
		"a time in words":        {secret, signed("soon", publishedSignature), publishedBody, at, "cannot be read"},
		"an enormous time":       {secret, signed(strings.Repeat("9", 30), publishedSignature), publishedBody, at, "cannot be read"},
		"no secret to check by":  {model.SigningSecret{}, signed(publishedTime, publishedSignature), publishedBody, at, "carries no signature"},
		"nothing at all":         {secret, http.Header{}, "", at, "carries no signature"},
		"its capitals":           {secret, signed(publishedTime, "v0="+strings.ToUpper(publishedSignature[3:])), publishedBody, at, "not one of version 0"},
		"the first of all times": {secret, signed("-9223372036854775808", publishedSignature), publishedBody, at, "signed 425395 h ago"},
		"the last of all times":  {secret, signed("9223372036854775807", publishedSignature), publishedBody, at, "in the future"},
	} {
		wrong := verifyAll(test.secret, test.header, []byte(test.body), test.now)
		if (wrong == "") != (test.wrong == "") || !strings.Contains(wrong, test.wrong) {
			t.Errorf("%s: %q, want %q", name, wrong, test.wrong)
		}
	}
}

// verifyAll checks a message whose body was read.
func verifyAll(secret model.SigningSecret, h http.Header, body []byte, now time.Time) (wrong string) {
	if wrong := checkHeaders(secret, h, now); wrong != (reason{}) {
		return wrong.String()
	}
	return checkSignature(secret, h, body).String()
}

// verifyNaively is the check as Slack's page tells it, step by step.
func verifyNaively(secret, timestamp, signature, body string, now int64) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	if err != nil || seconds < now-300 || seconds > now+300 {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", timestamp, body)
	return signature == fmt.Sprintf("v0=%x", mac.Sum(nil))
}

// FuzzVerify compares the check with a naive one, on what the fuzzer signs
// wrongly and on the same signed rightly.
func FuzzVerify(f *testing.F) {
	f.Add(publishedSecret, publishedTime, publishedSignature, publishedBody, int64(1531420618))
	f.Add(publishedSecret, publishedTime, publishedSignature, publishedBody, int64(1531420919))
	f.Add("another-signing-secret", "+1", "v0=", "", int64(300))
	f.Fuzz(func(t *testing.T, key, timestamp, signature, body string, now int64) {
		const farFuture = 1 << 40 // beyond it, times and durations overflow in both
		secret, err := model.ParseSigningSecret(key)
		if err != nil || secret.Reveal() != key || timestamp == "" || now < 0 || now > farFuture {
			return
		}
		right := string(sign(secret, timestamp, []byte(body)))
		for _, signature := range []string{signature, right} {
			header := http.Header{timestampHeader: {timestamp}, signatureHeader: {signature}}
			got := verifyAll(secret, header, []byte(body), time.Unix(now, 0)) == ""
			if want := verifyNaively(key, timestamp, signature, body, now); got != want {
				t.Errorf("%q at %q: %v, want %v", signature, timestamp, got, want)
			}
		}
	})
}
