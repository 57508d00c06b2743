package ui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"periscope/ui/describe"
	"periscope/ui/draw"
)

// header says where we are, down to the resource and the scope, and what lasts.
func (e *explorer) header(width int) string {
	name := " periscope   "
	if width < narrow {
		name = " "
	}
	crumbs := e.crumbs()
	room := width - ansi.StringWidth(name) - 1
	right := e.badgesIn(room, ansi.StringWidth(strings.Join(crumbs, crumbSeparator)))
	if right != "" {
		right = " " + right + " "
		room -= ansi.StringWidth(right)
	}
	return e.styles.Accent.Render(ansi.Truncate(name, width, "")) +
		e.styles.Text.Render(draw.Fit(fitCrumbs(crumbs, room), room)) +
		e.styles.Warn.Render(right) + strings.Repeat(" ", max(0, min(1, width-ansi.StringWidth(name))))
}

const crumbSeparator = " › "

// crumbs are the team, the type, the resource and the scope that are selected.
func (e *explorer) crumbs() []string {
	s := e.teams.Selected()
	if s == nil {
		return nil
	}
	crumbs := []string{s.Name()}
	on, ok := e.resources.Selected()
	switch {
	case e.pivot != nil:
		crumbs = append(crumbs, "where "+string(e.pivot.scope)+" reaches")
		if ok && on.ID != "" {
			crumbs = append(crumbs, describe.Label(on))
		}
		return crumbs
	case !ok || e.focus == onTeams:
		return crumbs
	case on.Type == "":
		crumbs = append(crumbs, "everything")
	default:
		crumbs = append(crumbs, string(on.Type))
	}
	if on.ID != "" {
		crumbs = append(crumbs, describe.Label(on))
	}
	if scope, ok := e.scopes.At(); ok && e.focus == onScopes {
		crumbs = append(crumbs, string(scope.Scope))
	}
	return crumbs
}

// fitCrumbs joins crumbs in width cells. The last one says most: names before it are
// shortened first, then left out.
func fitCrumbs(crumbs []string, width int) string {
	const leastCrumb = 8
	joined := strings.Join(crumbs, crumbSeparator)
	for i := 0; i < len(crumbs)-1 && ansi.StringWidth(joined) > width; i++ {
		short := append([]string{}, crumbs...)
		for at := range i + 1 {
			short[at] = draw.Shorten(short[at], leastCrumb)
		}
		joined = strings.Join(short, crumbSeparator)
	}
	for from := 1; from < len(crumbs) && ansi.StringWidth(joined) > width; from++ {
		joined = "…" + crumbSeparator + strings.Join(crumbs[from:], crumbSeparator)
	}
	if len(crumbs) > 0 && ansi.StringWidth(joined) > width {
		return draw.Shorten(crumbs[len(crumbs)-1], width)
	}
	return joined
}

// badgesIn joins the badges beside crumbs: in full where there is room; else their short
// forms, and of these only the most important ones.
func (e *explorer) badgesIn(room, crumbs int) string {
	const leastCrumbs = 20
	join := func(badges []badge, text func(badge) string) string {
		var words []string
		for _, b := range badges {
			if t := text(b); t != "" {
				words = append(words, t)
			}
		}
		return strings.Join(words, " · ")
	}
	badges := e.badges()
	full := join(badges, func(b badge) string { return b.full })
	if ansi.StringWidth(full)+2+crumbs <= room {
		return full
	}
	for from := range badges {
		for _, text := range []func(badge) string{func(b badge) string { return b.full }, func(b badge) string { return b.short }} {
			if short := join(badges[from:], text); short != "" && ansi.StringWidth(short)+2+leastCrumbs <= room {
				return short
			}
		}
	}
	return ""
}
