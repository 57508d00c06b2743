package slackapi

import (
	"context"
	"net"
	"net/http"

	"periscope/model/catalog"
)

// Codes lists the codes that the table explains, for the completeness test.
func Codes() []string {
	var codes []string
	for code := range explanations {
		codes = append(codes, code)
	}
	return codes
}

// Refusal is a refusal of a token of some kind, by Slack's own server.
func Refusal(code string, kind catalog.TokenKind) *Error {
	return &Error{Method: "auth.test", Code: code, kind: kind, bySlack: true}
}

// SetTransport lets tests answer calls without a network, and so in bubbles of
// package synctest, where only what happens in the process can be waited for.
func (c *Client) SetTransport(rt http.RoundTripper) { c.http.Transport, c.fresh.Transport = rt, rt }

// Retirement is what is said where Slack itself refuses a workspace token.
var Retirement = workspaceRetired.sentence

// Through puts other connections under a client, of which all else is as it is. Each is
// used for one call.
func Through(dial func(ctx context.Context, network, addr string) (net.Conn, error)) Option {
	return func(c *Client) {
		for _, h := range []*http.Client{c.http, c.fresh} {
			transport := h.Transport.(*http.Transport)
			transport.DialContext, transport.DisableKeepAlives = dial, true
		}
	}
}
