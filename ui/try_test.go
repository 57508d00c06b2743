package ui

import (
	"fmt"
	"os"
	"testing"
)
import "github.com/charmbracelet/x/ansi"

func TestTry(t *testing.T) {
	if os.Getenv("TRY") == "" {
		t.Skip()
	}
	d := drive(t, acme(1000), 80, 24)
	show := func() { fmt.Println(ansi.Strip(d.screen())) }
	show()
	d.press("tab", "j", "j")
	show()
	d.press("tab", "j")
	show()
	d.press("enter")
	show()
	d.press("esc", "m")
	show()
	d.press("esc", "?")
	show()
	d.press("esc", "2", "/", "tok")
	show()
	d.press("esc", "1", "j", "j")
	show()
	for _, s := range [][2]int{{20, 5}, {60, 20}, {40, 10}, {1, 1}, {120, 36}} {
		d = drive(t, acme(10), s[0], s[1])
		show()
	}
}
