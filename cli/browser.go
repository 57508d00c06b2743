package cli

import (
	"io"

	"github.com/cli/browser"
)

// openURL opens a page in the person's browser. What the browser has to say goes
// nowhere: our own streams belong to our own words.
func openURL(page string) error {
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(page)
}
