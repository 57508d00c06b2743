// Package usage finds the Web API methods that source code calls.
//
// It reads text. It compiles, runs and fetches nothing, so it works on code
// that does not build, and in any repository. In return it can be wrong, and
// prefers to miss a call over naming one that is not there:
//
//   - Only methods that the catalogue knows are found, in the spellings of the
//     SDKs for Go (slack-go), Python, JavaScript, Java (Kotlin, Scala, Groovy)
//     and Ruby, by their name in quotes where a function is told to call it, and,
//     in any language, as URLs below slack.com/api.
//   - Comments are no calls, and in strings only names and URLs count.
//   - Names as common as users.list count in files that speak of Slack, and on
//     something that is likely a Slack client: see receiver.go.
//   - A method that is passed to a function counts in Python, retry(client.users_list),
//     and in Java, client::usersList.
//   - A call through a variable, a wrapper of another name or reflection is not found.
package usage

import (
	"bytes"
	"slices"
)

// Find returns the calls in a source file of a language that [Language] named,
// in the order of the source. It takes time in proportion to the length of src,
// and never fails: text that is not of the language has calls or has none.
func Find(language string, src []byte) []Call {
	l, ok := languages[language]
	if !ok || !worthReading(l, src) {
		return nil
	}
	s := &source{language: language, syntax: &l.syntax, text: splitSource(src, &l.syntax), origins: map[string]receiverKind{}}
	s.knowsAPI = bytes.Contains(s.text.plain, []byte("slack.com/api")) || bytes.Contains(s.text.plain, []byte("slack-gov.com/api"))
	s.aboutSlack = s.knowsAPI || s.speaksOfSlack() || l.boltClient && boltListener(s.text.code)
	s.findURLs()
	s.findURLPaths()
	s.findQuoted()
	if l.findCalls != nil {
		l.findCalls(s)
	}
	return s.calls(src)
}

// worthReading is a quick look at the whole file, before the careful one: most
// files of most repositories have nothing to do with Slack.
func worthReading(l *language, src []byte) bool {
	return mentionsSlack(src) || l.boltClient && boltListener(src) || slices.ContainsFunc(l.slackNames, func(name string) bool {
		return bytes.Contains(src, []byte(name))
	})
}
