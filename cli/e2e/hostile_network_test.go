//go:build unix

package e2e

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// TestNoProxySeesPlainHTTP: a proxy that the environment names hears nothing of calls to
// this machine, however the host is written.
func TestNoProxySeesPlainHTTP(t *testing.T) {
	t.Parallel()
	slack := httptest.NewServer(sandbox.New(world.Demo(1), sandbox.Options{}))
	t.Cleanup(slack.Close)
	var heard atomic.Int32
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard.Add(1) }))
	t.Cleanup(proxy.Close)
	for _, host := range []string{"LOCALHOST", "LocalHost", "localhost", "127.0.0.1"} {
		port := slack.URL[strings.LastIndexByte(slack.URL, ':'):]
		p := program{name: periscope, home: t.TempDir(), vars: []string{
			"SLACK_API_URL=http://" + host + port + "/api/", "SLACK_TOKEN=xoxa-sandbox-acme", "HTTP_PROXY=" + proxy.URL,
			"http_proxy=" + proxy.URL, "HTTPS_PROXY=" + proxy.URL, "https_proxy=" + proxy.URL, "ALL_PROXY=" + proxy.URL,
		}}
		stdout, stderr, status := p.run(t, "", "info")
		if status != 0 || !strings.Contains(stdout, "Acme HQ") {
			t.Errorf("%s: status %d, %s%s", host, status, stdout, stderr)
		}
	}
	if n := heard.Load(); n > 0 {
		t.Errorf("the proxy heard of %d calls", n)
	}
}

// TestUnaskedAnswersAreNotPrinted: what a server sends on a connection before it is
// asked, package http writes to Go's default logger.
func TestUnaskedAnswersAreNotPrinted(t *testing.T) {
	t.Parallel()
	url := unaskedServer(t)
	const token = "xoxb-sandbox-repeated"
	vars := []string{"SLACK_API_URL=" + url, "SLACK_TOKEN=" + token}
	for _, args := range [][]string{{"info"}, {"info", "--json"}, {"needs", "chat.postMessage", "--json"}} {
		stdout, stderr, _ := program{name: periscope, home: t.TempDir(), vars: vars}.run(t, "", args...)
		if all := stdout + stderr; strings.Contains(all, "repeated") || strings.Contains(all, "nsolicited") {
			t.Errorf("%s prints\n%s", args, all)
		}
	}
	s := program{name: periscope, home: t.TempDir(), vars: vars, w: 80, h: 24}.start(t)
	s.see("Relay")
	s.press("q")
	s.endsWith(0)
	if all := s.allOutput(); strings.Contains(all, "repeated") || strings.Contains(all, "nsolicited") {
		t.Errorf("the explorer prints\n%s", all)
	}
}

// TestRepeatedTokensAreNotDrawn: a server that repeats the token in names, codes and
// remarks has it shown by no command and on no screen, activity and raw replies included.
func TestRepeatedTokensAreNotDrawn(t *testing.T) {
	t.Parallel()
	const token = "xoxb-sandbox-repeated"
	for _, spelling := range []string{token, strings.ToUpper(token), "xoxb%2Dsandbox%2Drepeated", `\u0078oxb-sandbox-repeated`} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("X-OAuth-Scopes", "channels:read, "+spelling)
			if strings.HasSuffix(r.URL.Path, "users.conversations") {
				_, _ = fmt.Fprintf(w, `{"ok":true,"channels":[{"id":"C1","name":"%[1]s"},{"id":"C2","name":"a %[1]s b"}]}`, spelling)
				return
			}
			if strings.HasSuffix(r.URL.Path, "auth.test") {
				_, _ = fmt.Fprintf(w, `{"ok":true,"team_id":"T1","team":"Relay %[1]s","user_id":"U1","user":"%[1]s","app_name":"%[1]s","url":"https://relay.test/%[1]s"}`, spelling)
				return
			}
			_, _ = fmt.Fprintf(w, `{"ok":false,"error":"%[1]s","needed":"%[1]s","provided":"%[1]s","response_metadata":{"messages":["%[1]s"]}}`, spelling)
		}))
		t.Cleanup(server.Close)
		vars := []string{"SLACK_API_URL=" + server.URL + "/api/", "SLACK_TOKEN=" + token}
		for _, args := range [][]string{{"info"}, {"info", "--json"}, {"check", "pins:read", "--json"}, {"needs", "pins.add"}} {
			stdout, stderr, _ := program{name: periscope, home: t.TempDir(), vars: vars}.run(t, "", args...)
			if all := stdout + stderr; strings.Contains(strings.ToLower(all), "repeated") {
				t.Errorf("%s prints\n%s", args, all)
			}
		}
		s := program{name: periscope, home: t.TempDir(), vars: vars, w: 120, h: 36}.start(t)
		s.see("Relay", "channels:read", "▸ channel")
		s.press("e")
		s.see("▾ channel")
		s.press("v")
		s.see("users.conversations")
		s.press("/") // which call ended last is a matter of chance
		typed("limit", "/limit▏   1 of")(s)
		s.press("enter")
		s.see("enter show the message")
		s.press("enter")
		s.see("enter unfold all of it")
		s.press("enter")
		s.see("limit = 999", "esc show all")
		s.press("esc")
		s.see("esc close", "limit = 999")
		s.press("esc")
		s.gone("To Slack")
		s.press("q")
		s.endsWith(0)
		if all := s.allOutput(); strings.Contains(strings.ToLower(all+screens(all, 120, 36)), "repeated") {
			t.Errorf("%s: the explorer draws the token", spelling)
		}
	}
}

// unaskedServer answers each call, and in the same breath a second one that nobody
// made, with the header that holds the token.
func unaskedServer(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	const ok = `{"ok":true,"team_id":"T1","team":"Relay","user_id":"U1","url":"https://relay.slack.com/","channels":[]}`
	answer := func(conn net.Conn) {
		defer conn.Close() //nolint:errcheck // nothing was written that matters
		in := bufio.NewReader(conn)
		for {
			r, err := http.ReadRequest(in)
			if err != nil {
				return
			}
			_, err = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-OAuth-Scopes: channels:read\r\nContent-Length: %d\r\n\r\n%s"+
				"HTTP/1.1 400 your header Authorization: %s\r\n\r\n", len(ok), ok, r.Header.Get("Authorization"))
			if err != nil {
				return
			}
		}
	}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go answer(conn)
		}
	}()
	return "http://" + listener.Addr().String() + "/api/"
}
