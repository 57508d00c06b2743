package model_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
)

func TestApplyFix(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		scopes string
		fix    model.Fix
		want   string
	}{
		{
			"correct", "pins:read chat:wriet users:read",
			model.Fix{Kind: model.FixCorrect, Scopes: scopeList("chat:wriet"), With: scopeList("chat:write")},
			"team: pins:read,chat:write,users:read",
		},
		{
			"correct everywhere", "chat:wriet pins:read chat:wriet",
			model.Fix{Kind: model.FixCorrect, Scopes: scopeList("chat:wriet"), With: scopeList("chat:write")},
			"team: chat:write,pins:read",
		},
		{
			"replace by what is there", "channels:read pins:read conversations:read",
			model.Fix{Kind: model.FixReplace, Scopes: scopeList("channels:read"), With: scopeList("conversations:read")},
			"team: pins:read,conversations:read",
		},
		{
			"replace by two", "a b",
			model.Fix{Kind: model.FixReplace, Scopes: scopeList("a"), With: scopeList("c d")},
			"team: c,d,b",
		},
		{"move some", "a b c", model.Fix{Kind: model.FixMove, Scopes: scopeList("c a")}, "team: b | user U1: a,c"},
		{"move all", "a b", model.Fix{Kind: model.FixMove, Scopes: scopeList("a b")}, "user U1: a,b"},
		{"move nothing", "a b", model.Fix{Kind: model.FixMove, Scopes: scopeList("z")}, "team: a,b"},
		{"drop one", "a b a", model.Fix{Kind: model.FixDrop, Scopes: scopeList("a")}, "team: b"},
		{"drop all", "a b", model.Fix{Kind: model.FixDrop, Scopes: scopeList("b a")}, ""},
		{"once", "a b a b c", model.Fix{Kind: model.FixOnce}, "team: a,b,c"},
		{"split", "chat:write users:read", model.Fix{Kind: model.FixSplit}, "team: chat:write | team: users:read"},
		{"no fix at all", "a a", model.Fix{}, "team: a,a"},
	}
	for _, tt := range tests {
		r := model.Request{For: model.ForTeam, User: "U1", Scopes: scopeList(tt.scopes)}
		if got := inShort(r.Apply(tt.fix)); got != tt.want {
			t.Errorf("%s: %q became %q; want %q", tt.name, tt.scopes, got, tt.want)
		}
		if !slices.Equal(r.Scopes, scopeList(tt.scopes)) {
			t.Errorf("%s: the request itself was changed, to %q", tt.name, r.Scopes)
		}
	}
}

func TestMoveAndBack(t *testing.T) {
	t.Parallel()
	r := model.Request{For: model.ForUser, User: "U1", Scopes: scopeList("chat:write")}
	move := model.Fix{Kind: model.FixMove, Scopes: r.Scopes}
	there := r.Apply(move)
	if got := inShort(there); got != "team: chat:write" {
		t.Fatalf("a request to a user moved to %q", got)
	}
	if diff := cmp.Diff([]model.Request{r}, there[0].Apply(move)); diff != "" {
		t.Errorf("there and back again (-want +got):\n%s", diff)
	}
}

// A fix solves the problem that offers it.
func TestFixesSolveTheirProblem(t *testing.T) {
	t.Parallel()
	for seed := range seeds(600) {
		d := newDice(seed)
		kind := everyKind[seed%3]
		r, held := d.requestBy(kind), d.heldBy(kind)
		for _, p := range model.Validate(r, &held) {
			for _, f := range p.Fixes {
				for _, mended := range r.Apply(f) {
					for _, left := range model.Validate(mended, &held) {
						if left.Code == p.Code && slices.Equal(left.Scopes, p.Scopes) {
							t.Fatalf("%+v: %q leaves %q: %s", r, f.Label, mended.Scopes, left.Message)
						}
					}
				}
			}
		}
	}
}

// checkMending applies fixes, chosen by choose, until no problem is left. It
// fails when that takes more steps than a request of this size can need.
func checkMending(t *testing.T, r model.Request, held *model.Permissions, choose func(n int) int) {
	t.Helper()
	queue, steps := []model.Request{r}, 0
	for len(queue) > 0 {
		problems := model.Validate(queue[0], held)
		if len(problems) == 0 {
			if code, ok := model.Verdict(queue[0]); !ok {
				t.Fatalf("%+v: no problem is left in %+v, but Slack answers %s", r, queue[0], code)
			}
			queue = queue[1:]
			continue
		}
		fixes := problems[choose(len(problems))].Fixes
		if len(fixes) == 0 {
			t.Fatalf("%+v: in %+v nothing can be done about %s", r, queue[0], describe(problems))
		}
		mended := queue[0].Apply(fixes[choose(len(fixes))])
		queue = append(mended, queue[1:]...)
		if steps++; steps > 10*len(r.Scopes)+10 {
			t.Fatalf("%+v: still not mended after %d fixes: %+v", r, steps, queue)
		}
	}
}

// Whichever fix is taken, and in whichever order, all problems go away.
func TestMendingEnds(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		d := newDice(seed)
		kind := everyKind[seed%3]
		held := d.heldBy(kind)
		checkMending(t, d.requestBy(kind), &held, d.IntN)
	}
}

// Taking the first fix each time, as an impatient person does.
func TestMendingEndsWithTheFirstFix(t *testing.T) {
	t.Parallel()
	for seed := range seeds(1000) {
		checkMending(t, newDice(seed).requestBy(everyKind[seed%3]), nil, func(int) int { return 0 })
	}
}

// checkMend fails unless what [model.Mend] leaves has no problem at all, and
// what nothing is wrong with is left as it is.
func checkMend(t *testing.T, r model.Request, held *model.Permissions) {
	t.Helper()
	mended := model.FixAll(r, held)
	for _, part := range mended {
		if problems := model.Validate(part, held); len(problems) > 0 {
			t.Fatalf("%+v is mended to %+v, of which %s", r, part, describe(problems))
		}
		if part.Kind != r.Kind {
			t.Fatalf("%+v is mended to %+v, by other rules", r, part)
		}
	}
	if fine := len(model.Validate(r, held)) == 0; fine && (len(mended) != 1 || !slices.Equal(mended[0].Scopes, r.Scopes)) {
		t.Fatalf("%+v has no problem, and is mended to %+v", r, mended)
	}
}

func TestMendLeavesNoProblem(t *testing.T) {
	t.Parallel()
	for seed := range seeds(600) {
		d := newDice(seed)
		kind := everyKind[seed%3]
		held := d.heldBy(kind)
		r := d.requestBy(kind)
		checkMend(t, r, &held)
		checkMend(t, r, nil)
	}
}

func FuzzMending(f *testing.F) {
	f.Add(uint64(1), uint64(2), uint8(0))
	f.Add(uint64(3), uint64(4), uint8(1))
	f.Add(uint64(5), uint64(6), uint8(2))
	f.Fuzz(func(t *testing.T, request, fixes uint64, kind uint8) {
		d, choice := newDice(request), newDice(fixes)
		of := everyKind[int(kind)%len(everyKind)]
		held := d.heldBy(of)
		r := d.requestBy(of)
		checkMending(t, r, &held, choice.IntN)
		checkMend(t, r, &held)
	})
}

func TestMend(t *testing.T) {
	t.Parallel()
	held := model.NewPermissions([]model.Grant{{Type: catalog.Team, Scopes: []catalog.Scope{"team:read"}, Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}}}})
	for _, c := range []struct {
		name string
		in   []catalog.Scope
		want [][]catalog.Scope
	}{
		{"nothing wrong", []catalog.Scope{"pins:read"}, [][]catalog.Scope{{"pins:read"}}},
		{"nothing asked", nil, nil},
		{"a slip of the hand", []catalog.Scope{"pins:reed"}, [][]catalog.Scope{{"pins:read"}}},
		{"two families", []catalog.Scope{"pins:read", "emoji:read"}, [][]catalog.Scope{{"pins:read"}, {"emoji:read"}}},
		{"held already", []catalog.Scope{"team:read"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := model.FixAll(model.Request{For: model.ForTeam, Scopes: c.in}, &held)
			if len(got) != len(c.want) {
				t.Fatalf("%d requests, want %d: %v", len(got), len(c.want), got)
			}
			for i, r := range got {
				if !slices.Equal(r.Scopes, c.want[i]) {
					t.Errorf("request %d asks for %v, want %v", i, r.Scopes, c.want[i])
				}
				if problems := model.Validate(r, &held); len(problems) > 0 {
					t.Errorf("%v has problems: %v", r.Scopes, problems)
				}
			}
		})
	}
}

func TestMendInstalls(t *testing.T) {
	t.Parallel()
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
		if got := inShort(model.FixAll(r, nil)); got != tt.want {
			t.Errorf("%q by %s rules:\n got %s\nwant %s", tt.scopes, tt.kind, got, tt.want)
		}
	}
}

func TestApplyFixForTheOtherAudience(t *testing.T) {
	t.Parallel()
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
