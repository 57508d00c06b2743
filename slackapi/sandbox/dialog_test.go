package sandbox

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

func TestDialogSaysWhatIsAsked(t *testing.T) {
	t.Parallel()
	s, clock := frozenDemo(t)
	askTeam(t, s, "pins:write,pins:read,pins:write")
	got := onlyDialog(t, s)
	read, _ := catalog.Lookup("pins:read")
	write, _ := catalog.Lookup("pins:write")
	want := Dialog{
		ID: got.ID, Team: acmeID, App: "A0PERISCOPE", AppName: "Periscope", User: person(s), For: model.ForTeam,
		Scopes: []catalog.Scope{"pins:write", "pins:read"}, Meanings: []string{write.Meaning, read.Meaning},
		Trigger: got.Trigger, OpenedAt: clock.now,
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(Dialog{})); diff != "" || got.ID == "" || got.Trigger == "" {
		t.Errorf("dialog (-want +got):\n%s", diff)
	}
}

func TestDialogsOfATeam(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	fresh := s.World().Teams[1].ID
	askTeam(t, s, "pins:read")
	askTeam(t, s, "users:read")
	id, err := s.RunCommand(t.Context(), fresh, s.People(fresh)[0].ID, "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	ask(t, s, freshToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id))
	for team, want := range map[model.TeamID][]model.TeamID{
		"": {acmeID, acmeID, fresh}, acmeID: {acmeID, acmeID}, fresh: {fresh}, "T0NOWHERE": nil,
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
	s, clock := frozenDemo(t)
	before := permissionOn(t, s, clock, catalog.Channel)
	askTeam(t, s, "pins:read")
	if diff := cmp.Diff(before, permissionOn(t, s, clock, catalog.Channel)); diff != "" {
		t.Errorf("a dialog alone changes the permissions:\n%s", diff)
	}
	if err := s.Answer(onlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	want := before
	want.Scopes = slices.Sorted(slices.Values(append(slices.Clone(before.Scopes), "pins:read")))
	if diff := cmp.Diff(want, permissionOn(t, s, clock, catalog.Channel)); diff != "" {
		t.Errorf("after the approval (-want +got):\n%s", diff)
	}
	scopes := decode[struct {
		Scopes map[catalog.ResourceType][]catalog.Scope
	}](t, do(t, s, acmeToken, "apps.permissions.scopes.list")).Scopes
	for _, on := range model.LandsOn("pins:read") {
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
	s, clock := frozenDemo(t)
	fresh := s.World().Teams[1].ID
	id, err := s.RunCommand(t.Context(), fresh, s.People(fresh)[0].ID, "/periscope")
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, s, freshToken, "users.info", "user", string(s.People(fresh)[0].ID)).Error; got != "missing_scope" {
		t.Fatalf("users.info before the grant: %q", got)
	}
	ask(t, s, freshToken, "apps.permissions.request", "scopes", "users:read", "trigger_id", string(id))
	if err := s.Answer(onlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	info := decode[infoWire](t, do(t, s, freshToken, "apps.permissions.info")).Info[catalog.Team]
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
	if got := ask(t, s, freshToken, "users.info", "user", string(s.People(fresh)[0].ID)).Error; got != "" {
		t.Errorf("users.info after the grant: %q", got)
	}
	_ = clock
}

func TestApprovalOfAUser(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	user := s.People(acmeID)[20].ID
	askUser(t, s, user, "reminders:read:user")
	d := onlyDialog(t, s)
	if d.For != model.ForUser || d.AskedUser != user {
		t.Errorf("dialog is %+v, want it about %s", d, user)
	}
	if err := s.Answer(d.ID, true); err != nil {
		t.Fatal(err)
	}
	got := ask(t, s, acmeToken, "apps.permissions.users.list")
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
	s, _ := frozenDemo(t)
	before := s.World().Teams[0].Installs[0]
	askTeam(t, s, "pins:read")
	askUser(t, s, person(s), "reminders:read:user")
	for _, d := range s.Dialogs("") {
		if err := s.Answer(d.ID, false); err != nil {
			t.Error(err)
		}
	}
	after := s.World().Teams[0].Installs[0]
	if d := model.Diff(permissionsOf(before), permissionsOf(after)); !d.Empty() {
		t.Errorf("denials changed %+v", d)
	}
	if n := len(s.Dialogs("")); n != 0 {
		t.Errorf("%d dialogs are still shown", n)
	}
}

func permissionsOf(in world.Install) model.Permissions {
	return model.NewPermissions(in.Grants).WithUsers(in.Users)
}

func TestADialogIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	askTeam(t, s, "pins:read")
	d := onlyDialog(t, s)
	if err := s.Answer("V0NOWHERE", true); !errors.Is(err, ErrNoDialog) {
		t.Errorf("an id that never was: %v", err)
	}
	if err := s.Answer(d.ID, false); err != nil {
		t.Error(err)
	}
	if err := s.Answer(d.ID, true); !errors.Is(err, ErrAnswered) {
		t.Errorf("again: %v", err)
	}
	if permissionsOf(s.World().Teams[0].Installs[0]).Holds("pins:read", catalog.Channel) {
		t.Error("the second answer counted")
	}
}

func TestResetForgets(t *testing.T) {
	t.Parallel()
	s, _ := frozenDemo(t)
	before := s.World()
	askTeam(t, s, "pins:read")
	if err := s.Answer(onlyDialog(t, s).ID, true); err != nil {
		t.Fatal(err)
	}
	askTeam(t, s, "pins:write")
	d, id := onlyDialog(t, s), runCommand(t, s)
	if err := s.Uninstall(acmeID); err != nil {
		t.Fatal(err)
	}
	exhaust(t, s, freshToken, "apps.permissions.info")
	s.Reset()
	if diff := cmp.Diff(before, s.World()); diff != "" {
		t.Errorf("world (-before +after):\n%s", diff)
	}
	if got := ask(t, s, acmeToken, "apps.permissions.request", "scopes", "pins:read", "trigger_id", string(id)).Error; got != "invalid_trigger" {
		t.Errorf("a trigger of before: %q, want invalid_trigger", got)
	}
	if err := s.Answer(d.ID, true); !errors.Is(err, ErrNoDialog) {
		t.Errorf("a dialog of before: %v", err)
	}
	if got := ask(t, s, freshToken, "apps.permissions.info").Error; got != "" {
		t.Errorf("after the reset: %q, want the rate limits lifted", got)
	}
}

func TestWorldThatWasGivenStaysAsItWas(t *testing.T) {
	t.Parallel()
	w := world.Demo(0)
	s := New(w, Options{})
	askTeam(t, s, "pins:read")
	if err := errors.Join(
		s.Answer(onlyDialog(t, s).ID, true),
		s.AddResources(acmeID, model.Grant{Type: catalog.Group, Resources: model.ResourceSet{IDs: []model.ResourceID{find(t, "leadership").ID}}}),
		s.RevokeToken(hostileToken),
		s.Uninstall(acmeID),
	); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(world.Demo(0), w); diff != "" {
		t.Errorf("the world that was given (-before +after):\n%s", diff)
	}
}
