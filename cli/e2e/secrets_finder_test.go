//go:build unix

package e2e

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// finder looks for secrets in what a program has left behind. It knows any eight
// characters in a row of them, whatever the case of the letters: as they are, in
// base64, in hexadecimal, escaped as in a URL or as in JSON, with escape sequences
// between them, or wrapped over lines.
type finder struct {
	mu       sync.Mutex
	pieces   [forms]map[string]string // the pieces of all secrets, in lower case: the names of the secrets
	prefixes [1 << prefixBits]bool    // the hashes of the first letters of all pieces: most of a text has none
}

// A form is how a secret is written.
type form int

const (
	asItIs form = iota
	inBase64
	inHex
	forms
)

// pieceSizes are the lengths of a piece of a secret in each form, and what a form is called.
var (
	pieceSizes = [forms]int{8, 11, 16}
	formNames  = [forms]string{"as it is", "in base64", "in hexadecimal"}
)

const prefixBits = 20

// prefixHash is a hash of the first four letters of a text.
func prefixHash(text string) uint32 {
	return (uint32(text[0]) | uint32(text[1])<<8 | uint32(text[2])<<16 | uint32(text[3])<<24) * 2654435769 >> (32 - prefixBits)
}

// add makes a secret known by a name that may be told.
func (f *finder) add(name, secret string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	keep := func(in form, text string) {
		if f.pieces[in] == nil {
			f.pieces[in] = map[string]string{}
		}
		f.pieces[in][text] = name
		f.prefixes[prefixHash(text)] = true
	}
	piece := pieceSizes[asItIs]
	for i := 0; i+piece <= len(secret); i++ {
		keep(asItIs, strings.ToLower(secret[i:i+piece]))
		keep(inHex, hex.EncodeToString([]byte(secret[i:i+piece])))
	}
	for skip := range 3 { // bytes; wherever in a text the secret begins
		text := strings.ToLower(base64.RawStdEncoding.EncodeToString([]byte(secret[skip:])))
		for i := 0; i+pieceSizes[inBase64] < len(text); i++ { // the last letter depends on what follows
			keep(inBase64, text[i:i+pieceSizes[inBase64]])
		}
	}
}

// find says which secrets a text tells, in which form, and after which words.
func (f *finder) find(text string) (found []string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	told := map[string]string{}
	for reading, text := range readings(text) {
		for i := 0; i+pieceSizes[asItIs] <= len(text); i++ {
			if !f.prefixes[prefixHash(text[i:])] {
				continue
			}
			for in, size := range pieceSizes {
				name, secret := f.pieces[in][text[i:min(i+size, len(text))]]
				if secret && told[name] == "" {
					told[name] = fmt.Sprintf("%s, %s%s, after %q", name, formNames[in], reading, text[max(0, i-60):i])
				}
			}
		}
	}
	return slices.Sorted(maps.Values(told))
}

var (
	percentEscape  = regexp.MustCompile(`%[0-9a-f]{2}`)
	unicodeEscape  = regexp.MustCompile(`\\u00[0-9a-f]{2}`)
	escapeSequence = regexp.MustCompile("\x1b(\\[[0-9;:?<=>]*[ -/]*[@-~]|\\][^\x07\x1b]*(\x07|\x1b\\\\)|[ -/]*[0-~])")
	// between are what a secret may be broken by: blanks, borders, quotes.
	between = regexp.MustCompile(`[\s"'` + "`" + `\\│┃║|╭╮╰╯─━▌▏•+,]+`)
)

// readings are the ways to read a text, by what is said of them, in lower case.
func readings(text string) map[string]string {
	text = strings.ToLower(text)
	unquoted := func(skip int) func(string) string {
		return func(s string) string {
			n, _ := strconv.ParseUint(s[skip:], 16, 8) // two digits of a match
			return strings.ToLower(string(rune(n)))
		}
	}
	all := map[string]string{
		" of a URL":        percentEscape.ReplaceAllStringFunc(text, unquoted(1)),
		" of JSON":         unicodeEscape.ReplaceAllStringFunc(text, unquoted(4)),
		" wrapped":         between.ReplaceAllString(escapeSequence.ReplaceAllString(text, ""), ""),
		" of a URL's form": strings.NewReplacer("-", "+", "_", "/").Replace(text), // base64 as URLs have it
	}
	maps.DeleteFunc(all, func(_, reading string) bool { return reading == text })
	all[""] = text
	return all
}

func TestFinder(t *testing.T) {
	t.Parallel()
	const secret = "Zq3vN8xLk2RtWm7y-Ab.9"
	var f finder
	f.add("the secret", secret)
	tail := secret[5:15]
	framed := "│" + secret[:6] + "   │\r\n│ " + secret[6:] + " │"
	for name, text := range map[string]string{
		"whole":              "token=" + secret + ".",
		"a part":             "…" + tail,
		"other case":         strings.ToUpper(tail),
		"base64":             base64.StdEncoding.EncodeToString([]byte(secret)),
		"base64 of more":     base64.StdEncoding.EncodeToString([]byte("id:" + secret + "\n")),
		"base64 of more yet": base64.URLEncoding.EncodeToString([]byte(`{"token":"` + secret + `"}`)),
		"hexadecimal":        fmt.Sprintf("%x", secret),
		"URL":                strings.ReplaceAll(secret, "N", "%4e"),
		"all of a URL":       regexp.MustCompile("..").ReplaceAllString(fmt.Sprintf("%X", tail), "%$0"),
		"JSON":               strings.ReplaceAll(secret, "L", `\u004C`),
		"quoted JSON":        strings.ReplaceAll(secret, "-", `\-`),
		"coloured":           "\x1b[1m" + tail[:4] + "\x1b[0;38;5;9m" + tail[4:] + "\x1b[m",
		"moved to":           tail[:4] + "\x1b[3;4H" + tail[4:],
		"wrapped":            tail[:3] + "\n    " + tail[3:],
		"wrapped in a frame": framed,
		"a list":             fmt.Sprintf("%q", strings.Split(tail, "")),
	} {
		if found := f.find("before " + text + " after"); len(found) != 1 || !strings.HasPrefix(found[0], "the secret, ") {
			t.Errorf("%s: found %q", name, found)
		}
	}
	for _, innocent := range []string{"", "xoxb-…" + secret[17:], secret[:7] + "…", strings.ToLower(secret[:4]) + secret[10:15]} {
		if found := f.find(innocent); len(found) != 0 {
			t.Errorf("in %q: found %q", innocent, found)
		}
	}
}
