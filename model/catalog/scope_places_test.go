package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

var botAndUser = []catalog.TokenKind{catalog.Bot, catalog.UserToken}

func TestTypesFor(t *testing.T) {
	t.Parallel()
	for kind, want := range map[catalog.TokenKind]string{
		catalog.Workspace:     "team channel group mpim im app_home user",
		catalog.Bot:           "team channel group mpim app_home",
		catalog.UserToken:     "team channel group mpim im user",
		catalog.AppLevel:      "",
		catalog.Configuration: "",
		catalog.Session:       "",
	} {
		var names []string
		for _, typ := range catalog.TypesFor(kind) {
			names = append(names, string(typ))
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("%s tokens: %q; want %q", kind, got, want)
		}
	}
}

func TestPlacesFor(t *testing.T) {
	t.Parallel()
	const (
		everywhereOfBots  = "channel inferred, group inferred, mpim inferred, app_home inferred"
		everywhereOfUsers = "channel inferred, group inferred, mpim inferred, im inferred"
	)
	tests := []struct {
		scope     catalog.Scope
		bot, user string
	}{
		{"channels:history", "channel documented", "channel documented"},
		{"channels:join", "channel documented", ""},
		{"channels:write.topic", "channel documented", "channel documented"},
		{"groups:write", "group documented", "group documented"},
		{"mpim:read", "mpim documented", "mpim documented"},
		{"im:history", "app_home documented", "im documented"},
		{"im:write.topic", "app_home documented", "im documented"},
		{"chat:write", everywhereOfBots, everywhereOfUsers},
		{"files:read", everywhereOfBots, everywhereOfUsers},
		{"chat:write.public", "channel documented", ""},
		{"chat:write:user", "", everywhereOfUsers},
		{"app_mentions:read", "channel partly documented, group partly documented, mpim partly documented", ""},
		{"assistant:write", "app_home inferred", ""},
		{"search:read.im", "", "im documented"},
		{"search:read.public", "channel documented", "channel documented"},
		{"users:read", "team inferred", "team inferred"},
		{"commands", "team inferred", "team inferred"},
		{"reminders:read", "team inferred", "user inferred"},
		{"dnd:write", "", "user inferred"},
		{"openid", "", "user inferred"},
		{"stars:read", "", "user inferred"},
		{"admin.users:write", "", "team inferred"},
		{"conversations:history", "", ""},
		{"connections:write", "", ""},
		{"app_configurations:read", "", ""},
		{"seamless.user", "", ""},
	}
	for _, tt := range tests {
		e, _ := catalog.Lookup(tt.scope)
		for kind, want := range map[catalog.TokenKind]string{catalog.Bot: tt.bot, catalog.UserToken: tt.user} {
			if got := placesText(catalog.Entry{Places: e.PlacesFor(kind)}); got != want {
				t.Errorf("%s of %s tokens lives on %q; want %q", tt.scope, kind, got, want)
			}
		}
	}
}

// Every scope that a token can hold lives somewhere, on types that the token
// knows, in order; what it cannot hold lives nowhere.
func TestPlacesForEveryScope(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Scopes() {
		if got := e.PlacesFor(catalog.Workspace); !slices.Equal(got, e.Places) {
			t.Errorf("%s of workspace tokens lives on %v; want %v", e.Scope, got, e.Places)
		}
		for _, kind := range botAndUser {
			var types []catalog.ResourceType
			for _, place := range e.PlacesFor(kind) {
				types = append(types, place.Type)
				if got, ok := e.PlaceFor(kind, place.Type); !ok || got != place {
					t.Errorf("%s of %s tokens on %s: %v, %t; want %v", e.Scope, kind, place.Type, got, ok, place)
				}
				if !slices.Contains(bases, place.Basis) {
					t.Errorf("%s of %s tokens on %s: basis %q is not one of ours", e.Scope, kind, place.Type, place.Basis)
				}
			}
			if e.Offered(kind) != (len(types) > 0) || !inOrder(types, catalog.TypesFor(kind)) {
				t.Errorf("%s of %s tokens, offered %t, lives on %q; want some of %q",
					e.Scope, kind, e.Offered(kind), types, catalog.TypesFor(kind))
			}
		}
		for _, kind := range []catalog.TokenKind{catalog.AppLevel, catalog.Configuration, catalog.UnknownKind} {
			if got := e.PlacesFor(kind); len(got) > 0 {
				t.Errorf("%s of %s tokens lives on %v; want nowhere", e.Scope, kind, got)
			}
		}
	}
}

func TestReachesUnjoined(t *testing.T) {
	t.Parallel()
	want := map[string]catalog.Basis{
		"bot channels:join":       catalog.Documented,
		"bot channels:read":       catalog.Documented,
		"bot chat:write.public":   catalog.Documented,
		"user channels:history":   catalog.Documented,
		"user channels:read":      catalog.Documented,
		"user channels:write":     catalog.Inferred,
		"user search:read.public": catalog.Inferred,
	}
	for _, e := range catalog.Scopes() {
		for _, kind := range kinds {
			key := string(kind) + " " + string(e.Scope)
			basis, reaches := e.ReachesUnjoined(kind)
			if basis != want[key] || reaches != (want[key] != "") {
				t.Errorf("%s: %q, %t; want %q", key, basis, reaches, want[key])
			}
			if _, onChannels := e.PlaceFor(kind, catalog.Channel); reaches && !onChannels {
				t.Errorf("%s reaches channels that the token is not in, and lives on none", key)
			}
		}
	}
}
