package slackapi

import (
	"testing"
	"time"
)

func TestParseRetryAfter(t *testing.T) {
	for _, test := range []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"12", 12 * time.Second, true},
		{" 7 ", 7 * time.Second, true},
		{"0", time.Second, true},
		{"86400", 24 * time.Hour, true},
		{"86401", 0, false},
		{"", 0, false},
		{"-1", 0, false},
		{"1.5", 0, false},
		{"soon", 0, false},
		{"99999999999999999999", 0, false},
		{"Fri, 31 Dec 1999 23:59:59 GMT", 0, false},
	} {
		if got, ok := parseRetryAfter(test.header); got != test.want || ok != test.ok {
			t.Errorf("parseRetryAfter(%q) = %v, %v, want %v, %v", test.header, got, ok, test.want, test.ok)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("30")
	f.Add("-9223372036854775808")
	f.Add("\x00")
	f.Fuzz(func(t *testing.T, header string) {
		for nth := range 3 {
			if d := retryAfter(header, nth); d < time.Second || d > 24*time.Hour {
				t.Fatalf("%q holds calls for %v", header, d)
			}
		}
	})
}
