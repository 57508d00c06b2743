package methods

import (
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// grantedIDs returns the resources of type t that the token's grant names, by id
// and by wildcard; excluded ones are among them.
func grantedIDs(in *state.Installation, t catalog.ResourceType) []webapi.SortedIDs {
	set := in.Permissions[t].Resources
	ids := []webapi.SortedIDs{{Type: t, Len: len(set.IDs), At: func(i int) model.ResourceID { return set.IDs[i] }}}
	if set.Wildcard {
		ids = append(ids, allIDs(in.Team, t))
	}
	return ids
}

// allIDs returns every conversation of type t in the team.
func allIDs(t *state.Team, kind catalog.ResourceType) webapi.SortedIDs {
	all := t.OfType(kind)
	return webapi.SortedIDs{Type: kind, Len: all.Len(), At: all.ID}
}

// seesAll reports whether the token sees every conversation of a type, those
// it is not in included: the public channels, for bot and user tokens and for
// a wildcard (inferred: their names are no secret in a workspace).
func seesAll(in *state.Installation, t catalog.ResourceType) bool {
	return t == catalog.Channel && (in.Kind != catalog.Workspace || in.Permissions[t].Resources.Wildcard)
}

// sees reports whether the token sees a conversation.
func sees(in *state.Installation, c *world.Conversation) bool {
	return seesAll(in, c.Type) || in.Permissions[c.Type].Covers(c.ID)
}

// visibleIDs returns what sees is true for, and perhaps a little more.
func visibleIDs(in *state.Installation, t catalog.ResourceType) []webapi.SortedIDs {
	if seesAll(in, t) {
		return []webapi.SortedIDs{allIDs(in.Team, t)}
	}
	return grantedIDs(in, t)
}
