package draw

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Shorten cuts a name to width cells and keeps the part that tells it from others: the end
// from the last colon on, as in "chan…:history", or else the beginning.
func Shorten(name string, width int) string {
	if ansi.StringWidth(name) <= width || width <= 0 {
		return ansi.Truncate(name, max(0, width), "")
	}
	at := strings.LastIndex(name, ":")
	if at < 0 {
		return Cut(name, width)
	}
	end := name[at:]
	const least = 3 // cells of the beginning
	if room := width - ansi.StringWidth(end) - 1; room >= least {
		return ansi.Truncate(name[:at], room, "") + "…" + end
	}
	return Cut(name, width)
}

// Centre puts a short text into the middle of width cells.
func Centre(text string, width int) string {
	free := max(0, width-ansi.StringWidth(text))
	return strings.Repeat(" ", free/2) + Fit(text, width-free/2)
}
