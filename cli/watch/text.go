package watch

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/leastprivilege"
	"periscope/slackapi/record"
)

// headings say what the scopes of a status have in common.
var headings = map[leastprivilege.Status]string{
	leastprivilege.Missing:       "Missing: calls were refused, or Slack left something out",
	leastprivilege.Used:          "Used",
	leastprivilege.OneOf:         "One of several was enough, and nothing tells which",
	leastprivilege.Perhaps:       "Perhaps used: keep it until another run tells",
	leastprivilege.Kept:          "Not used by a call, and needed by the manifest's own parts",
	leastprivilege.PerhapsUnused: "Not used by a call, and of use without calls",
	leastprivilege.Unused:        "Unused",
}

// text writes the result for people.
func (r *result) text(out io.Writer) error {
	var page bytes.Buffer
	if r.unseen() {
		r.textUnseen(&page)
	} else {
		fmt.Fprintln(&page, r.headline())
		if len(r.judgements) == 0 {
			fmt.Fprintln(&page, "None was made with a token that holds scopes, so none is judged.")
		}
		for _, j := range r.judgements {
			textJudgement(&page, j)
		}
		r.textOthers(&page)
	}
	_, err := page.WriteTo(out)
	return err
}

// headline says how much was seen.
func (r *result) headline() string {
	line := fmt.Sprintf("Watched %s of %s.", count(r.calls, "call"), count(r.methodNames(), "method"))
	if r.earlier > 0 {
		line = fmt.Sprintf("Watched %s; with those of earlier runs in %s, %s of %s.",
			count(r.calls, "call"), console.InputName(r.file), count(r.calls+r.earlier, "call"), count(r.methodNames(), "method"))
	}
	return line
}

func count(n int, of string) string {
	if n == 1 {
		return "1 " + of
	}
	return fmt.Sprintf("%d %ss", n, of)
}

// textUnseen says why nothing can be said, and what to do.
func (r *result) textUnseen(page *bytes.Buffer) {
	fmt.Fprintln(page, "No call of Slack was seen, so no scope is called unused.")
	for _, why := range r.whyUnseen() {
		fmt.Fprintf(page, "  %s\n", why)
	}
	fmt.Fprintf(page, "\nIf the app did call Slack, tell its SDK the base URL, which is in %s:\n\n", "SLACK_API_URL")
	for _, line := range recipeLines() {
		fmt.Fprintf(page, "  %s\n", line)
	}
}

func (r *result) whyUnseen() []string {
	why := r.notes
	if r.around != "" {
		why = append(why, r.around)
	}
	if !r.shim {
		why = append(why, "with --no-shim, only SDKs that are told the base URL come through the proxy")
	}
	return why
}

func textJudgement(page *bytes.Buffer, j leastprivilege.Judgement) {
	fmt.Fprintf(page, "\nSmallest set of scopes for the %s token: %s\n", j.Kind, leastInWords(j))
	for _, status := range leastprivilege.Statuses {
		lines := tabwriter.NewWriter(page, 0, 0, 2, ' ', 0)
		first := true
		for _, u := range j.Scopes {
			if u.Status != status {
				continue
			}
			if first {
				first = false
				fmt.Fprintf(page, "\n%s\n", headings[status])
			}
			if words := useInWords(u); words != "" {
				fmt.Fprintf(lines, "  %s\t%s\n", u.Scope, words)
				continue
			}
			fmt.Fprintf(lines, "  %s\n", u.Scope)
		}
		_ = lines.Flush() // into memory
	}
	if !j.HeldKnown {
		fmt.Fprintf(page, "\nNo reply said which scopes the %s token holds, so none is called unused.\n", j.Kind)
	}
	if len(j.UnknownMethods) > 0 {
		fmt.Fprintf(page, "\nNot judged: which scopes these take of a %s token, Slack does not say.\n", j.Kind)
		fmt.Fprintf(page, "  %s\n", methodsInWords(j.UnknownMethods))
	}
}

// leastInWords is the smallest set, and what would have to be added for the calls that were
// refused: the set alone does what was done, and no more.
func leastInWords(j leastprivilege.Judgement) string {
	words := cmp.Or(console.Join(j.Least), "none")
	if missing := j.With(leastprivilege.Missing); len(missing) > 0 {
		words += "; and " + console.Join(missing) + " for what was refused"
	}
	if !j.Exact {
		words += " (perhaps not the smallest: there is much to choose from)"
	}
	return words
}

// useInWords says how often a scope was used, by what, and how we know.
func useInWords(u leastprivilege.ScopeUse) string {
	var parts []string
	if len(u.Methods) > 0 {
		parts = append(parts, methodsInWords(u.Methods))
	}
	if u.Status == leastprivilege.Missing && len(u.Alternatives) > 0 {
		parts = append(parts, "or "+model.Enumerate(u.Alternatives, "or"))
	}
	if u.Why != "" {
		parts = append(parts, u.Why)
	}
	if u.Status == leastprivilege.OneOf && u.Least {
		parts = append(parts, "in the smallest set, because it opens less")
	}
	return strings.Join(parts, "; ")
}

func methodsInWords(methods []leastprivilege.MethodCount) string {
	words := make([]string, len(methods))
	for i, m := range methods {
		words[i] = fmt.Sprintf("%s (%d)", m.Method, m.Count)
	}
	return strings.Join(words, ", ")
}

// textOthers writes what is about calls and not about scopes.
func (r *result) textOthers(page *bytes.Buffer) {
	if len(r.unsure) > 0 {
		fmt.Fprintf(page, "\nPassed, though nothing tells whether the enforced set allows it: %s\n", methodsInWords(r.unsure))
	}
	limited, blocked, unreached := 0, 0, 0
	for _, e := range r.all {
		switch {
		case e.Outcome == "ratelimited":
			limited += e.Count
		case e.AnsweredBy == record.ByReadOnly:
			blocked += e.Count
		case e.AnsweredBy == record.ByProxy:
			unreached += e.Count
		}
	}
	for _, line := range []struct {
		n    int
		what string
	}{
		{limited, "asked to wait by Slack's rate limits"},
		{blocked, "answered restricted_action, because it would change something"},
		{unreached, "not answered: Slack was not reached"},
	} {
		if line.n > 0 {
			fmt.Fprintf(page, "\n%s: %s\n", count(line.n, "call"), line.what)
		}
	}
	if r.file != "" {
		fmt.Fprintf(page, "\nSaved in %s. Compare it: periscope drift --recorded %s --manifest FILE\n",
			console.InputName(r.file), console.InputName(r.file))
	}
}
