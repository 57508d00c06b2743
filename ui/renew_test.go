package ui

import (
	"testing"
	"time"
)

func TestTokensThatRunOut(t *testing.T) {
	t.Parallel()
	x := &renewableSource{memory: acme(0)}
	d := drive(t, x, 120, 36)
	x.at = d.e.now().Add(7*time.Minute + 30*time.Second)
	d.see("runs out in 7 min")
	d.press("O")
	d.see("All tokens", "workspace token  9 scopes  runs out in 7 min") // without what T does, which is no key here
	d.press("O")
	x.at = d.e.now().Add(10 * time.Second)
	d.see("runs out within a minute")
	x.at = d.e.now().Add(-time.Hour)
	d.see("has run out")
	x.err = refusal{"refused", "The refresh token was used before.", "Install the app again."}
	d.press("T")
	d.see("The refresh token was used before. Install the app again.")
	x.err = nil
	d.press("T")
	d.see("was renewed")
	if x.renewals != 1 {
		t.Errorf("renewed %d times", x.renewals)
	}
	d.press("j", "T")
	d.see("this token does not run out")
	d.e.readOnly = true
	d.press("k", "T")
	d.see("read-only")
}
