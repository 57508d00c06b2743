package slackapi

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"periscope/slackapi/text"
)

// UnreachableError is a call that got no whole reply: the network, the name
// service or TLS failed, or it took too long.
type UnreachableError struct {
	Method string
	Host   string
	Err    error
}

func (e *UnreachableError) Error() string {
	return fmt.Sprintf("%s: %s: %s", e.Method, e.Host, e.trouble().what)
}

// Unwrap returns the network's own error. Its text is not cleaned.
func (e *UnreachableError) Unwrap() error { return e.Err }

// Sentence says what went wrong on the way.
func (e *UnreachableError) Sentence() string {
	return fmt.Sprintf("Could not reach %s: %s.", e.Host, e.trouble().what)
}

// NextStep says what to check.
func (e *UnreachableError) NextStep() string { return e.trouble().next }

// trouble is one way in which a network fails.
type trouble struct{ what, next string }

const (
	checkNetwork = "Check the network connection, a proxy or a firewall, then try again."
	checkServer  = "Check that the server is running, and that host and port of the API URL are right."
	checkName    = "Check the network connection, and the host name in the API URL."
	tryAgain     = "Try again; if it goes on, check the network connection."
)

// troubles in the order of trial. Windows has numbers of its own for some of
// them; there the system's own words are shown instead.
var troubles = []struct {
	is error
	trouble
}{
	{errNotLoopback, trouble{
		"its name leads to another machine, and plain http would show the token to the network",
		"Use https, or 127.0.0.1 in the API URL.",
	}},
	{syscall.ECONNREFUSED, trouble{"connection refused", checkServer}},
	{syscall.ECONNRESET, trouble{"the connection was dropped", tryAgain}},
	{syscall.EPIPE, trouble{"the connection was dropped", tryAgain}},
	{io.ErrUnexpectedEOF, trouble{"the connection was dropped", tryAgain}},
	{io.EOF, trouble{"the connection was dropped", tryAgain}},
	{syscall.ENETUNREACH, trouble{"this machine has no network", checkNetwork}},
	{syscall.EHOSTUNREACH, trouble{"no route to it", checkNetwork}},
}

// timeoutError is a call that was given up because it took too long.
type timeoutError struct {
	after time.Duration
	err   error
}

func (e *timeoutError) Error() string { return fmt.Sprintf("no whole answer within %v", e.after) }
func (e *timeoutError) Unwrap() error { return e.err }

// limit is the time that was allowed, in words: "30 s", "500ms".
func (e *timeoutError) limit() string {
	if e.after < time.Second {
		return e.after.String()
	}
	return text.Duration(e.after)
}

// Timeout makes it a [net.Error] that is one.
func (e *timeoutError) Timeout() bool { return true }

// proxyError is the answer of a proxy that did not let a call through.
type proxyError struct {
	host   string
	status int
}

func (e *proxyError) Error() string {
	return fmt.Sprintf("the proxy answered with HTTP status %d", e.status)
}

// checkProxyReply refuses, as package http would, what a proxy answers but 200. Package
// http would report the words of its status line and nothing else.
func checkProxyReply(_ context.Context, proxy *url.URL, _ *http.Request, reply *http.Response) error {
	if reply.StatusCode == http.StatusOK {
		return nil
	}
	return &proxyError{text.Cut(text.Clean(proxy.Host), text.MaxRemark), reply.StatusCode}
}

// proxyTrouble is the trouble with a proxy on the way, if that is where it lies.
func proxyTrouble(err error) (trouble, bool) {
	if refused, ok := errors.AsType[*proxyError](err); ok {
		next := "Check the proxy, or the variable HTTPS_PROXY that names it."
		if refused.status == http.StatusProxyAuthRequired {
			next = "Write a user name and a password into the variable HTTPS_PROXY, or leave the proxy out with NO_PROXY."
		}
		return trouble{fmt.Sprintf("the proxy %s let nothing through (HTTP status %d)", refused.host, refused.status), next}, true
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "proxyconnect" {
		return trouble{
			"the proxy on the way could not be reached (" + text.Cut(text.Clean(op.Err.Error()), text.MaxRemark) + ")",
			"Check the proxy, or the variable HTTPS_PROXY that names it.",
		}, true
	}
	return trouble{}, false
}

func (e *UnreachableError) trouble() trouble {
	if late, ok := errors.AsType[*timeoutError](e.Err); ok {
		return trouble{"no whole answer came within " + late.limit(), checkNetwork}
	}
	if t, ok := proxyTrouble(e.Err); ok {
		return t
	}
	if dns, ok := errors.AsType[*net.DNSError](e.Err); ok {
		if dns.IsNotFound {
			return trouble{"no machine has this name", checkName}
		}
		return trouble{"its name could not be looked up", checkName}
	}
	if cert, ok := errors.AsType[*tls.CertificateVerificationError](e.Err); ok {
		return trouble{
			"its certificate is not valid: " + text.Cut(text.Clean(cert.Err.Error()), text.MaxRemark),
			"Check the API URL; if a company proxy opens encrypted traffic, add its certificate to this machine.",
		}
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](e.Err); ok {
		return trouble{"it does not speak TLS", checkServer}
	}
	for _, t := range troubles {
		if errors.Is(e.Err, t.is) {
			return t.trouble
		}
	}
	if timeout, ok := errors.AsType[net.Error](e.Err); ok && timeout.Timeout() {
		return trouble{"it took too long to answer", checkNetwork}
	}
	return trouble{text.Cut(text.Clean(bare(e.Err).Error()), text.MaxRemark), checkNetwork}
}

// TimedOut reports whether the call was given up because it took too long: see [Timeout].
func (e *UnreachableError) TimedOut() bool {
	_, late := errors.AsType[*timeoutError](e.Err)
	return late
}

// Word is "offline".
func (e *UnreachableError) Word() string { return "offline" }

// Passing is true of bad luck, such as a dropped connection. A refused connection,
// an unknown name, a name that leads elsewhere and a bad certificate are answers.
func (e *UnreachableError) Passing() bool {
	_, dns := errors.AsType[*net.DNSError](e.Err)
	_, cert := errors.AsType[*tls.CertificateVerificationError](e.Err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](e.Err)
	if refused, ok := errors.AsType[*proxyError](e.Err); ok {
		return refused.status >= http.StatusInternalServerError
	}
	return !dns && !cert && !notTLS && !errors.Is(e.Err, syscall.ECONNREFUSED) && !errors.Is(e.Err, errNotLoopback)
}

// bare strips the URL that package http puts around the errors of a request.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
