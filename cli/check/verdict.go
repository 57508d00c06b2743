package check

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
)

// Verdict says what Slack would do with a request, before it is sent.
type Verdict struct {
	Request  model.Request
	Problems []model.Problem
	Refusal  string          // Slack's code; empty: Slack takes the request
	Instead  []model.Request // what to send in its place; the request itself if nothing is wrong with it
	// Divided are the parts of an install for bot and user, where the scopes may be for
	// either; nil where they are for one kind of token.
	Divided []model.Request
}

// JudgeDivided gives the verdict on scopes of which each may be for the bot or for the user.
func JudgeDivided(scopes []catalog.Scope) Verdict {
	parts := model.Divide(scopes)
	v := Verdict{
		Request: model.Request{Kind: catalog.Bot, Scopes: scopes}, Divided: parts,
		Problems: model.ValidateDivided(parts), Instead: model.FixDivided(parts),
	}
	for _, p := range v.Problems {
		v.Refusal = cmp.Or(v.Refusal, p.Refusal)
	}
	return v
}

// requests are those that the scopes are asked for with.
func (v Verdict) requests() []model.Request {
	if v.Divided != nil {
		return v.Divided
	}
	return []model.Request{v.Request}
}

// Judge gives the verdict on a request. With granted, it knows what the token holds.
func Judge(r model.Request, granted *model.Permissions) Verdict {
	v := Verdict{Request: r, Problems: model.Validate(r, granted), Instead: model.FixAll(r, granted)}
	v.Refusal, _ = model.Verdict(r)
	return v
}

// OK reports whether Slack would take the request.
func (v Verdict) OK() bool { return v.Refusal == "" }

// Print writes the verdict, the problems and the requests to send, as text.
func (v Verdict) Print(out io.Writer) error {
	var page bytes.Buffer
	v.write(&page)
	fmt.Fprintf(&page, "\n%s\n", v.advice("Send it with:", "Send this instead:", "Send these %d requests instead:"))
	for _, r := range v.Instead {
		fmt.Fprintf(&page, "  %s\n", requestCommand(r))
	}
	_, err := page.WriteTo(out)
	return err
}

// inWords is the verdict in one line.
func (v Verdict) inWords() string {
	switch botOrUser := v.Request.Kind.IsBotOrUser(); {
	case v.Divided != nil && v.OK():
		return "accepted: Slack's install page would ask for this"
	case v.Divided != nil:
		return fmt.Sprintf("refused: Slack would answer %s to an install that asks for this", v.Refusal)
	case botOrUser && v.OK():
		return fmt.Sprintf("accepted: Slack's install page would ask for this on behalf of the %s", v.Request.For)
	case botOrUser:
		return fmt.Sprintf("refused: Slack would answer %s to an install that asks for this on behalf of the %s", v.Refusal, v.Request.For)
	case v.OK():
		return "accepted: Slack would show this request to " + whoIsAsked(v.Request)
	}
	return fmt.Sprintf("refused: Slack would answer %s to this request to %s", v.Refusal, whoIsAsked(v.Request))
}

// write writes the verdict and the problems.
func (v Verdict) write(page *bytes.Buffer) {
	fmt.Fprintln(page, v.inWords())
	fmt.Fprintf(page, "rules: %s\n", rulesInWords[v.rules()])
	for _, part := range v.Divided {
		if len(part.Scopes) > 0 {
			fmt.Fprintf(page, "for the %s: %s\n", part.For, console.Join(part.Scopes))
		}
	}
	if len(v.Problems) > 0 {
		fmt.Fprintln(page)
	}
	table := tabwriter.NewWriter(page, 0, 0, 2, ' ', 0)
	for _, p := range v.Problems {
		fmt.Fprintf(table, "%s\t%s\n", p.Code, p.Message)
		fmt.Fprintf(table, "\tbasis: %s\n", p.Basis)
		if len(p.Fixes) > 0 {
			fmt.Fprintf(table, "\tfix: %s\n", strings.Join(fixLabels(p), "; or "))
		}
	}
	_ = table.Flush() // into memory
}

// rules names the rules that the scopes are judged by. For the app of bot and user tokens,
// they are those of the token that will hold the scopes. That may be another token than
// the one that was named.
func (v Verdict) rules() string {
	switch {
	case v.Divided != nil:
		return "bot or user"
	case v.Request.Kind.IsBotOrUser():
		return string(v.Request.For)
	}
	return model.RulesFor(v.Request.Kind).Name()
}

// requestCommand is the command line that sends a request.
func requestCommand(r model.Request) string {
	line := "periscope request --listen 127.0.0.1:3000 "
	if r.For == model.ForUser {
		line += fmt.Sprintf("--user %s ", cmp.Or(r.User, "USER_ID"))
	}
	return line + strings.Join(console.Strings(r.Scopes), " ")
}

// whoIsAsked is who decides about a request, in words.
func whoIsAsked(r model.Request) string {
	switch {
	case r.For != model.ForUser:
		return "the team"
	case r.User == "":
		return "a user"
	}
	return fmt.Sprintf("user %s", r.User)
}

var rulesInWords = map[string]string{
	"workspace":   "workspace apps (xoxa), which Slack retired on 2021-08-24",
	"bot or user": "bot and user tokens; --kind bot or --kind user insists on one",
	"bot":         "bot tokens (xoxb)",
	"user":        "user tokens (xoxp)",
}

// advice introduces what to send: as it is, one thing instead, or several.
func (v Verdict) advice(asItIs, instead, severalInstead string) string {
	switch n := len(v.Instead); {
	case n == 0:
		return "There is nothing left to ask for."
	case len(v.Problems) == 0:
		return asItIs
	case v.OK():
		return "Better:"
	case n == 1:
		return instead
	default:
		return fmt.Sprintf(severalInstead, n)
	}
}

// ProblemDocument is one problem of a request, in JSON.
type ProblemDocument struct {
	Code     model.ProblemCode `json:"code"`
	Severity model.Severity    `json:"severity"`
	Refusal  string            `json:"refusal"` // Slack's code; empty when Slack does not mind
	Scopes   []catalog.Scope   `json:"scopes"`
	Message  string            `json:"message"`
	Basis    catalog.Basis     `json:"basis"`
	Fix      string            `json:"fix"`   // the best of Fixes
	Fixes    []string          `json:"fixes"` // in words
}

// RequestDocument is a request, in JSON.
type RequestDocument struct {
	For    model.Audience  `json:"for"`
	User   model.UserID    `json:"user"`
	Scopes []catalog.Scope `json:"scopes"`
}

// NewRequestDocument describes a request in JSON.
func NewRequestDocument(r model.Request) RequestDocument {
	return RequestDocument{r.For, r.User, console.JSONArray(r.Scopes)}
}

// NewProblemDocuments describes problems in JSON. The result is never nil.
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
