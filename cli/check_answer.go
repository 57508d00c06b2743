package cli

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

// plan is one install, and what comes of it.
type plan struct {
	model.Install
	url  string          // of Slack's page; empty if the client id is not known
	then []catalog.Scope // what the token holds once it is approved
}

// plansFor are the installs that bring what an answer is about.
func plansFor(a answer) ([]plan, error) {
	var (
		plans []plan
		held  model.Permissions
	)
	if a.held != nil {
		held = *a.held
	}
	for _, i := range model.Installs(a.mended) {
		p := plan{Install: i, then: i.Then(a.kind, held)}
		if a.clientID != "" {
			var err error
			if p.url, err = slackapi.AuthorizeV2URL(a.ApiURL(), a.clientID, i, "", "", ""); err != nil {
				return nil, err
			}
		}
		plans = append(plans, p)
	}
	return plans, nil
}

// trial is what Slack said of a manifest.
type trial struct {
	done  bool
	flaws []slackapi.Flaw
}

// print writes the verdict, the problems and what to do, for a person.
func (a answer) print(out io.Writer) error {
	if !a.kind.OfToday() {
		return a.checked.print(out)
	}
	var page bytes.Buffer
	a.write(&page)
	installs := a.checked
	installs.mended = installs.mended[:min(len(a.plans), len(installs.mended))] // the two halves go together
	fmt.Fprintf(&page, "\n%s\n", installs.advice("Install it with:", "Install this instead:", "This takes %d installs:"))
	for i, p := range a.plans {
		if i > 0 {
			fmt.Fprintln(&page)
		}
		a.writePlan(&page, p)
	}
	a.writeTrial(&page)
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
		a.writeThen(page, kind, p)
	}
	fmt.Fprintln(page, "In the app's manifest:")
	for line := range strings.Lines(p.ManifestYAML()) {
		fmt.Fprintf(page, "  %s", line)
	}
}

// writeThen writes what the token of a kind holds after an install, if that is
// about it.
func (a answer) writeThen(page *bytes.Buffer, kind catalog.TokenKind, p plan) {
	half := p.Bot
	if kind == catalog.UserToken {
		half = p.User
	}
	if len(half) == 0 {
		return
	}
	if a.kind == kind && a.heldKnown() {
		fmt.Fprintf(page, "The %s token then holds: %s\n", kind, console.Join(p.then))
		return
	}
	fmt.Fprintf(page, "The %s token then holds: %s, and what it holds already\n", kind, console.Join(half))
}

func (a answer) writeTrial(page *bytes.Buffer) {
	switch {
	case !a.trial.done:
	case len(a.trial.flaws) == 0:
		fmt.Fprintln(page, "Slack would take the app's manifest with these scopes.")
	default:
		fmt.Fprintln(page, "Slack would refuse the app's manifest with these scopes:")
		for _, f := range a.trial.flaws {
			fmt.Fprintf(page, "  %s\n", explore.FlawLine(f))
		}
	}
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

func (a answer) document() checkDocument {
	doc := checkDocument{
		Schema: "periscope.check/v1", Rules: rulesFor(a.request), OK: a.ok(), Refusal: a.refusal,
		For: a.request.For, User: a.request.User, Scopes: console.JSONArray(a.request.Scopes),
		Problems: problemDocuments(a.problems), Split: [][]catalog.Scope{}, Requests: []requestDocument{},
		Installs: []planDocument{}, Manifest: trialDocument{a.trial.done, []flawDocument{}}, Stored: []storedDocument{},
	}
	for _, part := range model.Split(a.request) {
		doc.Split = append(doc.Split, console.JSONArray(part.Scopes))
	}
	for _, r := range a.mended {
		doc.Requests = append(doc.Requests, documentOf(r))
	}
	for _, p := range a.plans {
		doc.Installs = append(doc.Installs, planDocument{
			p.url, console.JSONArray(p.Bot), console.JSONArray(p.User), console.JSONArray(p.then), a.heldKnown(), p.ManifestYAML(), p.ManifestJSON(),
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

