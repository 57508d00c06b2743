package sandbox

import (
	"net/http"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// needed returns the scopes of which a token must hold one to use the called
// method on resources of type t: those the catalogue lists for the method, as
// far as they live on t. The older scopes that Slack replaced are among them.
func (c *call) needed(t catalog.ResourceType) []catalog.Scope {
	var here []catalog.Scope
	for _, s := range c.listed() {
		entry, _ := catalog.Lookup(s)
		if _, lives := entry.On(t); lives {
			here = append(here, s)
		}
	}
	return here
}

// listed returns all scopes that the catalogue lists for the method and the
// kind of token.
func (c *call) listed() []catalog.Scope {
	m, _ := catalog.LookupMethod(c.method)
	need, _ := m.Need(c.install.kind)
	return need.Scopes
}

// may reports whether the token's scopes let it use the called method on
// resources of type t.
func (c *call) may(t catalog.ResourceType) bool {
	needed := c.needed(t)
	return slices.ContainsFunc(c.install.scopesOn(t), func(s catalog.Scope) bool {
		return slices.Contains(needed, s)
	})
}

// missing is the refusal of a call for which the token may use none of the types.
func (c *call) missing(types ...catalog.ResourceType) error {
	var needed []catalog.Scope
	for _, t := range types {
		for _, s := range c.needed(t) {
			if !slices.Contains(needed, s) {
				needed = append(needed, s)
			}
		}
	}
	return &failure{Code: "missing_scope", shortfall: &shortfall{
		Needed:   commaList(needed),
		Provided: commaList(c.install.scopes()),
	}}
}

// scopesOn returns the scopes that hold for resources of type t. Those of bot
// and user tokens hold everywhere.
func (in *installation) scopesOn(t catalog.ResourceType) []catalog.Scope {
	if in.kind == catalog.Workspace {
		return in.permissions[t].scopes
	}
	return in.OAuthScopes
}

// scopes returns every scope of the token, sorted, each once.
func (in *installation) scopes() []catalog.Scope {
	if in.kind != catalog.Workspace {
		return sortedUnion(in.OAuthScopes, nil)
	}
	all := in.userScopes()
	for _, p := range in.permissions {
		all = append(all, p.scopes...)
	}
	return sortedUnion(all, nil)
}

// userScopes returns the scopes that at least one person granted, sorted, each once.
func (in *installation) userScopes() []catalog.Scope {
	var all []catalog.Scope
	for _, u := range in.people {
		all = append(all, u.Scopes...)
	}
	return sortedUnion(all, nil)
}

// sendScopes sets the two headers that tell a bot or user token its scopes and
// those the method looks at. What they held for workspace tokens Slack never
// said, so those get neither.
func sendScopes(h http.Header, c *call) {
	if c.install.kind == catalog.Workspace {
		return
	}
	h.Set("X-Oauth-Scopes", commaList(c.install.scopes()))
	h.Set("X-Accepted-Oauth-Scopes", commaList(c.listed()))
}

func commaList(scopes []catalog.Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}
