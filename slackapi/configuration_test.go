package slackapi_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

func TestConfigurationTokensAreRotated(t *testing.T) {
	w := world.Demo(0)
	server := httptest.NewServer(sandbox.New(w, sandbox.Options{}))
	defer server.Close()
	api := server.URL + "/api/"
	var calls []slackapi.Call
	told := slackapi.OnCall(func(c slackapi.Call) { calls = append(calls, c) })
	old := tokenOf(t, "xoxe-sandbox-lighthouse")
	got, err := slackapi.RotateConfiguration(t.Context(), api, old, told)
	if err != nil {
		t.Fatal(err)
	}
	if got.Access.Kind() != catalog.UserToken || got.Refresh.Kind() != catalog.Refresh || got.Life != 12*time.Hour || got.TeamID != w.Teams[4].ID {
		t.Errorf("got %+v", got)
	}
	client, err := slackapi.New(api, got.Access)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.ExportManifest(t.Context(), "A0DEPLOYBELL"); err != nil {
		t.Errorf("the new token: %v", err)
	}
	_, err = slackapi.RotateConfiguration(t.Context(), api, old)
	checkRefused(t, err, "invalid_refresh_token")
	for _, secret := range []string{old.Reveal(), got.Access.Reveal(), got.Refresh.Reveal()} {
		if strings.Contains(fmt.Sprintf("%v %+v", calls, got), secret) {
			t.Error("a token is shown")
		}
	}
}

func TestRotationsThatWentWrong(t *testing.T) {
	const pair = `{"ok":true,"token":"xoxe.xoxp-sandbox-new","refresh_token":"xoxe-sandbox-new"`
	for body, want := range map[string]struct {
		life  time.Duration
		spent bool
	}{
		pair + `,"iat":1633095660,"exp":1633138860}`: {12 * time.Hour, false},
		pair + `,"iat":"1633095660","exp":null}`:     {0, false},
		pair + `,"iat":1,"exp":9223372036854775807}`: {0, false},
		pair + `}`: {0, false},
		`{"ok":true,"token":"xoxe.xoxp-sandbox-new"}`:                           {0, true},
		`{"ok":true,"token":"hunter2","refresh_token":"xoxe-sandbox-new"}`:      {0, true},
		`{"ok":true,"token":"xoxe.xoxp-sandbox-new","refresh_token":"hunter2"}`: {0, true},
		`{"ok":false,"error":"internal_error"}`:                                 {0, true},
		`<html>`:                                                                {0, true},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		got, err := slackapi.RotateConfiguration(t.Context(), server.URL, tokenOf(t, "xoxe-sandbox-old1"))
		server.Close()
		if _, spent := errors.AsType[*slackapi.SpentError](err); spent != want.spent || got.Life != want.life || (err != nil) != want.spent {
			t.Errorf("%s: %+v, %v", body, got, err)
		}
		if strings.Contains(fmt.Sprint(err), "hunter2") {
			t.Error("the error repeats the reply")
		}
	}
}
