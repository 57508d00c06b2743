package manifest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"periscope/slackapi/manifest"
	"periscope/slackapi/text"
)

// bomb is text of a few hundred bytes that stands for a million values.
func bomb() string {
	text := "a0: &a0 [a, b, c, d, e, f, g, h, i, j]\n"
	for i := range 6 {
		text += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	return text
}

func TestTextsThatAreNoManifests(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text         string
		line, column int
		says         string
	}{
		"empty":                     {"", 1, 1, "empty"},
		"space":                     {" \n\t\n", 1, 1, "empty"},
		"comments only":             {"# none\n---\n", 3, 1, "nothing"},
		"a list in JSON":            {"\n [1]", 2, 2, "a list"},
		"a list in YAML":            {"# list\n- a\n", 2, 1, "a list"},
		"a word":                    {"manifest", 1, 1, "a text"},
		"a web page":                {"<!DOCTYPE html>\n<html>", 1, 1, "a text"},
		"cut JSON":                  {"{\"a\":\n  1", 2, 3, "no JSON: unexpected end"},
		"a comma too many":          {"{\n  \"a\": 1,\n}", 3, 1, "no JSON: invalid character '}'"},
		"JSON, and more":            {"{} {}", 1, 4, "no JSON: invalid character '{'"},
		"an escape sequence":        {"{\"a\": \"\x1b[2J\"}", 1, 8, "no JSON"},
		"bad indentation":           {"a:\n  b: 1\n c: 2\n", 2, 3, "no YAML"},
		"a tab":                     {"a:\n\tb: 1\n", 2, 2, "no YAML"},
		"YAML cut in a text":        {"a: \"b\n", 2, 1, "no YAML"},
		"an unknown alias":          {"a: *b\n", 1, 1, "no YAML: unknown anchor"},
		"two documents":             {"a: 1\n---\nb: 2\n", 2, 1, "second document"},
		"not UTF-8":                 {"a: 1\nb: \xff\n", 2, 4, "not UTF-8"},
		"marks of what was not":     {"a: \ufffd\nb: \xff\n", 2, 4, "not UTF-8"},
		"UTF-16":                    {"\xff\xfea\x00", 1, 1, "not UTF-8"},
		"a field twice in JSON":     {"{\"a\": {\n  \"b\": 1,\n  \"b\": 2}}", 3, 3, "the field b stands there for the second time"},
		"a field twice in YAML":     {"a:\n  b: 1\n  é: 1\n  b: 2\n", 4, 3, "the field b stands there for the second time"},
		"a field twice, hostile":    {"{\"\\u001b\": 1, \"\\u001b\": 2}", 1, 15, "the field ␛ stands"},
		"merged fields":             {"a: &a {b: 1}\nc:\n  <<: *a\n", 3, 3, "merged in by <<"},
		"a list for a name":         {"? [a]\n: 1\n", 1, 3, "a field has a list for a name"},
		"nothing for a name":        {"~: 1\n", 1, 1, "a field has nothing for a name"},
		"scopes for a text":         {"oauth_config:\n  scopes: chat:write\n", 2, 11, "the field scopes is a text"},
		"scopes for a list":         {"oauth_config:\n  scopes: [chat:write]\n", 2, 11, "the field scopes is a list"},
		"a config for a list":       {"{\"oauth_config\": []}", 1, 18, "the field oauth_config is a list"},
		"bot for a text":            {"{\"oauth_config\": {\"scopes\": {\n\"bot\": \"chat:write\"}}}", 2, 8, "the field bot is a text, and must be a list"},
		"bot for an object":         {"oauth_config:\n  scopes:\n    user:\n      chat:write: true\n", 4, 7, "the field user is an object"},
		"a number for a scope":      {"oauth_config: {scopes: {bot_optional: [pins:read, 7]}}", 1, 51, "the list bot_optional holds a number"},
		"an object for a scope":     {"oauth_config:\n  scopes:\n    bot:\n    - chat: write\n", 4, 7, "the list bot holds an object"},
		"a nameless scope":          {"oauth_config:\n  scopes:\n    bot:\n    - ' '\n", 4, 7, "a scope without a name"},
		"nothing for a scope":       {"oauth_config:\n  scopes:\n    bot:\n    -\n", 4, 6, "the list bot holds nothing"},
		"nested JSON":               {strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70), 1, 322, "deeper than in any manifest"},
		"very nested JSON":          {strings.Repeat("[", 20_000), 1, 10_001, "exceeded max depth"},
		"nested YAML":               {"a: " + strings.Repeat("[", 70) + strings.Repeat("]", 70), 1, 68, "deeper than in any manifest"},
		"very nested YAML":          {"a: " + strings.Repeat("[", 20_000), 1, 1, "no YAML: exceeded max depth"},
		"nested blocks":             {strings.Repeat("- ", 3000) + "x", 1, 131, "deeper than in any manifest"},
		"an alias of what it is in": {"a: &a [*a]\n", 1, 4, "deeper than in any manifest"},
		"an alias bomb":             {bomb(), 1, 19, "more values than any manifest has"},
		"a text bomb":               {"a: &a " + strings.Repeat("x", 1<<18) + "\nb: [" + strings.Repeat("*a,", 5) + "*a]", 1, 4, "more text than in any manifest"},
		"a lot of values":           {"a: [" + strings.Repeat("1,", 60_000) + "1]", 1, 99_999, "more values than any manifest has"},
		"a lot of JSON":             {"{\"a\": [" + strings.Repeat("1,", 60_000) + "1]}", 1, 100_002, "more values than any manifest has"},
		"ten megabytes":             {strings.Repeat("# a line\n", 1<<20), 1, 1, "longer than 1 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := manifest.Parse([]byte(test.text))
			wrong, ok := errors.AsType[*manifest.Error](err)
			if !ok {
				t.Fatalf("failed with %T %v", err, err)
			}
			if wrong.Line != test.line || wrong.Column != test.column || !strings.Contains(wrong.Reason, test.says) {
				t.Errorf("line %d, column %d: %s; want %d, %d, %s", wrong.Line, wrong.Column, wrong.Reason, test.line, test.column, test.says)
			}
			checkFitToShow(t, err)
		})
	}
}

// checkFitToShow fails the test for an error of a manifest that does not speak in short, clean sentences.
func checkFitToShow(t *testing.T, err error) {
	t.Helper()
	wrong, ok := errors.AsType[*manifest.Error](err)
	if !ok {
		t.Fatalf("%T is no error of a manifest", err)
	}
	for _, s := range []string{wrong.Sentence(), wrong.NextStep()} {
		if !strings.HasSuffix(s, ".") || strings.ToUpper(s[:1]) != s[:1] {
			t.Errorf("not a sentence: %q", s)
		}
		if s != text.Clean(s) || len(s) > 800 {
			t.Errorf("not fit to show: %q", s)
		}
	}
}
