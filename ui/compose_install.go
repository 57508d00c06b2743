package ui

import (
	"fmt"
	"slices"

	"periscope/model"

	tea "charm.land/bubbletea/v2"
)

// What becomes of drafts for tokens of today: both halves go into one install.

// installer is the source's ability to install apps, or nil.
func (e *explorer) installer() Installer {
	installer, _ := e.source.(Installer)
	return installer
}

// outcome is what installing the drafts asks for and brings. It is never
// changed to be about another install: what was asked for the old one, and
// comes late, then finds nobody who reads it.
type outcome struct {
	install model.Install
	more    int    // installs that follow, because their scopes mix with nothing
	address string // of Slack's page that asks for the scopes; empty while unknown
	lost    error  // why there is no address

	asked  bool // Slack was asked about the manifest
	judged bool // and answered
	flaws  []string
	err    error // or failed to
}

// Messages about an outcome.
type (
	installPageMade struct {
		of      *outcome
		address string
		err     error
	}
	manifestTried struct {
		of    *outcome
		flaws []string
		err   error
	}
)

func (o *outcome) located(msg installPageMade) { o.address, o.lost = msg.address, msg.err }

func (o *outcome) tried(msg manifestTried) { o.judged, o.flaws, o.err = true, msg.flaws, msg.err }

// prepare works out what the drafts come to, if they changed.
func (c *composer) prepare(e *explorer) tea.Cmd {
	if !c.session.Installable() {
		return nil
	}
	installs := model.Installs(c.session.Drafts)
	if len(installs) == 0 {
		c.out = nil
		return nil
	}
	if c.out != nil && sameInstall(c.out.install, installs[0]) {
		c.out.more = len(installs) - 1
		return nil
	}
	out := &outcome{install: installs[0], more: len(installs) - 1}
	c.out = out
	installer, key := e.installer(), c.session.Team.Key
	if installer == nil {
		return nil
	}
	return func() tea.Msg {
		url, err := installer.InstallPage(key, out.install)
		return installPageMade{out, url, err}
	}
}

func sameInstall(a, b model.Install) bool {
	return slices.Equal(a.Bot, b.Bot) && slices.Equal(a.User, b.User)
}

// pressInstall handles the keys that only drafts for tokens of today have.
func (c *composer) pressInstall(e *explorer, key string) tea.Cmd {
	switch key {
	case "u":
		c.turnHalf()
	case "enter":
		return c.confirm(e)
	case "v":
		return c.try(e)
	case "f":
		c.json = !c.json
	case "y", "Y":
		return c.copy(e, key == "Y")
	case "ctrl+d", "pgdown":
		c.top += max(1, e.height/2)
	case "ctrl+u", "pgup":
		c.top = max(0, c.top-max(1, e.height/2))
	default:
		e.toast = dialogKeys
	}
	return nil
}

func (c *composer) installKeys() string {
	other := "f JSON"
	if c.json {
		other = "f YAML"
	}
	return "enter install  a add  x drop  u half  v verdict  y copy  " + other + "  esc close"
}

// turnHalf goes to the other half of the install: what the bot is to hold, or
// the token of whoever installs the app.
func (c *composer) turnHalf() {
	s := c.session
	audiences := model.RulesFor(s.Kind()).Audiences()
	half := audiences[0]
	if c.draft().For == half {
		half = audiences[1]
	}
	at := slices.IndexFunc(s.Drafts, func(r model.Request) bool { return r.For == half })
	if at < 0 {
		at = len(s.Drafts)
		s.Drafts = append(s.Drafts, model.Request{Kind: s.Kind(), For: half})
	}
	c.at, c.cursor = at, 0
}

// try asks Slack what it thinks of the manifest with the scopes added.
func (c *composer) try(e *explorer) tea.Cmd {
	installer := e.installer()
	switch {
	case installer == nil:
		e.toast = noInstaller
		return nil
	case c.out == nil:
		e.toast = "nothing is asked for: a adds a scope or a method"
		return nil
	case c.out.asked && !c.out.judged:
		e.toast = "Slack was asked already; its verdict appears below"
		return nil
	}
	out, ctx, key := c.out, e.ctx, c.session.Team.Key
	out.asked, out.judged = true, false
	return func() tea.Msg {
		flaws, err := installer.TryManifest(ctx, key, out.install)
		return manifestTried{out, flaws, err}
	}
}

// noInstaller is why nothing can be installed.
const noInstaller = "this session cannot install apps"

// copy hands the page's address, or the manifest's lines, to the terminal's clipboard.
func (c *composer) copy(e *explorer, manifest bool) tea.Cmd {
	switch {
	case c.out == nil:
		e.toast = "nothing is asked for: there is nothing to copy"
		return nil
	case manifest:
		e.toast = "sent the manifest's lines to your terminal's clipboard"
		return tea.SetClipboard(c.manifest())
	case c.out.address == "":
		e.toast = "the page's address is not known; Y copies the manifest's lines"
		return nil
	}
	e.toast = "sent the address to your terminal's clipboard; Y sends the manifest's lines"
	return tea.SetClipboard(c.out.address)
}

// manifest is what to add to the app's manifest, in the chosen format.
func (c *composer) manifest() string {
	if c.json {
		return c.out.install.ManifestJSON()
	}
	return c.out.install.ManifestYAML()
}

// confirm opens the dialog that installs, unless Slack would refuse.
func (c *composer) confirm(e *explorer) tea.Cmd {
	s := c.session
	switch {
	case e.readOnly:
		e.toast = readOnlyReason
		return nil
	case e.installer() == nil:
		e.toast = noInstaller + "; the lines below go into its manifest"
		return nil
	case c.out == nil:
		e.toast = s.Blocks(*c.draft(), false)
		return nil
	}
	for i, d := range s.Drafts {
		if len(d.Scopes) == 0 {
			continue // the other half asks for something
		}
		if why := s.Blocks(d, false); why != "" {
			c.at, e.toast = i, why
			return nil
		}
	}
	e.Open(newInstalling(s, c.out))
	return nil
}

// mixtureLine says why there is more than one install, or "".
func (o *outcome) mixtureLine() string {
	if o.more == 0 {
		return ""
	}
	return fmt.Sprintf("Not all of the scopes mix: this is the first of %d installs, one after the other.", o.more+1)
}
