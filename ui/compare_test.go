package ui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
)

func TestCompareTwoTeams(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 50)
	d.press("d")
	d.see("Compare Initech with", "Acme HQ", "ok, workspace token", "Hooli")
	d.seeNot("itself")
	d.press("j", "j", "j", "enter")
	d.see("Initech compared with Hooli", "The one is a bot token, the other a user token.",
		"+ chat:write", "only Initech", "– search:read", "only Hooli", "C0DEPLOY1")
	d.press("q")
	d.seeNot("compared with")
}

func TestCompareReadsTheOtherTeam(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := drive(t, m, 120, 50)
	if got := d.e.teams.Find("fresh").Reading; got != 0 {
		t.Fatalf("the other team was read %d times before", got)
	}
	d.press("d", "enter")
	d.see("Acme HQ compared with Fresh Install", "+ chat:write", "only Acme HQ", "+ all of the type", "all but # payroll")
	d.press("d", "j", "enter")
	d.see("Slack says the token was revoked.")
	m.worlds["umbrella"].err = nil
	d.press("r")
	d.see("Acme HQ compared with Umbrella", "only Acme HQ")
	m.worlds["umbrella"].perms = m.worlds["acme"].perms
	d.press("r")
	d.see("No difference.")
}

func TestCompareWhileReading(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := drive(t, m, 120, 36)
	d.press("d")
	_, _ = d.e.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) // its command, the reading, is not run
	d.see("reading what Fresh Install may do…")
}

func TestCompareBeforeAndNow(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 50)
	m.grant("initech", "groups:read")
	d.press("r", "d")
	d.see("itself, before the last change")
	d.press("enter")
	d.see("Initech, before and now", "Gained: 1 scope, on group; 1 resource. Lost: nothing.", "group", "+ groups:read", "gained", "G0ALERTS1",
		"Conversations of type group could be listed only once")
	d.press("esc", "r", "d", "enter")
	d.see("No difference.")
}

// TestCompareOnlyWhatBothKnow: conversations that one side cannot list are not
// what the other has beyond it.
func TestCompareOnlyWhatBothKnow(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 120, 50)
	d.press("d", "j", "j", "j", "enter")
	d.see("Initech compared with Hooli", "one side cannot list them: the conversations of type group, mpim.", "– groups:read", "C0DEPLOY1")
	d.seeNot("G0BOARD01")
	m.grant("initech", "groups:read", "mpim:read")
	d.press("esc", "r", "d", "j", "j", "j", "j", "enter")
	d.see("Initech compared with Hooli", "G0BOARD01", "only Hooli")
	d.seeNot("Not compared")
}

func TestCompareSaysWhatItCannotKnow(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "vandelay", 120, 36)
	d.press("d", "j", "j", "j", "enter")
	d.see("Vandelay compared with Initech", "Slack did not say which scopes Vandelay holds: they are left out.")
}

func TestNothingToCompareWith(t *testing.T) {
	t.Parallel()
	m := &memory{}
	m.put("one", "One", &world{})
	d := drive(t, m, 120, 36)
	d.press("d")
	d.see("there is no other team, and this one was read only once")
	d = drive(t, acme(0), 120, 36)
	d.press("j", "j", "d")
	d.see("no permissions were read for this team")
}

// TestManyDifferencesAreCounted keeps a comparison of thousands on a few rows.
func TestManyDifferencesAreCounted(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	set := model.ResourceSet{}
	for i := range 5000 {
		set.IDs = append(set.IDs, model.ResourceID(fmt.Sprintf("C%05d", i)))
	}
	m.put("vast", "Vast", &world{perms: model.NewPermissions([]model.Grant{{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: set}})})
	d := m.At(t, m, "vast", 120, 50)
	d.press("d", "enter")
	d.see("Vast alone has 5,000 resources. Acme HQ alone has 9 scopes, on 5 types and 2 people; ", "and 4,988 more", "+5,000")
	d.press("pgdown", "G")
	checkSize(t, d.screen(), 120, 50)
}
