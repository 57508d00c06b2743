package dialog

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/ui/describe"
)

// Commands implements [Dialog].
func (c *Composer) Commands() []Command {
	if c.field != nil {
		all := []Command{
			does("esc", "stop typing", func() Action { c.field = nil; return Action{} }),
			does("enter", "add it", func() Action { return c.typed(tea.KeyPressMsg{Code: tea.KeyEnter}) }),
		}
		if c.field.suggest != nil {
			all = append(all, does("tab", "complete", func() Action { c.field.complete(); return Action{} }))
		}
		return all
	}
	one, several, nothing := "", "", ""
	if len(c.draft().Scopes) == 0 {
		one = "no scope is picked; a adds one"
	}
	if len(model.Split(*c.draft())) < 2 {
		several = "these scopes can go into one request"
	}
	if c.session.PickCount() == 0 {
		nothing = "nothing is asked for: a adds a scope or a method"
	}
	all := []Command{closes("c")}
	if c.session.Installable() {
		all = append(all, c.installCommand())
	} else {
		all = append(all, does("enter", "wait for a user", func() Action { return c.queue(false) }).unless(c.whyBlocked()))
	}
	all = append(all, numbered(len(c.fixes()), "apply", func(n int) string { return fmt.Sprintf("there is no fix %d", n) }, c.fix)...)
	all = append(all,
		does("a", "add", func() Action { c.add(); return Action{} }).also("/", "+"),
		does("x", "drop", c.remove).also("space", "delete", "backspace").onRow().unless(one),
		does("s", "split", c.split).unless(several))
	if c.session.Installable() {
		all = append(all, c.installCommands(nothing)...)
	} else {
		all = append(all,
			does("u", "for whom", func() Action { c.turn(); return Action{} }),
			does("!", "wait all the same", func() Action { return c.queue(true) }).quiet(),
			copies(func() string { return describe.JoinScopes(c.draft().Scopes) }).unless(nothing))
	}
	all = append(all, moves(&c.Window)...)
	all = append(all, c.turns()...)
	return append(all, exports(c.report))
}

// turns are the keys that go to other drafts.
func (c *Composer) turns() []Command {
	to := func(key, what string, by int, also ...string) Command {
		return does(key, what, func() Action {
			n := len(c.session.Drafts)
			c.show((c.at + by + n) % n)
			return Action{}
		}).also(also...).quiet()
	}
	return []Command{to("tab", "next draft", 1, "l", "right"), to("shift+tab", "previous draft", -1, "h", "left")}
}

// installCommand is enter where drafts become an install: it installs, or, where only the
// app's client id is not known, takes it.
func (c *Composer) installCommand() Command {
	if c.lacksClientID() {
		return does("enter", "type the client id", func() Action { c.typeClientID(); return Action{} })
	}
	return does("enter", "install", c.confirm).unless(c.whyNotInstalled())
}

// installCommands are the other keys that only drafts for bot and user tokens have. The
// word nothing is why they do nothing while nothing is asked for.
func (c *Composer) installCommands(nothing string) []Command {
	format, noPage, check := "JSON", "", nothing
	if c.json {
		format = "YAML"
	}
	switch {
	case nothing != "":
		noPage = "nothing is asked for: there is nothing to copy"
	case c.plan == nil || c.plan.address == "":
		noPage = "the page's address is not known; Y copies the manifest's lines"
	}
	switch {
	case c.options.Installer == nil:
		check = noInstaller
	case c.plan != nil && c.plan.asked && !c.plan.judged:
		check = "Slack was asked already; its answer appears below"
	}
	lines := nothing
	if lines != "" {
		lines = "nothing is asked for: there is nothing to copy"
	}
	return []Command{
		does("u", "bot/user", func() Action { c.turnToken(); return Action{} }),
		does("v", "check", c.validate).unless(check),
		does("y", "copy page", func() Action { return copyAs(c.plan.address, "the address of the install page") }).unless(noPage),
		does("Y", "copy manifest", func() Action {
			return copyAs(c.plan.manifest(c.json), "the manifest's lines")
		}).unless(lines),
		does("f", format, func() Action { c.json = !c.json; return Action{} }).unless(nothing),
	}
}

// whyBlocked says why the drafts cannot wait for a user, or "".
func (c *Composer) whyBlocked() string {
	for _, d := range c.session.Drafts {
		if why := c.session.WhyBlocked(d, false); why != "" {
			return why
		}
	}
	return ""
}

// cannotInstall says why no install can be made from here, whatever it asks for, or "".
func (c *Composer) cannotInstall() string {
	switch {
	case c.options.ReadOnly:
		return ReadOnly
	case c.options.Installer == nil:
		return noInstaller
	case c.plan != nil && c.plan.lost != nil:
		sentence, _ := describe.Failure(c.plan.lost)
		return strings.TrimSuffix(sentence, ".")
	}
	return ""
}

// whyNotInstalled says why enter does not install, or "".
func (c *Composer) whyNotInstalled() string {
	switch why := c.cannotInstall(); {
	case c.options.Installer == nil:
		return noInstaller + "; the lines below go into its manifest"
	case c.plan == nil:
		return c.session.WhyBlocked(*c.draft(), false)
	case why != "":
		return why
	}
	for _, d := range c.session.Drafts {
		if len(d.Scopes) == 0 {
			continue // the other token gets something
		}
		if why := c.session.WhyBlocked(d, false); why != "" {
			return why
		}
	}
	return ""
}

// lacksClientID reports whether all that an install lacks is the app's client id.
func (c *Composer) lacksClientID() bool {
	if c.options.ReadOnly || c.options.Installer == nil || c.options.Installer.UseClientID == nil || c.plan == nil {
		return false
	}
	_, lacks := errors.AsType[interface {
		error
		NeedsClientID() bool
	}](c.plan.lost)
	return lacks
}

// typeClientID lets the app's client id be typed, which is on its page Basic Information.
func (c *Composer) typeClientID() {
	c.field = newTextField("client id, as on the app's page Basic Information: ", nil)
	c.field.done = func(text string) Action {
		if err := c.options.Installer.UseClientID(text); err != nil {
			sentence, next := describe.Failure(err)
			return toast(sentence + " " + next)
		}
		c.plan = nil // its address is worked out anew
		return Action{}
	}
}

func (c *Composer) report() describe.Report {
	s := describe.Section{Columns: []string{"asks", "scope", "problem"}}
	for _, d := range c.session.Drafts {
		problems := c.session.Problems(d)
		for _, scope := range d.Scopes {
			var what []string
			for _, p := range problems {
				if slices.Contains(p.Scopes, scope) {
					what = append(what, p.Message)
				}
			}
			s.Rows = append(s.Rows, []string{describe.Audience(d), string(scope), strings.Join(what, " ")})
		}
	}
	r := describe.Report{Title: "Composed scopes", Team: c.session.Name(), Sections: []describe.Section{s}}
	if c.plan != nil {
		r.Sections = append(r.Sections, describe.Section{Title: "Install page", Lines: []string{c.plan.address}})
	}
	return r
}

// TakesText implements [TextTaker].
func (c *Composer) TakesText() bool { return c.field != nil }
