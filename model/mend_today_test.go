package model_test

import (
	"testing"

	"periscope/model"
	"periscope/model/catalog"
)

func TestMendToday(t *testing.T) {
	tests := []struct {
		kind   catalog.TokenKind
		scopes string
		want   string
	}{
		{catalog.Bot, "", ""},
		{catalog.Bot, "chat:write users:read", "bot: chat:write,users:read"},
		{catalog.Bot, "chat:write client", "bot: chat:write"},
		{catalog.Bot, "chat:wriet channels:reed", "bot: chat:write,channels:read"},
		{catalog.Bot, "search:read chat:write dnd:write:user", "bot: chat:write | user U1: search:read,dnd:write"},
		{catalog.Bot, "conversations:history", "bot: channels:history,groups:history,im:history,mpim:history"},
		{catalog.UserToken, "chat:write:bot chat:write:user", "user U1: chat:write | bot: chat:write"},
		{catalog.UserToken, "identity.basic:user chat:write identity.email:read:user", "user U1: openid,email | user U1: chat:write"},
	}
	for _, tt := range tests {
		r := model.Request{Kind: tt.kind, User: "U1", Scopes: scopeList(tt.scopes)}
		if got := inShort(model.Mend(r, nil)); got != tt.want {
			t.Errorf("%q by %s rules:\n got %s\nwant %s", tt.scopes, tt.kind, got, tt.want)
		}
	}
}

func TestApplyFixToTheOtherHalf(t *testing.T) {
	fix := func(to model.Audience) model.Fix {
		return model.Fix{Kind: model.FixReplace, Scopes: scopeList("a"), With: scopeList("c d"), To: to}
	}
	tests := []struct {
		name string
		fix  model.Fix
		want string
	}{
		{"replace here", fix(model.ForBot), "bot: c,d,b"},
		{"replace where the request is", fix(""), "bot: c,d,b"},
		{"replace there", fix(model.ForUser), "bot: b | user: c,d"},
		{"move there", model.Fix{Kind: model.FixMove, Scopes: scopeList("a"), To: model.ForUser}, "bot: b | user: a"},
		{"move", model.Fix{Kind: model.FixMove, Scopes: scopeList("a")}, "bot: b | user: a"},
	}
	for _, tt := range tests {
		r := model.Request{Kind: catalog.Bot, For: model.ForBot, Scopes: scopeList("a b")}
		if got := inShort(r.Apply(tt.fix)); got != tt.want {
			t.Errorf("%s: %s; want %s", tt.name, got, tt.want)
		}
	}
}

// An install is granted when the token that it is about holds all it asked for.
func TestObservedToday(t *testing.T) {
	bot := model.Held(catalog.Bot, reported("chat:write pins:read"), nil)
	person := model.Held(catalog.UserToken, reported("chat:write"), nil)
	tests := []struct {
		by     model.Permissions
		half   model.Audience
		scopes string
		held   bool
	}{
		{bot, model.ForBot, "pins:read chat:write", true},
		{bot, model.ForBot, "pins:read users:read", false},
		{bot, model.ForUser, "chat:write", false}, // that is another token
		{person, model.ForUser, "chat:write", true},
	}
	for _, tt := range tests {
		ask := model.Arm(half(tt.by.Kind, tt.half, tt.scopes)).Fire("1.2.a").Show()
		if got, held := ask.Observed(tt.by); held != tt.held || (got.State == model.Approved) != held {
			t.Errorf("%s for the %s: %t, %s; want %t", tt.scopes, tt.half, held, got.State, tt.held)
		}
	}
}
