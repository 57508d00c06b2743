package watch

import (
	"bytes"
	"strings"
	"sync"

	"periscope/slackapi/text"
)

// outputLines are the last lines that an app printed, fit to be shown. It is an io.Writer.
type outputLines struct {
	changed func()

	mu      sync.Mutex
	whole   []string
	current []byte // the line that is not whole yet
}

const (
	maxLines = 2000
	maxLine  = 500 // characters; in bytes, what is kept of a line that is not whole
)

func (o *outputLines) Write(p []byte) (int, error) {
	o.mu.Lock()
	rest := p
	for {
		line, after, whole := bytes.Cut(rest, []byte("\n"))
		if len(o.current) < 4*maxLine {
			o.current = append(o.current, line[:min(len(line), 4*maxLine)]...)
		}
		if !whole {
			break
		}
		o.whole = append(o.whole, shownLine(o.current))
		o.current, rest = o.current[:0], after
	}
	if over := len(o.whole) - maxLines; over > 0 {
		o.whole = append(o.whole[:0], o.whole[over:]...)
	}
	o.mu.Unlock()
	o.changed()
	return len(p), nil
}

// shownLine is a line without the colours that it has, and without what a terminal obeys.
func shownLine(line []byte) string {
	plain := stripColours(strings.TrimSuffix(string(line), "\r"))
	return text.Cut(text.Clean(strings.ReplaceAll(plain, "\t", "    ")), maxLine)
}

// stripColours takes escape sequences of the form ESC [ … letter out.
func stripColours(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		end := strings.IndexFunc(after, func(r rune) bool { return r >= '@' && r <= '~' })
		if end < 0 {
			return b.String()
		}
		s = after[end+1:]
	}
}

func (o *outputLines) lines() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := append([]string{}, o.whole...)
	if len(o.current) > 0 {
		all = append(all, shownLine(o.current))
	}
	return all
}
