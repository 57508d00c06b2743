package dialog

import (
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/state"
)

// TestOffersAreNumbered checks for every method, kind and a few tokens that
// what is offered can be picked, and that no offer is made twice.
func TestOffersAreNumbered(t *testing.T) {
	t.Parallel()
	conversations := map[catalog.ResourceType]model.ResourceSet{catalog.Channel: {IDs: []model.ResourceID{"C0BUILDS1"}}}
	identity := func(scopes ...catalog.Scope) model.Identity {
		return model.Identity{Scopes: scopes, ScopesSent: true, User: "U0HELPER1"}
	}
	for _, perms := range []model.Permissions{
		model.PermissionsOf(catalog.Bot, identity("channels:history", "channels:read", "chat:write", "im:history"), conversations),
		model.PermissionsOf(catalog.UserToken, identity("channels:read", "groups:read", "search:read"), conversations),
		model.NewPermissions([]model.Grant{{Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"}, Resources: model.ResourceSet{Wildcard: true}}}),
		model.NewPermissions(nil),
	} {
		for _, method := range catalog.Methods() {
			all := offers(model.AccessTo(method, state.KindOf(perms), &perms))
			if len(all) > 9 {
				t.Errorf("%s: %d offers", method.Name, len(all))
			}
			for i, o := range all {
				if len(o.scopes) == 0 {
					t.Errorf("%s: offer %d picks nothing", method.Name, i+1)
				}
				if slices.ContainsFunc(all[:i], func(earlier offer) bool {
					return slices.Equal(earlier.scopes, o.scopes) && slices.Equal(earlier.opens, o.opens)
				}) {
					t.Errorf("%s: offer %d is made twice", method.Name, i+1)
				}
			}
		}
	}
}
