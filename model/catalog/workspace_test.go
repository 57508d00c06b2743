package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"periscope/model/catalog"
)

// workspaceScopes are the scopes of workspace apps, and the methods that
// Slack's pages of 2018-03 to 2019-03 listed each of them for.
var workspaceScopes = []struct {
	scope   catalog.Scope
	unlocks string
}{
	{"channels:history", "channels.history channels.replies conversations.history conversations.replies"},
	{"channels:read", "channels.info channels.list conversations.info conversations.list conversations.members"},
	{"channels:write", "channels.archive channels.create channels.invite channels.kick channels.rename channels.setPurpose channels.setTopic channels.unarchive conversations.setTopic"},
	{"chat:write", "chat.delete chat.postEphemeral chat.postMessage chat.update"},
	{"chat:write:user", ""},
	{"commands", ""},
	{"conversations.app_home:create", "chat.delete chat.postEphemeral chat.postMessage chat.update"},
	{"conversations:history", "conversations.history conversations.replies"},
	{"conversations:read", "conversations.info conversations.list conversations.members"},
	{"conversations:write", "conversations.archive conversations.create conversations.invite conversations.rename conversations.setPurpose conversations.setTopic conversations.unarchive"},
	{"dnd:read", "dnd.info dnd.teamInfo"},
	{"dnd:write:user", "dnd.endDnd dnd.endSnooze dnd.setSnooze"},
	{"emoji:read", "emoji.list"},
	{"files:read", "files.info files.list"},
	{"files:write", "files.comments.add files.comments.delete files.comments.edit files.delete files.revokePublicURL files.sharedPublicURL files.upload"},
	{"files:write:user", "files.comments.add files.comments.delete files.comments.edit files.delete files.revokePublicURL files.sharedPublicURL files.upload"},
	{"groups:history", "conversations.history conversations.replies groups.history groups.replies"},
	{"groups:read", "conversations.info conversations.list conversations.members groups.info groups.list"},
	{"groups:write", "conversations.setTopic groups.archive groups.create groups.createChild groups.rename groups.setPurpose groups.setTopic groups.unarchive"},
	{"identity.avatar:read:user", ""},
	{"identity.basic", "users.identity"},
	{"identity.basic:user", "users.identity"},
	{"identity.email:read:user", ""},
	{"identity.team:read:user", ""},
	{"identity:read:user", "users.identity"},
	{"im:history", "conversations.history conversations.replies im.history im.replies"},
	{"im:read", "conversations.info conversations.list conversations.members im.list"},
	{"im:write", "conversations.setTopic im.close"},
	{"links:read", ""},
	{"links:write", "chat.unfurl"},
	{"mpim:history", "conversations.history conversations.replies mpim.history mpim.replies"},
	{"mpim:read", "conversations.info conversations.list conversations.members mpim.list"},
	{"mpim:write", "conversations.setTopic mpim.close"},
	{"pins:read", "pins.list"},
	{"pins:write", "pins.add pins.remove"},
	{"reactions:read", "reactions.get reactions.list"},
	{"reactions:write", "reactions.add reactions.remove"},
	{"reminders:read:user", "reminders.info reminders.list"},
	{"reminders:write:user", "reminders.add reminders.complete reminders.delete"},
	{"search:read", "search.all search.files search.messages"},
	{"stars:read", "stars.list"},
	{"stars:write", "stars.add stars.remove"},
	{"team:read", "team.info"},
	{"usergroups:read", "usergroups.list usergroups.users.list"},
	{"usergroups:write", "usergroups.create usergroups.disable usergroups.enable usergroups.update usergroups.users.update"},
	{"users.profile:read", "team.profile.get users.profile.get"},
	{"users.profile:write:user", "users.profile.set"},
	{"users:read", "bots.info users.info users.list"},
	{"users:read.email", "users.lookupByEmail"},
}

func TestWorkspaceScopesAreComplete(t *testing.T) {
	t.Parallel()
	var want, got []catalog.Scope
	for _, w := range workspaceScopes {
		want = append(want, w.scope)
	}
	for _, e := range catalog.Offered(catalog.Workspace) {
		got = append(got, e.Scope)
	}
	if len(want) != 49 || !slices.Equal(got, want) {
		t.Errorf("workspace scopes:\n got %q\nwant %q", got, want)
	}
}

func TestWorkspaceScopesUnlock(t *testing.T) {
	t.Parallel()
	for _, w := range workspaceScopes {
		if got := strings.Join(catalog.Unlocks(w.scope, catalog.Workspace), " "); got != w.unlocks {
			t.Errorf("Unlocks(%s):\n got %s\nwant %s", w.scope, got, w.unlocks)
		}
	}
}

// What a workspace scope is rests on more than its name, or we say that it does not.
func TestWorkspaceScopesHaveEvidence(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Offered(catalog.Workspace) {
		if !strings.HasSuffix(e.Evidence, ".") {
			t.Errorf("%s: evidence is %q, want whole sentences", e.Scope, e.Evidence)
		}
	}
}

// A scope with no place is one that no place can be named for.
func TestWorkspaceScopesHavePlaces(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Offered(catalog.Workspace) {
		placeless := e.Class == catalog.UnclearClass || e.Class == catalog.LegacyClass
		if placeless != (len(e.Places) == 0) {
			t.Errorf("%s: class %s with places %v", e.Scope, e.Class, e.Places)
		}
	}
}

func TestOnlyWorkspaceScopesHavePlacesEventsAndReplacements(t *testing.T) {
	t.Parallel()
	for _, e := range catalog.Scopes() {
		if e.Offered(catalog.Workspace) {
			continue
		}
		if len(e.Places) > 0 || len(e.Events) > 0 || e.Replaced != nil {
			t.Errorf("%s: places %v, events %v, replaced %v; want none", e.Scope, e.Places, e.Events, e.Replaced)
		}
	}
}

// conversationPlaces is where a scope over every kind of conversation lives.
const conversationPlaces = "channel inferred, group inferred, mpim inferred, im inferred, app_home inferred"

// The facts that Slack's documents bear out, and those we guess, spot by spot.
func TestWorkspaceScopeFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		scope    catalog.Scope
		class    catalog.Class
		basis    catalog.Basis
		places   string
		replaced string
	}{
		{"chat:write", "conversation", "documented", strings.ReplaceAll(conversationPlaces, "inferred", "documented"), ""},
		{"channels:history", "conversation", "documented", "channel documented", "conversations:history 2018-06-21 documented"},
		{"channels:read", "conversation", "documented", "channel documented", "conversations:read 2018-06-21 documented"},
		{"groups:write", "conversation", "inferred", "group inferred", "conversations:write 2018-06-21 documented"},
		{"mpim:history", "conversation", "inferred", "mpim inferred", "conversations:history 2018-06-21 documented"},
		{"im:write", "conversation", "inferred", "im inferred", "conversations:write 2018-06-21 documented"},
		{"im:history", "conversation", "documented", "im inferred, app_home documented", "conversations:history 2018-06-21 documented"},
		{"im:read", "conversation", "documented", "im inferred, app_home documented", "conversations:read 2018-06-21 documented"},
		{
			"conversations:read", "conversation", "partly documented",
			"channel partly documented, group partly documented, mpim partly documented, im partly documented, app_home inferred", "",
		},
		{"conversations.app_home:create", "app_home", "partly documented", "app_home partly documented", ""},
		{"files:write", "conversation", "inferred", conversationPlaces, ""},
		{"reactions:read", "conversation", "inferred", conversationPlaces, ""},
		{"users:read", "team", "documented", "team documented", ""},
		{"emoji:read", "team", "inferred", "team inferred", ""},
		{"reminders:write:user", "user", "documented", "user documented", ""},
		{"identity.email:read:user", "identity", "documented", "user documented", ""},
		{"identity.basic", "identity", "documented", "user inferred", "identity:read:user 2018-06-06 inferred"},
		{"chat:write:user", "legacy", "documented", "", "chat:write 2018-01-11 documented"},
		{"files:write:user", "legacy", "documented", "", "files:write 2018-04-17 documented"},
		{"commands", "unclear", "partly documented", "", ""},
		{"stars:read", "unclear", "undocumented", "", ""},
	}
	for _, tt := range tests {
		e, ok := catalog.Lookup(tt.scope)
		if !ok {
			t.Errorf("%s is not in the catalogue", tt.scope)
			continue
		}
		if e.Class != tt.class || e.Basis != tt.basis {
			t.Errorf("%s is %s, %s; want %s, %s", tt.scope, e.Class, e.Basis, tt.class, tt.basis)
		}
		if got := placesText(e); got != tt.places {
			t.Errorf("%s lives on %q; want %q", tt.scope, got, tt.places)
		}
		if got := replacedText(e); got != tt.replaced {
			t.Errorf("%s is replaced by %q; want %q", tt.scope, got, tt.replaced)
		}
	}
}

func placesText(e catalog.Entry) string {
	var places []string
	for _, p := range e.Places {
		places = append(places, string(p.Type)+" "+string(p.Basis))
	}
	return strings.Join(places, ", ")
}

func replacedText(e catalog.Entry) string {
	if e.Replaced == nil {
		return ""
	}
	var words []string
	for _, s := range e.Replaced.By {
		words = append(words, string(s))
	}
	return strings.Join(append(words, e.Replaced.Since, string(e.Replaced.Basis)), " ")
}

// The twelve scopes of one conversation type each gave way to the three
// scopes over all of them.
func TestConversationScopesWereReplacedTogether(t *testing.T) {
	t.Parallel()
	for _, conversation := range []string{"channels", "groups", "im", "mpim"} {
		for _, act := range []string{"history", "read", "write"} {
			e, _ := catalog.Lookup(catalog.Scope(conversation + ":" + act))
			if got, want := replacedText(e), "conversations:"+act+" 2018-06-21 documented"; got != want {
				t.Errorf("%s:%s is replaced by %q; want %q", conversation, act, got, want)
			}
		}
	}
}
