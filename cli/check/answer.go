package check

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// answer is what check prints: the verdict and, for bot and user tokens, the installs
// that bring the scopes.
type answer struct {
	Verdict
	subject
	clientID   string // of the app; empty: not known
	plans      []plan
	validation validation
	stored     []token.SavedToken // what an install brought
}

// plan is one install, and what the token holds after it.
type plan struct {
	model.Install
	url      string          // of Slack's page; empty if the client id is not known
	thenHeld []catalog.Scope // what the token holds once it is approved
}

// plansFor finds the installs that bring the scopes of an answer.
func plansFor(a answer) ([]plan, error) {
	var (
		plans   []plan
		granted model.Permissions
	)
	if a.granted != nil {
		granted = *a.granted
	}
	for _, i := range model.Installs(a.Instead) {
		p := plan{Install: i, thenHeld: i.ScopesAfter(a.kind, granted)}
		if a.clientID != "" {
			var err error
			if p.url, err = slackapi.AuthorizeV2URL(a.apiURL(), a.clientID, i, "", "", ""); err != nil {
				return nil, err
			}
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// validation is Slack's judgement of a manifest.
type validation struct {
	asked bool
	flaws []slackapi.ManifestFlaw
}

// print writes the verdict, the problems and what to do, as text.
func (a answer) print(out io.Writer) error {
	if !a.kind.IsBotOrUser() {
		return a.Verdict.Print(out)
	}
	var page bytes.Buffer
	a.write(&page)
	installs := a.Verdict
	installs.Instead = installs.Instead[:min(len(a.plans), len(installs.Instead))] // an install asks for bot and user scopes at once
	fmt.Fprintf(&page, "\n%s\n", installs.advice("Install it with:", "Install this instead:", "This takes %d installs:"))
	for i, p := range a.plans {
		if i > 0 {
			fmt.Fprintln(&page)
		}
		a.writePlan(&page, p)
	}
	a.writeValidation(&page)
	_, err := page.WriteTo(out)
	return err
}

func (a answer) writePlan(page *bytes.Buffer, p plan) {
	if p.url != "" {
		fmt.Fprintf(page, "  %s\n", p.url)
	} else {
		fmt.Fprintf(page, "  the app's install page, whose address needs its client id: add --client-id\n")
	}
	for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
		a.writeHeld(page, kind, p)
	}
	fmt.Fprintln(page, "In the app's manifest:")
	for line := range strings.Lines(p.ManifestYAML()) {
		fmt.Fprintf(page, "  %s", line)
	}
}

// writeHeld writes what the token of a kind holds after an install, if the install
// asks for scopes of that kind.
func (a answer) writeHeld(page *bytes.Buffer, kind catalog.TokenKind, p plan) {
	scopes := p.Bot
	if kind == catalog.UserToken {
		scopes = p.User
	}
	if len(scopes) == 0 {
		return
	}
	if a.kind == kind && a.heldKnown() {
		fmt.Fprintf(page, "The %s token then holds: %s\n", kind, console.Join(p.thenHeld))
		return
	}
	fmt.Fprintf(page, "The %s token then holds: %s, and what it holds already\n", kind, console.Join(scopes))
}

func (a answer) writeValidation(page *bytes.Buffer) {
	switch {
	case !a.validation.asked:
	case len(a.validation.flaws) == 0:
		fmt.Fprintln(page, "Slack would take the app's manifest with these scopes.")
	default:
		fmt.Fprintln(page, "Slack would refuse the app's manifest with these scopes:")
		for _, f := range a.validation.flaws {
			fmt.Fprintf(page, "  %s\n", explore.FlawSentence(f))
		}
	}
}

// document is what check --json and install --json print. No array in it is ever null.
type document struct {
	Schema   string            `json:"schema"` // "periscope.check/v1" or "periscope.install/v1"
	Rules    string            `json:"rules"`  // "workspace", "bot", "user" or "bot or user"
	OK       bool              `json:"ok"`
	Refusal  string            `json:"refusal"` // Slack's code; empty when ok
	For      model.Audience    `json:"for"`     // empty where scopes may be for bot or user
	User     model.UserID      `json:"user"`
	Scopes   []catalog.Scope   `json:"scopes"`
	ByKind   []kindDocument    `json:"by_kind"` // how the scopes divide; empty for workspace apps
	Problems []ProblemDocument `json:"problems"`
	// Split holds the same scopes in as many requests as it takes. Those that no
	// request may ask for stand together in the last.
	Split [][]catalog.Scope `json:"split"`
	// Requests are what to send instead, with the first fix of every problem applied.
	Requests []RequestDocument `json:"requests"`
	// Installs bring what Requests ask for: normally one does. Workspace apps have
	// none.
	Installs []planDocument     `json:"installs"`
	Manifest validationDocument `json:"manifest"`
	Stored   []storedDocument   `json:"stored"` // what an install brought
}

// kindDocument is the scopes for one kind of token.
type kindDocument struct {
	Kind   catalog.TokenKind `json:"kind"`
	Scopes []catalog.Scope   `json:"scopes"`
}

// planDocument is one install.
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

// validationDocument is Slack's judgement of the manifest with the scopes added.
type validationDocument struct {
	Validated bool           `json:"validated"` // false: Slack was not asked
	Flaws     []flawDocument `json:"flaws"`
}

type flawDocument struct {
	Message string `json:"message"`
	Pointer string `json:"pointer"` // where in the manifest; may be empty
}

type storedDocument struct {
	Key      string         `json:"key"`
	Token    token.Document `json:"token"`
	Replaced bool           `json:"replaced"` // the one that was there
}

func (a answer) document(schema string) document {
	doc := document{
		Schema: schema, Rules: a.rules(), OK: a.OK(), Refusal: a.Refusal,
		For: a.Request.For, User: a.Request.User, Scopes: console.JSONArray(a.Request.Scopes), ByKind: []kindDocument{},
		Problems: NewProblemDocuments(a.Problems), Split: [][]catalog.Scope{}, Requests: []RequestDocument{},
		Installs: []planDocument{}, Manifest: validationDocument{a.validation.asked, []flawDocument{}}, Stored: []storedDocument{},
	}
	for _, r := range a.requests() {
		if r.Kind.IsBotOrUser() && len(r.Scopes) > 0 {
			doc.ByKind = append(doc.ByKind, kindDocument{tokenKind(r), r.Scopes})
		}
		for _, part := range model.Split(r) {
			doc.Split = append(doc.Split, console.JSONArray(part.Scopes))
		}
	}
	for _, r := range a.Instead {
		doc.Requests = append(doc.Requests, NewRequestDocument(r))
	}
	for _, p := range a.plans {
		doc.Installs = append(doc.Installs, planDocument{
			InstallURL: p.url, Bot: console.JSONArray(p.Bot), User: console.JSONArray(p.User),
			ThenHeld: console.JSONArray(p.thenHeld), HeldKnown: a.heldKnown(),
			ManifestYAML: p.ManifestYAML(), ManifestJSON: p.ManifestJSON(),
		})
	}
	for _, f := range a.validation.flaws {
		doc.Manifest.Flaws = append(doc.Manifest.Flaws, flawDocument{f.Message, f.Pointer})
	}
	for _, one := range a.stored {
		doc.Stored = append(doc.Stored, storedDocument{one.Key, token.Document{Kind: one.Kind, Redacted: one.Redacted}, one.Replaced})
	}
	return doc
}

// heldKnown reports whether Slack said which scopes the token holds now.
func (a answer) heldKnown() bool { return a.granted != nil && !a.granted.ScopesUnknown }
