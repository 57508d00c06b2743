package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/model/catalog"
)

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
