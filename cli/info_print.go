package cli

import (
	"bytes"
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

// infoSchema is what info --json says of itself.
const infoSchema = "periscope.info/v1"

// tokenInfo is what one token may do at one moment, now or when it was saved.
type tokenInfo struct {
	team        model.Team
	kind        catalog.TokenKind // of the token
	redacted    string            // the token
	fetched     time.Time
	permissions model.Permissions
}

// infoDocument is what info --json prints. No array in it is ever null. Grants
// come in the order of the resource types; a type that Slack told us nothing
// about is left out, and "user" comes once for each distinct set of scopes,
// because each person decides alone what the app may do for them.
type infoDocument struct {
	Schema    string             `json:"schema"` // "periscope.info/v1"
	Team      token.TeamDocument `json:"team"`
	Token     infoToken          `json:"token"`
	FetchedAt time.Time          `json:"fetched_at"` // RFC 3339, UTC
	Grants    []grantDocument    `json:"grants"`
	// Unseen are the types of conversation that the token may be in and cannot
	// list: their ids are unknown, not none.
	Unseen []shutDocument `json:"unseen"`
}

type infoToken struct {
	token.TokenDocument
	// ScopesTold: Slack said which scopes the token holds. If it did not, those
	// of the grants are unknown, not none.
	ScopesTold bool `json:"scopes_told"`
}

type shutDocument struct {
	Type  catalog.ResourceType `json:"type"`
	Scope catalog.Scope        `json:"scope"` // that would show them
}

type grantDocument struct {
	Type      catalog.ResourceType `json:"type"`
	Scopes    []catalog.Scope      `json:"scopes"`
	Resources resourcesDocument    `json:"resources"`
}

type resourcesDocument struct {
	IDs      []model.ResourceID `json:"ids"`
	Wildcard bool               `json:"wildcard"`
	Excluded []model.ResourceID `json:"excluded_ids"`
}

func (i tokenInfo) document() infoDocument {
	doc := infoDocument{
		Schema:    infoSchema,
		Team:      token.TeamDocument{ID: i.team.ID, Name: i.team.Name, URL: i.team.URL},
		Token:     infoToken{token.TokenDocument{Kind: i.kind, Redacted: i.redacted}, !i.permissions.ScopesUntold},
		FetchedAt: i.fetched.UTC().Truncate(time.Second),
		Grants:    []grantDocument{},
		Unseen:    shutDocuments(i.unseen()),
	}
	for _, g := range i.permissions.Grants {
		doc.Grants = append(doc.Grants, grantDocument{
			Type:      g.Type,
			Scopes:    console.NotNull(g.Scopes),
			Resources: documentOfSet(g.Resources),
		})
	}
	return doc
}

func documentOfSet(set model.ResourceSet) resourcesDocument {
	return resourcesDocument{console.NotNull(set.IDs), set.Wildcard, console.NotNull(set.Excluded)}
}

// unseen are the types of conversation that the token may be in and cannot list.
func (i tokenInfo) unseen() []model.Shut { return unseenBy(&i.permissions) }

// unseenBy are the types of conversation that a token may be in and cannot list.
// Where Slack did not say what it holds, nothing is known to be unseen.
func unseenBy(p *model.Permissions) []model.Shut {
	lists, ok := catalog.LookupMethod("users.conversations")
	if !ok || !p.Kind.OfToday() {
		return nil
	}
	return model.Need(lists, p.Kind, p).Closed
}

// print writes the permissions for a person: one line for each grant that
// holds anything, and for each type of conversation that cannot be listed.
func (i tokenInfo) print(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "%s (%s) %s\n", i.team.Name, i.team.ID, i.team.URL)
	fmt.Fprintf(&page, "%s token %s\n\n", i.kind, i.redacted)
	if i.permissions.ScopesUntold {
		fmt.Fprintf(&page, "Slack did not say which scopes this token holds.\n\n")
	}
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	lists := listedBy(i.unseen())
	rows := 0
	for _, g := range i.rows() {
		if rows == 0 {
			fmt.Fprintln(table, "TYPE\tWHERE\tSCOPES")
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", g.Type, whereKnown(g.Resources, lists[g.Type]), i.scopeList(g.Scopes))
		rows++
	}
	if rows == 0 {
		fmt.Fprintln(table, "This token holds no permissions.")
	}
	_ = table.Flush() // into memory
	_, err := page.WriteTo(out)
	return err
}

// rows are the grants to show, in the order of types.
func (i tokenInfo) rows() []model.Grant {
	var rows []model.Grant
	lists := listedBy(i.unseen())
	for _, g := range i.permissions.Grants {
		if len(g.Scopes) > 0 || !g.Resources.Empty() || lists[g.Type] != "" {
			rows = append(rows, g)
		}
		delete(lists, g.Type)
	}
	for t := range lists {
		rows = append(rows, model.Grant{Type: t})
	}
	slices.SortStableFunc(rows, func(a, b model.Grant) int { return a.Type.Rank() - b.Type.Rank() })
	return rows
}

// listedBy are the scopes that would list the types of conversation that cannot be.
func listedBy(unseen []model.Shut) map[catalog.ResourceType]catalog.Scope {
	lists := map[catalog.ResourceType]catalog.Scope{}
	for _, s := range unseen {
		lists[s.Type] = s.Scope
	}
	return lists
}

// whereKnown is where, unless the resources cannot be listed without a scope.
func whereKnown(set model.ResourceSet, lists catalog.Scope) string {
	if lists != "" && set.Empty() {
		return fmt.Sprintf("unknown, %s lists them", lists)
	}
	return where(set)
}

// fewIDs is how many ids are still read at a glance.
const fewIDs = 3

// where is a resource set in words: as many ids as fit, else how many there are.
func where(set model.ResourceSet) string {
	switch {
	case set.Wildcard && len(set.Excluded) > 0:
		return "all but " + idList(set.Excluded)
	case set.Wildcard:
		return "all"
	case len(set.IDs) == 0:
		return "none"
	}
	return idList(set.IDs)
}

func idList(ids []model.ResourceID) string {
	if len(ids) > fewIDs {
		return fmt.Sprintf("%d ids", len(ids))
	}
	return console.Join(ids)
}

func (i tokenInfo) scopeList(scopes []catalog.Scope) string {
	switch {
	case i.permissions.ScopesUntold:
		return "unknown"
	case len(scopes) == 0:
		return "none"
	}
	return console.Join(scopes)
}
