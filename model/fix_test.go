package model_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model"
)

func TestApplyFix(t *testing.T) {
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
	for seed := range uint64(600) {
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
	for seed := range uint64(1000) {
		d := newDice(seed)
		kind := everyKind[seed%3]
		held := d.heldBy(kind)
		checkMending(t, d.requestBy(kind), &held, d.IntN)
	}
}

// Taking the first fix each time, as an impatient person does.
func TestMendingEndsWithTheFirstFix(t *testing.T) {
	for seed := range uint64(1000) {
		checkMending(t, newDice(seed).requestBy(everyKind[seed%3]), nil, func(int) int { return 0 })
	}
}

// checkMend fails unless what [model.Mend] leaves has no problem at all, and
// what nothing is wrong with is left as it is.
func checkMend(t *testing.T, r model.Request, held *model.Permissions) {
	t.Helper()
	mended := model.Mend(r, held)
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
	for seed := range uint64(600) {
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
