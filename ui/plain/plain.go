// Package plain is the explorer as a conversation, line by line: for screen readers,
// terminals that cannot draw, and pipes.
//
// It promises that what was said stays: it only ever appends lines, without escape
// sequences, frames or spinners; that every choice has a number and every selection is
// announced; and that it does what the panes do. It refuses to guess: a line that is
// neither a number that was offered nor a command changes nothing.
package plain

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"periscope/model"
	"periscope/process"
	"periscope/ui"
	"periscope/ui/describe"
	"periscope/ui/state"
)

// maxLine bounds a line that is typed, in bytes.
const maxLine = 1 << 20

// Run talks until the user quits, the input ends, or ctx does.
func Run(ctx context.Context, source ui.Source, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends every reading still under way
	c := &conversation{ctx: ctx, source: source, opts: opts, events: make(chan func()), lines: readLines(ctx, opts.In)}
	c.listen()
	for _, t := range source.Teams() {
		c.sessions = append(c.sessions, state.NewSession(t))
	}
	c.say("Periscope, line by line. Type the number of a choice, or a command. \"help\" lists the commands, \"quit\" ends.")
	c.listTeams("")
	for !c.quit && c.err == nil {
		line, ok := c.next()
		if !ok {
			break
		}
		c.do(line)
	}
	return c.err
}

// readLines reads lines beside the conversation, which has other things to hear.
func readLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	process.Go(func() {
		defer close(lines)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(make([]byte, 0, 4096), maxLine)
		for scanner.Scan() {
			select {
			case lines <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	})
	return lines
}

// listen has the source tell what happens, as lines of the conversation.
func (c *conversation) listen() {
	c.source.OnWait(func(w ui.Wait) {
		c.say("Slack asks to wait %s before the next %s.", time.Until(w.Until).Round(time.Second), w.Method)
	})
	if reporter, ok := c.source.(ui.SilenceReporter); ok {
		reporter.OnSilence(func(s ui.Silence) {
			if !s.Over {
				c.say("%s has not answered %s so far.", s.Host, s.Method)
			}
		})
	}
	if requester := c.requester(); requester != nil {
		requester.OnIncoming(func(in ui.Incoming) { c.post(func() { c.heard(in) }) })
	}
}

// do does what a line asks for.
func (c *conversation) do(line string) {
	line = strings.TrimSpace(line)
	word, rest, _ := strings.Cut(line, " ")
	rest = strings.TrimSpace(rest)
	switch n, err := strconv.Atoi(word); {
	case line == "":
		return
	case model.HoldsToken(line) && word != "explain":
		c.say("That is a token: it was not taken, and goes nowhere. periscope team add stores one.")
		return
	case err == nil && n >= 1 && n <= len(c.choices) && rest == "":
		chosen := c.choices[n-1]
		c.say("%s.", strings.TrimSuffix(cmp.Or(chosen.says, chosen.text), "."))
		chosen.do()
		return
	case err == nil:
		c.say("There is no choice %s. The last list has %d.", word, len(c.choices))
		return
	}
	for _, cmd := range commands() {
		if cmd.name != strings.ToLower(word) && cmd.short != word {
			continue
		}
		switch why := cmd.blocked(c); {
		case why != "":
			c.say("Not now: %s.", strings.TrimSuffix(why, "."))
		case cmd.takes != "" && rest == "" && !cmd.optional:
			c.say("Type %s %s.", cmd.name, cmd.takes)
		default:
			cmd.run(c, rest)
		}
		return
	}
	c.say("There is no command %q. Type help for the list.", describe.Discreet(word))
}
