//go:build unix

package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

var picturesDir = filepath.Join(root, "screenshots")

// picture is a line of screenshots/pictures.
type picture struct {
	name, size, look string
	keys             []string
}

func readPictures(t *testing.T) []picture {
	t.Helper()
	list, err := os.ReadFile(filepath.Join(picturesDir, "pictures"))
	if err != nil {
		t.Fatal(err)
	}
	var all []picture
	for line := range strings.Lines(string(list)) {
		if fields := strings.Fields(line); len(fields) > 3 && fields[0] != "#" {
			all = append(all, picture{fields[0], fields[1], fields[2], fields[3:]})
		}
	}
	if len(all) < 10 {
		t.Fatalf("only %d pictures are listed", len(all))
	}
	return all
}

var pictureSizes = map[string][2]int{"110x26": {110, 26}, "80x24": {80, 24}, "100x30": {100, 30}}

// anyPort is an address with a port that the system chose.
var anyPort = regexp.MustCompile(`127\.0\.0\.1:\d{5}`)

// pictureKeys are xdotool's names of keys.
var pictureKeys = map[string]string{"Return": "enter", "Escape": "esc", "slash": "/", "question": "?", "colon": ":"}

// draw does what leads to a picture.
func (p picture) draw(t *testing.T) *terminal {
	t.Helper()
	size, args := pictureSizes[p.size], []string{"demo"}
	if p.look == "plain" {
		args = append(args, "--plain")
	}
	s := start(t, size[0], size[1], args...)
	for _, key := range p.keys {
		kind, word, special := strings.Cut(key, ":")
		switch {
		case special && kind == "text":
			s.press(word)
		case special && kind == "line":
			word = strings.ReplaceAll(word, "_", " ")
			s.until("a prompt", func() bool { return strings.HasSuffix(strings.TrimSpace(s.screen.String()), ">") })
			s.press(word, "enter")
			s.see("> " + word)
		case special && kind == "see":
			s.see(strings.ReplaceAll(word, "~", " "))
		case special && kind == "gone":
			s.gone(word)
		case pictureKeys[key] != "":
			s.press(pictureKeys[key])
		default:
			s.press(key)
		}
	}
	return s
}

// TestPictures: the pictures show what the program shows.
func TestPictures(t *testing.T) {
	t.Parallel()
	for _, p := range readPictures(t) {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join(picturesDir, "text", p.name+".txt")
			s := p.draw(t)
			shown := func() string {
				var rows []string
				for row := range strings.Lines(s.screen.String()) {
					rows = append(rows, strings.TrimRight(row, " \n"))
				}
				text := strings.TrimRight(strings.Join(rows, "\n"), "\n") + "\n"
				return anyPort.ReplaceAllString(text, "127.0.0.1:00000")
			}
			if *update {
				s.atRest()
				if err := os.WriteFile(name, []byte(shown()), 0o644); err != nil { //nolint:gosec // it is part of the repository
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(name)
			if err != nil || !utf8.Valid(want) {
				t.Fatalf("%v: run screenshots/make", err)
			}
			if _, err := os.Stat(filepath.Join(picturesDir, p.name+".png")); err != nil {
				t.Errorf("%v: run screenshots/make", err)
			}
			s.until("the screen to be as in screenshots/"+p.name+".png, which screenshots/make takes again; its text was\n"+string(want),
				func() bool { return shown() == string(want) })
		})
	}
}

// atRest waits until nothing was drawn for a while.
func (s *terminal) atRest() {
	s.t.Helper()
	last, same := "", 0
	s.until("the screen to be at rest", func() bool {
		if now := s.written(); now != last {
			last, same = now, 0
			return false
		}
		same++
		return same > 40
	})
}
