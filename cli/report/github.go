package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/model/drift"
)

// GitHub writes a workflow command for each finding, which GitHub shows beside the line:
// errors for what fails, warnings for the rest, notices for what is silenced.
func (r Report) GitHub(out io.Writer) error {
	var page bytes.Buffer
	for _, f := range r.Findings {
		command, message := "warning", f.Message
		switch {
		case f.Allowed != nil:
			command, message = "notice", message+" (allowed: "+reasonOf(f.Allowed)+")"
		case r.fails(f):
			command = "error"
		}
		fmt.Fprintf(&page, "::%s %stitle=%s::%s\n", command, githubPlace(f), property(headingOf(f.Kind)), data(message))
	}
	fmt.Fprintln(&page, data(strings.NewReplacer("::", ": :", "##", "# #").Replace(r.Title)))
	_, err := page.WriteTo(out)
	return err
}

func githubPlace(f drift.Finding) string {
	file := relative(f.File)
	if file == "" {
		return ""
	}
	place := "file=" + property(file) + ","
	if f.Line > 0 {
		place += fmt.Sprintf("line=%d,", f.Line)
	}
	if f.Column > 0 {
		place += fmt.Sprintf("col=%d,", f.Column)
	}
	return place
}

// data escapes the text of a workflow command, and property one of its properties.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
