package slackapi

import (
	"errors"
	"strings"
	"testing"

	"periscope/model"
	"periscope/slackapi/manifest"
)

func FuzzDecodeInstall(f *testing.F) {
	f.Add(`{"ok":true,"access_token":"xoxb-sandbox-new","scope":"a,b","team":{"id":"T1","name":"\u202e"},"authed_user":{"id":"U1"}}`)
	f.Add(`{"ok":true,"team":null,"is_enterprise_install":true,"authed_user":{"scope":"\u001b","access_token":"xoxp-sandbox-new","refresh_token":"xoxe-sandbox-new","expires_in":"7"}}`)
	f.Add(`{"ok":true,"access_token":"hunter2"}`)
	f.Fuzz(func(t *testing.T, body string) {
		c, err := New(DefaultURL, model.Token{})
		if err != nil {
			t.Fatal(err)
		}
		var r installReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		got, err := c.installed(&r)
		if _, spent := errors.AsType[*SpentError](err); err != nil && !spent {
			t.Errorf("failed with %v", err)
		}
		if none := got.Bot.Access.IsZero() && got.User.Access.IsZero(); none != (err != nil) {
			t.Errorf("tokens %v and %v with %v", got.Bot.Access, got.User.Access, err)
		}
		checkClean(t, got.AppID, string(got.Team.ID), got.Team.Name, string(got.By), string(got.BotUser))
		checkClean(t, got.Bot.Scopes...)
		checkClean(t, got.User.Scopes...)
		if got.Bot.Life < 0 || got.User.Life < 0 {
			t.Errorf("lives of %v and %v", got.Bot.Life, got.User.Life)
		}
	})
}

func FuzzDecodeFlaws(f *testing.F) {
	f.Add(`{"ok":false,"error":"invalid_manifest","errors":[{"message":"m\u001b","pointer":"/a"},"text",null,{"message":7}]}`)
	f.Add(`{"ok":true,"errors":[],"warnings":[{"code":"x"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r validateReply
		err := decodeBody(t, body, &r)
		if err != nil {
			checkClean(t, err.Error())
		}
		for _, flaw := range r.flaws() {
			checkClean(t, flaw.Message, flaw.Pointer)
		}
	})
}

func FuzzDecodeExport(f *testing.F) {
	f.Add(`{"ok":true,"manifest":{"display_information":{"name":"a"},"oauth_config":{"scopes":{"bot":["a\u001b"]}}}}`)
	f.Add(`{"ok":true,"manifest":{"oauth_config":7}}`)
	f.Add(`{"ok":true,"manifest":null}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r exportReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		m, err := manifest.Parse(r.Manifest)
		if err != nil {
			checkClean(t, err.Error())
			return
		}
		checkClean(t, m.Declared().Bot...)
		if strings.TrimSpace(string(r.Manifest)) == "" {
			t.Error("nothing is a manifest")
		}
	})
}

func FuzzDecodeTeams(f *testing.F) {
	f.Add(`{"ok":true,"teams":[{"id":"T1","name":"a\u202e"},null,{"name":"nameless"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		var r teamsReply
		if err := decodeBody(t, body, &r); err != nil {
			checkClean(t, err.Error())
			return
		}
		for _, team := range r.teams() {
			checkClean(t, string(team.ID), team.Name)
		}
	})
}
