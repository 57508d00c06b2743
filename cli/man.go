package cli

import (
	"fmt"
	"strings"
	"time"

	mcobra "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"

	"periscope/cli/console"
)

func newManCommand(env *console.Environment) *cobra.Command {
	return &cobra.Command{
		Use:     "man",
		Short:   "Print the manual page",
		Example: `  periscope man > ~/.local/share/man/man1/periscope.1`,
		Args:    console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			text, err := manualPage(cmd.Root(), manualDate(env, readVersion()))
			if err != nil {
				return fmt.Errorf("making the manual page: %w", err)
			}
			_, err = fmt.Fprint(env.Out, text)
			return err
		},
	}
}

// exitStatuses is what the manual page says of them; see cli/console/errors.go.
const exitStatuses = `* 0: yes, or done
* 1: the answer is no
* 2: the command line is wrong
* 3: Slack or the token refused
* 4: Slack could not be reached, or asked to wait too long
* 70: Periscope itself failed`

func manualPage(root *cobra.Command, date time.Time) (string, error) {
	page, err := mcobra.NewManPage(1, root)
	if err != nil {
		return "", err
	}
	page.WithLongDescription(unwrapped(root.Long))
	page.WithSection("Exit status", exitStatuses)
	page.WithSection("Examples", unindented(root.Example))
	return page.Build(datedDocument{roff.NewDocument(), date}), nil
}

// manualDate is the date on the manual page: that of the commit, so that each build of it
// makes the same page.
func manualDate(env *console.Environment, v versionDocument) time.Time {
	if date, err := time.Parse(time.RFC3339, v.Date); err == nil {
		return date.UTC()
	}
	return env.Now()
}

// datedDocument has the date that it was given in its heading, and not that of now.
type datedDocument struct {
	*roff.Document
	date time.Time
}

// Heading writes the title heading of the document.
func (d datedDocument) Heading(section uint, title, description string, _ time.Time) {
	d.Document.Heading(section, title, description, d.date)
}

// unwrapped has one line for each paragraph: on a manual page, each line is one.
func unwrapped(text string) string {
	paragraphs := strings.Split(text, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = strings.Join(strings.Fields(p), " ")
	}
	return strings.Join(paragraphs, "\n")
}

func unindented(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}
