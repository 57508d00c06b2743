package slackapi

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"syscall"

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

func (e *UnreachableError) trouble() trouble {
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

// Word is "offline".
func (e *UnreachableError) Word() string { return "offline" }

// Passing is true of bad luck, such as a dropped connection. A refused connection,
// an unknown name, a name that leads elsewhere and a bad certificate are answers.
func (e *UnreachableError) Passing() bool {
	_, dns := errors.AsType[*net.DNSError](e.Err)
	_, cert := errors.AsType[*tls.CertificateVerificationError](e.Err)
	_, notTLS := errors.AsType[tls.RecordHeaderError](e.Err)
	return !dns && !cert && !notTLS && !errors.Is(e.Err, syscall.ECONNREFUSED) && !errors.Is(e.Err, errNotLoopback)
}

// bare strips the URL that package http puts around the errors of a request.
func bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}
