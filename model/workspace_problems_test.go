package model_test

import (
	"strings"
	"testing"
	"unicode"

	"periscope/model"
	"periscope/model/catalog"
)

// describe writes problems in short: code, refusal, scopes and the kinds of fixes.
func describe(problems []model.Problem) string {
	var lines []string
	for _, p := range problems {
		words := []string{string(p.Code)}
		if p.Refusal != "" {
			words = append(words, "refused with "+p.Refusal)
		}
		for _, s := range p.Scopes {
			words = append(words, string(s))
		}
		for _, f := range p.Fixes {
			words = append(words, "["+f.Label+"]")
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return strings.Join(lines, "\n")
}

func TestValidate(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		scopes string
		user   bool
		want   []string
	}{
		{"one scope", "chat:write", false, nil},
		{"one family", "chat:write pins:read conversations.app_home:create", false, nil},
		{"one person", "reminders:read:user dnd:write:user", true, nil},
		{"of unclear type, alone", "commands", false, nil},
		{"nothing", "", false, []string{"no_scopes refused with invalid_scope"}},
		{
			"misspelt", "chat:wriet", false,
			[]string{"invalid_scope refused with invalid_scope chat:wriet [correct to chat:write] [drop \"chat:wriet\"]"},
		},
		{
			"not like anything", "bananas", false,
			[]string{"invalid_scope refused with invalid_scope bananas [drop \"bananas\"]"},
		},
		{
			"of later tokens", "reminders:read", true,
			[]string{"invalid_scope refused with invalid_scope reminders:read [correct to reminders:read:user] [drop reminders:read]"},
		},
		{
			"of two families", "users:read chat:write emoji:read", false,
			[]string{"mixed_scope refused with mixed_scope users:read chat:write emoji:read " +
				"[split into 2 requests] [drop users:read and emoji:read] [drop chat:write]"},
		},
		{
			"identity and user", "identity:read:user dnd:write:user", true,
			[]string{"mixed_scope refused with invalid_scope identity:read:user dnd:write:user " +
				"[split into 2 requests] [drop identity:read:user] [drop dnd:write:user]"},
		},
		{
			"user scopes of the team", "chat:write dnd:write:user identity:read:user", false,
			[]string{"wrong_audience refused with invalid_scope dnd:write:user identity:read:user " +
				"[ask a user for dnd:write:user and identity:read:user] [drop dnd:write:user and identity:read:user]"},
		},
		{
			"team scopes of a user", "chat:write dnd:write:user stars:read", true,
			[]string{"wrong_audience refused with invalid_scope chat:write stars:read " +
				"[ask the team for chat:write and stars:read] [drop chat:write and stars:read]"},
		},
		{
			"of unclear type, in company", "commands chat:write stars:read", false,
			[]string{"unclear_type commands stars:read [split into 3 requests] [drop commands and stars:read]"},
		},
		{
			"superseded", "channels:read", false,
			[]string{"superseded channels:read [replace by conversations:read] [drop channels:read]"},
		},
		{
			"named twice", "chat:write pins:read chat:write", false,
			[]string{"duplicate chat:write [name chat:write once]"},
		},
		{
			"all at once", "chat:wriet im:read users:read dnd:write:user im:read", false,
			[]string{
				"invalid_scope refused with invalid_scope chat:wriet [correct to chat:write] [drop \"chat:wriet\"]",
				"wrong_audience refused with invalid_scope dnd:write:user [ask a user for dnd:write:user] [drop dnd:write:user]",
				"mixed_scope refused with mixed_scope im:read users:read [split into 4 requests] [drop im:read] [drop users:read]",
				"superseded im:read [replace by conversations:read] [drop im:read]",
				"duplicate im:read [name im:read once]",
			},
		},
	}
	for _, tt := range tests {
		r := model.Request{For: model.ForTeam, Scopes: scopeList(tt.scopes)}
		if tt.user {
			r.For = model.ForUser
		}
		if got, want := describe(model.Validate(r, nil)), strings.Join(tt.want, "\n"); got != want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, want)
		}
	}
}

func TestValidateKnowsWhatIsGranted(t *testing.T) {
	t.Parallel()
	held := model.Permissions{}.
		Apply(model.ScopeGranted{Team: "T1", Scopes: scopeList("chat:write emoji:read channels:read commands")}).
		Apply(model.UserResourceGranted{User: "U1", Scopes: scopeList("dnd:write:user")}).
		Apply(model.ResourcesAdded{Grants: []model.Grant{
			{Type: catalog.AppHome, Scopes: scopeList("im:read"), Resources: model.ResourceSet{IDs: []model.ResourceID{"D1"}}},
			{Type: catalog.Channel, Scopes: scopeList("reactions:read"), Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
		}})
	tests := []struct {
		scopes string
		user   model.UserID
		want   string // the scopes granted already
	}{
		{"chat:write pins:read", "", "chat:write"},
		{"chat:write:user", "", ""}, // its successor is; that shows once the one is replaced by the other
		{"emoji:read", "", "emoji:read"},
		{"users:read", "", ""},
		{"channels:read pins:read channels:read", "", "channels:read"},
		{"im:read", "", ""},        // held on the app home, not on direct messages
		{"reactions:read", "", ""}, // held on public channels, not on other conversations
		{"commands", "", "commands"},
		{"dnd:write:user", "", ""}, // not the team's to grant in the first place
		{"dnd:write:user reminders:read:user", "U1", "dnd:write:user"},
		{"dnd:write:user", "U2", ""},
		{"chat:write", "U1", ""},
		{"no:such", "", ""},
	}
	for _, tt := range tests {
		r := model.Request{For: model.ForTeam, Scopes: scopeList(tt.scopes)}
		if tt.user != "" {
			r.For, r.User = model.ForUser, tt.user
		}
		var granted []string
		for _, p := range model.Validate(r, &held) {
			if p.Code != model.CodeAlreadyGranted {
				continue
			}
			if p.Severity() != model.Advice || len(p.Fixes) != 1 || p.Fixes[0].Kind != model.FixDrop {
				t.Errorf("%q: %+v; want advice to drop", tt.scopes, p)
			}
			for _, s := range p.Scopes {
				granted = append(granted, string(s))
			}
		}
		if got := strings.Join(granted, " "); got != tt.want {
			t.Errorf("%q of user %q is granted already: %q; want %q", tt.scopes, tt.user, got, tt.want)
		}
	}
	unknown := model.Request{For: model.ForUser, Scopes: scopeList("dnd:write:user")}
	if got := model.Validate(unknown, &held); len(got) > 0 {
		t.Errorf("while it is not known who will be asked: %s", describe(got))
	}
}

func TestMessages(t *testing.T) {
	t.Parallel()
	tests := []struct {
		scopes string
		user   bool
		basis  catalog.Basis
		says   []string
	}{
		{"", false, catalog.Inferred, []string{"add at least one scope"}},
		{"chat:wriet", false, catalog.Inferred, []string{`no scope named "chat:wriet"`, "Did you mean chat:write?"}},
		{"bananas", false, catalog.Inferred, []string{`no scope named "bananas".`}},
		{"bot", false, catalog.Inferred, []string{"bot is not for workspace apps", "bot tokens"}},
		{"channels:write.topic", false, catalog.Inferred, []string{"bot and user tokens"}},
		{"seamless.user", false, catalog.Inferred, []string{"as far as Slack says"}},
		{"chat:write users:read", false, catalog.Inferred, []string{"chat:write (conversation)", "users:read (team)", "never published"}},
		{
			"dnd:write:user identity.basic:user", true, catalog.PartlyDocumented,
			[]string{"dnd:write:user (user)", "identity.basic:user (identity)", "identity scopes mix with nothing else"},
		},
		{"dnd:write:user", false, catalog.Inferred, []string{"each for themselves", "ask a user"}},
		{"chat:write pins:read", true, catalog.Inferred, []string{"chat:write and pins:read", "ask the team"}},
		{"stars:read stars:write", false, catalog.Undocumented, []string{"stars:read and stars:write are", "Alone is safe"}},
		{"channels:read", false, catalog.Documented, []string{"conversations:read on 2018-06-21", "not known to refuse"}},
		{"im:history", false, catalog.Documented, []string{"conversations:history on 2018-06-21", "On app_home it remains the way."}},
		{"identity.basic", true, catalog.Inferred, []string{"identity:read:user on 2018-06-06"}},
		{"pins:read chat:write pins:read", false, catalog.Undocumented, []string{"pins:read is named more than once"}},
		{
			"channels:read channels:write groups:read groups:write im:read users:read", false, catalog.Inferred,
			[]string{"channels:read, channels:write, groups:read and 2 more (conversation)"},
		},
	}
	for _, tt := range tests {
		r := model.Request{For: model.ForTeam, Scopes: scopeList(tt.scopes)}
		if tt.user {
			r.For = model.ForUser
		}
		problems := model.Validate(r, nil)
		if len(problems) == 0 {
			t.Errorf("%q: no problem", tt.scopes)
			continue
		}
		for _, words := range tt.says {
			if !strings.Contains(problems[0].Message, words) {
				t.Errorf("%q: the message lacks %q: %s", tt.scopes, words, problems[0].Message)
			}
		}
		if problems[0].Basis != tt.basis {
			t.Errorf("%q: basis %s; want %s", tt.scopes, problems[0].Basis, tt.basis)
		}
	}
}

// Every problem says why, how we know, and what to do, in words that are safe to print.
func TestProblemsAreComplete(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		d := newDice(seed)
		kind := everyKind[seed%3]
		r, held := d.requestBy(kind), d.heldBy(kind)
		refusedNoMore := false
		for _, p := range model.Validate(r, &held) {
			if p.Code == "" || p.Basis == "" || len(p.Scopes) == 0 || len(p.Fixes) == 0 || !strings.ContainsAny(p.Message[len(p.Message)-1:], ".?") {
				t.Fatalf("%+v: incomplete problem %+v", r, p)
			}
			if refusedNoMore && p.Severity() == model.Refused {
				t.Fatalf("%+v: advice comes before refusals", r)
			}
			refusedNoMore = p.Severity() == model.Advice
			for _, f := range p.Fixes {
				if f.Label == "" || unsafe(f.Label) || unsafe(p.Message) {
					t.Fatalf("%+v: label %q, message %q", r, f.Label, p.Message)
				}
			}
		}
	}
}

func unsafe(s string) bool {
	return len(s) > 500 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) })
}

func TestHostileNamesAreSafeToPrint(t *testing.T) {
	t.Parallel()
	for _, s := range []catalog.Scope{
		"", " ", "a\x1b[2Jb", "a\nb", "\u202eetirw:tahc", "\xff\xfe", "chat:write\x00", catalog.Scope(strings.Repeat("☃", 1_000_000)),
	} {
		for _, kind := range everyKind {
			for _, p := range model.Validate(model.Request{Kind: kind, Scopes: []catalog.Scope{s, s, "chat:write"}}, nil) {
				for _, f := range p.Fixes {
					if unsafe(p.Message) || unsafe(f.Label) {
						t.Errorf("%.20q: message %.200q, label %.200q", s, p.Message, f.Label)
					}
				}
			}
		}
	}
}
