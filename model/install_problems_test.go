package model_test

import (
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestValidateInstalls(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		audience model.Audience
		scopes   string
		want     []string
	}{
		{"one scope", model.ForBot, "chat:write", nil},
		{"many", model.ForBot, "chat:write users:read im:history commands", nil},
		{"sign in", model.ForUser, "openid email profile", nil},
		{"nothing", model.ForBot, "", []string{"no_scopes refused with no_scopes"}},
		{
			"misspelt", model.ForBot, "chat:wriet",
			[]string{"invalid_scope refused with invalid_scope chat:wriet [correct to chat:write] [drop \"chat:wriet\"]"},
		},
		{
			"misspelt, of the other audience", model.ForBot, "dnd:wriet",
			[]string{"invalid_scope refused with invalid_scope dnd:wriet [correct to dnd:write] [drop \"dnd:wriet\"]"},
		},
		{
			"of workspace apps", model.ForBot, "conversations:history",
			[]string{"invalid_scope refused with invalid_scope conversations:history " +
				"[replace by channels:history, groups:history, im:history and mpim:history] [drop conversations:history]"},
		},
		{
			"of workspace apps, and now of the other audience", model.ForBot, "dnd:write:user",
			[]string{"invalid_scope refused with invalid_scope dnd:write:user " +
				"[replace by dnd:write among the user scopes] [drop dnd:write:user]"},
		},
		{
			"of no install", model.ForUser, "connections:write",
			[]string{"invalid_scope refused with invalid_scope connections:write [drop connections:write]"},
		},
		{
			"of people", model.ForBot, "search:read chat:write dnd:write",
			[]string{"wrong_audience refused with invalid_scope search:read dnd:write " +
				"[move search:read and dnd:write to the user scopes] [drop search:read and dnd:write]"},
		},
		{
			"of bots", model.ForUser, "channels:join",
			[]string{"wrong_audience refused with invalid_scope channels:join [move channels:join to the bot scopes] [drop channels:join]"},
		},
		{
			"of bots, with a sister", model.ForUser, "channels:manage",
			[]string{"wrong_audience refused with invalid_scope channels:manage " +
				"[replace by channels:write] [move channels:manage to the bot scopes] [drop channels:manage]"},
		},
		{
			"sign in and more", model.ForUser, "openid chat:write email",
			[]string{"mixed_scope refused with invalid_scope openid chat:write email " +
				"[split into 2 installs] [drop openid and email] [drop chat:write]"},
		},
		{
			"outdated", model.ForUser, "chat:write:user",
			[]string{"superseded chat:write:user [replace by chat:write] [drop chat:write:user]"},
		},
		{
			"outdated, for the other audience", model.ForUser, "chat:write:bot",
			[]string{"superseded chat:write:bot [replace by chat:write among the bot scopes] [drop chat:write:bot]"},
		},
		{
			"the older sign in", model.ForUser, "identity.basic identity.email identity.basic",
			[]string{
				"superseded identity.basic identity.email [replace by openid and email] [drop identity.basic and identity.email]",
				"duplicate identity.basic [name identity.basic once]",
			},
		},
	}
	for _, tt := range tests {
		r := model.Request{Kind: catalog.Bot, For: tt.audience, Scopes: scopeList(tt.scopes)}
		if got, want := describe(model.Validate(r, nil)), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, want)
		}
	}
}

func TestMessagesOfInstalls(t *testing.T) {
	t.Parallel()
	const bot, user = model.ForBot, model.ForUser
	tests := []struct {
		audience model.Audience
		scopes   string
		basis    catalog.Basis
		says     string
	}{
		{bot, "", catalog.PartlyDocumented, "add at least one scope"},
		{bot, "chat:wriet", catalog.PartlyDocumented, `has no scope named "chat:wriet". Did you mean chat:write?`},
		{bot, "bananas", catalog.PartlyDocumented, `documentation of August 2026 has no scope named "bananas".`},
		{bot, "bot", catalog.Inferred, "name what the bot is to do, scope by scope"},
		{user, "client", catalog.Inferred, "client is a scope of classic apps"},
		{bot, "none", catalog.Inferred, "there is nothing to ask for"},
		{bot, "connections:write", catalog.PartlyDocumented, "app-level tokens, which you generate under Basic Information"},
		{bot, "app_configurations:read", catalog.PartlyDocumented, "app configuration tokens, which you generate at api.slack.com/apps"},
		{user, "conversations:read", catalog.PartlyDocumented, "retired in August 2021. Apps of today ask for channels:read,"},
		{user, "seamless.user", catalog.Inferred, "without saying which tokens can hold it"},
		{bot, "search:read", catalog.PartlyDocumented, "Only user tokens can hold search:read: ask for it among the user scopes of the same install."},
		{bot, "openid email", catalog.PartlyDocumented, "hold openid and email: ask for them among the user scopes."},
		{user, "channels:manage", catalog.PartlyDocumented, "Only bot tokens can hold channels:manage. What comes closest for user tokens is channels:write."},
		{user, "openid chat:write", catalog.Documented, "openid belongs to Sign in with Slack. Such scopes mix with no others"},
		{
			user, "openid identity.basic identity.team", catalog.Documented,
			"openid belongs to Sign in with Slack, identity.basic and identity.team belong to the older form of Sign in with Slack.",
		},
		{user, "identity:read chat:write", catalog.Inferred, "identity:read belongs to the older form"},
		{user, "chat:write:user", catalog.Documented, "For user tokens, apps of today ask for chat:write instead of chat:write:user."},
		{bot, "channels:write", catalog.Inferred, "For bot tokens, apps of today ask for channels:manage instead of channels:write."},
	}
	for _, tt := range tests {
		problems := model.Validate(model.Request{Kind: catalog.UserToken, For: tt.audience, Scopes: scopeList(tt.scopes)}, nil)
		if len(problems) == 0 {
			t.Errorf("%q: no problem", tt.scopes)
			continue
		}
		if !strings.Contains(problems[0].Message, tt.says) || problems[0].Basis != tt.basis {
			t.Errorf("%q: %s (%s); want %q (%s)", tt.scopes, problems[0].Message, problems[0].Basis, tt.says, tt.basis)
		}
	}
}

func TestValidateKnowsWhatBotAndUserTokensHold(t *testing.T) {
	t.Parallel()
	bot := model.PermissionsOf(catalog.Bot, reported("chat:write users:read new:scope"), nil)
	tests := []struct {
		name     string
		held     model.Permissions
		audience model.Audience
		scopes   string
		want     string // the scopes held already
	}{
		{"some", bot, model.ForBot, "chat:write pins:read users:read", "chat:write users:read"},
		{"of the other token", bot, model.ForUser, "chat:write", ""},
		{"not to be asked for", bot, model.ForBot, "new:scope", ""},
		{"of whom nothing is told", model.PermissionsOf(catalog.Bot, model.Identity{Scopes: scopeList("chat:write")}, nil), model.ForBot, "chat:write", ""},
	}
	for _, tt := range tests {
		var got string
		for _, p := range model.Validate(model.Request{Kind: catalog.Bot, For: tt.audience, Scopes: scopeList(tt.scopes)}, &tt.held) {
			if p.Code == model.CodeAlreadyGranted {
				got = strings.Trim(describe([]model.Problem{{Scopes: p.Scopes}}), " ")
			}
		}
		if got != tt.want {
			t.Errorf("%s: held already are %q; want %q", tt.name, got, tt.want)
		}
	}
}

// reported is what Slack says about a token with these scopes.
func reported(scopes string) model.Identity {
	return model.Identity{Team: model.Team{ID: "T1"}, User: "U1", Scopes: scopeList(scopes), ScopesSent: true}
}
