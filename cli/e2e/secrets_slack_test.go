//go:build unix

package e2e

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

	"periscope/model"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// sampleToken is a token in the form that Slack gives it, with what renews it. Such
// tokens are made here, at random, so that no file holds one.
type sampleToken struct {
	name    string // it is stored by this name
	text    string
	refresh string // empty: it lasts
	byApp   bool   // client id and secret are needed to renew it
}

// random gives the same in every run, so that what fails once fails again.
type random struct{ *rand.Rand }

func (r random) of(letters string, n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = letters[r.IntN(len(letters))]
	}
	return string(text)
}

func (r random) digits(n int) string { return r.of("123456789", n) }
func (r random) hex(n int) string    { return r.of("0123456789abcdef", n) }
func (r random) letters(n int) string {
	return r.of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", n)
}

func dashed(parts ...string) string { return strings.Join(parts, "-") }

// tokens are one of each kind that is stored, and one of each kind that is not.
func (r random) tokens() (accepted, refused []sampleToken) {
	ids := func() string { return dashed(r.digits(12), r.digits(12), r.digits(12)) }
	newRefresh := func() string { return dashed("xoxe", "1", r.letters(146)) }
	accepted = []sampleToken{
		{name: "lasting", text: dashed("xoxa", ids(), r.hex(32))},
		{name: "hourly", text: dashed("xoxa", "2", ids(), r.hex(32)), refresh: dashed("xoxr", r.digits(12), r.digits(12), r.letters(24)), byApp: true},
		{name: "bot", text: dashed("xoxb", r.digits(12), r.digits(12), r.letters(24))},
		{name: "old-bot", text: dashed("xoxb", r.digits(12), r.letters(24))},
		{name: "user", text: dashed("xoxp", ids(), r.hex(32))},
		{name: "bot-pair", text: dashed("xoxe.xoxb", "1", r.letters(164)), refresh: newRefresh(), byApp: true},
		{name: "user-pair", text: dashed("xoxe.xoxp", "1", r.letters(164)), refresh: newRefresh(), byApp: true},
		{name: "manifests", text: dashed("xoxe.xoxp", "1", r.letters(164)), refresh: newRefresh()},
	}
	refused = []sampleToken{
		{name: "workspace-refresh", text: dashed("xoxr", r.digits(12), r.digits(12), r.letters(24))},
		{name: "refresh", text: newRefresh()},
		{name: "app-level", text: dashed("xapp", "1", "A"+r.letters(10), r.digits(13), r.hex(64))},
		{name: "workflow", text: dashed("xwfp", r.digits(12), r.letters(24))},
		{name: "old-session", text: dashed("xoxs", ids(), r.hex(32))},
		{name: "legacy", text: dashed("xoxo", ids(), r.hex(32))},
		{name: "session", text: dashed("xoxc", r.digits(12), r.digits(12), r.letters(32))},
		{name: "cookie", text: dashed("xoxd", r.letters(64))},
	}
	return accepted, refused
}

// tokenSlack is the sandbox with sample tokens, which also reports those that it issues.
type tokenSlack struct {
	url          string
	exchanges    atomic.Int32
	team         model.Team
	clientID     string // no secret
	clientSecret string
	issued       func(name, secret string) // called for each token that an exchange issues
	hold         func()                    // called before an exchange is answered; nil: it is answered at once
}

// newTokenSlack has one team, with an install for each token.
func newTokenSlack(t *testing.T, r random, accepted []sampleToken, issued func(name, secret string)) *tokenSlack {
	t.Helper()
	w := world.Demo(20)
	w.Teams = w.Teams[:1]
	s := &tokenSlack{team: model.Team{ID: w.Teams[0].ID, Name: w.Teams[0].Name}, clientID: r.digits(12) + "." + r.digits(12), clientSecret: r.hex(32), issued: issued}
	w.Apps[0].ClientID, w.Apps[0].ClientSecret, w.Apps[0].Rotates = s.clientID, s.clientSecret, true
	samples := map[string]world.Install{}
	for _, in := range w.Teams[0].Installs {
		kind, _, _ := strings.Cut(in.Token, "-")
		samples[kind] = in
	}
	samples["xoxe.xoxb"] = samples["xoxb"]
	var installs []world.Install
	for _, token := range accepted {
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
	server := httptest.NewServer(s.recordIssued(slack))
	t.Cleanup(server.Close)
	s.url = server.URL + "/api/"
	return s
}

// recordIssued reports every token that an exchange issues before the reply is sent.
func (s *tokenSlack) recordIssued(slack http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasSuffix(r.URL.Path, ".access") && !strings.HasSuffix(r.URL.Path, ".rotate") {
			slack.ServeHTTP(w, r)
			return
		}
		if s.hold != nil {
			s.hold()
		}
		reply := httptest.NewRecorder()
		slack.ServeHTTP(reply, r)
		s.exchanges.Add(1)
		s.recordTokens(json.NewDecoder(bytes.NewReader(reply.Body.Bytes())))
		maps.Copy(w.Header(), reply.Header())
		w.WriteHeader(reply.Code)
		_, _ = w.Write(reply.Body.Bytes())
	})
}

// recordTokens reports every token in a reply. What comes before its last hyphen is
// the same in all tokens of the sandbox.
func (s *tokenSlack) recordTokens(reply *json.Decoder) {
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
