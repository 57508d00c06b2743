package delivery

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"syscall"
	"time"

	"periscope/slackapi/sandbox/clock"
	"periscope/slackapi/sandbox/world"
)

// answerTime is how long an app may take to answer. Slack: three seconds.
const answerTime = 3 * time.Second

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 64 << 10

// verificationToken is what Slack sent with everything before it signed; an app
// that still compares it must be told this one.
const verificationToken = "sandbox-verification-token"

// Media types of what is sent.
const (
	formMedia = "application/x-www-form-urlencoded"
	jsonMedia = "application/json"
)

// message is one body on its way to the request URL.
type message struct {
	media  string
	body   []byte
	header http.Header // beyond type and signature
}

// receipt is what an app answered.
type receipt struct {
	status int
	header http.Header
	body   []byte
}

// unanswered is a status that is not 2xx, as an error.
type unanswered int

func (status unanswered) Error() string {
	return fmt.Sprintf("it answered %d %s instead of 200", int(status), http.StatusText(int(status)))
}

// poster signs what it sends, and sends it to this machine only.
type poster struct {
	client *http.Client
	secret string
	clock  *clock.Clock
}

// maxRedirects is how many redirects are followed. Slack: two, by 301 or 302.
const maxRedirects = 2

// post signs a message and sends it once, and again where the answer redirects it.
// The receipt is there also for an answer that is an error.
func (p *poster) post(ctx context.Context, to string, m message) (receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	for redirects := 0; ; redirects++ {
		got, err := p.send(ctx, to, m)
		moved := got.status == http.StatusMovedPermanently || got.status == http.StatusFound
		if !moved || redirects == maxRedirects {
			return got, err
		}
		base, _ := url.Parse(to) // a request was sent there
		next, parseErr := base.Parse(got.header.Get("Location"))
		if parseErr != nil || world.CheckRequestURL(next.String()) != nil {
			return got, err
		}
		to = next.String()
	}
}

func (p *poster) send(ctx context.Context, to string, m message) (receipt, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(m.body))
	if err != nil {
		return receipt{}, err
	}
	if m.header != nil {
		r.Header = m.header.Clone()
	}
	seconds := strconv.FormatInt(p.clock.Now().Unix(), 10)
	r.Header.Set("Content-Type", m.media)
	r.Header.Set("X-Slack-Request-Timestamp", seconds)
	r.Header.Set("X-Slack-Signature", sign(p.secret, seconds, m.body))
	response, err := p.client.Do(r)
	if err != nil {
		return receipt{}, err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxAnswer))
	got := receipt{status: response.StatusCode, header: response.Header, body: body}
	if err == nil && got.status/100 != 2 {
		err = unanswered(got.status)
	}
	return got, err
}

// retryReason is Slack's word for why a message was not taken.
func retryReason(err error) string {
	var (
		status  unanswered
		network *net.OpError
		cert    *tls.CertificateVerificationError
		plain   tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &status) && status/100 == 3: // beyond those that are followed
		return "too_many_redirects"
	case errors.As(err, &status):
		return "http_error"
	case errors.Is(err, context.DeadlineExceeded):
		return "http_timeout"
	case errors.As(err, &cert), errors.As(err, &plain):
		return "ssl_error"
	case errors.As(err, &network):
		return "connection_failed"
	}
	return "unknown_error"
}

// sign returns Slack's signature, version 0, of a body sent at a time in seconds
// since 1970.
func sign(secret, seconds string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("v0:" + seconds + ":"))
	mac.Write(body)
	return "v0=" + hex.EncodeToString(mac.Sum(nil))
}

// LoopbackClient returns a client that connects to this machine only, whatever a
// name resolves to, and leaves redirects to who uses it. Each request has a connection of
// its own: an app that stops waits for those that are open, in Node without end for one that
// was opened ahead and never used.
func LoopbackClient() *http.Client {
	dialer := net.Dialer{Control: func(_, address string, _ syscall.RawConn) error {
		if !world.IsLoopback(world.HostOf(address)) {
			return world.ErrNotLoopback
		}
		return nil
	}}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
