package cli

import (
	"bytes"
	"fmt"
	"io"

	"periscope/cli/report"
	"periscope/model/markdown"
)

// markdown writes the permissions as a table with the rows that print writes.
func (i tokenInfo) markdown(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "# %s (%s)\n\n", markdown.Text(i.team.Name), markdown.Text(string(i.team.ID)))
	fmt.Fprintf(&page, "%s token %s, read %s.\n", i.kind, report.MarkdownCode(i.redacted), i.fetched.UTC().Format("2006-01-02 15:04 UTC"))
	if i.permissions.ScopesUnknown {
		fmt.Fprintf(&page, "\nSlack did not say which scopes this token holds.\n")
	}
	if i.missing != nil {
		fmt.Fprintf(&page, "\nIncomplete: %s.\n", markdown.Text(i.missing.String()))
	}
	rows := i.rows()
	if len(rows) == 0 && i.missing == nil {
		fmt.Fprintf(&page, "\nThis token holds no permissions.\n")
	}
	lists := listingScopes(i.permissions.UnlistedTypes())
	for n, g := range rows {
		if n == 0 {
			fmt.Fprint(&page, "\n| type | where | scopes |\n|---|---|---|\n")
		}
		scopes := report.MarkdownCodes(g.Scopes)
		if i.permissions.ScopesUnknown || len(g.Scopes) == 0 {
			scopes = i.scopeList(g.Scopes)
		}
		in := whereKnown(g.Resources, lists[g.Type], i.permissions.ReadToEnd(g.Type))
		fmt.Fprintf(&page, "| %s | %s | %s |\n", markdown.Text(string(g.Type)), markdown.Text(in), scopes)
	}
	_, err := page.WriteTo(out)
	return err
}
