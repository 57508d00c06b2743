package model_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

// groupsToday are all scopes that an install page offers, written down once
// more by hand, so that neither the catalogue nor the rules can change them unnoticed.
var groupsToday = map[string]string{
	"bot or user": `bookmarks:read bookmarks:write calls:read calls:write canvases:read canvases:write channels:history
		channels:read channels:write channels:write.invites channels:write.topic chat:write commands dnd:read emoji:read
		files:read files:write files:write:user groups:history groups:read groups:write groups:write.invites
		groups:write.topic im:history im:read im:write im:write.topic incoming-webhook links.embed:write links:read
		links:write lists:read lists:write mpim:history mpim:read mpim:write mpim:write.topic pins:read pins:write
		reactions:read reactions:write reminders:read reminders:write remote_files:read remote_files:share
		search:read.files search:read.public search:read.users team.billing:read team.preferences:read team:read
		triggers:read triggers:write usergroups:read usergroups:write users.profile:read users:read users:read.email
		users:write workflows.templates:read workflows.templates:write`,
	"bot only": `app_mentions:read assistant:write channels:join channels:manage chat:write.customize chat:write.public code_channels:manage
		conversations.connect:manage conversations.connect:read conversations.connect:write datastore:read
		datastore:write mcp:connect metadata.message:read remote_files:write search:read.enterprise workflow.steps:execute`,
	"user only": `admin.chat:read admin.chat:write export:read admin admin.analytics:read admin.app_activities:read admin.apps:read admin.apps:write
		admin.barriers:read admin.barriers:write admin.conversations:manage_objects admin.conversations:read
		admin.conversations:write admin.invites:read admin.invites:write admin.roles:read admin.roles:write
		admin.teams:read admin.teams:write admin.usergroups:read admin.usergroups:write admin.users:read
		admin.users:write admin.workflows:read admin.workflows:write app_configurations:write apps.requests:write
		auditlogs:read chat:write:bot chat:write:user dnd:write hosting:read hosting:write search:read search:read.im
		search:read.mpim search:read.private stars:read stars:write users.profile:write`,
	"sign-in":  "email openid profile",
	"identity": "identity.avatar identity.basic identity.email identity.team identity:read",
}

func groupsByHand() map[catalog.Scope]string {
	byHand := map[catalog.Scope]string{}
	for group, scopes := range groupsToday {
		for s := range strings.FieldsSeq(scopes) {
			byHand[catalog.Scope(s)] = group
		}
	}
	return byHand
}

var botAndUser = []catalog.TokenKind{catalog.Bot, catalog.UserToken}

func TestGroupOfInstalls(t *testing.T) {
	t.Parallel()
	byHand := groupsByHand()
	for _, kind := range botAndUser {
		rules := model.RulesFor(kind)
		for _, s := range append(allScopes(), "", "chat:wriet", "CHAT:WRITE") {
			if got, want := rules.Group(s), byHand[s]; got != want { // no group: not in the table
				t.Errorf("%q is %q to %s tokens; want %q", s, got, kind, want)
			}
		}
		for _, e := range model.RequestableScopes(kind) {
			if byHand[e.Scope] == "" {
				t.Errorf("%s can be asked for, for %s tokens", e.Scope, kind)
			}
		}
	}
	if bots, users := len(model.RequestableScopes(catalog.Bot)), len(model.RequestableScopes(catalog.UserToken)); bots != 61+17 || users != 61+40+8 {
		t.Errorf("%d scopes for bots and %d for users; want 78 and 109", bots, users)
	}
}

func TestRulesFor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind  catalog.TokenKind
		name  string
		first model.Audience
		other model.Audience
	}{
		{"", "workspace", model.ForTeam, model.ForUser},
		{catalog.Workspace, "workspace", model.ForTeam, model.ForUser},
		{catalog.Bot, "bot", model.ForBot, model.ForUser},
		{catalog.UserToken, "user", model.ForUser, model.ForBot},
		{catalog.AppLevel, "workspace", model.ForTeam, model.ForUser},
	}
	for _, tt := range tests {
		rules := model.RulesFor(tt.kind)
		audiences := rules.Audiences()
		if rules.Name() != tt.name || len(audiences) != 2 || audiences[0] != tt.first || audiences[1] != tt.other {
			t.Errorf("%q: %s for %q; want %s for %s, then %s", tt.kind, rules.Name(), audiences, tt.name, tt.first, tt.other)
		}
	}
	if got := model.RulesFor("").Group("users:read"); got != "team" {
		t.Errorf("users:read is %q to workspace apps; want team", got)
	}
}

func TestVerdictOfInstalls(t *testing.T) {
	t.Parallel()
	const (
		ok      = "ok"
		invalid = "invalid_scope"
		none    = "no_scopes"
	)
	tests := []struct {
		scopes    string
		bot, user string
	}{
		{"", none, none},
		{"chat:write", ok, ok},
		{"chat:write users:read im:history chat:write", ok, ok}, // families do not matter
		{"channels:join", ok, invalid},
		{"search:read", invalid, ok},
		{"chat:write search:read channels:join", invalid, invalid},
		{"openid email profile", invalid, ok},
		{"openid chat:write", invalid, invalid},
		{"identity.basic identity.email", invalid, ok},
		{"identity.basic openid", invalid, invalid},
		{"identity.basic users:read", invalid, invalid},
		{"chat:write:user", invalid, ok},
		{"chat:write:bot", invalid, ok},
		{"bot", invalid, invalid},
		{"bot chat:write", invalid, invalid},
		{"none", invalid, invalid},
		{"client", invalid, invalid},
		{"conversations:history", invalid, invalid},
		{"connections:write", invalid, invalid},
		{"app_configurations:read", invalid, invalid},
		{"chat:wriet", invalid, invalid},
		{"users:read.email", invalid, invalid},
		{"users:read.email chat:write users:read", ok, ok},
	}
	for _, tt := range tests {
		for _, r := range []struct {
			kind     catalog.TokenKind
			audience model.Audience
			want     string
		}{
			{catalog.Bot, "", tt.bot},
			{catalog.Bot, model.ForBot, tt.bot},
			{catalog.Bot, model.ForUser, tt.user},
			{catalog.UserToken, "", tt.user},
			{catalog.UserToken, model.ForTeam, tt.user}, // an audience that the rules do not know
			{catalog.UserToken, model.ForBot, tt.bot},
		} {
			code, passes := model.Verdict(model.Request{Kind: r.kind, For: r.audience, Scopes: scopeList(tt.scopes)})
			if passes {
				code += ok
			}
			if code != r.want {
				t.Errorf("%q for the %q of %s rules: %s; want %s", tt.scopes, r.audience, r.kind, code, r.want)
			}
		}
	}
}

// For every two scopes of the catalogue: the verdict is the one that the table
// of groups gives, in either order, and [model.Validate] says why.
func TestVerdictOfEveryPairInInstalls(t *testing.T) {
	t.Parallel()
	byHand, all := groupsByHand(), allScopes()
	for _, audience := range []model.Audience{model.ForBot, model.ForUser} {
		for i, a := range all {
			for _, b := range all[i:] {
				r := model.Request{Kind: catalog.Bot, For: audience, Scopes: []catalog.Scope{a, b}}
				_, ok := model.Verdict(r)
				if want := pairPasses(audience, byHand[a], byHand[b]) && !emailAlone(a, b); ok != want {
					t.Errorf("%s and %s for the %s: %t; want %t", a, b, audience, ok, want)
				}
				if _, turned := model.Verdict(model.Request{Kind: catalog.Bot, For: audience, Scopes: []catalog.Scope{b, a}}); turned != ok {
					t.Errorf("%s and %s for the %s: %t one way, %t the other", a, b, audience, ok, turned)
				}
				if byHand[a] != "" || byHand[b] != "" { // two strangers say nothing that one does not
					agree(t, r)
				}
			}
		}
	}
}

// emailAlone reports whether scopes ask for email addresses and not for the people that
// Slack grants them with.
func emailAlone(scopes ...catalog.Scope) bool {
	return slices.Contains(scopes, "users:read.email") && !slices.Contains(scopes, "users:read")
}

func pairPasses(audience model.Audience, a, b string) bool {
	special := func(group string) bool { return group == "sign-in" || group == "identity" }
	fits := func(group string) bool {
		if audience == model.ForBot {
			return group == "bot or user" || group == "bot only"
		}
		return group == "bot or user" || group == "user only" || special(group)
	}
	return fits(a) && fits(b) && (a == b || !special(a) && !special(b))
}

func TestSplitInstalls(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind     catalog.TokenKind
		audience model.Audience
		scopes   string
		want     string
	}{
		{catalog.Bot, "", "", ""},
		{catalog.Bot, "", "chat:write users:read", "bot: chat:write,users:read"},
		{catalog.UserToken, "", "chat:write users:read", "user U1: chat:write,users:read"},
		{catalog.Bot, model.ForBot, "search:read chat:write dnd:write", "user U1: search:read,dnd:write | bot: chat:write"},
		{catalog.UserToken, model.ForUser, "chat:write channels:join", "user U1: chat:write | bot: channels:join"},
		{
			catalog.UserToken, model.ForUser, "openid chat:write email identity.basic",
			"user U1: openid,email | user U1: chat:write | user U1: identity.basic",
		},
		{catalog.Bot, model.ForBot, "no:such chat:write bot", "bot: chat:write | bot: no:such,bot"},
	}
	for _, tt := range tests {
		r := model.Request{Kind: tt.kind, For: tt.audience, User: "U1", Scopes: scopeList(tt.scopes)}
		if got := inShort(model.Split(r)); got != tt.want {
			t.Errorf("%q for the %q of %s rules:\n got %s\nwant %s", tt.scopes, tt.audience, tt.kind, got, tt.want)
		}
	}
}
