package loopback_test

import (
	"testing"

	"periscope/slackapi/loopback"
)

func TestIsHost(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"localhost":           true,
		"LocalHost":           true,
		"127.0.0.1":           true,
		"127.255.0.9":         true,
		"::1":                 true,
		"::ffff:127.0.0.1":    true,
		"":                    false,
		"0.0.0.0":             false,
		"::":                  false,
		"128.0.0.1":           false,
		"192.168.0.1":         false,
		"127.0.0.1:80":        false,
		"[::1]":               false,
		"127.1":               false,
		"localhost.evil.test": false,
		"127.0.0.1.evil.test": false,
		"localhost.":          false,
		"xn--localhost":       false,
		"2130706433":          false,
		"::ffff:192.168.0.1":  false,
		"fe80::1%lo":          false,
		"ip6-localhost":       false,
		"slack.com":           false,
		"0x7f.0.0.1":          false,
		"127.0.0.1\t":         false,
		"localhost\x00":       false,
		"::1%lo":              true, // a zone does not lead to another machine
	} {
		if got := loopback.IsHost(host); got != want {
			t.Errorf("IsHost(%q) = %t, want %t", host, got, want)
		}
	}
}
