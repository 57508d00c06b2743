package watch

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/report"
	"periscope/model/catalog"
	"periscope/model/leastprivilege"
	"periscope/model/markdown"
)

// markdown writes the result for a pull request.
func (r *result) markdown(out io.Writer) error {
	var page bytes.Buffer
	fmt.Fprintf(&page, "# Slack scopes that the app used\n\n")
	if r.unseen() {
		fmt.Fprintln(&page, "No call of Slack was seen, so no scope is called unused.")
		for _, why := range r.whyUnseen() {
			fmt.Fprintf(&page, "- %s\n", markdown.Text(why))
		}
	} else {
		fmt.Fprintln(&page, markdown.Text(r.headline()))
	}
	for _, j := range r.judgements {
		markdownJudgement(&page, j)
	}
	if len(r.unsure) > 0 {
		fmt.Fprintf(&page, "\nPassed, though nothing tells whether the enforced set allows it: %s\n",
			markdown.Text(methodsInWords(r.unsure)))
	}
	_, err := page.WriteTo(out)
	return err
}

func markdownJudgement(page *bytes.Buffer, j leastprivilege.Judgement) {
	fmt.Fprintf(page, "\n## %s token\n\nSmallest set: %s\n", title(string(j.Kind)), markdownScopes(j.Least))
	if missing := j.With(leastprivilege.Missing); len(missing) > 0 {
		fmt.Fprintf(page, "\nTo add for what was refused: %s\n", markdownScopes(missing))
	}
	if len(j.Careful) > 0 {
		fmt.Fprintf(page, "\nKeep until another run tells: %s\n", markdownScopes(j.Careful))
	}
	if !j.Exact {
		fmt.Fprintf(page, "\nIt is perhaps not the smallest: there is much to choose from.\n")
	}
	if len(j.Scopes) == 0 {
		return
	}
	fmt.Fprintf(page, "\n| scope | what | calls |\n|---|---|---|\n")
	for _, status := range leastprivilege.Statuses {
		for _, u := range j.Scopes {
			if u.Status == status {
				fmt.Fprintf(page, "| %s | %s | %s |\n", report.MarkdownCode(string(u.Scope)), status, markdown.Text(useInWords(u)))
			}
		}
	}
}

func title(word string) string {
	if word == "" || word[0] < 'a' || word[0] > 'z' {
		return word
	}
	return string(word[0]-'a'+'A') + word[1:]
}

func markdownScopes(scopes []catalog.Scope) string {
	if len(scopes) == 0 {
		return "none"
	}
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = report.MarkdownCode(string(s))
	}
	return strings.Join(words, ", ")
}
