package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/ui"
	"periscope/ui/describe"
	"periscope/ui/state"
)

// Options say how the conversation meets its user.
type Options struct {
	In       io.Reader
	Out      io.Writer // which cleans what is written
	ReadOnly bool      // nothing that changes Slack or the store can happen
	Prompt   bool      // a person answers: show where to type
	Now      func() time.Time
}

// conversation is what is known, what is selected, and what can be chosen by number.
type conversation struct {
	ctx    context.Context
	source ui.Source
	opts   Options
	lines  <-chan string
	events chan func() // from other goroutines, done by the one that talks

	mu  sync.Mutex // held while a line is written
	err error      // of writing

	sessions []*state.Session
	session  *state.Session // the selected team; nil: none yet
	on       model.Resource // the selected type or resource; zero: everything
	requests state.Requests
	choices  []choice
	more     []choice // that were not listed yet
	install  *model.Install
	prompt   string // id of a dialog that a user of the sandbox has to answer; empty: none
	quit     bool
}

// choice is what a number stands for.
type choice struct {
	text string
	do   func()
	says string // what is said when it is chosen; empty: the text
}

// post has the goroutine that talks do something.
func (c *conversation) post(do func()) {
	select {
	case c.events <- do:
	case <-c.ctx.Done():
	}
}

// next is the next line that was typed; false: there is none. Meanwhile it does what
// others have posted.
func (c *conversation) next() (string, bool) {
	if c.opts.Prompt {
		c.write(c.where() + "> ")
	}
	for {
		select {
		case do := <-c.events:
			do()
		case line, ok := <-c.lines:
			return line, ok
		case <-c.ctx.Done():
			return "", false
		}
	}
}

// settle waits until something has come about, and does what others post; not for ever.
func (c *conversation) settle(done func() bool) {
	const patience, look = 5 * time.Second, 50 * time.Millisecond
	limit, tick := time.NewTimer(patience), time.NewTicker(look)
	defer limit.Stop()
	defer tick.Stop()
	for !done() {
		select {
		case do := <-c.events:
			do()
		case <-tick.C:
		case <-limit.C:
			return
		case <-c.ctx.Done():
			return
		}
	}
}

// say writes a line.
func (c *conversation) say(format string, args ...any) { c.write(fmt.Sprintf(format, args...) + "\n") }

func (c *conversation) write(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := io.WriteString(c.opts.Out, text); err != nil && c.err == nil {
		c.err = fmt.Errorf("writing: %w", err)
	}
}

// fail says what went wrong and what to do about it.
func (c *conversation) fail(err error) {
	sentence, next := describe.Banner(err)
	c.say("%s %s", sentence, keysAsCommands(next))
}

// keysAsCommands turns advice that names a key of the panes into advice that names a command.
func keysAsCommands(advice string) string {
	return strings.NewReplacer("press r to try again", "Type read to try again.", "; r reads again", "; read reads again").Replace(advice)
}

// offer lists choices with their numbers, a page of them at a time.
func (c *conversation) offer(choices []choice) {
	const page = 20
	c.choices = c.choices[:0]
	c.more = choices
	c.showMore(page)
}

func (c *conversation) showMore(page int) {
	shown := c.more[:min(page, len(c.more))]
	c.more = c.more[len(shown):]
	for _, one := range shown {
		c.choices = append(c.choices, one)
		c.say("  %d. %s", len(c.choices), one.text)
	}
	if n := len(c.more); n > 0 {
		c.say("  and %d more: type more, or a part of a name behind the command.", n)
	}
}

// where says what is selected.
func (c *conversation) where() string {
	switch {
	case c.session == nil:
		return ""
	case c.on.Type == "":
		return c.session.Name()
	case c.on.ID == "":
		return c.session.Name() + ", " + string(c.on.Type)
	}
	return c.session.Name() + ", " + describe.Label(c.on)
}

func (c *conversation) requester() ui.Requester {
	r, _ := c.source.(ui.Requester)
	return r
}

func (c *conversation) sandbox() ui.Sandbox {
	s, _ := c.source.(ui.Sandbox)
	return s
}

func (c *conversation) installer() ui.Installer {
	i, _ := c.source.(ui.Installer)
	return i
}

// scopes lists scopes in a sentence.
func scopes(all []catalog.Scope) string {
	if len(all) == 0 {
		return "no scope"
	}
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = string(s)
	}
	return strings.Join(names, ", ")
}

// count is a number of things, in words.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// cancelled reports whether an error is only that the conversation ends.
func cancelled(err error) bool { return errors.Is(err, context.Canceled) }
