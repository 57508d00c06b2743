package ui

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/dialog"
	"periscope/ui/state"
)

// What a user takes away: texts to the clipboard, pages to the browser, views to files.

// Messages of what was taken away.
type (
	textCopied struct {
		what, program string
		err           error
	}
	pageOpened struct {
		page string
		err  error
	}
)

// sentence says what was copied, and how.
func (c textCopied) sentence() string {
	switch {
	case c.err != nil:
		return fmt.Sprintf("sent %s to your terminal's clipboard; %s failed: %v", c.what, c.program, c.err)
	case c.program != "":
		return fmt.Sprintf("copied %s (%s)", c.what, c.program)
	}
	return fmt.Sprintf("sent %s to your terminal's clipboard", c.what)
}

// longestCopy is what terminals take as one text for their clipboard.
const longestCopy = 70_000

const tokenInCopy = "not copied: there is a token in it"

// copyThroughTerminal has the terminal put a text into its clipboard. It is the one place that
// does, because terminals tell nobody what they did not take, and a token stays copied.
func copyThroughTerminal(text string) (cmd tea.Cmd, refusal string) {
	switch {
	case model.HoldsToken(text):
		return nil, tokenInCopy
	case len(text) > longestCopy:
		return nil, "too long for the terminal's clipboard"
	}
	return tea.SetClipboard(text), ""
}

// copyText puts a text into the clipboard: by the machine's own program where there is one,
// and through the terminal, which works over SSH as well.
func (e *explorer) copyText(text, what string) tea.Cmd {
	through, refusal := copyThroughTerminal(text)
	if refusal == tokenInCopy {
		e.toast = refusal
		return nil
	}
	clipboard := e.clipboard()
	if clipboard == nil {
		if through == nil {
			e.toast = refusal + ": E writes it to a file"
			return nil
		}
		return tea.Batch(through, func() tea.Msg { return textCopied{what: what} })
	}
	ctx := e.ctx
	return tea.Batch(through, func() tea.Msg {
		program, err := clipboard.Copy(ctx, text)
		return textCopied{what, program, err}
	})
}

// browse opens a page in the browser.
func (e *explorer) browse(page string) tea.Cmd {
	browser := e.browser()
	if browser == nil {
		return e.opened(pageOpened{page, errNoBrowser})
	}
	e.toast = "opening " + page
	return func() tea.Msg { return pageOpened{page, browser.Browse(page)} }
}

// errNoBrowser is why pages do not open where the session has no browser.
var errNoBrowser = errors.New("this session opens no browser")

// opened handles the outcome of opening a page: where no browser opened, the address is
// copied.
func (e *explorer) opened(msg pageOpened) tea.Cmd {
	if msg.err == nil {
		return nil
	}
	sentence, _ := describe.Failure(msg.err)
	cmd, refusal := copyThroughTerminal(msg.page)
	e.toast = cmp.Or(refusal, "sent "+msg.page+" to your terminal's clipboard") + ": " + sentence
	return cmd
}

// export asks for a file, and writes a report to it.
func (e *explorer) export(r describe.Report) tea.Cmd {
	writer := e.files()
	if writer == nil {
		e.toast = noFiles
		return nil
	}
	return e.open(dialog.NewExport(r, fileName(r), writer.WriteFile))
}

const noFiles = "this session writes no files"

// fileName is what a report's file is called unless the user says otherwise.
func fileName(r describe.Report) string {
	var words []string
	for _, text := range []string{"periscope", r.Team, strings.SplitN(r.Title, ":", 2)[0]} {
		word := strings.Trim(strings.Map(func(c rune) rune {
			if c < unicode.MaxASCII && (unicode.IsLetter(c) || unicode.IsDigit(c)) {
				return unicode.ToLower(c)
			}
			return '-'
		}, text), "-")
		for strings.Contains(word, "--") {
			word = strings.ReplaceAll(word, "--", "-")
		}
		if word != "" {
			words = append(words, word[:min(len(word), 40)])
		}
	}
	return strings.Join(words, "-") + ".md"
}

// The keys in the panes.

func copySelected(e *explorer) tea.Cmd {
	id, _ := e.selectedTexts()
	return e.copyText(id, id)
}

func copyName(e *explorer) tea.Cmd {
	_, name := e.selectedTexts()
	return e.copyText(name, name)
}

// selectedTexts are what is selected in the focused pane: what programs call it, and what
// people do.
func (e *explorer) selectedTexts() (id, name string) {
	s := e.teams.Selected()
	if s == nil {
		return "", ""
	}
	switch e.focus {
	case onResources:
		if r, ok := e.resources.Selected(); ok && r.ID != "" {
			return string(r.ID), describe.Label(r)
		} else if ok && r.Type != "" {
			return string(r.Type), string(r.Type)
		}
		return "", ""
	case onScopes:
		status, ok := e.scopes.At()
		if !ok {
			return "", ""
		}
		answer := string(status.Status)
		switch on := e.scopes.On; {
		case on.ID != "":
			answer += " on " + describe.Label(on)
		case on.Type != "":
			answer += " on " + string(on.Type)
		}
		return string(status.Scope), string(status.Scope) + ": " + answer
	}
	if s.Identity.Team.ID != "" {
		return string(s.Identity.Team.ID), s.Name()
	}
	if s.Team.ID != "" {
		return string(s.Team.ID), s.Name()
	}
	return s.Team.Key, s.Name()
}

func copyBlocked(e *explorer) string {
	if id, _ := e.selectedTexts(); id == "" {
		return "nothing is selected"
	}
	return ""
}

func openPage(e *explorer) tea.Cmd { return e.browse(describe.ScopeURL(e.scopes.Selected().Scope)) }

func pageBlocked(e *explorer) string {
	if e.focus != onScopes {
		return "o opens a scope's page at Slack, in the Scopes pane; n finds methods"
	}
	s, ok := e.scopes.At()
	switch {
	case !ok:
		return "no scope is selected"
	case describe.ScopeURL(s.Scope) == "":
		return "Slack has no page about this scope any more"
	}
	return ""
}

func exportPane(e *explorer) tea.Cmd { return e.export(e.paneReport()) }

func exportBlocked(e *explorer) string {
	switch {
	case e.files() == nil:
		return noFiles
	case e.teams.Selected() == nil:
		return "no team is selected"
	}
	return ""
}

// paneReport is what the focused pane shows.
func (e *explorer) paneReport() describe.Report {
	s := e.teams.Selected()
	switch e.focus {
	case onResources:
		return describe.ResourcesReport(s)
	case onScopes:
		return describe.ScopesReport(s, e.scopes.On)
	}
	return describe.TeamsReport(e.teams.Sessions)
}

// pressDialog gives a key to the topmost dialog. Help is the same in all of them.
func (e *explorer) pressDialog(msg tea.KeyPressMsg) tea.Cmd {
	d := e.dialog()
	if e.turning() && msg.String() != "esc" { // leaving does no harm
		return nil
	}
	takes, typing := d.(dialog.TextTaker)
	if _, help := d.(*dialog.Help); msg.String() == "?" && !help && !(typing && takes.TakesText()) {
		return e.open(dialog.NewKeysOf(d))
	}
	_, _, _ = e.dialogBox() // keys may outrun frames: this one moves over what would be drawn now
	return e.perform(d, dialog.Press(d, msg))
}

// inFlight is how long after a dialog turned by itself a key may have been meant for what
// was there before.
const inFlight = 200 * 1_000_000 // nanoseconds

// turning reports whether a key or click of now was made before its maker could see what it
// would be for.
func (e *explorer) turning() bool { return e.now().Sub(e.turned) < inFlight }

// jump goes to a scope or resource of the selected team.
func (e *explorer) jump(to dialog.Jump) tea.Cmd {
	s := e.teams.Selected()
	if s == nil || s.Phase != state.Read {
		e.toast = "nothing was read of this team"
		return nil
	}
	e.dialogs = nil
	on := to.On // without a type: everything, which lists all scopes
	e.pivot, e.resources.Pivot = nil, ""
	e.resources.Filter.Clear()
	e.scopes.Filter.Clear()
	cmd := e.resources.Show(s)
	e.resources.Reveal(on)
	e.focus = onResources
	e.refreshScopes()
	if to.Scope != "" {
		e.focus = onScopes
		e.scopes.Refilter()
		e.scopes.Seek(to.Scope)
	}
	return cmd
}

// showChange goes to the first thing that the last change brought, if the user waits for it
// and no dialog tells of it.
func (e *explorer) showChange(s *state.Session) tea.Cmd {
	if e.showing != s.Team.Key || s != e.teams.Selected() || e.dialog() != nil || s.Changed.Empty() {
		return nil
	}
	e.showing = ""
	for _, t := range s.Changed.Types {
		if len(t.Scopes.Gained) > 0 {
			return e.jump(dialog.Jump{Scope: t.Scopes.Gained[0], On: model.Resource{Type: t.Type}})
		}
	}
	for _, u := range s.Changed.Users {
		if len(u.Scopes.Gained) > 0 {
			return e.jump(dialog.Jump{Scope: u.Scopes.Gained[0], On: model.Resource{Type: catalog.User, ID: u.User}})
		}
	}
	for _, t := range s.Changed.Types {
		if len(t.IDs.Gained) > 0 {
			return e.jump(dialog.Jump{On: model.Resource{Type: t.Type, ID: t.IDs.Gained[0]}})
		}
	}
	return nil
}
