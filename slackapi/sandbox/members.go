package sandbox

import (
	"hash/fnv"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

type memberListReply struct {
	success
	Members  []model.UserID `json:"members"`
	Metadata metadata       `json:"response_metadata"`
}

// listMembers is conversations.members. A workspace token must be in the
// conversation itself: seeing its name is not enough.
func listMembers(c *call) (any, error) {
	found, err := c.conversation()
	if err != nil {
		return nil, err
	}
	if c.install.kind == catalog.Workspace && !c.install.permissions[found.Type].covers(found.ID) {
		return nil, &failure{Code: "no_permission"}
	}
	members := c.install.members(found)
	page, more, err := c.page(listing{label: "user", badLimit: "invalid_limit", runs: []run{{
		kind: catalog.User,
		n:    len(members),
		id:   func(i int) model.ResourceID { return model.ResourceID(members[i]) },
	}}})
	if err != nil {
		return nil, err
	}
	reply := memberListReply{success: accepted, Members: []model.UserID{}, Metadata: more}
	for _, e := range page {
		reply.Members = append(reply.Members, model.UserID(e.id))
	}
	return reply, nil
}

// members returns who is in a conversation, sorted: the people who are, and the
// token's own user exactly if its grants say so.
func (in *installation) members(c *world.Conversation) []model.UserID {
	var all []model.UserID
	for _, user := range in.team.people {
		if user != in.AppUser && in.team.isMember(c, user) {
			all = append(all, user)
		}
	}
	if in.AppUser != "" && in.permissions[c.Type].covers(c.ID) {
		all = append(all, in.AppUser)
	}
	slices.Sort(all)
	return all
}

// isMember reports whether a person is in a conversation. Where the world says
// only how many are, it is so many of the team, counted from a place that the
// id decides.
func (t *team) isMember(c *world.Conversation, user model.UserID) bool {
	switch {
	case c.Type == catalog.IM || c.Type == catalog.AppHome:
		return user == c.User || user == c.Creator
	case len(c.MemberIDs) > 0:
		return slices.Contains(c.MemberIDs, user)
	}
	at, found := slices.BinarySearch(t.people, user)
	if !found {
		return false
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(c.ID)) // a hash never fails to write
	first := int(h.Sum32() % uint32(len(t.people)))
	return (at-first+len(t.people))%len(t.people) < c.Members
}

// joined are the conversations of a person, as grants without scopes.
func (t *team) joined(user model.UserID) []model.Grant {
	var grants []model.Grant
	for kind, all := range t.conversations {
		g := model.Grant{Type: kind}
		for _, c := range all {
			if t.isMember(c, user) {
				g.Resources.IDs = append(g.Resources.IDs, c.ID)
			}
		}
		grants = append(grants, g)
	}
	return grants
}
