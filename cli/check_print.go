package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

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

// checkDocument is what check --json prints. No array in it is ever null.
type checkDocument struct {
	Schema   string            `json:"schema"` // "periscope.check/v1"
	OK       bool              `json:"ok"`
	Refusal  string            `json:"refusal"` // Slack's code; empty when ok
	For      model.Audience    `json:"for"`
	User     model.UserID      `json:"user"`
	Scopes   []catalog.Scope   `json:"scopes"`
	Problems []problemDocument `json:"problems"`
	// Split holds the same scopes in as many requests as it takes. Those that no
	// request may ask for stand together in the last.
	Split [][]catalog.Scope `json:"split"`
	// Requests are what to send instead, with the first fix of every problem applied.
	Requests []requestDocument `json:"requests"`
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
	return requestDocument{r.For, r.User, notNull(r.Scopes)}
}

func (c checked) document() checkDocument {
	doc := checkDocument{
		Schema: "periscope.check/v1", OK: c.ok(), Refusal: c.refusal,
		For: c.request.For, User: c.request.User, Scopes: notNull(c.request.Scopes),
		Problems: problemDocuments(c.problems), Split: [][]catalog.Scope{}, Requests: []requestDocument{},
	}
	for _, part := range model.Split(c.request) {
		doc.Split = append(doc.Split, notNull(part.Scopes))
	}
	for _, r := range c.mended {
		doc.Requests = append(doc.Requests, documentOf(r))
	}
	return doc
}

func problemDocuments(problems []model.Problem) []problemDocument {
	docs := []problemDocument{}
	for _, p := range problems {
		doc := problemDocument{
			p.Code, p.Severity(), p.Refusal, notNull(p.Scopes), p.Message, p.Basis, "", fixLabels(p),
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

// print writes the verdict, the problems and the requests to send, for a person.
func (c checked) print(out io.Writer) error {
	var page bytes.Buffer
	if c.ok() {
		fmt.Fprintf(&page, "accepted: Slack would show this request to %s\n", asked(c.request))
	} else {
		fmt.Fprintf(&page, "refused: Slack would answer %s to this request to %s\n", c.refusal, asked(c.request))
	}
	if len(c.problems) > 0 {
		fmt.Fprintln(&page)
	}
	table := tabwriter.NewWriter(&page, 0, 0, 2, ' ', 0)
	for _, p := range c.problems {
		fmt.Fprintf(table, "%s\t%s\n", p.Code, p.Message)
		fmt.Fprintf(table, "\tbasis: %s\n", p.Basis)
		if len(p.Fixes) > 0 {
			fmt.Fprintf(table, "\tfix: %s\n", strings.Join(fixLabels(p), "; or "))
		}
	}
	_ = table.Flush() // into memory
	fmt.Fprintf(&page, "\n%s\n", c.advice())
	for _, r := range c.mended {
		fmt.Fprintf(&page, "  %s\n", requestLine(r))
	}
	_, err := page.WriteTo(out)
	return err
}

// advice introduces the requests to send.
func (c checked) advice() string {
	switch {
	case len(c.mended) == 0:
		return "There is nothing left to ask for."
	case len(c.problems) == 0:
		return "Send it with:"
	case c.ok():
		return "Better:"
	case len(c.mended) == 1:
		return "Send this instead:"
	}
	return fmt.Sprintf("Send these %d requests instead:", len(c.mended))
}
