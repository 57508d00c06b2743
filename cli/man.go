package cli

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/cli/console"
)

// The manual page is written here, from the command tree. The libraries for it make
// every line of the source a paragraph of its own, and leave out what a command does and
// what its flags take.

func newManCommand(env *console.Environment) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Example: `  periscope man | man -l -
  periscope man > ~/.local/share/man/man1/periscope.1`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := env.Out.Write(manualPage(cmd.Root()))
			return err
		},
	}
}

// exitStatuses are what the manual page says of them.
var exitStatuses = []struct {
	status  int
	meaning string
}{
	{console.StatusDone, "Done, or the answer is yes."},
	{console.StatusNo, "The answer is no: a set that Slack would refuse, a scope that is missing, a drift."},
	{console.StatusUsage, "The command line is wrong."},
	{console.StatusRefused, "Slack, or the place where tokens are kept, refused."},
	{console.StatusUnreachable, "Slack could not be reached, or asked to wait too long."},
	{console.StatusFault, "A fault of Periscope."},
}

// manualPage is the manual page of a command and all below it, as man(7) has it.
func manualPage(root *cobra.Command) []byte {
	var page roffPage
	fmt.Fprintf(&page, ".TH %s 1\n", strings.ToUpper(root.Name()))
	page.heading("SH", "Name")
	page.line(root.Name() + ` \- ` + roff(firstLower(root.Short)))
	page.heading("SH", "Synopsis")
	page.line(`\fB` + roff(root.Name()) + `\fR [\fIoptions\fR]`)
	page.line(".br")
	page.line(`\fB` + roff(root.Name()) + `\fR \fIcommand\fR [\fIoptions\fR] [\fIarguments\fR]`)
	page.heading("SH", "Description")
	page.prose(root.Long)
	page.heading("SH", "Options")
	page.flags(root.LocalFlags())
	page.heading("SH", "Commands")
	page.commands(root)
	page.heading("SH", "Exit status")
	for _, s := range exitStatuses {
		fmt.Fprintf(&page, ".TP\n\\fB%d\\fR\n%s\n", s.status, roff(s.meaning))
	}
	if root.Example != "" {
		page.heading("SH", "Examples")
		page.verbatim(root.Example)
	}
	return page.Bytes()
}

func firstLower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// roffPage is a page in the language of man(7).
type roffPage struct{ bytes.Buffer }

func (p *roffPage) line(s string) { p.WriteString(s + "\n") }

func (p *roffPage) heading(macro, title string) { p.line("." + macro + ` "` + roff(title) + `"`) }

// prose writes paragraphs, whose lines man fills.
func (p *roffPage) prose(text string) {
	for i, part := range helpParagraphs(text) {
		if i > 0 {
			p.line(".PP")
		}
		if part.verbatim {
			p.verbatim(part.text)
			continue
		}
		p.line(roff(strings.Join(strings.Fields(part.text), " ")))
	}
}

// verbatim writes lines that stay as they are.
func (p *roffPage) verbatim(text string) {
	p.line(".nf")
	for line := range strings.Lines(text) {
		p.line(roff(strings.TrimRight(line, "\n")))
	}
	p.line(".fi")
}

func (p *roffPage) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		takes, usage := pflag.UnquoteUsage(f)
		p.line(".TP")
		name := `\fB` + roff("--"+f.Name) + `\fR`
		if f.Shorthand != "" {
			name = `\fB` + roff("-"+f.Shorthand) + `\fR, ` + name
		}
		if takes != "" {
			name += ` \fI` + roff(takes) + `\fR`
		}
		p.line(name)
		p.line(roff(usage))
	})
}

// commands writes a part for each command that can be called, subcommands behind their
// parents.
func (p *roffPage) commands(parent *cobra.Command) {
	for _, cmd := range parent.Commands() {
		if !cmd.IsAvailableCommand() && cmd.Name() != "help" {
			continue
		}
		p.heading("SS", strings.TrimSuffix(cmd.UseLine(), " [flags]"))
		text := cmd.Long
		if text == "" {
			text = cmd.Short + "."
		}
		p.prose(text)
		p.flags(cmd.LocalNonPersistentFlags())
		p.flags(cmd.PersistentFlags())
		if cmd.Example != "" {
			p.line(".PP")
			p.verbatim(cmd.Example)
		}
		p.commands(cmd)
	}
}

// roff writes text so that man takes nothing in it for a command of its own.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`, "\n", "\n\\&").Replace(text)
	if strings.HasPrefix(text, ".") {
		text = `\&` + text
	}
	return text
}
