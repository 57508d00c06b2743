package dialog

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/draw"
	"periscope/ui/state"
)

// Installer installs the app of one team.
type Installer struct {
	// PageURL is the URL of Slack's page that asks for an install's scopes. It sends nothing.
	PageURL func(model.Install) (string, error)
	// Validate has Slack check the app's manifest with the install's scopes added.
	Validate func(model.Install) (flaws []string, err error)
	// Start prepares an install: run waits until it is approved and stored, stop ends that.
	Start func(model.Install) (run func() error, stop func())
	// UseClientID has the app installed by a client id that was typed, in this run; nil: the
	// client id is always known.
	UseClientID func(id string) error
	// Sandbox says that no browser opens: the person who approves is played here.
	Sandbox bool
}

// noInstaller is why nothing can be installed.
const noInstaller = "this session cannot install apps"

// installPlan is what installing the drafts asks for and brings. It is never
// changed to be about another install: an answer for an old plan that comes late
// then goes into a plan that is no longer drawn.
type installPlan struct {
	session   *state.Session
	installer *Installer // or nil
	install   model.Install
	more      int    // installs that follow, because their scopes mix with nothing
	address   string // of Slack's page that asks for the scopes; empty while unknown
	lost      error  // why there is no address

	asked  bool // Slack was asked about the manifest
	judged bool // and answered
	flaws  []string
	err    error // or failed to
}

// Replies about a plan.
type (
	installPageMade struct {
		of      *installPlan
		address string
		err     error
	}
	manifestValidated struct {
		of    *installPlan
		flaws []string
		err   error
	}
)

func (p *installPlan) isFor(i model.Install) bool {
	return slices.Equal(p.install.Bot, i.Bot) && slices.Equal(p.install.User, i.User)
}

// findPage works out the address of Slack's page. The reply is for d.
func (p *installPlan) findPage(d Dialog) tea.Cmd {
	if p.installer == nil {
		return nil
	}
	return ask(d, func() tea.Msg {
		url, err := p.installer.PageURL(p.install)
		return installPageMade{p, url, err}
	})
}

func (p *installPlan) pageMade(msg installPageMade) { p.address, p.lost = msg.address, msg.err }

// validate asks Slack about the manifest. The reply is for d.
func (p *installPlan) validate(d Dialog) tea.Cmd {
	p.asked, p.judged = true, false
	return ask(d, func() tea.Msg {
		flaws, err := p.installer.Validate(p.install)
		return manifestValidated{p, flaws, err}
	})
}

func (p *installPlan) validated(msg manifestValidated) {
	p.judged, p.flaws, p.err = true, msg.flaws, msg.err
}

// manifest is what to add to the app's manifest.
func (p *installPlan) manifest(json bool) string {
	if json {
		return p.install.ManifestJSON()
	}
	return p.install.ManifestYAML()
}

// rows say what installing the drafts comes to.
func (p *installPlan) rows(screen Screen, json bool) []string {
	st, width := screen.Styles, screen.Width
	rows := []string{" " + st.Strong.Render("What comes out")}
	if p.session.Unobtainable() {
		return append(rows, draw.Labelled(st, width, "", "Nothing yet: Slack grants no token what is refused above. "+
			"The page, what the token will hold and the manifest's lines appear here once that is mended.")...)
	}
	if p.more > 0 {
		rows = append(rows, draw.Labelled(st, width, "",
			fmt.Sprintf("Not all of the scopes mix: this is the first of %d installs, one after the other.", p.more+1))...)
	}
	rows = append(rows, p.tokenRows(screen)...)
	switch {
	case p.address != "":
		rows = append(rows, draw.Address(st, width, "page", p.address)...)
	case p.lost != nil:
		sentence, next := describe.Banner(p.lost)
		rows = append(rows, draw.Labelled(st, width, "page", sentence+" "+next)...)
	case p.installer == nil:
		rows = append(rows, draw.Labelled(st, width, "page", noInstaller+".")...)
	default:
		rows = append(rows, draw.Labelled(st, width, "page", "working out its address…")...)
	}
	rows = append(rows, p.verdictRows(screen)...)
	rows = append(rows, "", " "+st.Dim.Render("add to the app's manifest:"))
	for l := range strings.Lines(p.manifest(json)) {
		rows = append(rows, "   "+st.Text.Render(strings.TrimRight(l, "\n")))
	}
	return rows
}

// tokenRows say what the tokens hold once the install is approved.
func (p *installPlan) tokenRows(screen Screen) []string {
	var rows []string
	for _, token := range []struct {
		kind  catalog.TokenKind
		asked []catalog.Scope
	}{{catalog.Bot, p.install.Bot}, {catalog.UserToken, p.install.User}} {
		if len(token.asked) == 0 && token.kind != p.session.Kind() {
			continue
		}
		rows = append(rows, draw.Labelled(screen.Styles, screen.Width, string(token.kind)+" token", p.willHold(token.kind))...)
	}
	return rows
}

// willHold says what a token of a kind will hold.
func (p *installPlan) willHold(kind catalog.TokenKind) string {
	s := p.session
	var held model.Permissions
	if s.Phase == state.Read {
		held = s.Permissions
	}
	scopes := p.install.ScopesAfter(kind, held)
	if s.Phase != state.Read || held.Kind != kind || held.ScopesUnknown {
		return fmt.Sprintf("will then hold, beside what it may hold already: %s", describe.JoinScopes(scopes))
	}
	return fmt.Sprintf("will then hold %d scopes: %s", len(scopes), describe.JoinScopes(scopes))
}

// verdictRows say what Slack thinks of the manifest with the scopes added.
func (p *installPlan) verdictRows(screen Screen) []string {
	st, width := screen.Styles, screen.Width
	switch {
	case !p.asked:
		return draw.Labelled(st, width, "manifest", "v asks Slack whether it takes the app's manifest with these scopes.")
	case !p.judged:
		return draw.Labelled(st, width, "manifest", "asking Slack…")
	case p.err != nil:
		sentence, next := describe.Banner(p.err)
		return draw.Labelled(st, width, "manifest", sentence+" "+next)
	case len(p.flaws) == 0:
		return []string{" " + st.Dim.Render("manifest  ") + st.Good.Render("Slack takes it with these scopes.")}
	}
	rows := []string{" " + st.Dim.Render("manifest  ") + st.Bad.Render("Slack finds fault with it:")}
	for _, flaw := range p.flaws {
		for _, l := range draw.Wrap(flaw, max(1, width-6)) {
			rows = append(rows, "     "+st.Bad.Render(l))
		}
	}
	return rows
}
