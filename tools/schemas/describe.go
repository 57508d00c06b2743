package main

import (
	"go/types"
	"reflect"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	link      = regexp.MustCompile(`\[([A-Za-z.]+)\]`)
	camelCase = regexp.MustCompile(`\b[A-Z][A-Za-z]*[a-z][A-Z][A-Za-z]*\b|\b[A-Z][a-z]+[A-Z]*\b`)
)

// describe is what the comment of a type, or of one of its fields, says of it in words
// that need no Go: fields have the names that they have in JSON.
func (d *document) describe(t types.Type, field string) string {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return ""
	}
	key := named.Obj().Pkg().Path() + "." + named.Obj().Name()
	subject := named.Obj().Name()
	if field != "" {
		key, subject = key+"."+field, field
	}
	text := strings.Join(strings.Fields(d.said[key]), " ")
	for _, verb := range []string{" is ", " are ", " has ", ": "} {
		if rest, cut := strings.CutPrefix(text, subject+verb); cut && (field != "" || verb != ": ") {
			text = rest
			break
		}
	}
	names := jsonNames(named)
	text = link.ReplaceAllString(text, "$1")
	text = camelCase.ReplaceAllStringFunc(text, func(word string) string {
		if name, known := names[word]; known && (name != strings.ToLower(word) || field != "" && !startsSentence(text, word)) {
			return "`" + name + "`"
		}
		return word
	})
	if field != "" {
		return text // often no sentence
	}
	return sentence(text)
}

// startsSentence reports whether a word stands where any word has a capital.
func startsSentence(text, word string) bool {
	return strings.HasPrefix(text, word) || strings.Contains(text, ". "+word)
}

// sentence has a capital at its start and a full stop at its end.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(first)) + text[size:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// jsonNames is what the fields of a struct are called in JSON.
func jsonNames(t *types.Named) map[string]string {
	names := map[string]string{}
	fields, ok := t.Underlying().(*types.Struct)
	if !ok {
		return names
	}
	for i := range fields.NumFields() {
		if name, _, _ := strings.Cut(reflect.StructTag(fields.Tag(i)).Get("json"), ","); name != "" && name != "-" {
			names[fields.Field(i).Name()] = name
		}
	}
	return names
}
