package state

import (
	"cmp"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// PutConversation makes a conversation known, in the place of another with its id.
func (tx *Tx) PutConversation(t *Team, c world.Conversation) *world.Conversation {
	t.conversations.Store(t.conversations.Load().with(&c))
	return &c
}

// OpenDirect returns the direct message of an app with a person; it is made if need be.
// Of a workspace app that is the app home, and of others an im.
func (tx *Tx) OpenDirect(in *Installation, user model.UserID) *world.Conversation {
	if c := in.DirectWith(user); c != nil {
		return c
	}
	kind, c := catalog.IM, (*world.Conversation)(nil)
	if in.Kind == catalog.Workspace {
		kind, c = catalog.AppHome, in.Team.HomeOf(user, in.AppID)
	}
	if c == nil {
		c = tx.PutConversation(in.Team, world.Conversation{
			ID: model.ResourceID(tx.ids.Next('D')), Type: kind, User: user, Creator: cmp.Or(in.AppUser, user), App: in.AppID,
			Created: tx.now().Unix(), Members: 2,
		})
	}
	tx.Enter(in, c)
	return c
}

// Enter has the user of a token be in a conversation: by all tokens of the app that act as it.
func (tx *Tx) Enter(in *Installation, c *world.Conversation) {
	tx.changeGrants(in, c.Type, func(set model.ResourceSet) model.ResourceSet {
		set.IDs = SortedUnion(set.IDs, []model.ResourceID{c.ID})
		set.Excluded = without(set.Excluded, c.ID)
		return set
	})
	tx.changeMembers(in, c, func(all []model.UserID) []model.UserID { return SortedUnion(all, []model.UserID{in.AppUser}) })
}

// Leave has the user of a token be no longer in a conversation.
func (tx *Tx) Leave(in *Installation, c *world.Conversation) {
	tx.changeGrants(in, c.Type, func(set model.ResourceSet) model.ResourceSet {
		set.IDs = without(set.IDs, c.ID)
		if set.Wildcard {
			set.Excluded = SortedUnion(set.Excluded, []model.ResourceID{c.ID})
		}
		return set
	})
	tx.changeMembers(in, c, func(all []model.UserID) []model.UserID { return without(all, in.AppUser) })
}

func without[E comparable](all []E, one E) []E {
	return slices.DeleteFunc(slices.Clone(all), func(e E) bool { return e == one })
}

// changeGrants changes where an app is, for its tokens that act as the same user.
func (tx *Tx) changeGrants(in *Installation, kind catalog.ResourceType, change func(model.ResourceSet) model.ResourceSet) {
	for _, token := range tx.tokensIn[in.Team] {
		other := tx.installs[token]
		if !other.SameApp(in) || other.AppUser != in.AppUser {
			continue
		}
		install := *other.Install
		grants := []model.Grant{{Type: kind, Scopes: other.Permissions[kind].Scopes, Resources: change(other.Permissions[kind].Resources)}}
		for _, g := range install.Grants {
			if g.Type != kind {
				grants = append(grants, g)
			}
		}
		install.Grants = grants
		tx.installs[token] = newInstallation(&install, other.Team)
	}
}

// changeMembers changes who is in a conversation, if the token acts as a person: where apps
// are, their grants say.
func (tx *Tx) changeMembers(in *Installation, c *world.Conversation, change func([]model.UserID) []model.UserID) {
	if in.Team.HasPerson(in.AppUser) {
		tx.SetMembers(in.Team, c.ID, change)
	}
}

// SetMembers changes which people are in a conversation, and in which conversations the
// tokens of those people are.
func (tx *Tx) SetMembers(t *Team, id model.ResourceID, change func([]model.UserID) []model.UserID) {
	c := t.Find(id)
	if c == nil {
		return
	}
	changed := *c
	changed.MemberIDs = change(t.PeopleIn(c))
	changed.Members = 0
	tx.PutConversation(t, changed)
}

// PeopleIn returns the people who are in a conversation, sorted.
func (t *Team) PeopleIn(c *world.Conversation) []model.UserID {
	var all []model.UserID
	for _, user := range t.People {
		if t.IsMember(c, user) {
			all = append(all, user)
		}
	}
	return all
}

// InstallsOf returns the tokens of a person in a team that work.
func (tx *Tx) InstallsOf(t *Team, user model.UserID) []*Installation {
	var all []*Installation
	for _, token := range tx.tokensIn[t] {
		if in := tx.installs[token]; in.AppUser == user && !in.Revoked {
			all = append(all, in)
		}
	}
	return all
}

// ByName returns the channel of that name, without #, or nil.
func (t *Team) ByName(name string) *world.Conversation {
	now := t.conversations.Load()
	place, found := now.byName()[name]
	if !found {
		return nil
	}
	return now.at(place)
}

// Handle returns the person, or app, of that handle, without @.
func (t *Team) Handle(name string) (*world.User, bool) {
	for i := range t.Users {
		if u := &t.Users[i]; u.Name == name && !u.Deleted {
			return u, true
		}
	}
	return nil, false
}

// UsualChannel is where a person uses an app, if nobody says where: the first public channel that
// all tokens of the app are in, or that at least this one is in, or the first of all. It is
// nil in a team without public channels.
func (tx *Tx) UsualChannel(app *Installation, user model.UserID) *world.Conversation {
	var tokens []*Installation
	for _, token := range tx.tokensIn[app.Team] {
		in := tx.installs[token]
		if in.SameApp(app) && !in.Revoked && (in.Kind == catalog.Workspace || in.Kind == catalog.Bot) {
			tokens = append(tokens, in)
		}
	}
	var best *world.Conversation
	most := -1
	for c := range app.Team.OfType(catalog.Channel).All() {
		n := presence(tokens, c, user)
		if n > most || best == nil {
			best, most = c, n
		}
		if n == 2*len(tokens)+1 {
			return c
		}
	}
	return best
}

// presence says how many of an app's tokens are in a channel, twice, and one more if a person is
// with them; -1 for one that is archived.
func presence(tokens []*Installation, c *world.Conversation, user model.UserID) int {
	if c.Archived {
		return -1
	}
	n := 0
	for _, in := range tokens {
		if in.Permissions[c.Type].Covers(c.ID) {
			n += 2
		}
	}
	if n > 0 && tokens[0].Team.IsMember(c, user) {
		n++
	}
	return n
}
