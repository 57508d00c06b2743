package describe

import (
	"encoding/json"
	"fmt"
	"strings"

	"periscope/model/markdown"
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
	fmt.Fprintf(&b, "# %s\n", markdownText(r.Title))
	if r.Team != "" {
		fmt.Fprintf(&b, "\n%s\n", markdownText(r.Team))
	}
	if r.Verdict != "" {
		fmt.Fprintf(&b, "\n**%s**\n", markdownText(r.Verdict))
	}
	for _, s := range r.Sections {
		if s.Title != "" {
			fmt.Fprintf(&b, "\n## %s\n", markdownText(s.Title))
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
				b.WriteString("- " + markdownText(line) + "\n")
			}
		}
	}
	return b.String()
}

func tableRow(cells []string) string {
	var b strings.Builder
	for _, cell := range cells {
		b.WriteString("| " + markdownText(cell) + " ")
	}
	return b.String() + "|\n"
}

// markdownText returns a text for Markdown, without spaces around it.
func markdownText(text string) string { return strings.TrimSpace(markdown.Text(text)) }

// viewDocument is an exported view as JSON.
type viewDocument struct {
	Schema   string         `json:"schema"` // "periscope.view/v1"
	Title    string         `json:"title"`
	Team     string         `json:"team"`    // that the view is about; empty: none
	Verdict  string         `json:"verdict"` // what the view says first; empty: nothing
	Sections []sectionTable `json:"sections"`
}

// sectionTable is a part of a view: a table, and sentences.
type sectionTable struct {
	Title   string     `json:"title"`
	Columns []string   `json:"columns"`
	Rows    [][]string `json:"rows"` // a cell for each column
	Lines   []string   `json:"lines"`
}

// JSON is the report as one JSON document.
func (r Report) JSON() string {
	document := viewDocument{"periscope.view/v1", r.Title, r.Team, r.Verdict, []sectionTable{}}
	for _, s := range r.Sections {
		out := sectionTable{s.Title, append([]string{}, s.Columns...), [][]string{}, []string{}}
		for _, row := range s.Rows {
			cells := make([]string, len(s.Columns))
			copy(cells, row)
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
