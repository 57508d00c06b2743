package proxy

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"periscope/slackapi/loopback"
)

// NewTransport returns what sends to Slack: over HTTP/2 where the server speaks it, with
// its certificate checked, through the proxy that the environment of this process names.
func NewTransport(change func(*http.Transport)) *http.Transport {
	t := &http.Transport{
		Proxy:                 upstreamProxy,
		ForceAttemptHTTP2:     true,
		DisableCompression:    true, // replies pass as they are
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   30 * time.Second,
		ExpectContinueTimeout: time.Second,
	}
	if change != nil {
		change(t)
	}
	return t
}

// upstreamProxy is the proxy of the environment, which is never asked for this machine.
func upstreamProxy(r *http.Request) (*url.URL, error) {
	if loopback.IsHost(r.URL.Hostname()) {
		return nil, nil //nolint:nilnil // package http: no proxy
	}
	return http.ProxyFromEnvironment(r)
}

// dial connects to a host, through the proxy that the environment of this process names.
func dial(ctx context.Context, address string) (net.Conn, error) {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	via, err := upstreamProxy(&http.Request{URL: &url.URL{Scheme: "https", Host: address}})
	if err != nil || via == nil {
		return dialer.DialContext(ctx, "tcp", address)
	}
	port := via.Port()
	if port == "" {
		port = map[string]string{"https": "443"}[via.Scheme]
	}
	if port == "" {
		port = "80"
	}
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort(via.Hostname(), port))
	if err != nil {
		return nil, err
	}
	if via.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{ServerName: via.Hostname(), MinVersion: tls.VersionTLS12})
	}
	return throughProxy(conn, via, address)
}

// throughProxy asks another proxy for a tunnel.
func throughProxy(conn net.Conn, via *url.URL, address string) (net.Conn, error) {
	ask := &http.Request{Method: http.MethodConnect, URL: &url.URL{Opaque: address}, Host: address, Header: http.Header{}}
	if via.User != nil {
		password, _ := via.User.Password()
		ask.Header.Set("Proxy-Authorization",
			"Basic "+base64.StdEncoding.EncodeToString([]byte(via.User.Username()+":"+password)))
	}
	_ = conn.SetDeadline(time.Now().Add(10 * time.Second)) // it fails where the next lines do
	if err := ask.Write(conn); err != nil {
		_ = conn.Close()
		return nil, err
	}
	read := bufio.NewReader(conn)
	resp, err := http.ReadResponse(read, ask) //nolint:bodyclose // what follows the header is the tunnel
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("the proxy %s answered %s", via.Host, resp.Status)
	}
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	_ = conn.SetDeadline(time.Time{})
	return &bufferedConn{conn, read}, nil
}
