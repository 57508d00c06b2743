package webapi

import (
	"net/http"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
)

// NeededScopes returns scopes. A token must hold one of them to use the called
// method on resources of type t: those the catalogue lists for the method, as
// far as they live on t. The older scopes that Slack replaced are among them.
func (c *Call) NeededScopes(t catalog.ResourceType) []catalog.Scope {
	var here []catalog.Scope
	for _, s := range c.ListedScopes() {
		if livesOn(s, t) {
			here = append(here, s)
		}
	}
	return here
}

// livesOn reports whether a scope opens resources of a type. Of scopes that workspace apps never
// had, the name tells: channels:join is for public channels.
func livesOn(s catalog.Scope, t catalog.ResourceType) bool {
	entry, _ := catalog.Lookup(s)
	if _, lives := entry.On(t); lives {
		return true
	}
	family, _, _ := strings.Cut(string(s), ":")
	switch family {
	case "channels":
		return t == catalog.Channel
	case "groups":
		return t == catalog.Group
	case "im":
		return t == catalog.IM
	case "mpim":
		return t == catalog.MPIM
	}
	return false
}

// ListedScopes returns all scopes that the catalogue lists for the method and the
// kind of token.
func (c *Call) ListedScopes() []catalog.Scope {
	m, _ := catalog.LookupMethod(c.Method)
	need, _ := m.Need(c.Install.Kind)
	return need.Scopes
}

// May reports whether the token's scopes let it use the called method on
// resources of type t.
func (c *Call) May(t catalog.ResourceType) bool {
	needed := c.NeededScopes(t)
	return slices.ContainsFunc(c.Install.ScopesOn(t), func(s catalog.Scope) bool {
		return slices.Contains(needed, s)
	})
}

// MissingScope is the refusal of a call for which the token may use none of the types.
func (c *Call) MissingScope(types ...catalog.ResourceType) error {
	var needed []catalog.Scope
	for _, t := range types {
		for _, s := range c.NeededScopes(t) {
			if !slices.Contains(needed, s) {
				needed = append(needed, s)
			}
		}
	}
	return &SlackError{Code: "missing_scope", Shortfall: &Shortfall{
		Needed:   CommaList(needed),
		Provided: CommaList(c.Install.AllScopes()),
	}}
}

// SendScopes sets the two headers that tell a bot or user token its scopes and
// those the method looks at. What they held for workspace tokens Slack never
// said, so those get neither.
func SendScopes(h http.Header, c *Call) {
	if c.Install.Kind == catalog.Workspace {
		return
	}
	held := c.Install.AllScopes()
	if c.Install.Kind == catalog.UserToken { // which every token of a person has
		held = state.SortedUnion(held, []catalog.Scope{"identify"})
	}
	h.Set("X-Oauth-Scopes", CommaList(held))
	h.Set("X-Accepted-Oauth-Scopes", CommaList(c.ListedScopes()))
}

// CommaList writes scopes as Slack does in replies.
func CommaList(scopes []catalog.Scope) string {
	names := make([]string, len(scopes))
	for i, s := range scopes {
		names[i] = string(s)
	}
	return strings.Join(names, ",")
}

// ParseScopes reads a comma list. An empty name between commas is a name that no scope has.
func ParseScopes(text string) []catalog.Scope {
	var scopes []catalog.Scope
	for name := range strings.SplitSeq(text, ",") {
		scopes = append(scopes, catalog.Scope(strings.TrimSpace(name)))
	}
	return scopes
}
