package sandbox

import (
	"encoding/json"
	"slices"
	"testing"

	"periscope/slackapi/sandbox/world"
)

func TestManifestIsExportedAndValid(t *testing.T) {
	t.Parallel()
	s := demo()
	for config, app := range map[string]world.App{acmeConfig: world.PeriscopeApp(), bellConfig: world.Bell()} {
		exported := decode[struct {
			Error    string
			Manifest json.RawMessage
		}](t, do(t, s, config, "apps.manifest.export", "app_id", app.ID))
		var got manifest
		if err := json.Unmarshal(exported.Manifest, &got); err != nil {
			t.Fatal(exported.Error, err)
		}
		scopes := got.OAuth.Scopes
		if got.Display.Name != app.Name || !slices.Equal(scopes.Bot, app.BotScopes) || !slices.Equal(scopes.User, app.UserScopes) ||
			!slices.Equal(scopes.BotOptional, app.BotOptional) || !slices.Equal(scopes.UserOptional, app.UserOptional) {
			t.Errorf("exported %s", exported.Manifest)
		}
		valid := decode[map[string]any](t, do(t, s, config, "apps.manifest.validate", "manifest", string(exported.Manifest)))
		if errors, listed := valid["errors"].([]any); valid["ok"] != true || !listed || len(errors) != 0 {
			t.Errorf("what was exported is not valid: %v", valid)
		}
	}
}

func TestFlawsOfManifests(t *testing.T) {
	t.Parallel()
	s := demo()
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
		got := decode[struct {
			Error  string
			Errors []struct{ Pointer string }
		}](t, do(t, s, acmeConfig, "apps.manifest.validate", "manifest", text))
		var at []string
		for _, f := range got.Errors {
			at = append(at, f.Pointer)
		}
		if got.Error != "invalid_manifest" || !slices.Equal(at, pointers) {
			t.Errorf("%s: %s at %v, want %v", text, got.Error, at, pointers)
		}
	}
}
