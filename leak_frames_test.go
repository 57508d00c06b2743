//go:build unix

package main

import (
	"strings"
	"testing"

	"github.com/hinshun/vt10x"
)

// frameStep is how much output comes between two looks at the screen, in bytes:
// less than any frame that is worth a name.
const frameStep = 256

// apart stands between what was not on the screen together.
const apart = "\n§\n"

// frames plays output on an emulated terminal of w by h cells, and returns all that
// was ever on its screen: every line, and every column between two borders, so that
// what was wrapped in a pane or a dialog is in one piece. Each is there once.
func frames(output string, w, h int) string {
	screen := vt10x.New(vt10x.WithSize(w, h))
	var all strings.Builder
	seen := map[string]bool{}
	keep := func(text string) {
		if !seen[text] {
			seen[text] = true
			all.WriteString(text + apart)
		}
	}
	for len(output) > 0 {
		n := min(frameStep, len(output))
		_, _ = screen.Write([]byte(output[:n]))
		output = output[n:]
		now := screen.String()
		if seen[now] {
			continue
		}
		seen[now] = true
		for _, text := range columns(now) {
			keep(text)
		}
	}
	return all.String()
}

// columns are the lines of a screen, and below one another the parts of them that
// stand between the same borders, counted from the left and from the right.
func columns(screen string) []string {
	lines := strings.Split(screen, "\n")
	fromLeft, fromRight := map[int]string{}, map[int]string{}
	for _, line := range lines {
		cells := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("│┃║", r) })
		for i, cell := range cells {
			fromLeft[i] += strings.TrimSpace(cell)
			fromRight[len(cells)-i] += strings.TrimSpace(cell)
		}
	}
	for _, parts := range []map[int]string{fromLeft, fromRight} {
		for _, part := range parts {
			lines = append(lines, part)
		}
	}
	return lines
}

func TestFrames(t *testing.T) {
	var f finder
	const secret = "Zq3vN8xLk2RtWm7y"
	f.add("the secret", secret)
	wipe := "\x1b[2J\x1b[H"
	padding := strings.Repeat("\x1b[m", frameStep)
	for name, output := range map[string]string{
		"on the screen, then gone": "a " + secret + padding + wipe,
		"put together by moves":    "Zq3v\x1b[1;9Hk2Rt\x1b[1;5HN8xL\x1b[1;13HWm7y",
		"letter by letter":         "\x1b[1;3H3\x1b[1;1HZ\x1b[1;2Hq\x1b[1;4Hv\x1b[1;6H8\x1b[1;5HN\x1b[1;8HL\x1b[1;7Hx",
		"wrapped by the terminal":  strings.Repeat(".", 33) + secret,
		"wrapped in a pane":        "│ one    │ Zq3vN8 │ \r\n│ two    │ xLk2Rt │",
		"in the last pane":         "│ one    │ Zq3vN8 │\r\n│ xLk2Rt │",
	} {
		if found := f.find(frames(output, 40, 6)); len(found) != 1 {
			t.Errorf("%s: found %q", name, found)
		}
	}
	if found := f.find(frames(secret[:7]+padding+wipe+secret[7:14], 40, 6)); len(found) != 0 {
		t.Errorf("on two screens: found %q", found)
	}
}
