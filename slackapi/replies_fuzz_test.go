package slackapi_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"periscope/model"
	"periscope/slackapi"
)

// FuzzClientReplies has a server answer what the fuzzer likes, over HTTP: a client reads
// it or says what is wrong with it, and neither shows the token or a character that a
// terminal obeys.
func FuzzClientReplies(f *testing.F) {
	f.Add(200, "chat:write,pins:read", `{"ok":true,"team":"Acme\u001b[31m","team_id":"T1","user_id":"U1","bot_id":"B1"}`)
	f.Add(200, "", `{"ok":false,"error":"missing_scope","needed":"a\u202eb","provided":"x"}`)
	f.Add(200, "chat:write", `{"ok":true,"channels":[{"id":"C1","name":"general"}],"response_metadata":{"next_cursor":"dGVhbTpD"}}`)
	f.Add(403, "a\u202eb", "<html>")
	f.Add(302, "", "")
	f.Add(200, "", `{"ok":true,"info":{"team":{"resources":{"ids":["T1"]},"scopes":["team:read"]}}}`)
	var reply atomic.Value
	type fuzzed struct {
		status       int
		scopes, body string
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now, _ := reply.Load().(fuzzed)
		w.Header().Set("Content-Type", "application/json")
		w.Header()["X-OAuth-Scopes"] = []string{now.scopes}
		w.Header().Set("Location", "/elsewhere")
		w.WriteHeader(now.status)
		body := strings.ReplaceAll(now.body, "TOKEN", strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
		_, _ = w.Write([]byte(body))
	}))
	f.Cleanup(server.Close)
	const secret = "xoxb-sandbox-fuzzed"
	token, err := model.ParseToken(secret)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, status int, scopes, body string) {
		if status < 200 || status == 204 || status == 304 || status == 429 || status >= 500 { // which are waited for, or have no body
			return
		}
		if strings.ContainsFunc(scopes, unicode.IsControl) { // a line that is no header is a broken connection, and waited for, too
			return
		}
		reply.Store(fuzzed{status, scopes, body})
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		client, err := slackapi.New(server.URL+"/api/", token, slackapi.MaxWait(0))
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, texts ...string) {
			for _, text := range texts {
				if strings.Contains(text, secret) && !strings.Contains(body+scopes, secret) {
					t.Errorf("%s shows the token", what)
				}
				if strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) }) >= 0 {
					t.Errorf("%s is not clean: %q", what, text)
				}
			}
		}
		told := func(what string, err error) {
			if err == nil {
				return
			}
			check(what, err.Error())
			if e, ok := errors.AsType[model.Explained](err); ok {
				check(what, e.Sentence(), e.NextStep())
			}
		}
		id, err := client.AuthTest(ctx)
		told("auth.test", err)
		check("auth.test", id.Team.Name, string(id.Team.ID), string(id.User), id.AppID)
		for p, err := range client.ReadPermissions(ctx) {
			told("permissions", err)
			for _, g := range p.Grants {
				check("permissions", string(g.Type))
			}
			break
		}
	})
}
