package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"periscope/cli/console"
	"periscope/cli/token"
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

// answer is what check says: the verdict, and of apps of today how to get what
// was asked for.
type answer struct {
	checked
	subject
	clientID string // of the app; empty: not known
	plans    []plan
	trial    trial
	stored   []token.SavedToken // what --open brought
}

// checkDocument is what check --json prints. No array in it is ever null.
type checkDocument struct {
	Schema   string            `json:"schema"` // "periscope.check/v1"
	Rules    string            `json:"rules"`  // "workspace", "bot" or "user"
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
	// Installs are what Requests come to for an app of today: normally one. There
	// are none for workspace apps.
	Installs []planDocument   `json:"installs"`
	Manifest trialDocument    `json:"manifest"`
	Stored   []storedDocument `json:"stored"` // what --open brought
}

// planDocument is one install of an app of today.
type planDocument struct {
	InstallURL string          `json:"install_url"` // empty if the client id is not known
	Bot        []catalog.Scope `json:"bot"`
	User       []catalog.Scope `json:"user"`
	// ThenHeld is what the token holds once this is approved: with HeldKnown all
	// of it, else what is certain.
	ThenHeld     []catalog.Scope `json:"then_held"`
	HeldKnown    bool            `json:"held_known"`
	ManifestYAML string          `json:"manifest_yaml"` // lines to add
	ManifestJSON string          `json:"manifest_json"` // the same
}

// trialDocument is what Slack said of the manifest with the scopes added.
type trialDocument struct {
	Validated bool           `json:"validated"` // false: it was not asked
	Flaws     []flawDocument `json:"flaws"`
}

type flawDocument struct {
	Message string `json:"message"`
	Pointer string `json:"pointer"` // where in the manifest; may be empty
}

type storedDocument struct {
	Key      string              `json:"key"`
	Token    token.TokenDocument `json:"token"`
	Replaced bool                `json:"replaced"` // the one that was there
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
	return requestDocument{r.For, r.User, console.NotNull(r.Scopes)}
}

func (a answer) document() checkDocument {
	doc := checkDocument{
		Schema: "periscope.check/v1", Rules: rulesFor(a.request), OK: a.ok(), Refusal: a.refusal,
		For: a.request.For, User: a.request.User, Scopes: console.NotNull(a.request.Scopes),
		Problems: problemDocuments(a.problems), Split: [][]catalog.Scope{}, Requests: []requestDocument{},
		Installs: []planDocument{}, Manifest: trialDocument{a.trial.done, []flawDocument{}}, Stored: []storedDocument{},
	}
	for _, part := range model.Split(a.request) {
		doc.Split = append(doc.Split, console.NotNull(part.Scopes))
	}
	for _, r := range a.mended {
		doc.Requests = append(doc.Requests, documentOf(r))
	}
	for _, p := range a.plans {
		doc.Installs = append(doc.Installs, planDocument{
			p.url, console.NotNull(p.Bot), console.NotNull(p.User), console.NotNull(p.then), a.heldKnown(), p.ManifestYAML(), p.ManifestJSON(),
		})
	}
	for _, f := range a.trial.flaws {
		doc.Manifest.Flaws = append(doc.Manifest.Flaws, flawDocument{f.Message, f.Pointer})
	}
	for _, one := range a.stored {
		doc.Stored = append(doc.Stored, storedDocument{one.Key, token.TokenDocument{Kind: one.Kind, Redacted: one.Redacted}, one.Replaced})
	}
	return doc
}

// heldKnown reports whether it is known what the token holds now.
func (a answer) heldKnown() bool { return a.held != nil && !a.held.ScopesUntold }

func problemDocuments(problems []model.Problem) []problemDocument {
	docs := []problemDocument{}
	for _, p := range problems {
		doc := problemDocument{
			p.Code, p.Severity(), p.Refusal, console.NotNull(p.Scopes), p.Message, p.Basis, "", fixLabels(p),
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
