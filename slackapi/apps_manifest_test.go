package slackapi_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi"
	"periscope/slackapi/manifest"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// configuring is a client with the demo's configuration token.
func configuring(t *testing.T) (*slackapi.Client, world.App) {
	t.Helper()
	w := world.Demo(0)
	server := httptest.NewServer(sandbox.New(w, sandbox.Options{}))
	t.Cleanup(server.Close)
	client, err := slackapi.New(server.URL+"/api/", tokenOf(t, "xoxe.xoxp-sandbox-lighthouse"))
	if err != nil {
		t.Fatal(err)
	}
	return client, w.Apps[1]
}

func TestManifestsAtSlack(t *testing.T) {
	t.Parallel()
	client, app := configuring(t)
	m, err := client.ExportManifest(t.Context(), app.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := drift.ManifestScopes{Bot: app.BotScopes, User: app.UserScopes, BotOptional: app.BotOptional, UserOptional: app.UserOptional}
	if diff := cmp.Diff(want, m.Declared()); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		asked    model.Install
		pointers []string
	}{
		{model.Install{}, nil},
		{model.Install{Bot: []catalog.Scope{"groups:read"}, User: []catalog.Scope{"chat:write"}}, nil},
		{model.Install{Bot: []catalog.Scope{"search:read"}, User: []catalog.Scope{"no:such"}}, []string{"/oauth_config/scopes/bot/7", "/oauth_config/scopes/user/6"}},
	} {
		flaws, err := client.ValidateManifest(t.Context(), m.With(test.asked), app.ID)
		var pointers []string
		for _, f := range flaws {
			pointers = append(pointers, f.Pointer)
			if f.Message == "" {
				t.Errorf("%s is wrong without a reason", f.Pointer)
			}
		}
		if err != nil || !slices.Equal(pointers, test.pointers) {
			t.Errorf("with %v: flaws at %q, %v", test.asked, pointers, err)
		}
	}
	_, err = client.ExportManifest(t.Context(), "A0NOBODY")
	checkRefused(t, err, "app_not_found")
	_, err = client.ValidateManifest(t.Context(), m, "A0NOBODY")
	checkRefused(t, err, "invalid_app_id")
}

// TestOddVerdictsOnManifests reads what Slack's pages show beside objects.
func TestOddVerdictsOnManifests(t *testing.T) {
	t.Parallel()
	for body, want := range map[string][]slackapi.ManifestFlaw{
		`{"ok":true}`: nil,
		`{"ok":true,"errors":[],"warnings":[{"code":"x"}]}`:                                         nil,
		`{"ok":true,"errors":["as text"]}`:                                                          {{Message: "as text"}},
		`{"ok":false,"error":"invalid_manifest","errors":[{"message":"a\u001b","pointer":"/b"},7]}`: {{Message: "a␛", Pointer: "/b"}, {Message: "Slack gives no reason"}},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		flaws, err := newClient(t, server.URL).ValidateManifest(t.Context(), emptyManifest(t), "")
		server.Close()
		if diff := cmp.Diff(want, flaws); diff != "" || err != nil {
			t.Errorf("%s: %v, %s", body, err, diff)
		}
	}
	for body, code := range map[string]string{
		`{"ok":false,"error":"invalid_manifest"}`:             "invalid_manifest", // for no reason that it names
		`{"ok":false,"error":"missing_scope","errors":["x"]}`: "missing_scope",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		_, err := newClient(t, server.URL).ValidateManifest(t.Context(), emptyManifest(t), "")
		server.Close()
		checkRefused(t, err, code)
	}
}

func TestExportsThatAreNoManifests(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"ok":true}`, `{"ok":true,"manifest":null}`, `{"ok":true,"manifest":{"oauth_config":{"scopes":{"bot":"chat:write"}}}}`} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		_, err := newClient(t, server.URL).ExportManifest(t.Context(), "A1")
		server.Close()
		malformed, ok := errors.AsType[*slackapi.MalformedError](err)
		if !ok || !strings.Contains(malformed.Reason, "holds no manifest") {
			t.Errorf("%s: %v", body, err)
		}
		checkError(t, err)
	}
}

// emptyManifest is a manifest that declares nothing.
func emptyManifest(t *testing.T) *manifest.Manifest {
	t.Helper()
	m, err := manifest.Parse([]byte("{}"))
	if err != nil {
		t.Fatal(err)
	}
	return m
}
