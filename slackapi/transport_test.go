package slackapi

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"testing"
)

// TestPlainHTTPStaysOnThisMachine: nothing is sent to an address of another machine,
// whatever name led there. The addresses are of no machine.
func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"192.0.2.1:80", "[2001:db8::1]:80", "[::ffff:192.0.2.1]:80", "0.0.0.0:80", "[::]:80"} {
		_, err := newHTTPClient("http", true).Get("http://" + address + "/")
		if !errors.Is(err, errNotLoopback) {
			t.Errorf("%s: %v", address, err)
		}
	}
	for _, address := range []string{"127.0.0.1:80", "127.9.9.9:1", "[::1]:80", "[::ffff:127.0.0.1]:80"} {
		if err := loopbackOnly(context.Background(), "tcp", address, nil); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	elsewhere := &UnreachableError{"auth.test", "localhost", errNotLoopback}
	if elsewhere.Passing() || elsewhere.Sentence() == "" {
		t.Errorf("to be tried again: %s", elsewhere.Sentence())
	}
}

// TestProxiesSeeNoPlainHTTP, and nothing of this machine. That the environment names
// one, package cli/e2e tests, since package http reads it once in a process.
func TestProxiesSeeNoPlainHTTP(t *testing.T) {
	for _, name := range []string{"HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"} {
		t.Setenv(name, "http://192.0.2.1:3128")
	}
	for _, target := range []string{
		"http://localhost/", "http://LOCALHOST/", "http://LocalHost:8080/", "http://127.0.0.1/", "http://[::1]/",
		"http://slack.com/", "https://LOCALHOST/", "https://127.0.0.2/", "https://[::1]:8080/",
	} {
		u, err := url.Parse(target)
		if err != nil {
			t.Fatal(err)
		}
		if proxy, err := proxyFor(&http.Request{URL: u}); proxy != nil || err != nil {
			t.Errorf("%s goes through %v, %v", target, proxy, err)
		}
	}
}
