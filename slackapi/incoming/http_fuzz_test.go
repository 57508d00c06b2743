package incoming

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"unicode"
)

// FuzzIncomingHTTP takes whole requests as they come over the wire. What is not signed is
// never delivered as if it was; what is, is answered, and its delivery is clean.
func FuzzIncomingHTTP(f *testing.F) {
	for _, request := range []string{
		"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\ncommand=/permit&team_id=T1&user_id=U1&trigger_id=1.2.a",
		"POST /slack HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 48\r\n\r\n{\"type\":\"url_verification\",\"challenge\":\"\\u001b[m\"}",
		"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"GET / HTTP/1.0\r\n\r\n", "POST / HTTP/1.1\r\nHost: x\r\nX-Slack-Signature: v0=\r\nX-Slack-Request-Timestamp: 9223372036854775807\r\n\r\n",
	} {
		f.Add([]byte(request), true)
		f.Add([]byte(request), false)
	}
	f.Fuzz(func(t *testing.T, wire []byte, isSigned bool) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(wire)))
		if err != nil {
			return
		}
		s := &slack{t, secretOf(t, publishedSecret), nil, now}
		s.in = newSlack(t).in
		body, err := io.ReadAll(io.LimitReader(r.Body, maxDelivery))
		if err != nil {
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		if isSigned {
			sent := strconv.FormatInt(now.Unix(), 10)
			r.Header.Set(timestampHeader, sent)
			r.Header.Set(signatureHeader, string(sign(s.secret, sent, body)))
		}
		w := httptest.NewRecorder()
		s.in.ServeHTTP(w, r)
		if w.Code >= http.StatusInternalServerError {
			t.Errorf("answers %d", w.Code)
		}
		for _, d := range s.delivered() {
			if !isSigned && (d.Refused == "" || d.Raw != "") {
				t.Errorf("what nobody signed is delivered: %+v", d)
			}
			for _, text := range []string{d.What, d.Refusal(), d.Raw, string(d.TeamID), d.AppID, string(d.User), string(d.Trigger)} {
				for _, c := range text {
					if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) || c == unicode.ReplacementChar && !unicode.IsPrint(c) {
						t.Errorf("%q is not clean", text)
					}
				}
			}
		}
	})
}
