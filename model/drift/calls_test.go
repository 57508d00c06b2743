package drift_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
)

// TestConversationThatACallMeans checks which scopes a call needs, by the type of the
// conversation that its arguments say.
func TestConversationThatACallMeans(t *testing.T) {
	t.Parallel()
	types := func(types ...catalog.ResourceType) drift.CallSite { return drift.CallSite{Types: types} }
	for _, c := range []struct {
		method string
		call   drift.CallSite
		kind   catalog.TokenKind
		want   string
	}{
		{"conversations.list", types(), catalog.Bot, "any of channels:read groups:read im:read mpim:read"},
		{"conversations.list", types(catalog.Channel), catalog.Bot, "one channels:read"},
		{"users.conversations", types(catalog.Channel, catalog.Group, catalog.MPIM, catalog.IM), catalog.UserToken, "all of channels:read groups:read im:read mpim:read"},
		{"conversations.list", types("huddle"), catalog.Bot, "any of channels:read groups:read im:read mpim:read"},
		{"conversations.create", types(catalog.Group), catalog.Bot, "one groups:write"},
		{"conversations.create", types(catalog.Channel), catalog.Bot, "one channels:manage"},
		{"conversations.create", types(catalog.Channel), catalog.UserToken, "one channels:write"},
		{"conversations.rename", types(catalog.Channel), catalog.Bot, "one channels:manage"},
		{"conversations.invite", types(catalog.Group), catalog.Bot, "any of groups:write groups:write.invites"},
		{"conversations.open", drift.CallSite{}, catalog.Bot, "any of im:write mpim:write"},
		{"conversations.open", drift.CallSite{Users: 1}, catalog.Bot, "one im:write"},
		{"conversations.open", drift.CallSite{Users: 3}, catalog.UserToken, "one mpim:write"},
		{"conversations.list", types(catalog.Channel), catalog.Workspace, "any of channels:read conversations:read groups:read im:read mpim:read"},
		{"chat.postMessage", types(catalog.Channel), catalog.Bot, "one chat:write"},
	} {
		need, ok := c.call.NeedOf(method(t, c.method), c.kind)
		if got := string(need.Rule) + " " + words(need.Scopes); !ok || got != c.want {
			t.Errorf("%s of %v, %d users, %s token: %s; want %s", c.method, c.call.Types, c.call.Users, c.kind, got, c.want)
		}
	}
}

func TestCallsForAnotherTokenGoByTheConversation(t *testing.T) {
	t.Parallel()
	d := drift.Find(catalog.UserToken, &drift.Manifest{ManifestScopes: drift.ManifestScopes{Bot: []catalog.Scope{"im:write"}}}, nil,
		codeOf([]drift.CallSite{{Method: "conversations.open", File: "a.go", Line: 1, Users: 1}}))
	if got := inWords(d); got != "elsewhere: conversations.open wants im:write of bot" {
		t.Error(got)
	}
}

func TestDriftGoesByTheConversation(t *testing.T) {
	t.Parallel()
	list := func(types ...catalog.ResourceType) drift.CallSite {
		return drift.CallSite{Method: "conversations.list", File: "a.go", Line: len(types), Types: types}
	}
	open := func(users int) drift.CallSite {
		return drift.CallSite{Method: "conversations.open", File: "b.go", Line: 1, Users: users}
	}
	for _, c := range []struct {
		name  string
		held  []catalog.Scope
		calls []drift.CallSite
		want  string
	}{
		{
			"each type needs its scope",
			[]catalog.Scope{"channels:read"},
			[]drift.CallSite{list(catalog.Channel, catalog.Group, catalog.IM)},
			"missing: conversations.list wants groups:read im:read of bot",
		},
		{"the type that is asked for", []catalog.Scope{"channels:read"}, []drift.CallSite{list(catalog.Channel)}, ""},
		{
			"two calls of one method",
			[]catalog.Scope{"channels:read"},
			[]drift.CallSite{list(catalog.Channel), list(catalog.Channel, catalog.MPIM)},
			"missing: conversations.list wants mpim:read of bot",
		},
		{
			"a scope that no call uses",
			[]catalog.Scope{"channels:read", "groups:write"},
			[]drift.CallSite{list(catalog.Channel)},
			"unused: groups:write",
		},
		{
			"a message to one person",
			[]catalog.Scope{"channels:manage", "mpim:write"},
			[]drift.CallSite{open(1)},
			"missing: conversations.open wants im:write of bot; unused: mpim:write",
		},
		{"a message to someone", []catalog.Scope{"channels:manage"}, []drift.CallSite{open(0)}, "missing: conversations.open wants im:write of bot"},
	} {
		d := drift.Find(catalog.Bot, nil, botWith(c.held...), codeOf(c.calls))
		if got := inWords(d); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	d := drift.Find(catalog.Bot, nil, botWith(), codeOf([]drift.CallSite{open(0)}))
	if got := d.Missing[0].NeedsInWords(); got != "any of im:write (direct messages), mpim:write (group direct messages)" {
		t.Errorf("the call needs %s", got)
	}
}

func TestArgumentsNeedScopesOfTheirOwn(t *testing.T) {
	t.Parallel()
	call := func(arguments ...string) []drift.CallSite {
		return []drift.CallSite{
			{Method: "chat.postMessage", File: "a.js", Line: 1},
			{Method: "chat.postMessage", File: "a.js", Line: 2, Arguments: arguments},
		}
	}
	d := drift.Find(catalog.Bot, nil, botWith("chat:write"), codeOf(call("username")))
	if inWords(d) != "missing: chat.postMessage wants chat:write.customize of bot" || d.Missing[0].CallSites[0].Line != 2 ||
		!strings.Contains(d.Missing[0].NeedsInWords(), "chat:write.customize for a name or icon of its own") {
		t.Errorf("%s: %+v", inWords(d), d.Missing)
	}
	for name, d := range map[string]drift.Drift{
		"no such argument":   drift.Find(catalog.Bot, nil, botWith("chat:write"), codeOf(call("is_private"))),
		"held":               drift.Find(catalog.Bot, nil, botWith("chat:write", "chat:write.customize"), codeOf(call("icon_url"))),
		"a classic app":      drift.Find(catalog.Bot, nil, botWith("bot", "chat:write"), codeOf(call("icon_emoji"))),
		"a user's message":   drift.Find(catalog.UserToken, nil, tokenWith(catalog.UserToken, "chat:write"), codeOf(call("username"))),
		"nothing to compare": drift.Find(catalog.Bot, nil, nil, codeOf(call("username"))),
	} {
		if !d.Empty() || len(d.PerhapsUnused) > 0 && name == "held" {
			t.Errorf("%s: %s", name, inWords(d))
		}
	}
}

func TestRetiredCalls(t *testing.T) {
	t.Parallel()
	m := &drift.Manifest{ManifestScopes: drift.ManifestScopes{Bot: []catalog.Scope{"channels:read", "files:write", "workflow.steps:execute"}}}
	d := drift.Find(catalog.Bot, m, nil, codeOf(calls("channels.list", "files.upload", "workflows.stepFailed", "groups.archive")))
	var retired []string
	for _, c := range d.RetiredCalls {
		retired = append(retired, fmt.Sprint(c.Method, " ", c.Retirement.On, " ", len(c.CallSites)))
	}
	for _, s := range d.RetiredScopes {
		retired = append(retired, string(s.Scope)+" "+s.Retirement.On)
	}
	want := []string{
		"channels.list 2021-02-24 1", "files.upload 2025-11-12 1", "groups.archive 2021-02-24 1", "workflows.stepFailed 2024-09-12 1",
		"workflow.steps:execute 2024-09-12",
	}
	// Their scopes are not unused, and none is missing: no scope makes them work.
	if !slices.Equal(retired, want) || !d.Empty() || len(d.PerhapsUnused) > 0 {
		t.Errorf("retired %q, %s; want %q", retired, inWords(d), want)
	}
	// What is only advised against works, and needs its scope.
	d = drift.Find(catalog.UserToken, nil, tokenWith(catalog.UserToken), codeOf(calls("stars.add")))
	if len(d.RetiredCalls) != 1 || len(d.Missing) != 1 {
		t.Errorf("stars.add: %v, %s", d.RetiredCalls, inWords(d))
	}
	// Workspace apps are retired as a whole: that is not said of each call.
	d = drift.Find(catalog.Workspace, nil, tokenWith(catalog.Workspace, "channels:read"), codeOf(calls("channels.list", "apps.permissions.info")))
	if len(d.RetiredCalls)+len(d.Impossible) > 0 {
		t.Errorf("workspace app: %v", d.RetiredCalls)
	}
}

func TestImpossibleCalls(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		kind catalog.TokenKind
		held *model.Permissions
		call string
		want string // part of the reason; empty: possible
	}{
		{"a call of workspace apps", catalog.Bot, botWith("chat:write"), "apps.permissions.request", "workspace tokens, which Slack retired on 2021-08-24"},
		{"for a user", catalog.UserToken, tokenWith(catalog.UserToken, "chat:write"), "apps.permissions.info", "workspace tokens"},
		{"a bot's session", catalog.Bot, botWith("chat:write"), "rtm.connect", "not_allowed_token_type"},
		{"the older way", catalog.Bot, botWith("chat:write"), "rtm.start", "Socket Mode"},
		{"a classic bot's session", catalog.Bot, botWith("bot"), "rtm.connect", ""},
		{"a token of unknown scopes", catalog.Bot, nil, "rtm.connect", ""},
		{"something else", catalog.Bot, botWith("chat:write"), "apps.uninstall", ""},
	} {
		d := drift.Find(c.kind, nil, c.held, codeOf(calls(c.call)))
		switch {
		case c.want == "" && len(d.Impossible) > 0:
			t.Errorf("%s: %v", c.name, d.Impossible)
		case c.want != "" && (len(d.Impossible) != 1 || !strings.Contains(d.Impossible[0].Why, c.want) || d.Empty() || len(d.Missing) > 0):
			t.Errorf("%s: %v, missing %v", c.name, d.Impossible, d.Missing)
		}
	}
}

// Whatever is asked for, rtm:stream is never advised.
func TestNobodyIsAdvisedToAskForRTM(t *testing.T) {
	t.Parallel()
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		for _, e := range model.RequestableScopes(kind) {
			if e.Scope == "rtm:stream" {
				t.Errorf("%s tokens can ask for it", kind)
			}
		}
		r := model.Request{Kind: kind, Scopes: []catalog.Scope{"rtm:stream"}}
		problems := model.Validate(r, nil)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, "came with bot or client") {
			t.Errorf("%s: %v", kind, problems)
		}
		if left := model.FixAll(r, nil); len(left) > 0 {
			t.Errorf("%s: ask for %v instead", kind, left)
		}
	}
}

func TestAddressesAreAskedForWithPeople(t *testing.T) {
	t.Parallel()
	r := model.Request{Kind: catalog.Bot, Scopes: []catalog.Scope{"users:read.email", "chat:write"}}
	problems := model.Validate(r, nil)
	if len(problems) != 1 || problems[0].Code != model.CodePartnerMissing || problems[0].Severity() != model.Refused {
		t.Fatalf("%+v", problems)
	}
	for _, held := range []*model.Permissions{nil, botWith("users:read")} {
		left := model.FixAll(r, held)
		if len(left) != 1 || words(left[0].Scopes) != "users:read.email chat:write users:read" {
			t.Errorf("ask for %v", left)
		}
	}
	if left := model.FixAll(model.Request{Kind: catalog.UserToken, Scopes: []catalog.Scope{"users:read", "users:read.email"}}, nil); len(left) != 1 {
		t.Errorf("ask for %v", left)
	}
}
