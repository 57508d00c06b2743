package sandbox

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// answerTime is how long an app may take to answer. Slack: three seconds.
const answerTime = 3 * time.Second

// maxAnswer is how much of an answer is read, in bytes.
const maxAnswer = 64 << 10

const (
	formMedia = "application/x-www-form-urlencoded"
	jsonMedia = "application/json"
)

// parcel is one body on its way to the request URL.
type parcel struct {
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

// post signs a parcel and sends it once. The receipt is there also for an
// answer that is an error.
func (o *outbox) post(ctx context.Context, url string, p parcel) (receipt, error) {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(p.body))
	if err != nil {
		return receipt{}, err
	}
	if p.header != nil {
		r.Header = p.header
	}
	seconds := strconv.FormatInt(o.now().Unix(), 10)
	r.Header.Set("Content-Type", p.media)
	r.Header.Set("X-Slack-Request-Timestamp", seconds)
	r.Header.Set("X-Slack-Signature", sign(o.secret, seconds, p.body))
	response, err := o.client.Do(r)
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

// retryReason is Slack's word for why a parcel was not taken.
func retryReason(err error) string {
	var (
		status  unanswered
		network *net.OpError
		cert    *tls.CertificateVerificationError
		plain   tls.RecordHeaderError
	)
	switch {
	case errors.As(err, &status) && status/100 == 3: // the sandbox follows no redirect
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
