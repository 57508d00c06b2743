package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
)

// comparison is what lies between two sides.
type comparison struct {
	before, after side
	difference    model.Difference
	gaps          []gap
}

// gap is something that cannot be compared, because one side does not know it.
type gap struct {
	Type   catalog.ResourceType `json:"type"` // empty: all types
	What   string               `json:"what"` // "scopes" or "ids"
	Reason string               `json:"reason"`
}

// compare finds the difference in what both sides know. That one side does not
// know something is no difference.
func compare(before, after side) comparison {
	c := comparison{before: before, after: after}
	b, a := before.info.permissions, after.info.permissions
	if who := whose(b.ScopesUntold, a.ScopesUntold); who != "" {
		c.gaps = append(c.gaps, gap{"", "scopes", "Slack did not tell those of " + who})
	}
	hidden, hides := listedBy(before.info.unseen()), listedBy(after.info.unseen())
	for _, t := range catalog.ResourceTypes {
		if who := whose(hidden[t] != "", hides[t] != ""); who != "" {
			c.gaps = append(c.gaps, gap{t, "ids", fmt.Sprintf("they are unknown to %s without %s", who, cmp.Or(hidden[t], hides[t]))})
			b, a = without(b, t), without(a, t)
		}
	}
	c.difference = model.Diff(b, a)
	return c
}

// whose names the tokens of which something is true; empty: of neither.
func whose(before, after bool) string {
	switch {
	case before && after:
		return "both tokens"
	case before:
		return "the token of BEFORE"
	case after:
		return "the token of AFTER"
	}
	return ""
}

// without returns p as if it held no resources of a type.
func without(p model.Permissions, t catalog.ResourceType) model.Permissions {
	p.Grants = slices.Clone(p.Grants)
	for i, g := range p.Grants {
		if g.Type == t {
			p.Grants[i].Resources = model.ResourceSet{}
		}
	}
	return p
}

func (c comparison) sameTeam() bool { return c.before.info.team.ID == c.after.info.team.ID }

// diffDocument is what diff --json prints. No array in it is ever null.
type diffDocument struct {
	Schema   string       `json:"schema"` // "periscope.diff/v1"
	Same     bool         `json:"same"`   // nothing differs of what can be compared
	SameTeam bool         `json:"same_team"`
	Before   sideDocument `json:"before"`
	After    sideDocument `json:"after"`
	// Types are the types of resource on which something changed, but for user.
	Types []typeChangeDocument `json:"types"`
	Users []userChangeDocument `json:"users"`
	// NotCompared is what one of the sides does not know.
	NotCompared []gap `json:"not_compared"`
}

type sideDocument struct {
	Name      string             `json:"name"` // a key, a file, or "now"
	Team      token.TeamDocument `json:"team"`
	Token     infoToken          `json:"token"`
	FetchedAt time.Time          `json:"fetched_at"` // RFC 3339, UTC
}

type typeChangeDocument struct {
	Type     catalog.ResourceType             `json:"type"`
	Scopes   changeDocument[catalog.Scope]    `json:"scopes"`
	IDs      changeDocument[model.ResourceID] `json:"ids"`
	Wildcard string                           `json:"wildcard"` // "gained", "lost" or empty
	// Excluded are the exceptions from the wildcard: one gained is a resource lost.
	Excluded changeDocument[model.ResourceID] `json:"excluded_ids"`
}

type userChangeDocument struct {
	ID     model.ResourceID              `json:"id"`
	Scopes changeDocument[catalog.Scope] `json:"scopes"`
}

type changeDocument[T any] struct {
	Gained []T `json:"gained"`
	Lost   []T `json:"lost"`
}

func changed[T comparable](c model.Change[T]) changeDocument[T] {
	return changeDocument[T]{console.NotNull(c.Gained), console.NotNull(c.Lost)}
}

func (c comparison) document() diffDocument {
	doc := diffDocument{
		Schema: "periscope.diff/v1", Same: c.difference.Empty(), SameTeam: c.sameTeam(),
		Before: c.before.document(), After: c.after.document(),
		Types: []typeChangeDocument{}, Users: []userChangeDocument{}, NotCompared: console.NotNull(c.gaps),
	}
	for _, t := range c.difference.Types {
		doc.Types = append(doc.Types, typeChangeDocument{
			t.Type, changed(t.Scopes), changed(t.IDs), wildcardChange(t), changed(t.Excluded),
		})
	}
	for _, u := range c.difference.Users {
		doc.Users = append(doc.Users, userChangeDocument{u.User, changed(u.Scopes)})
	}
	return doc
}

func (s side) document() sideDocument {
	info := s.info.document()
	return sideDocument{s.name, info.Team, info.Token, info.FetchedAt}
}

func wildcardChange(t model.TypeChange) string {
	switch {
	case t.WildcardGained:
		return "gained"
	case t.WildcardLost:
		return "lost"
	}
	return ""
}

// print writes the two sides and one line for each thing that one of them lacks.
func (c comparison) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "--- %s\n+++ %s\n", c.before.heading(), c.after.heading())
	if !c.sameTeam() {
		fmt.Fprintln(&page, "These are two teams, whose resources are never the same.")
	}
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	for _, t := range c.difference.Types {
		lines(table, string(t.Type), "scope", t.Scopes)
		lines(table, string(t.Type), "resource", t.IDs)
		if t.WildcardGained {
			fmt.Fprintf(table, "+ %s\tresource\tall\n", t.Type)
		} else if t.WildcardLost {
			fmt.Fprintf(table, "- %s\tresource\tall\n", t.Type)
		}
		lines(table, string(t.Type), "exception", t.Excluded)
	}
	for _, u := range c.difference.Users {
		lines(table, "user "+string(u.User), "scope", u.Scopes)
	}
	_ = table.Flush() // into memory
	if c.difference.Empty() {
		fmt.Fprintln(&page, "Nothing differs.")
	}
	for _, g := range c.gaps {
		fmt.Fprintf(&page, "Not compared: %s\n", g)
	}
	_, err := page.WriteTo(out)
	return err
}

func (g gap) String() string {
	if g.Type == "" {
		return fmt.Sprintf("%s, because %s.", g.What, g.Reason)
	}
	return fmt.Sprintf("resources of type %s, because %s.", g.Type, g.Reason)
}

func (s side) heading() string {
	return fmt.Sprintf("%s (%s), %s token %s, %s, %s",
		s.info.team.Name, s.info.team.ID, s.info.kind, s.info.redacted, s.info.fetched.UTC().Format("2006-01-02 15:04 MST"), s.name)
}

func lines[S ~string](table io.Writer, of, what string, c model.Change[S]) {
	for _, gained := range c.Gained {
		fmt.Fprintf(table, "+ %s\t%s\t%s\n", of, what, gained)
	}
	for _, lost := range c.Lost {
		fmt.Fprintf(table, "- %s\t%s\t%s\n", of, what, lost)
	}
}
