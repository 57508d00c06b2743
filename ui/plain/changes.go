package plain

import "periscope/model/catalog"

// changes says what the last reading or event changed.
func (c *conversation) changes() {
	d := c.session.Changed
	if d.Empty() {
		c.say("Nothing changed since %s was read.", c.session.Name())
		return
	}
	c.say("What changed:")
	for _, t := range d.Types {
		c.change(string(t.Type), "gained", t.Scopes.Gained)
		c.change(string(t.Type), "lost", t.Scopes.Lost)
		if n := len(t.IDs.Gained); n > 0 {
			c.say("  %s: %s came.", t.Type, count(n, "resource", "resources"))
		}
		if n := len(t.IDs.Lost); n > 0 {
			c.say("  %s: %s went.", t.Type, count(n, "resource", "resources"))
		}
		if t.WildcardGained {
			c.say("  %s: all of the type now.", t.Type)
		}
		if t.WildcardLost {
			c.say("  %s: no longer all of the type.", t.Type)
		}
	}
	for _, u := range d.Users {
		c.change("user "+string(u.User), "gained", u.Scopes.Gained)
		c.change("user "+string(u.User), "lost", u.Scopes.Lost)
	}
}

func (c *conversation) change(where, how string, all []catalog.Scope) {
	if len(all) > 0 {
		c.say("  %s: %s %s.", where, how, scopes(all))
	}
}
