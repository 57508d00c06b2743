package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
)

// checked is what is to be said about a request before it is sent.
type checked struct {
	request  model.Request
	problems []model.Problem
	refusal  string          // Slack's code; empty: Slack takes the request
	mended   []model.Request // what to send instead; the request itself if nothing is wrong with it
}

func checkRequest(r model.Request, held *model.Permissions) checked {
	c := checked{request: r, problems: model.Validate(r, held), mended: model.Mend(r, held)}
	c.refusal, _ = model.Verdict(r)
	return c
}

func (c checked) ok() bool { return c.refusal == "" }

// print writes the verdict, the problems and the requests to send, for a person.
func (c checked) print(out io.Writer) error {
	var page bytes.Buffer
	c.write(&page)
	fmt.Fprintf(&page, "\n%s\n", c.advice("Send it with:", "Send this instead:", "Send these %d requests instead:"))
	for _, r := range c.mended {
		fmt.Fprintf(&page, "  %s\n", console.RequestCommand(r))
	}
	_, err := page.WriteTo(out)
	return err
}

// write writes the verdict and the problems.
func (c checked) write(page *bytes.Buffer) {
	switch today := c.request.Kind.OfToday(); {
	case today && c.ok():
		fmt.Fprintf(page, "accepted: Slack's install page would ask for this on behalf of the %s\n", c.request.For)
	case today:
		fmt.Fprintf(page, "refused: Slack would answer %s to an install that asks for this on behalf of the %s\n", c.refusal, c.request.For)
	case c.ok():
		fmt.Fprintf(page, "accepted: Slack would show this request to %s\n", console.WhoIsAsked(c.request))
	default:
		fmt.Fprintf(page, "refused: Slack would answer %s to this request to %s\n", c.refusal, console.WhoIsAsked(c.request))
	}
	fmt.Fprintf(page, "rules: %s\n", rulesInWords[rulesFor(c.request)])
	if len(c.problems) > 0 {
		fmt.Fprintln(page)
	}
	table := tabwriter.NewWriter(page, 0, 0, 2, ' ', 0)
	for _, p := range c.problems {
		fmt.Fprintf(table, "%s\t%s\n", p.Code, p.Message)
		fmt.Fprintf(table, "\tbasis: %s\n", p.Basis)
		if len(p.Fixes) > 0 {
			fmt.Fprintf(table, "\tfix: %s\n", strings.Join(fixLabels(p), "; or "))
		}
	}
	_ = table.Flush() // into memory
}

// rulesFor names the rules that a request is judged by: of an app of today, those
// for the token that is to hold the scopes, which need not be the one at hand.
func rulesFor(r model.Request) string {
	if r.Kind.OfToday() {
		return string(r.For)
	}
	return model.RulesFor(r.Kind).Name()
}

var rulesInWords = map[string]string{
	"workspace": "workspace apps (xoxa); for the apps of today add --kind bot or --kind user",
	"bot":       "bot tokens (xoxb)",
	"user":      "user tokens (xoxp)",
}

// advice introduces what to send: as it is, one thing instead, or several.
func (c checked) advice(asItIs, instead, severalInstead string) string {
	switch n := len(c.mended); {
	case n == 0:
		return "There is nothing left to ask for."
	case len(c.problems) == 0:
		return asItIs
	case c.ok():
		return "Better:"
	case n == 1:
		return instead
	default:
		return fmt.Sprintf(severalInstead, n)
	}
}

type problemDocument struct {
	Code     model.ProblemCode `json:"code"`
	Severity model.Severity    `json:"severity"`
	Refusal  string            `json:"refusal"` // Slack's code; empty when Slack does not mind
	Scopes   []catalog.Scope   `json:"scopes"`
	Message  string            `json:"message"`
	Basis    catalog.Basis     `json:"basis"`
	Fix      string            `json:"fix"`   // the best of Fixes
	Fixes    []string          `json:"fixes"` // as a person would be offered them
}

type requestDocument struct {
	For    model.Audience  `json:"for"`
	User   model.UserID    `json:"user"`
	Scopes []catalog.Scope `json:"scopes"`
}

func documentOf(r model.Request) requestDocument {
	return requestDocument{r.For, r.User, console.JSONArray(r.Scopes)}
}

func problemDocuments(problems []model.Problem) []problemDocument {
	docs := []problemDocument{}
	for _, p := range problems {
		doc := problemDocument{
			p.Code, p.Severity(), p.Refusal, console.JSONArray(p.Scopes), p.Message, p.Basis, "", fixLabels(p),
		}
		if len(doc.Fixes) > 0 {
			doc.Fix = doc.Fixes[0]
		}
		docs = append(docs, doc)
	}
	return docs
}

func fixLabels(p model.Problem) []string {
	labels := []string{}
	for _, f := range p.Fixes {
		labels = append(labels, f.Label)
	}
	return labels
}

