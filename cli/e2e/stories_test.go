//go:build unix

package e2e

import (
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
)

// A story is what a person wants of the program and how they get it, in a terminal. Stories
// of a group share one program: each leaves the screen as it found it.
type story struct {
	wants string
	steps []step
}

type step func(*terminal)

// tell tells stories, one after the other.
func tell(t *testing.T, s *terminal, stories []story) {
	t.Helper()
	for _, story := range stories {
		s.story = story.wants
		for _, do := range story.steps {
			do(s)
		}
	}
	s.story = ""
}

func press(keys ...string) step { return func(s *terminal) { s.press(keys...) } }
func see(texts ...string) step  { return func(s *terminal) { s.see(texts...) } }
func gone(texts ...string) step { return func(s *terminal) { s.gone(texts...) } }

// typed types a text, which the program has to have taken before the next key: letters and
// enter at once are a paste.
func typed(text, seen string) step {
	return func(s *terminal) {
		s.press(text)
		s.see(seen)
	}
}

// closes leaves a dialog by esc, and waits: esc and the next key at once are another key.
func closes(title string) step {
	return func(s *terminal) {
		s.press("esc")
		s.gone(title)
	}
}

// click clicks on a text once it is on the screen, as terminals tell it (SGR 1006).
func click(text string) step {
	return func(s *terminal) {
		s.t.Helper()
		s.see(text)
		s.mouse(0, text)
	}
}

// clickFor clicks on a text until another is there. What is pointed at may move before the click
// is heard, as a dialog does that is drawn anew with more in it.
func clickFor(text, seen string) step {
	return func(s *terminal) {
		s.t.Helper()
		s.see(text)
		s.doUntil("to see "+seen, func() {
			if strings.Contains(s.settled(), text) { // else what it brings is on its way
				s.mouse(0, text)
			}
		}, func() bool { return strings.Contains(s.screen.String(), seen) })
	}
}

// openPalette clicks on the hint of the palette. A click may be lost, as one beside a dialog
// that has just closed.
func openPalette(s *terminal) {
	s.t.Helper()
	s.doUntil("the palette", func() { click(": all commands")(s) }, func() bool {
		return strings.Contains(s.screen.String(), "enter run or go there")
	})
}

// choose clicks on a row until it is selected, and once more: that opens it.
func choose(row string) step {
	return func(s *terminal) {
		s.see(row)
		if !strings.Contains(s.settled(), "▌"+row) {
			s.doUntil("▌"+row, func() { s.mouse(0, row) }, func() bool { return strings.Contains(s.screen.String(), "▌"+row) })
		}
		s.mouse(0, row)
	}
}

// wheel turns the wheel down over a text, until another is there.
func wheel(over, until string) step {
	return func(s *terminal) {
		s.t.Helper()
		s.see(over)
		for range 40 {
			before := s.settled()
			if strings.Contains(before, until) {
				return
			}
			s.mouse(65, over)
			// Turned again before it is drawn, the wheel would go past what is looked for.
			for waited := time.Now(); s.screen.String() == before && time.Since(waited) < retryAfter; {
				time.Sleep(pollInterval)
			}
		}
		s.see(until)
	}
}

// clickUntilGone clicks on an answer, and waits until the question is gone.
func clickUntilGone(answer, question string) step {
	return func(s *terminal) {
		s.t.Helper()
		s.see(answer)
		s.doUntil(question+" to be answered", func() {
			if strings.Contains(s.settled(), answer) { // else it is going just now
				s.mouse(0, answer)
			}
		}, func() bool { return !strings.Contains(s.screen.String(), question) })
	}
}

// questionTakesKeys waits until a question that appeared by itself takes keys and clicks.
func questionTakesKeys(*terminal) { time.Sleep(questionDelay) }

// mouse presses and releases a button over a text. Where it is more than once on the screen,
// it is the last: dialogs stand below the middle of what they cover.
func (s *terminal) mouse(button int, text string) {
	s.t.Helper()
	lines := strings.Split(s.settled(), "\n")
	for y, line := range slices.Backward(lines) {
		if at := strings.LastIndex(line, text); at >= 0 {
			x := len([]rune(line[:at])) + 2 // the second cell: the first may be a border
			_, err := fmt.Fprintf(s.tty, "\x1b[<%d;%d;%dM", button, x, y+1)
			if button == 0 && err == nil {
				_, err = io.WriteString(s.tty, fmt.Sprintf("\x1b[<0;%d;%dm", x, y+1))
			}
			if err != nil {
				s.t.Fatal(err)
			}
			return
		}
	}
	s.t.Fatalf("%s: no %q to point at; the screen:\n%s", s.story, text, s.screen)
}

// settled is the screen once nothing more comes: a person points at what they see, and not at
// half of a frame.
func (s *terminal) settled() string {
	const quiet = 3 // looks at the same screen
	before, same := "", 0
	for range 100 {
		now := s.screen.String()
		if now != before {
			before, same = now, 0
		} else if same++; same == quiet {
			break
		}
		time.Sleep(pollInterval)
	}
	return before
}

// copied waits until the program has put a text into the terminal's clipboard, by OSC 52.
func copied(text string) step {
	return func(s *terminal) {
		s.t.Helper()
		s.until("a copy of "+text, func() bool {
			return strings.Contains(s.written(), "\x1b]52;c;"+base64.StdEncoding.EncodeToString([]byte(text)))
		})
	}
}
