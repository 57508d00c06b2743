// Package report writes findings in the forms in which people and programs of theirs
// look at them: Markdown, SARIF 2.1.0, and the workflow commands of GitHub.
//
// It promises that nothing of a finding is read as markup, a link or a command, whatever
// names files and scopes have; that the same findings give the same bytes; and that what
// was silenced is there, and says why. It judges nothing: which findings fail, the
// caller says. It neither reads nor asks anything.
package report

import (
	"path"
	"slices"
	"strings"

	"periscope/model/drift"
)

// Report is what a comparison found.
type Report struct {
	Title    string // one line, without markup
	Findings []drift.Finding
	Fails    []drift.FindingKind // the sorts that are errors; the others warn
	Version  string              // of this program
}

// Failing are the findings that are errors.
func (r Report) Failing() []drift.Finding {
	var all []drift.Finding
	for _, f := range r.Findings {
		if r.fails(f) {
			all = append(all, f)
		}
	}
	return all
}

func (r Report) fails(f drift.Finding) bool {
	return f.Allowed == nil && slices.Contains(r.Fails, f.Kind)
}

// relative is a path as reports name files: with slashes, and from the directory that
// the command runs in where it lies below it. Empty for what is no file.
func relative(file string) string {
	file = strings.ReplaceAll(file, `\`, "/")
	if file == "" || file == "standard input" {
		return ""
	}
	return path.Clean(file)
}

// reasonOf is why a finding is silenced, for people.
func reasonOf(a *drift.Allowance) string {
	if a.Reason == "" {
		return "no reason given"
	}
	return a.Reason
}
