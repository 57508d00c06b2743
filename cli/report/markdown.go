package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/model/markdown"
)

// Markdown writes tables of the findings, one for each sort.
func (r Report) Markdown(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "# %s\n", markdown.Text(r.Title))
	for _, k := range drift.FindingKinds {
		r.markdownTable(&page, k.Kind, k.About)
	}
	r.markdownAllowed(&page)
	_, err := page.WriteTo(out)
	return err
}

func (r Report) markdownTable(page *bytes.Buffer, kind drift.FindingKind, about string) {
	first := true
	for _, f := range r.Findings {
		if f.Kind != kind || f.Allowed != nil {
			continue
		}
		if first {
			first = false
			fmt.Fprintf(page, "\n## %s\n\n%s\n\n| scope | where | what |\n|---|---|---|\n", headingOf(kind), about)
		}
		fmt.Fprintf(page, "| %s | %s | %s |\n", MarkdownCode(string(f.Scope)), MarkdownCode(placeOf(f)), markdown.Text(f.Message))
	}
}

func (r Report) markdownAllowed(page *bytes.Buffer) {
	first := true
	for _, f := range r.Findings {
		if f.Allowed == nil {
			continue
		}
		if first {
			first = false
			fmt.Fprint(page, "\n## Allowed\n\nThese are silenced.\n\n| scope | finding | why |\n|---|---|---|\n")
		}
		fmt.Fprintf(page, "| %s | %s | %s |\n", MarkdownCode(string(f.Scope)), f.Kind, markdown.Text(reasonOf(f.Allowed)))
	}
}

func headingOf(kind drift.FindingKind) string {
	words := strings.ReplaceAll(string(kind), "-", " ")
	return strings.ToUpper(words[:1]) + words[1:]
}

// placeOf is where a finding is, as compilers write it; empty if it is in no file.
func placeOf(f drift.Finding) string {
	switch {
	case f.File == "":
		return ""
	case f.Line == 0:
		return f.File
	}
	return fmt.Sprintf("%s:%d", f.File, f.Line)
}

// MarkdownCodes writes scopes as code, for one cell of a table.
func MarkdownCodes(scopes []catalog.Scope) string {
	codes := make([]string, len(scopes))
	for i, s := range scopes {
		codes[i] = MarkdownCode(string(s))
	}
	return strings.Join(codes, ", ")
}

// MarkdownCode writes text as code in a table; nothing if it is empty.
func MarkdownCode(s string) string {
	if s == "" {
		return ""
	}
	return "`" + strings.NewReplacer("`", "'", "|", `\|`, "\n", " ").Replace(s) + "`"
}
