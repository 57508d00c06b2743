package dialog

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"periscope/model"
	"periscope/ui/draw"
)

// Messages are cut where they are long, so that what is to be drawn need not be whole JSON:
// it is read token by token, and drawn as far as it goes.

// jsonToken is a piece of JSON: a bracket, comma, colon, string or word.
type jsonToken struct {
	text string
	kind byte // '{', '}', '[', ']', ',', ':', '"' or 'w'
}

// jsonTokens cuts JSON into pieces. It takes anything.
func jsonTokens(text string) []jsonToken {
	var tokens []jsonToken
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case ' ', '\t', '\n', '\r':
			i++
		case '{', '}', '[', ']', ',', ':':
			tokens = append(tokens, jsonToken{text[i : i+1], c})
			i++
		case '"':
			end := i + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			tokens = append(tokens, jsonToken{text[i:end], '"'})
			i = end
		default:
			end := i + strings.IndexAny(text[i:]+" ", " \t\n\r{}[],:\"")
			tokens = append(tokens, jsonToken{text[i:max(end, i+1)], 'w'})
			i = max(end, i+1)
		}
	}
	return tokens
}

// jsonDrawing draws tokens line by line.
type jsonDrawing struct {
	st     draw.Styles
	width  int
	deep   bool // nested values are drawn, too
	tokens []jsonToken
	rows   []string
	row    strings.Builder
	indent int
}

// drawJSON draws JSON with a line for each member, names and values told apart. Unless it is
// to be deep, what is nested is a count. What is no JSON, or only its beginning, is drawn as
// far as it goes.
func drawJSON(st draw.Styles, text string, width int, deep bool) []string {
	d := &jsonDrawing{st: st, width: width, deep: deep, tokens: jsonTokens(text)}
	for i := 0; i < len(d.tokens); {
		i = d.draw(i)
	}
	d.end()
	return d.rows
}

// draw draws the token at i, and returns where to go on.
func (d *jsonDrawing) draw(i int) int {
	switch t := d.tokens[i]; t.kind {
	case '{', '[':
		if end, members := d.skip(i); d.indent > 0 && !d.deep || members == 0 {
			d.row.WriteString(d.st.Dim.Render(count(t.kind, members)))
			return end
		}
		d.row.WriteString(d.st.Dim.Render(t.text))
		d.end()
		d.indent++
	case '}', ']':
		d.end()
		d.indent = max(0, d.indent-1)
		d.row.WriteString(d.st.Dim.Render(t.text))
	case ',':
		d.end()
	case ':':
		d.row.WriteString(d.st.Dim.Render(": "))
	default:
		d.row.WriteString(d.style(i).Render(t.text))
	}
	return i + 1
}

// skip finds the end of the value that begins at i, and how many members it has.
func (d *jsonDrawing) skip(i int) (end, members int) {
	depth, empty := 0, true
	for at := i; at < len(d.tokens); at++ {
		switch d.tokens[at].kind {
		case '{', '[':
			depth++
			empty = empty && depth == 1
		case '}', ']':
			if depth--; depth == 0 {
				if empty {
					return at + 1, 0
				}
				return at + 1, members + 1
			}
		case ',':
			if depth == 1 {
				members++
			}
			empty = false
		default:
			empty = false
		}
		if depth > 1 {
			empty = false
		}
	}
	return len(d.tokens), members + 1
}

func count(bracket byte, members int) string {
	switch {
	case bracket == '{' && members == 0:
		return "{}"
	case bracket == '{':
		return fmt.Sprintf("{%d}", members)
	case members == 0:
		return "[]"
	}
	return fmt.Sprintf("[%d]", members)
}

// style is that of the string or word at i: a name, or a value.
func (d *jsonDrawing) style(i int) draw.Style {
	if i+1 < len(d.tokens) && d.tokens[i+1].kind == ':' {
		return d.st.Accent
	}
	switch text := d.tokens[i].text; {
	case text == "false", text == "null":
		return d.st.Warn
	case d.tokens[i].kind == '"' && d.names(i, "error", "warning", "needed"):
		return d.st.Bad
	case d.tokens[i].kind == '"':
		return d.st.Good
	}
	return d.st.Ask
}

// names reports whether the value at i has one of the names.
func (d *jsonDrawing) names(i int, names ...string) bool {
	for _, name := range names {
		if i >= 2 && d.tokens[i-1].kind == ':' && d.tokens[i-2].text == `"`+name+`"` {
			return true
		}
	}
	return false
}

// end ends the line, which is broken where it is too long.
func (d *jsonDrawing) end() {
	if d.row.Len() == 0 {
		return
	}
	lead := strings.Repeat("  ", min(d.indent, 12))
	room := max(8, d.width-len(lead))
	for l := range strings.SplitSeq(ansi.Hardwrap(d.row.String(), room, true), "\n") {
		d.rows = append(d.rows, ansi.Truncate(lead+l, d.width, ""))
	}
	d.row.Reset()
}

// visible puts a mark in the place of each character that a terminal would obey, or not show.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Variation_Selector) || r == unicode.ReplacementChar {
			return '·'
		}
		return r
	}, strings.ToValidUTF8(text, "·"))
}

// drawForm draws the fields of a form, one in a line, as they were before they were encoded.
func drawForm(st draw.Styles, text string, width int) []string {
	var rows []string
	for field := range strings.SplitSeq(text, "&") {
		name, value, ok := strings.Cut(field, "=")
		plain, err := url.QueryUnescape(value)
		if !ok || err != nil {
			for _, l := range draw.Wrap(field, width) {
				rows = append(rows, st.Dim.Render(l))
			}
			continue
		}
		plain = model.HideTokens(visible(plain)) // it was encoded: nothing has seen it yet
		line := st.Accent.Render(name) + st.Dim.Render(" = ") + st.Good.Render(plain)
		for l := range strings.SplitSeq(ansi.Hardwrap(line, width, true), "\n") {
			rows = append(rows, l)
		}
	}
	return rows
}
