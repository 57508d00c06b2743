package proxy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httputil"
	"net/url"
	"path"
	"slices"
	"strings"

	"periscope/slackapi/record"
)

// passage is one call on its way through the proxy.
type passage struct {
	exchange *record.Exchange // nil: it is not recorded
	body     *tappedBody      // nil: nothing of it is read
	to       *url.URL
	by       record.AnsweredBy
}

type passageKey struct{}

func passageOf(ctx context.Context) *passage {
	p, _ := ctx.Value(passageKey{}).(*passage)
	return p
}

// serveSlack passes a request on to Slack. host is the one of Slack's that the app named,
// empty for the proxy's own address.
func (p *Proxy) serveSlack(w http.ResponseWriter, r *http.Request, host string) {
	pass := &passage{to: p.target(r.URL, host)}
	// A reply may begin before the request has ended: without this, the server would take the
	// rest of the request away.
	_ = http.NewResponseController(w).EnableFullDuplex() // HTTP/2 needs no enabling
	method := methodOf(r.URL.Path, host)
	if method != "" || !strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		// A client may offer another protocol with any call, as Java's does. It may be ignored.
		r.Header.Del("Upgrade")
	}
	if method != "" {
		if !p.begin() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		defer p.end()
		pass.exchange = p.opts.Observer.Begin(method, r)
		pass.body = &tappedBody{ReadCloser: r.Body, tap: pass.exchange.RequestBody()}
		r.Body = pass.body
		defer func() { pass.exchange.End(pass.by) }()
		if p.opts.Gate != nil && p.refuse(w, r, pass) {
			return
		}
	}
	p.forward.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), passageKey{}, pass)))
}

// methodOf is the method that a request calls; empty if it calls none. What a server might
// take for a call is one, however its path is written: a gate must not miss it.
func methodOf(asked, host string) string {
	straight, _, _ := strings.Cut(asked, "/..") // as a server reads it that knows no way up
	below := func(root string) bool {
		return strings.HasPrefix(strings.ToLower(path.Clean(asked)), root) ||
			strings.HasPrefix(strings.ToLower(path.Clean(straight)), root)
	}
	switch {
	case below("/services/"), strings.HasPrefix(strings.ToLower(host), "hooks."):
		return record.Webhook
	case below("/api/"):
		return record.MethodOf(asked)
	}
	return ""
}

// target is where a request goes. The path below /api/ is that of the upstream's API.
func (p *Proxy) target(asked *url.URL, host string) *url.URL {
	to := *p.opts.Upstream
	to.RawQuery, to.ForceQuery = asked.RawQuery, asked.ForceQuery
	to.Path, to.RawPath = asked.Path, asked.RawPath
	if host != "" && !p.opts.Fixed {
		to.Scheme, to.Host = "https", host
		return &to
	}
	if rest, ok := strings.CutPrefix(asked.Path, "/api/"); ok && asked.RawPath == "" {
		to.Path = strings.TrimSuffix(p.opts.Upstream.Path, "/") + "/" + rest
	}
	return &to
}

func (p *Proxy) rewrite(r *httputil.ProxyRequest) {
	r.Out.Header.Del(HostHeader)
	pass := passageOf(r.In.Context())
	if pass == nil { // another host than Slack's, named by an absolute URL
		r.Out.Host = r.In.Host
		return
	}
	r.Out.URL, r.Out.Host = pass.to, pass.to.Host
	for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		if values, ok := r.In.Header[name]; ok {
			r.Out.Header[name] = values
		}
	}
	if pass.exchange != nil {
		keepReadableEncodings(r.Out.Header)
	}
}

// keepReadableEncodings takes out of Accept-Encoding what could not be read in passing.
func keepReadableEncodings(h http.Header) {
	asked := h.Values("Accept-Encoding")
	if len(asked) == 0 {
		return
	}
	var kept []string
	for word := range strings.SplitSeq(strings.Join(asked, ","), ",") {
		name, _, _ := strings.Cut(strings.TrimSpace(word), ";")
		if slices.Contains(record.Encodings, strings.ToLower(strings.TrimSpace(name))) {
			kept = append(kept, strings.TrimSpace(word))
		}
	}
	if len(kept) == 0 {
		kept = []string{"identity"}
	}
	h.Set("Accept-Encoding", strings.Join(kept, ", "))
}

// observeReply has the reply read as it passes.
func observeReply(r *http.Response) error {
	pass := passageOf(r.Request.Context())
	if pass == nil || pass.exchange == nil || r.StatusCode == http.StatusSwitchingProtocols {
		return nil
	}
	pass.exchange.ReplyHeader(r.StatusCode, r.Header)
	r.Body = &observedReply{r.Body, pass.exchange}
	return nil
}

type observedReply struct {
	io.ReadCloser
	exchange *record.Exchange
}

func (o *observedReply) Read(b []byte) (int, error) {
	n, err := o.ReadCloser.Read(b)
	_, _ = o.exchange.Write(b[:n]) // it never fails
	return n, err
}

// tappedBody is the body of a request, which is read as it passes.
type tappedBody struct {
	io.ReadCloser
	tap *record.RequestBody
}

func (t *tappedBody) Read(b []byte) (int, error) {
	n, err := t.ReadCloser.Read(b)
	_, _ = t.tap.Write(b[:n]) // it never fails
	if err != nil {
		t.tap.End()
	}
	return n, err
}

// unreachable answers a call that did not get to Slack, or whose reply did not come, in
// the shape of Slack's errors.
func (p *Proxy) unreachable(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, context.Canceled) { // the app went away
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	host := r.URL.Host
	if pass := passageOf(r.Context()); pass != nil {
		host, pass.by = pass.to.Host, record.ByProxy
	}
	p.note(host + " cannot be reached: " + cause(err))
	answer(w, http.StatusBadGateway, "unreachable", map[string]any{
		"ok": false, "error": "service_unavailable",
		"response_metadata": map[string]any{"messages": []string{"[ERROR] " + host + " cannot be reached from the proxy"}},
	})
}

// cause is the inner reason of an error of package net, without addresses.
func cause(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

// maxJudged is how much of a request is read before it is judged, in bytes. What decides
// stands in its first arguments; what comes later is not known then.
const maxJudged = 1 << 20

// refuse answers a call that the gate does not let through, and reports whether it did.
func (p *Proxy) refuse(w http.ResponseWriter, r *http.Request, pass *passage) bool {
	read, err := io.ReadAll(io.LimitReader(r.Body, maxJudged))
	if err != nil {
		w.WriteHeader(http.StatusBadRequest) // the app broke off
		return true
	}
	r.Body = &prefixedBody{io.MultiReader(bytes.NewReader(read), r.Body), r.Body}
	refusal := p.opts.Gate(pass.exchange.Asked())
	if refusal == nil {
		return false
	}
	pass.by = refusal.By
	refusal.write(w, pass.exchange)
	return true
}

// prefixedBody is a body of which the beginning was read already.
type prefixedBody struct {
	io.Reader
	io.Closer
}
