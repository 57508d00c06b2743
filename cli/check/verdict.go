package check

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

// Verdict is what is to be said about a request before it is sent.
type Verdict struct {
	Request  model.Request
	Problems []model.Problem
	Refusal  string          // Slack's code; empty: Slack takes the request
	Instead  []model.Request // what to send instead; the request itself if nothing is wrong with it
}

func Judge(r model.Request, held *model.Permissions) Verdict {
	c := Verdict{Request: r, Problems: model.Validate(r, held), Instead: model.Mend(r, held)}
	c.Refusal, _ = model.Verdict(r)
	return c
}

func (c Verdict) OK() bool { return c.Refusal == "" }

// Print writes the verdict, the problems and the requests to send, for a person.
func (c Verdict) Print(out io.Writer) error {
	var page bytes.Buffer
	c.write(&page)
	fmt.Fprintf(&page, "\n%s\n", c.advice("Send it with:", "Send this instead:", "Send these %d requests instead:"))
	for _, r := range c.Instead {
		fmt.Fprintf(&page, "  %s\n", console.RequestCommand(r))
	}
	_, err := page.WriteTo(out)
	return err
}

// write writes the verdict and the problems.
func (c Verdict) write(page *bytes.Buffer) {
	switch today := c.Request.Kind.OfToday(); {
	case today && c.OK():
		fmt.Fprintf(page, "accepted: Slack's install page would ask for this on behalf of the %s\n", c.Request.For)
	case today:
		fmt.Fprintf(page, "refused: Slack would answer %s to an install that asks for this on behalf of the %s\n", c.Refusal, c.Request.For)
	case c.OK():
		fmt.Fprintf(page, "accepted: Slack would show this request to %s\n", console.WhoIsAsked(c.Request))
	default:
		fmt.Fprintf(page, "refused: Slack would answer %s to this request to %s\n", c.Refusal, console.WhoIsAsked(c.Request))
	}
	fmt.Fprintf(page, "rules: %s\n", rulesInWords[rulesFor(c.Request)])
	if len(c.Problems) > 0 {
		fmt.Fprintln(page)
	}
	table := tabwriter.NewWriter(page, 0, 0, 2, ' ', 0)
	for _, p := range c.Problems {
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
func (c Verdict) advice(asItIs, instead, severalInstead string) string {
	switch n := len(c.Instead); {
	case n == 0:
		return "There is nothing left to ask for."
	case len(c.Problems) == 0:
		return asItIs
	case c.OK():
		return "Better:"
	case n == 1:
		return instead
	default:
		return fmt.Sprintf(severalInstead, n)
	}
}

type ProblemDocument struct {
	Code     model.ProblemCode `json:"code"`
	Severity model.Severity    `json:"severity"`
	Refusal  string            `json:"refusal"` // Slack's code; empty when Slack does not mind
	Scopes   []catalog.Scope   `json:"scopes"`
	Message  string            `json:"message"`
	Basis    catalog.Basis     `json:"basis"`
	Fix      string            `json:"fix"`   // the best of Fixes
	Fixes    []string          `json:"fixes"` // as a person would be offered them
}

type RequestDocument struct {
	For    model.Audience  `json:"for"`
	User   model.UserID    `json:"user"`
	Scopes []catalog.Scope `json:"scopes"`
}

func NewRequestDocument(r model.Request) RequestDocument {
	return RequestDocument{r.For, r.User, console.JSONArray(r.Scopes)}
}

func NewProblemDocuments(problems []model.Problem) []ProblemDocument {
	docs := []ProblemDocument{}
	for _, p := range problems {
		doc := ProblemDocument{
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
