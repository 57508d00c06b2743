package page

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// markup is the page as HTML. It is no template: one template in the program keeps the
// linker from dropping the methods that nothing calls, which is an eighth of the program.
type markup struct{ strings.Builder }

// put writes a format whose arguments it escapes, for text and for attributes in double
// quotes: there is no other place for an argument.
func (b *markup) put(format string, args ...string) {
	escaped := make([]any, len(args))
	for i, arg := range args {
		escaped[i] = html.EscapeString(arg)
	}
	fmt.Fprintf(b, format, escaped...)
}

// putIf writes it where it applies.
func (b *markup) putIf(applies bool, format string, args ...string) {
	if applies {
		b.put(format, args...)
	}
}

func (v view) html() string {
	var b markup
	b.put(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Periscope's sandbox</title>
<link rel="stylesheet" href="/page/page.css">
<script src="/page/page.js" defer></script>
</head>
<body data-team="%s" data-as="%s" data-channel="%s">
`, string(v.Team), string(v.As), string(v.Channel))
	b.header(v)
	b.put("<p id=\"result\" role=\"status\"></p>\n<div class=\"columns\">\n")
	b.conversations(v)
	b.messages(v)
	b.waiting(v)
	b.put("</div>\n")
	b.calls(v.Calls)
	b.put("</body>\n</html>\n")
	return b.String()
}

// links are things to choose from, of which one is chosen.
func (b *markup) links(all []link, before, after string) {
	for _, l := range all {
		current := ""
		if l.Selected {
			current = ` aria-current="page"`
		}
		b.put(before+`<a href="%s"`+current+`>%s</a>`+after, l.URL, l.Name)
	}
}

func (b *markup) header(v view) {
	b.put("<header>\n<h1>An emulated Slack</h1>\n<nav aria-label=\"Teams\">")
	b.links(v.Teams, "", " ")
	b.put("</nav>\n")
	if len(v.People) > 0 {
		b.put(`<label>You are <select id="as">`)
		for _, p := range v.People {
			selected := ""
			if p.Selected {
				selected = " selected"
			}
			b.put(`<option value="%s"`+selected+`>%s</option>`, p.ID, p.Name)
		}
		b.put("</select></label>\n")
	}
	b.put("</header>\n")
}

func (b *markup) conversations(v view) {
	b.put(`<nav aria-label="Conversations" class="column">
<form id="search"><input name="find" value="%s" placeholder="Find a conversation" aria-label="Find a conversation"></form>
<ul>`, v.Find)
	b.links(v.Conversations, "<li>", "</li>\n")
	b.put("</ul>\n")
	b.putIf(v.More > 0, "<p class=\"quiet\">and %s more</p>\n", strconv.Itoa(v.More))
	b.put("</nav>\n")
}

func (b *markup) messages(v view) {
	title := v.Title
	if title == "" {
		title = "There are no conversations"
	}
	b.put("<main class=\"column wide\">\n<h2>%s</h2>\n<section id=\"messages\" aria-label=\"Messages\" aria-live=\"polite\">\n", title)
	for _, m := range v.Messages {
		b.message(m)
	}
	b.putIf(len(v.Messages) == 0, "<p class=\"quiet\">Nobody has written here yet.</p>\n")
	b.put("</section>\n")
	if v.Channel != "" {
		b.put(`<form class="line" data-post="/sandbox/messages"><input type="hidden" name="channel" value="%[1]s">`+
			`<input name="text" required placeholder="Write here as the person you are" aria-label="Message"> <button>Send</button></form>
<form class="line" data-post="/sandbox/trigger"><input type="hidden" name="channel" value="%[1]s">`+
			`<input name="command" required placeholder="/command" aria-label="Slash command">`, string(v.Channel))
		if len(v.Apps) > 0 {
			var apps []optionView
			for _, a := range v.Apps {
				apps = append(apps, optionView{a.Name, a.ID})
			}
			b.put(` `)
			b.menu("app", "App", apps)
		}
		b.put(" <button>Run</button></form>\n")
	}
	b.put("</main>\n")
}

func (b *markup) message(m messageView) {
	class := ""
	if m.App != "" {
		class = "app"
	}
	if m.InThread {
		class += " reply"
	}
	b.put("<article class=\"%s\">\n<p><b>%s</b>", class, m.Who)
	b.putIf(m.App != "", ` <span class="tag">app</span>`)
	b.put(` <time>%s</time>`, m.At)
	b.putIf(m.To != "", ` <span class="quiet">for %s alone</span>`, m.ToName)
	b.putIf(m.Edited, ` <span class="quiet">edited</span>`)
	b.putIf(m.Pinned, ` <span class="quiet">pinned</span>`)
	b.put("</p>\n")
	b.putIf(m.Text != "", "<p class=\"text\">%s</p>\n", m.Text)
	b.parts(m.Parts, func(e elementView) {
		b.hidden("app", m.App, "user", m.To, "channel", m.Channel, "message", m.TS, "action", e.Action, "block_id",
			e.BlockID, "callback_id", e.CallbackID)
		b.putIf(e.Kind != "menu", `<input type="hidden" name="value" value="%s">`, e.Value)
	})
	for _, note := range m.Notes {
		b.put("<p class=\"quiet\">%s</p>\n", note)
	}
	b.put("</article>\n")
}

// parts writes blocks; fields writes what pressing an element sends.
func (b *markup) parts(parts []partView, fields func(elementView)) {
	for _, part := range parts {
		b.put(`<div class="%s">`, part.Kind)
		for _, text := range part.Texts {
			b.put("<p class=\"text\">%s</p>\n", text)
		}
		for _, e := range part.Elements {
			b.put("<form class=\"press\" data-post=\"/sandbox/trigger\">\n")
			fields(e)
			if e.Kind == "menu" {
				b.menu("selected", e.Text, e.Options)
				b.put(" <button>Choose</button>")
			} else {
				b.put("<button>%s</button>", e.Text)
			}
			b.put("\n</form>")
		}
		b.put("</div>\n")
	}
}

// hidden writes fields that nobody sees: names, each with its value behind it.
func (b *markup) hidden(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		b.put(`<input type="hidden" name="%s" value="%s">`, pairs[i], pairs[i+1])
	}
}

func (b *markup) menu(name, label string, options []optionView) {
	b.put(`<select name="%s" aria-label="%s">`, name, label)
	for _, o := range options {
		b.put(`<option value="%s">%s</option>`, o.Value, o.Text)
	}
	b.put(`</select>`)
}

// waiting is what people are asked.
func (b *markup) waiting(v view) {
	b.put("<aside class=\"column\" id=\"waiting\" aria-label=\"Waiting for an answer\" aria-live=\"polite\">\n")
	b.put("<h2>Waiting for an answer</h2>\n")
	for _, d := range v.Dialogs {
		b.put("<form class=\"card\" data-post=\"/sandbox/dialogs/%s\">\n", d.ID)
		b.put("<p>%s: <b>%s</b> asks, for %s:</p>\n<ul>", d.User, d.App, d.For)
		for _, ask := range d.Asks {
			b.put(`<li>%s</li>`, ask)
		}
		b.put("</ul>\n<button name=\"answer\" value=\"approve\">Allow</button> ")
		b.put("<button name=\"answer\" value=\"deny\">Not now</button>\n</form>\n")
	}
	for _, f := range v.Forms {
		b.put("<form class=\"card\" data-post=\"/sandbox/dialogs/%s\">\n<p>%s: <b>%s</b></p>\n", f.ID, f.User, f.Title)
		b.fields("submission.", f.Fields)
		b.put("<button>%s</button> <button name=\"answer\" value=\"cancel\">Cancel</button>\n</form>\n", f.Submit)
	}
	for _, shown := range v.Views {
		b.view(shown)
	}
	b.putIf(len(v.Dialogs)+len(v.Forms)+len(v.Views) == 0, "<p class=\"quiet\">Nothing.</p>\n")
	b.putIf(len(v.Ephemeral) > 0, "<h2>Seen by one person</h2>\n")
	for _, m := range v.Ephemeral {
		b.message(m)
	}
	b.put("</aside>\n")
}

// view writes a modal or a home tab.
func (b *markup) view(v viewView) {
	title := v.Title
	if v.Home {
		title = "Home tab"
	}
	b.put("<section class=\"card\">\n<p>%s: <b>%s</b></p>\n", v.User, title)
	b.parts(v.Parts, func(e elementView) { b.hidden("view", v.ID, "action", e.Action, "block_id", e.BlockID) })
	if !v.Home {
		b.put("<form data-post=\"/sandbox/views/%s\">\n", v.ID)
		b.fields("values.", v.Fields)
		b.putIf(v.Submit != "", `<button name="answer" value="submit">%s</button> `, v.Submit)
		b.put("<button name=\"answer\" value=\"close\">Close</button>\n</form>")
	}
	b.put("</section>\n")
}

// fields writes what a person fills in; their names begin with a prefix.
func (b *markup) fields(prefix string, all []fieldView) {
	for _, f := range all {
		b.put(`<p><label>%s<br>`, f.Label)
		switch {
		case f.Kind == "textarea":
			b.put(`<textarea name="%s">%s</textarea>`, prefix+f.Name, f.Value)
		case len(f.Options) > 0:
			b.menu(prefix+f.Name, f.Label, f.Options)
		default:
			b.put(`<input name="%s" value="%s">`, prefix+f.Name, f.Value)
		}
		b.put(`</label>`)
		b.putIf(f.Hint != "", ` <span class="quiet">%s</span>`, f.Hint)
		b.put("</p>\n")
	}
}

func (b *markup) calls(all []callView) {
	b.put("<section aria-label=\"Calls\"><h2>Calls</h2>\n" +
		"<table><thead><tr><th>Time</th><th>Method</th><th>Token</th><th>Outcome</th><th>Arguments</th></tr></thead>\n<tbody id=\"calls\">")
	for _, c := range all {
		class := ""
		if c.Refused {
			class = ` class="refused"`
		}
		b.put(`<tr` + class + `>`)
		for _, cell := range []string{c.At, c.Method, c.Token, c.Outcome, c.Arguments} {
			b.put(`<td>%s</td>`, cell)
		}
		b.put("</tr>\n")
	}
	b.put("</tbody></table></section>\n")
}
