package describe

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Report is what a view shows, to be kept or given to others.
type Report struct {
	Title    string
	Team     string // whose token it is about; empty: none's
	Verdict  string // the answer in a sentence; may be empty
	Sections []Section
}

// Section is a table, or lines, under a heading.
type Section struct {
	Title   string
	Columns []string
	Rows    [][]string
	Lines   []string
}

// Markdown is the report as Markdown.
func (r Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", markdown(r.Title))
	if r.Team != "" {
		fmt.Fprintf(&b, "\n%s\n", markdown(r.Team))
	}
	if r.Verdict != "" {
		fmt.Fprintf(&b, "\n**%s**\n", markdown(r.Verdict))
	}
	for _, s := range r.Sections {
		if s.Title != "" {
			fmt.Fprintf(&b, "\n## %s\n", markdown(s.Title))
		}
		if len(s.Rows) > 0 {
			fmt.Fprintf(&b, "\n%s%s", tableRow(s.Columns), strings.Repeat("| --- ", len(s.Columns))+"|\n")
		}
		for _, row := range s.Rows {
			b.WriteString(tableRow(row))
		}
		for i, line := range s.Lines {
			if i == 0 || line == "" {
				b.WriteString("\n")
			}
			if line != "" {
				b.WriteString("- " + markdown(line) + "\n")
			}
		}
	}
	return b.String()
}

func tableRow(cells []string) string {
	var b strings.Builder
	for _, cell := range cells {
		b.WriteString("| " + markdown(cell) + " ")
	}
	return b.String() + "|\n"
}

// markdown escapes what Markdown would read as something else. Names come from anywhere.
func markdown(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '#', '!', '&', '~':
			b.WriteByte('\\')
		case '\n', '\r', '\t':
			r = ' '
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String())
}

// JSON is the report as one JSON document.
func (r Report) JSON() string {
	type section struct {
		Title string              `json:"title"`
		Rows  []map[string]string `json:"rows"`
		Lines []string            `json:"lines"`
	}
	document := struct {
		Schema   string    `json:"schema"`
		Title    string    `json:"title"`
		Team     string    `json:"team,omitempty"`
		Verdict  string    `json:"verdict,omitempty"`
		Sections []section `json:"sections"`
	}{"periscope.view/v1", r.Title, r.Team, r.Verdict, []section{}}
	for _, s := range r.Sections {
		out := section{Title: s.Title, Rows: []map[string]string{}, Lines: []string{}}
		for _, row := range s.Rows {
			cells := map[string]string{}
			for i, column := range s.Columns {
				if i < len(row) {
					cells[column] = row[i]
				}
			}
			out.Rows = append(out.Rows, cells)
		}
		for _, line := range s.Lines {
			if line != "" {
				out.Lines = append(out.Lines, line)
			}
		}
		document.Sections = append(document.Sections, out)
	}
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return "" // strings only: it cannot fail
	}
	return string(text) + "\n"
}
