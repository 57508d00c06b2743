package state_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

func TestDialogSaysWhatIsAsked(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	sandboxtest.AskTeam(t, s, "pins:write,pins:read,pins:write")
	got := sandboxtest.OnlyDialog(t, s)
	read, _ := catalog.Lookup("pins:read")
	write, _ := catalog.Lookup("pins:write")
	want := sandbox.Dialog{
		ID: got.ID, Team: sandboxtest.AcmeID, App: "A0PERISCOPE", AppName: "Periscope", User: sandboxtest.Person(s), For: model.ForTeam,
		Scopes: []catalog.Scope{"pins:write", "pins:read"}, Meanings: []string{write.Meaning, read.Meaning},
		Trigger: got.Trigger, OpenedAt: clock.Now(),
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(sandbox.Dialog{})); diff != "" || got.ID == "" || got.Trigger == "" {
		t.Errorf("dialog (-want +got):\n%s", diff)
	}
}

func TestDialogsOfATeam(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	fresh := s.World().Teams[1].ID
	sandboxtest.AskTeam(t, s, "pins:read")
	sandboxtest.AskTeam(t, s, "users:read")
	id, err := s.RunCommand(t.Context(), fresh, s.People(fresh)[0].ID, "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	sandboxtest.Ask(t, s, sandboxtest.FreshToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id))
	for team, want := range map[model.TeamID][]model.TeamID{
		"": {sandboxtest.AcmeID, sandboxtest.AcmeID, fresh}, sandboxtest.AcmeID: {sandboxtest.AcmeID, sandboxtest.AcmeID}, fresh: {fresh}, "T0NOWHERE": nil,
	} {
		var got []model.TeamID
		for _, d := range s.Dialogs(team) {
			got = append(got, d.Team)
		}
		if !slices.Equal(got, want) {
			t.Errorf("dialogs of %q are in %v, want %v", team, got, want)
		}
	}
}

func TestApprovalOfTheTeamIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	before := sandboxtest.PermissionOn(t, s, clock, catalog.Channel)
	sandboxtest.AskTeam(t, s, "pins:read")
	if diff := cmp.Diff(before, sandboxtest.PermissionOn(t, s, clock, catalog.Channel)); diff != "" {
		t.Errorf("a dialog alone changes the permissions:\n%s", diff)
	}
	if err := s.Answer(sandboxtest.OnlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	want := before
	want.Scopes = slices.Sorted(slices.Values(append(slices.Clone(before.Scopes), "pins:read")))
	if diff := cmp.Diff(want, sandboxtest.PermissionOn(t, s, clock, catalog.Channel)); diff != "" {
		t.Errorf("after the approval (-want +got):\n%s", diff)
	}
	scopes := sandboxtest.Decode[struct {
		Scopes map[catalog.ResourceType][]catalog.Scope
	}](t, sandboxtest.Do(t, s, sandboxtest.AcmeToken, "apps.permissions.scopes.list")).Scopes
	for _, on := range model.TypesGranted("pins:read") {
		if !slices.Contains(scopes[on], "pins:read") {
			t.Errorf("scopes.list lacks pins:read on %s", on)
		}
	}
	in := s.World().Teams[0].Installs[0]
	if !model.NewPermissions(in.Grants).Holds("pins:read", catalog.Channel) {
		t.Error("the world does not show the grant")
	}
}

func TestScopesOfTheTeamBringTheTeam(t *testing.T) {
	t.Parallel()
	s, clock := sandboxtest.FrozenDemo(t)
	fresh := s.World().Teams[1].ID
	id, err := s.RunCommand(t.Context(), fresh, s.People(fresh)[0].ID, "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "users.info", "user", string(s.People(fresh)[0].ID)).Error; got != "missing_scope" {
		t.Fatalf("users.info before the grant: %q", got)
	}
	sandboxtest.Ask(t, s, sandboxtest.FreshToken, "apps.permissions.request", "scopes", "users:read", "trigger_id", string(id))
	if err := s.Answer(sandboxtest.OnlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	info := sandboxtest.Decode[sandboxtest.InfoReply](t, sandboxtest.Do(t, s, sandboxtest.FreshToken, "apps.permissions.info")).Info[catalog.Team]
	if !slices.Equal(info.Resources.IDs, []model.ResourceID{model.ResourceID(fresh)}) {
		t.Errorf("team grant is %+v, want it on %s", info, fresh)
	}
	var types []catalog.ResourceType
	for _, g := range s.World().Teams[1].Installs[0].Grants {
		types = append(types, g.Type)
	}
	if want := []catalog.ResourceType{catalog.Team, catalog.AppHome}; !slices.Equal(types, want) {
		t.Errorf("the world has grants on %v, want %v", types, want)
	}
	if got := sandboxtest.Ask(t, s, sandboxtest.FreshToken, "users.info", "user", string(s.People(fresh)[0].ID)).Error; got != "" {
		t.Errorf("users.info after the grant: %q", got)
	}
	_ = clock
}

func TestApprovalOfAUser(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	user := s.People(sandboxtest.AcmeID)[20].ID
	sandboxtest.AskUser(t, s, user, "reminders:read:user")
	d := sandboxtest.OnlyDialog(t, s)
	if d.For != model.ForUser || d.AskedUser != user {
		t.Errorf("dialog is %+v, want it about %s", d, user)
	}
	if err := s.Answer(d.ID, true); err != nil {
		t.Fatal(err)
	}
	got := sandboxtest.Ask(t, s, sandboxtest.AcmeToken, "apps.permissions.users.list")
	granted := map[string][]catalog.Scope{}
	for _, r := range got.Resources {
		granted[r.ID] = r.Scopes
	}
	if len(granted) != 4 || !slices.Equal(granted[string(user)], []catalog.Scope{"reminders:read:user"}) {
		t.Errorf("users.list has %+v, want %s among four", granted, user)
	}
}

func TestDenialChangesNothing(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	before := s.World().Teams[0].Installs[0]
	sandboxtest.AskTeam(t, s, "pins:read")
	sandboxtest.AskUser(t, s, sandboxtest.Person(s), "reminders:read:user")
	for _, d := range s.Dialogs("") {
		if err := s.Answer(d.ID, false); err != nil {
			t.Error(err)
		}
	}
	after := s.World().Teams[0].Installs[0]
	if d := model.Diff(sandboxtest.PermissionsOf(before), sandboxtest.PermissionsOf(after)); !d.Empty() {
		t.Errorf("denials changed %+v", d)
	}
	if n := len(s.Dialogs("")); n != 0 {
		t.Errorf("%d dialogs are still shown", n)
	}
}

func TestADialogIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s, _ := sandboxtest.FrozenDemo(t)
	sandboxtest.AskTeam(t, s, "pins:read")
	d := sandboxtest.OnlyDialog(t, s)
	if err := s.Answer("V0NOWHERE", true); !errors.Is(err, sandbox.ErrNoDialog) {
		t.Errorf("an id that never was: %v", err)
	}
	if err := s.Answer(d.ID, false); err != nil {
		t.Error(err)
	}
	if err := s.Answer(d.ID, true); !errors.Is(err, sandbox.ErrAnswered) {
		t.Errorf("again: %v", err)
	}
	if sandboxtest.PermissionsOf(s.World().Teams[0].Installs[0]).Holds("pins:read", catalog.Channel) {
		t.Error("the second answer counted")
	}
}
