package ui

import (
	"testing"
)

// TestHelpTellsWholeReasons reads the key table at a usual size: a reason why a
// key does nothing is not cut.
func TestHelpTellsWholeReasons(t *testing.T) {
	t.Parallel()
	m := newInstallSource()
	d := m.At(t, m, "initech", 80, 24)
	d.press("?")
	d.see("not now: this token needs no trigger to get more scopes:")
}

func TestKeyTable(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, a := range actions() {
		if a.Help().Key == "" || a.Help().Desc == "" || a.run == nil {
			t.Errorf("%q lacks a key, a description or something to do", a.Help().Desc)
		}
		for _, k := range a.Keys() {
			if other, taken := seen[k]; taken {
				t.Errorf("%s is both %q and %q", k, other, a.Help().Desc)
			}
			seen[k] = a.Help().Desc
		}
	}
}
