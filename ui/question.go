package ui

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/describe"
	"periscope/ui/state"

	tea "charm.land/bubbletea/v2"
)

// question is the dialog that answers whether a team's token may call a method,
// where, and what to ask for if not.
type question struct {
	session *state.Session
	entry   *entry         // the method being typed; nil while an answer is on screen
	method  catalog.Method // of the answer
	top     int
}

func askWhether(e *explorer) tea.Cmd {
	d := &question{session: e.teams.Selected()}
	d.again()
	e.Open(d)
	return nil
}

func askWhetherBlocked(e *explorer) string {
	if e.teams.Selected() == nil {
		return "no team is selected"
	}
	return ""
}

// again lets a method be typed.
func (d *question) again() {
	d.entry = newEntry("method: ", d.suggest)
	d.entry.whole = true
}

// suggest completes a method's name. Whatever is understood comes first; where
// nothing is, the nearest names.
func (d *question) suggest(typed string) []string {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	var names []string
	for _, m := range catalog.Methods() {
		names = append(names, m.Name)
	}
	names = completions(begun(typed), names)
	m, err := model.FindMethod(typed)
	switch unknown, ok := errors.AsType[*model.UnknownMethodError](err); {
	case err == nil && (len(names) == 0 || names[0] != m.Name):
		return append([]string{m.Name}, names...)
	case ok && len(names) == 0:
		return unknown.Near
	}
	return names
}

// begun is the beginning of a method's name in what is typed as code of an SDK:
// "client.conversations_hist" is on its way to conversations.history.
func begun(typed string) string {
	if _, method, ok := strings.Cut(typed, "client."); ok {
		typed = method
	}
	return strings.ReplaceAll(typed, "_", ".")
}

// needed is the answer.
func (d *question) needed() model.Needed {
	var held *model.Permissions
	if d.session.Phase == state.Read {
		held = &d.session.Permissions
	}
	return model.Need(d.method, d.session.Kind(), held)
}

// offer is a set of scopes that the answer suggests to ask for.
type offer struct {
	scopes []catalog.Scope
	opens  []catalog.ResourceType // where the method can be called then; empty: wherever it can
}

// offers are what can be picked, in the order in which they are numbered.
func offers(n model.Needed) []offer {
	var all []offer
	if len(n.Missing) > 0 {
		all = append(all, offer{scopes: n.Missing})
	}
	for _, shut := range n.Closed {
		scopes := []catalog.Scope{shut.Scope}
		at := slices.IndexFunc(all, func(o offer) bool { return slices.Equal(o.scopes, scopes) })
		if at < 0 {
			at = len(all)
			all = append(all, offer{scopes: scopes})
		}
		all[at].opens = append(all[at].opens, shut.Type)
	}
	return all[:min(len(all), 9)] // one digit each
}

func (d *question) press(e *explorer, msg tea.KeyPressMsg) tea.Cmd {
	if d.entry != nil {
		d.typed(e, msg)
		return nil
	}
	key := msg.String()
	if n, err := strconv.Atoi(key); err == nil {
		d.Pick(e, n)
		return nil
	}
	switch key {
	case "esc", "q":
		e.closeDialog()
	case "n", "/", "a":
		d.again()
	case "space", "enter":
		d.pickMissing(e)
	case "c":
		if why := composeBlocked(e); why != "" {
			e.toast = why
			return nil
		}
		return e.compose(d.session, 0)
	case "j", "down":
		d.top++
	case "k", "up":
		d.top--
	default:
		e.toast = dialogKeys
	}
	return nil
}

// typed gives a key to the method being typed. Enter takes the suggestion under
// the cursor: the first is what was understood.
func (d *question) typed(e *explorer, msg tea.KeyPressMsg) {
	switch msg.String() {
	case "esc":
		if d.method.Name == "" {
			e.closeDialog()
		}
		d.entry = nil
	case "enter":
		if !d.entry.complete() {
			e.toast = "type a method of Slack's Web API, such as conversations.history"
			return
		}
		if m, err := model.FindMethod(d.entry.input.Value()); err == nil {
			d.method, d.entry, d.top = m, nil, 0
		}
	default:
		d.entry.press(msg)
	}
}

func (d *question) paste(_ *explorer, text string) tea.Cmd {
	if d.entry == nil {
		d.again()
	}
	d.entry.paste(text)
	return nil
}

// pickMissing picks what the method cannot be called without.
func (d *question) pickMissing(e *explorer) {
	n := d.needed()
	switch {
	case len(n.Missing) > 0:
		d.Pick(e, 1)
	case len(n.Closed) > 0:
		e.toast = "nothing is missing to call it; the digits pick what would open more"
	case n.Granted == model.Yes:
		e.toast = "nothing is missing: it can be called"
	case n.Callable && n.Granted == model.Unknown:
		e.toast = "what is missing is not known; in the composer, a adds any scope or method"
	default:
		e.toast = "there is no scope to pick"
	}
}

// Pick puts the scopes of the n-th offer, counted from 1, into the drafts.
func (d *question) Pick(e *explorer, n int) {
	all := offers(d.needed())
	if n < 1 || n > len(all) {
		e.toast = "there is no offer " + strconv.Itoa(n)
		return
	}
	if why := askBlocked(e); why != "" {
		e.toast = why
		return
	}
	d.session.PickAll(all[n-1].scopes)
	e.toast = "picked " + describe.JoinScopes(all[n-1].scopes) + "; c composes what asks for it"
	e.scopes.Refilter()
}
