package state

import (
	"hash/fnv"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// Team is a [world.Team] that is arranged for look-ups. Only its conversations change.
type Team struct {
	*world.Team
	UserIDs []model.ResourceID // of all users, sorted
	People  []model.UserID     // sorted; neither apps nor deleted users
	byID    map[model.UserID]*world.User

	conversations atomic.Pointer[conversations]
	initial       *conversations // of the world
}

func newTeam(w *world.Team) *Team {
	t := &Team{
		Team: w,
		byID: make(map[model.UserID]*world.User, len(w.Users)),
	}
	for i := range w.Users {
		t.byID[w.Users[i].ID] = &w.Users[i]
	}
	for _, id := range slices.Sorted(maps.Keys(t.byID)) {
		t.UserIDs = append(t.UserIDs, model.ResourceID(id))
		if t.HasPerson(id) {
			t.People = append(t.People, id)
		}
	}
	t.initial = newConversations(w, nil, placesByType(w))
	t.conversations.Store(t.initial)
	return t
}

// Domain is the first label of the team's URL: "acme-hq".
func (t *Team) Domain() string {
	parsed, err := url.Parse(t.URL)
	if err != nil {
		return ""
	}
	domain, _, _ := strings.Cut(parsed.Hostname(), ".")
	return domain
}

// User returns the user of that id.
func (t *Team) User(id model.UserID) (*world.User, bool) {
	u, found := t.byID[id]
	return u, found
}

// HasPerson reports whether the user is in the team, not deleted, and no app.
func (t *Team) HasPerson(id model.UserID) bool {
	u, found := t.byID[id]
	return found && !u.Bot && !u.Deleted
}

// hasBot reports whether the user is an app's, and not deleted.
func (t *Team) hasBot(id model.UserID) bool {
	u, found := t.byID[id]
	return found && u.Bot && !u.Deleted
}

// OfType returns the team's conversations of a type, sorted by id. The caller
// does not change them.
func (t *Team) OfType(kind catalog.ResourceType) Conversations {
	now := t.conversations.Load()
	return Conversations{now, now.byType[kind]}
}

// Find returns the conversation of that id, or nil.
func (t *Team) Find(id model.ResourceID) *world.Conversation {
	for _, kind := range catalog.ResourceTypes {
		if c := t.FindOfType(kind, id); c != nil {
			return c
		}
	}
	return nil
}

// FindOfType returns the conversation of that type and id, or nil.
func (t *Team) FindOfType(kind catalog.ResourceType, id model.ResourceID) *world.Conversation {
	all := t.OfType(kind)
	i, found := all.search(id)
	if !found {
		return nil
	}
	return all.At(i)
}

// HomeOf returns the app home of a person with an app, or nil.
func (t *Team) HomeOf(user model.UserID, app string) *world.Conversation {
	for c := range t.OfType(catalog.AppHome).All() {
		if c.User == user && (c.App == "" || c.App == app) {
			return c
		}
	}
	return nil
}

// hasChanged reports whether the conversations are not those of the world any more.
func (t *Team) hasChanged() bool { return t.conversations.Load() != t.initial }

// present returns the team as it is now, as plain data without installs.
func (t *Team) present() world.Team {
	now := *t.Team
	if t.hasChanged() {
		now.Conversations, now.Packed = nil, nil
		for _, kind := range catalog.ResourceTypes {
			for c := range t.OfType(kind).All() {
				now.Conversations = append(now.Conversations, *c)
			}
		}
	}
	return now
}

// IsMember reports whether a person is in a conversation. Where the world says
// only how many people are in it, they are that many of the team, counted from
// a place that the conversation's id decides.
func (t *Team) IsMember(c *world.Conversation, user model.UserID) bool {
	switch {
	case c.Type == catalog.IM || c.Type == catalog.AppHome:
		return user == c.User || user == c.Creator
	case len(c.MemberIDs) > 0 || c.Members == 0:
		return slices.Contains(c.MemberIDs, user)
	}
	at, found := slices.BinarySearch(t.People, user)
	if !found {
		return false
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(c.ID)) // a hash never fails to write
	first := int(h.Sum32() % uint32(len(t.People)))
	return (at-first+len(t.People))%len(t.People) < c.Members
}

// MembershipsOf returns the conversations that a person is in, as grants without scopes.
func (t *Team) MembershipsOf(user model.UserID) []model.Grant {
	var grants []model.Grant
	for kind := range t.conversations.Load().byType {
		g := model.Grant{Type: kind}
		for c := range t.OfType(kind).All() {
			if t.IsMember(c, user) {
				g.Resources.IDs = append(g.Resources.IDs, c.ID)
			}
		}
		grants = append(grants, g)
	}
	return grants
}
