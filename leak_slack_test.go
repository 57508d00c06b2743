//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// realistic is a token in the form that Slack gives it, with what renews it. Such
// tokens are put together here, out of chance, so that no file holds one.
type realistic struct {
	name    string // that it is stored by
	text    string
	refresh string // empty: it lasts
	byApp   bool   // client id and secret are needed to renew it
}

// chance is the same in every run: what fails once fails again.
type chance struct{ *rand.Rand }

func (c chance) of(letters string, n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = letters[c.IntN(len(letters))]
	}
	return string(text)
}

func (c chance) digits(n int) string { return c.of("123456789", n) }
func (c chance) hex(n int) string    { return c.of("0123456789abcdef", n) }
func (c chance) letters(n int) string {
	return c.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", n)
}

func dashed(parts ...string) string { return strings.Join(parts, "-") }

// tokens are one of each kind that is stored, and one of each other.
func (c chance) tokens() (kept, refused []realistic) {
	ids := func() string { return dashed(c.digits(12), c.digits(12), c.digits(12)) }
	refreshToday := func() string { return dashed("xoxe", "1", c.letters(146)) }
	kept = []realistic{
		{name: "lasting", text: dashed("xoxa", ids(), c.hex(32))},
		{name: "hourly", text: dashed("xoxa", "2", ids(), c.hex(32)), refresh: dashed("xoxr", c.digits(12), c.digits(12), c.letters(24)), byApp: true},
		{name: "bot", text: dashed("xoxb", c.digits(12), c.digits(12), c.letters(24))},
		{name: "old-bot", text: dashed("xoxb", c.digits(12), c.letters(24))},
		{name: "user", text: dashed("xoxp", ids(), c.hex(32))},
		{name: "bot-pair", text: dashed("xoxe.xoxb", "1", c.letters(164)), refresh: refreshToday(), byApp: true},
		{name: "user-pair", text: dashed("xoxe.xoxp", "1", c.letters(164)), refresh: refreshToday(), byApp: true},
		{name: "manifests", text: dashed("xoxe.xoxp", "1", c.letters(164)), refresh: refreshToday()},
	}
	refused = []realistic{
		{name: "workspace-refresh", text: dashed("xoxr", c.digits(12), c.digits(12), c.letters(24))},
		{name: "refresh", text: refreshToday()},
		{name: "app-level", text: dashed("xapp", "1", "A"+c.letters(10), c.digits(13), c.hex(64))},
		{name: "workflow", text: dashed("xwfp", c.digits(12), c.letters(24))},
		{name: "old-session", text: dashed("xoxs", ids(), c.hex(32))},
		{name: "legacy", text: dashed("xoxo", ids(), c.hex(32))},
		{name: "session", text: dashed("xoxc", c.digits(12), c.digits(12), c.letters(32))},
		{name: "cookie", text: dashed("xoxd", c.letters(64))},
	}
	return kept, refused
}

// leakSlack is a Slack that knows realistic tokens, and tells of those it issues.
type leakSlack struct {
	url          string
	exchanges    atomic.Int32
	clientID     string // which is no secret
	clientSecret string
	issued       func(name, secret string)
}

// newLeakSlack has one team, with an install for each token.
func newLeakSlack(t *testing.T, c chance, kept []realistic, issued func(name, secret string)) *leakSlack {
	t.Helper()
	w := world.Demo(20)
	w.Teams = w.Teams[:1]
	s := &leakSlack{clientID: c.digits(12) + "." + c.digits(12), clientSecret: c.hex(32), issued: issued}
	w.Apps[0].ClientID, w.Apps[0].ClientSecret, w.Apps[0].Rotates = s.clientID, s.clientSecret, true
	samples := map[string]world.Install{}
	for _, in := range w.Teams[0].Installs {
		kind, _, _ := strings.Cut(in.Token, "-")
		samples[kind] = in
	}
	samples["xoxe.xoxb"] = samples["xoxb"]
	var installs []world.Install
	for _, token := range kept {
		kind, _, _ := strings.Cut(token.text, "-")
		like, found := samples[kind]
		if token.name == "user-pair" {
			like = samples["xoxp"] // the other xoxe.xoxp is a configuration token
		}
		if !found {
			t.Fatalf("the demo has no token like %s", token.name)
		}
		for _, text := range []string{token.text, token.refresh} {
			if like.Token = text; text != "" {
				installs = append(installs, like)
			}
		}
	}
	w.Teams[0].Installs = installs
	slack := sandbox.New(w, sandbox.Options{Unlimited: true})
	t.Cleanup(slack.Close)
	server := httptest.NewServer(s.telling(slack))
	t.Cleanup(server.Close)
	s.url = server.URL + "/api/"
	return s
}

// telling makes what a Slack issues known before anybody has it.
func (s *leakSlack) telling(slack http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".access") && !strings.HasSuffix(r.URL.Path, ".rotate") {
			slack.ServeHTTP(w, r)
			return
		}
		reply := httptest.NewRecorder()
		slack.ServeHTTP(reply, r)
		s.exchanges.Add(1)
		s.tell(json.NewDecoder(bytes.NewReader(reply.Body.Bytes())))
		maps.Copy(w.Header(), reply.Header())
		w.WriteHeader(reply.Code)
		_, _ = w.Write(reply.Body.Bytes())
	})
}

// tell tells of every token in a reply. What comes before its last hyphen is the
// same in all tokens of the sandbox.
func (s *leakSlack) tell(reply *json.Decoder) {
	for {
		word, err := reply.Token()
		if err != nil {
			return
		}
		if text, ok := word.(string); ok && strings.HasPrefix(text, "xox") {
			s.issued(fmt.Sprintf("issued in exchange %d", s.exchanges.Load()), text[strings.LastIndex(text, "-")+1:])
		}
	}
}
