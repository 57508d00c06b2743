package check

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/explore"
	"periscope/cli/report"
	"periscope/model/markdown"
)

// markdown writes the verdict, tables of how the scopes divide and of the problems, and
// the lines for the manifest.
func (a answer) markdown(out io.Writer) error {
	var page bytes.Buffer
	verdict := a.inWords()
	fmt.Fprintf(&page, "# %s%s\n\n", strings.ToUpper(verdict[:1]), markdown.Text(verdict[1:]))
	fmt.Fprintf(&page, "Rules: %s.\n", markdown.Text(rulesInWords[a.rules()]))
	a.markdownScopes(&page)
	a.markdownProblems(&page)
	for _, p := range a.plans {
		fmt.Fprintf(&page, "\n## In the app's manifest\n\n```yaml\n%s```\n", p.ManifestYAML())
		if p.url != "" {
			fmt.Fprintf(&page, "\nThen install it: <%s>\n", p.url)
		}
	}
	if !a.kind.IsBotOrUser() && len(a.Instead) > 0 {
		advice := a.advice("Send it with:", "Send this instead:", "Send these %d requests instead:")
		fmt.Fprintf(&page, "\n## %s\n\n```sh\n", strings.TrimRight(advice, ":."))
		for _, r := range a.Instead {
			fmt.Fprintln(&page, requestCommand(r))
		}
		fmt.Fprint(&page, "```\n")
	}
	a.markdownValidation(&page)
	_, err := page.WriteTo(out)
	return err
}

func (a answer) markdownScopes(page *bytes.Buffer) {
	fmt.Fprint(page, "\n| token | scopes |\n|---|---|\n")
	for _, r := range a.requests() {
		if len(r.Scopes) > 0 {
			kind := r.Kind
			if kind.IsBotOrUser() {
				kind = tokenKind(r)
			}
			fmt.Fprintf(page, "| %s | %s |\n", kind, report.MarkdownCodes(r.Scopes))
		}
	}
}

func (a answer) markdownProblems(page *bytes.Buffer) {
	if len(a.Problems) == 0 {
		return
	}
	fmt.Fprint(page, "\n## Problems\n\n| scopes | problem | what to do | basis |\n|---|---|---|---|\n")
	for _, p := range a.Problems {
		fmt.Fprintf(page, "| %s | %s: %s | %s | %s |\n",
			report.MarkdownCodes(p.Scopes), report.MarkdownCode(string(p.Code)), markdown.Text(p.Message),
			markdown.Text(strings.Join(fixLabels(p), "; or ")), p.Basis)
	}
}

func (a answer) markdownValidation(page *bytes.Buffer) {
	switch {
	case !a.validation.asked:
	case len(a.validation.flaws) == 0:
		fmt.Fprint(page, "\nSlack would take the app's manifest with these scopes.\n")
	default:
		fmt.Fprint(page, "\nSlack would refuse the app's manifest with these scopes:\n\n")
		for _, f := range a.validation.flaws {
			fmt.Fprintf(page, "- %s\n", markdown.Text(explore.FlawSentence(f)))
		}
	}
}
