package model_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// written writes installs as "bot a,b user c | user openid".
func written(installs []model.Install) string {
	var all []string
	for _, i := range installs {
		var lists []string
		if len(i.Bot) > 0 {
			lists = append(lists, "bot "+list(i.Bot))
		}
		if len(i.User) > 0 {
			lists = append(lists, "user "+list(i.User))
		}
		all = append(all, strings.Join(lists, " "))
	}
	return strings.Join(all, " | ")
}

func list(scopes []catalog.Scope) string {
	var names []string
	for _, s := range scopes {
		names = append(names, string(s))
	}
	return strings.Join(names, ",")
}

func installRequest(kind catalog.TokenKind, audience model.Audience, scopes string) model.Request {
	return model.Request{Kind: kind, For: audience, Scopes: scopeList(scopes)}
}

func TestInstalls(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		requests []model.Request
		want     string
	}{
		{"nothing", nil, ""},
		{"a request for nothing", []model.Request{installRequest("bot", "bot", ""), installRequest("bot", "user", "search:read")}, "user search:read"},
		{"a bot", []model.Request{installRequest("bot", "", "chat:write users:read chat:write")}, "bot chat:write,users:read"},
		{"bot and user scopes", []model.Request{installRequest("bot", "user", "search:read"), installRequest("bot", "bot", "chat:write")}, "bot chat:write user search:read"},
		{"two for one audience", []model.Request{installRequest("user", "", "a:b"), installRequest("user", "user", "c:d a:b")}, "user a:b,c:d"},
		{
			"sign in apart",
			[]model.Request{installRequest("bot", "bot", "chat:write"), installRequest("bot", "user", "openid search:read email")},
			"bot chat:write user search:read | user openid,email",
		},
		{"two ways to sign in", []model.Request{installRequest("user", "", "openid identity.basic")}, "user openid | user identity.basic"},
	}
	for _, tt := range tests {
		if got := written(model.Installs(tt.requests)); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestSignsIn(t *testing.T) {
	t.Parallel()
	for scopes, want := range map[string]bool{
		"": false, "chat:write": false, "identity.basic": false, "openid": true, "email": true, "chat:write profile": true,
	} {
		if got := (model.Install{User: scopeList(scopes)}).SignsIn(); got != want {
			t.Errorf("%q: %t", scopes, got)
		}
	}
}

// Slack accepts the bot scopes and the user scopes of each install of a request whose
// problems are fixed, and the installs ask for each scope of the requests once.
func TestInstallsOfMendedRequests(t *testing.T) {
	t.Parallel()
	for seed := range seeds(800) {
		d := newDice(seed)
		r := d.requestBy(pick(d, botAndUser))
		mended := model.FixAll(r, nil)
		asked := map[string]bool{}
		for _, part := range mended {
			for _, s := range part.Scopes {
				asked[string(part.For)+" "+string(s)] = true
			}
		}
		for _, i := range model.Installs(mended) {
			for audience, scopes := range map[model.Audience][]catalog.Scope{model.ForBot: i.Bot, model.ForUser: i.User} {
				for _, s := range scopes {
					delete(asked, string(audience)+" "+string(s))
				}
				if code, ok := model.Verdict(model.Request{Kind: r.Kind, For: audience, Scopes: scopes}); !ok && len(scopes) > 0 {
					t.Fatalf("%+v: of %+v Slack answers %s", r, i, code)
				}
			}
		}
		if len(asked) > 0 {
			t.Fatalf("%+v: no install asks for %v", r, asked)
		}
	}
}

func TestThen(t *testing.T) {
	t.Parallel()
	install := model.Install{Bot: scopeList("pins:read chat:write"), User: scopeList("search:read")}
	bot := model.PermissionsOf(catalog.Bot, reported("users:read chat:write"), nil)
	tests := []struct {
		kind catalog.TokenKind
		held model.Permissions
		want string
	}{
		{catalog.Bot, bot, "chat:write,pins:read,users:read"},
		{catalog.Bot, model.Permissions{}, "chat:write,pins:read"},
		{catalog.UserToken, bot, "search:read"}, // the bot's scopes are not the person's
		{catalog.UserToken, model.PermissionsOf(catalog.UserToken, reported("im:read"), nil), "im:read,search:read"},
		{catalog.Bot, model.PermissionsOf(catalog.Bot, model.Identity{}, nil), "chat:write,pins:read"},
	}
	for _, tt := range tests {
		if got := list(install.ScopesAfter(tt.kind, tt.held)); got != tt.want {
			t.Errorf("a %s token that held %s then holds %s; want %s", tt.kind, tt.held.Scopes(), got, tt.want)
		}
	}
	if got := list(install.Bot); got != "pins:read,chat:write" {
		t.Errorf("the install was changed to %s", got)
	}
}

// What is held is never lost, and what is asked for comes to be held.
func TestInstallsAddUp(t *testing.T) {
	t.Parallel()
	for seed := range seeds(300) {
		d := newDice(seed)
		kind := pick(d, botAndUser)
		held := d.heldBy(kind)
		install := model.Install{Bot: some(d, allScopes()), User: some(d, allScopes())}
		asked := install.Bot
		if kind == catalog.UserToken {
			asked = install.User
		}
		want := slices.Sorted(slices.Values(append(held.Scopes(), asked...)))
		if got := install.ScopesAfter(kind, held); !slices.Equal(got, slices.Compact(want)) {
			t.Fatalf("%s: then holds %q; want %q", kind, got, want)
		}
	}
}

func TestManifestLines(t *testing.T) {
	t.Parallel()
	tests := []struct {
		install model.Install
		yaml    string
		json    string
	}{
		{model.Install{}, "oauth_config:\n  scopes: {}\n", `{"oauth_config":{"scopes":{}}}`},
		{
			model.Install{User: scopeList("search:read")},
			"oauth_config:\n  scopes:\n    user:\n      - search:read\n",
			`{"oauth_config":{"scopes":{"user":["search:read"]}}}`,
		},
		{
			model.Install{Bot: []catalog.Scope{"null", "a: b", "x\n- y"}},
			"oauth_config:\n  scopes:\n    bot:\n      - \"null\"\n      - \"a: b\"\n      - \"x\\n- y\"\n",
			`{"oauth_config":{"scopes":{"bot":["null","a: b","x\n- y"]}}}`,
		},
	}
	for _, tt := range tests {
		if got := tt.install.ManifestYAML(); got != tt.yaml {
			t.Errorf("YAML is\n%s\nwant\n%s", got, tt.yaml)
		}
		var compact any
		if err := json.Unmarshal([]byte(tt.install.ManifestJSON()), &compact); err != nil {
			t.Fatal(err)
		}
		if got, _ := json.Marshal(compact); string(got) != tt.json {
			t.Errorf("JSON is %s; want %s", got, tt.json)
		}
	}
}

func ExampleInstall_ManifestYAML() {
	install := model.Install{Bot: []catalog.Scope{"chat:write", "users:read"}, User: []catalog.Scope{"search:read"}}
	fmt.Print(install.ManifestYAML())
	// Output:
	// oauth_config:
	//   scopes:
	//     bot:
	//       - chat:write
	//       - users:read
	//     user:
	//       - search:read
}
