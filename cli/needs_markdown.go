package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/report"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/markdown"
)

// markdown writes one row for each method or event and kind of token. What a token has
// stands there if there is one.
func (a answers) markdown(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprint(&page, "# Scopes that methods and events need\n\n| method or event | token | needs |")
	rule := "|---|---|---|"
	if a.held != nil {
		fmt.Fprint(&page, " granted | change |")
		rule += "---|---|"
	}
	fmt.Fprintf(&page, " basis |\n%s---|\n", rule)
	for _, n := range a.needed {
		a.markdownRow(&page, n, needInWords(n))
	}
	for _, n := range a.events {
		need := needInWords(n)
		if !n.Callable {
			need = []string{eventOutOfReach(n)}
		}
		a.markdownRow(&page, n, need)
	}
	_, err := page.WriteTo(out)
	return err
}

func (a answers) markdownRow(page *bytes.Buffer, n model.MethodAccess, need []string) {
	for i, line := range need {
		need[i] = markdown.Text(line)
	}
	if m, known := catalog.LookupMethod(n.Method); known {
		if r, ok := m.Retirement(); ok {
			need = append(need, markdown.Text(r.Sentence()))
		}
	}
	kind := strings.TrimSuffix(tokenOf(n.Kind), " token")
	fmt.Fprintf(page, "| %s | %s | %s |", report.MarkdownCode(n.Method), kind, strings.Join(need, "<br>"))
	if a.held != nil {
		granted := ""
		if n.Callable {
			granted = a.grantedInWords(n)
		}
		fmt.Fprintf(page, " %s | %s |", markdown.Text(granted), markdown.Text(change(n)))
	}
	fmt.Fprintf(page, " %s |\n", markdown.Text(basisInWords(n)))
}
