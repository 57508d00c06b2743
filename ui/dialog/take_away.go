package dialog

import (
	"fmt"
	"strings"

	"periscope/ui/describe"
)

// What can be taken away from a dialog: what is selected, to the clipboard; the page at
// Slack about it, to the browser; the whole view, to a file.

// Copy puts a text into the clipboard. The words what tell the user about it.
type Copy struct{ Text, What string }

// Browse opens a page in the browser.
type Browse struct{ URL string }

// Export writes a view to a file that the user names.
type Export struct{ Report describe.Report }

// copyText copies a text that is short enough to be named.
func copyText(text string) Action {
	what := text
	if strings.Contains(text, "\n") {
		what = fmt.Sprintf("%d lines", strings.Count(strings.TrimSpace(text), "\n")+1)
	}
	return copyAs(text, what)
}

func copyAs(text, what string) Action {
	if strings.TrimSpace(text) == "" {
		return toast("there is nothing to copy here")
	}
	return Action{Do: Copy{text, what}}
}

// copies is the command that copies what is selected.
func copies(text func() string) Command {
	return does("y", "copy", func() Action { return copyText(text()) })
}

// browses is the command that opens a page at Slack.
func browses(url string) Command {
	c := does("o", "page at Slack", func() Action { return Action{Do: Browse{url}} })
	if url == "" {
		c.Why = "there is no page at Slack about this"
	}
	return c
}

// exports is the command that writes what the dialog shows to a file.
func exports(report func() describe.Report) Command {
	return does("E", "export", func() Action { return Action{Do: Export{report()}} }).quiet()
}
