package methods_test

import (
	"encoding/json"
	"slices"
	"testing"

	"periscope/slackapi/sandbox/sandboxtest"
	"periscope/slackapi/sandbox/world"
)

func TestManifestIsExportedAndValid(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for config, app := range map[string]world.App{sandboxtest.AcmeConfig: world.PeriscopeApp(), sandboxtest.BellConfig: world.Bell()} {
		exported := sandboxtest.Decode[struct {
			Error    string
			Manifest json.RawMessage
		}](t, sandboxtest.Do(t, s, config, "apps.manifest.export", "app_id", app.ID))
		var got sandboxtest.Manifest
		if err := json.Unmarshal(exported.Manifest, &got); err != nil {
			t.Fatal(exported.Error, err)
		}
		scopes := got.OAuth.Scopes
		if got.Display.Name != app.Name || !slices.Equal(scopes.Bot, app.BotScopes) || !slices.Equal(scopes.User, app.UserScopes) ||
			!slices.Equal(scopes.BotOptional, app.BotOptional) || !slices.Equal(scopes.UserOptional, app.UserOptional) {
			t.Errorf("exported %s", exported.Manifest)
		}
		valid := sandboxtest.Decode[map[string]any](t, sandboxtest.Do(t, s, config, "apps.manifest.validate", "manifest", string(exported.Manifest)))
		if errors, listed := valid["errors"].([]any); valid["ok"] != true || !listed || len(errors) != 0 {
			t.Errorf("what was exported is not valid: %v", valid)
		}
	}
}

func TestFlawsOfManifests(t *testing.T) {
	t.Parallel()
	s := sandboxtest.Demo()
	for text, pointers := range map[string][]string{
		`[]`:                             {"/"},
		`{`:                              {"/"},
		`{"display_information":7}`:      {"/"},
		`{}`:                             {"/display_information/name"},
		`display_information: {name: a}`: {"/"}, // YAML is for people
		`{"display_information":{"name":"a"},"oauth_config":{"scopes":{"bot":["chat:write","search:read"],"user_optional":["bot","no:such"]}}}`: {
			"/oauth_config/scopes/bot/1", "/oauth_config/scopes/user_optional/0", "/oauth_config/scopes/user_optional/1",
		},
	} {
		got := sandboxtest.Decode[struct {
			Error  string
			Errors []struct{ Pointer string }
		}](t, sandboxtest.Do(t, s, sandboxtest.AcmeConfig, "apps.manifest.validate", "manifest", text))
		var at []string
		for _, f := range got.Errors {
			at = append(at, f.Pointer)
		}
		if got.Error != "invalid_manifest" || !slices.Equal(at, pointers) {
			t.Errorf("%s: %s at %v, want %v", text, got.Error, at, pointers)
		}
	}
}
