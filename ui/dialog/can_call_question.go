package dialog

import (
	"errors"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui/draw"
)

// suggest completes a method's name. Whatever is understood comes first; where
// nothing is, the nearest names.
func (d *CanCall) suggest(typed string) []string {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	methods, events := namesToCall()
	found := completions(methodPrefix(typed), methods)
	if e, ok := model.FindEvent(typed); ok {
		found = append([]string{e.Name}, found...)
	} else {
		found = append(found, completions(typed, events)...)
	}
	m, err := model.FindMethod(typed)
	switch unknown, ok := errors.AsType[*model.UnknownMethodError](err); {
	case err == nil && (len(found) == 0 || found[0] != m.Name):
		return append([]string{m.Name}, found...)
	case ok && len(found) == 0:
		found = append(fuzzyMatches(typed, methods), fuzzyMatches(typed, events)...)
		return append(unknown.Near, slices.DeleteFunc(found, func(name string) bool { return slices.Contains(unknown.Near, name) })...)
	}
	return found
}

// namesToCall are the methods of Slack's, the retired ones last, and its events.
func namesToCall() (methods, events []string) {
	var retired []string
	for _, m := range catalog.Methods() {
		if _, gone := m.Retirement(); gone {
			retired = append(retired, m.Name)
		} else {
			methods = append(methods, m.Name)
		}
	}
	for _, e := range catalog.Events() {
		events = append(events, e.Name)
	}
	return append(methods, retired...), events
}

// methodPrefix returns the beginning of a method's name in what is typed as code of an SDK:
// "client.conversations_hist" is on its way to conversations.history.
func methodPrefix(typed string) string {
	if _, method, ok := strings.Cut(typed, "client."); ok {
		typed = method
	}
	return strings.ReplaceAll(typed, "_", ".")
}

// typingPage is the dialog while a method is being typed.
func (d *CanCall) typingPage(screen Screen) draw.Page {
	p := draw.Page{Title: "Can I call…?", Keys: edge(d.Commands()), Least: min(screen.Width, 64)}
	d.field.addTo(&p, screen.Styles)
	typed := d.field.text()
	if strings.TrimSpace(typed) == "" {
		p.Say("")
		p.Say(draw.Labelled(screen.Styles, min(screen.Width, 66), "",
			"A method of Slack's Web API, as in its documents, an SDK or your code: "+
				"conversations.history, client.conversations_history, or the address of its page; "+
				"or an event, such as app_mention.")...)
		return p
	}
	_, err := model.FindMethod(typed)
	if _, event := model.FindEvent(typed); err != nil && !event && len(completions(typed, d.suggest(typed))) == 0 {
		hint := "no method of Slack's is called that, or anything like it"
		if len(d.suggest(typed)) > 0 {
			hint = "no method of Slack's is called that; the nearest are above"
		}
		p.Say("", " "+screen.Styles.Warn.Render(hint))
	}
	return p
}
