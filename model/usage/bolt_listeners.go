package usage

import (
	"bytes"
	"strings"
)

// longestParameters bounds, in bytes, how far a list of parameters is read.
const longestParameters = 200

// boltListener reports whether a function takes a client beside the other arguments
// that Bolt passes to listeners, as in def opened(ack, body, client) or
// ({ say, client }) => {}. A file of listeners need not name Slack anywhere.
func boltListener(code []byte) bool {
	if !bytes.Contains(code, []byte("client")) {
		return false
	}
	for _, given := range [...]string{"ack", "say", "respond"} {
		for from := 0; ; {
			i := bytes.Index(code[from:], []byte(given))
			if i < 0 {
				break
			}
			start, end := from+i, from+i+len(given)
			from = end
			if wholeWord(code, start, end) && hasParameter(parametersAround(code, start, end), "client") {
				return true
			}
		}
	}
	return false
}

// parametersAround returns the list in brackets that a word stands in, if it
// holds nothing but names and their types.
func parametersAround(code []byte, start, end int) []byte {
	inList := func(c byte) bool { return inWord[c] || strings.IndexByte(" \t\r\n,:=*.[]|?", c) >= 0 }
	first, last := max(0, start-longestParameters), min(len(code), end+longestParameters)
	for start > first && inList(code[start-1]) {
		start--
	}
	for end < last && inList(code[end]) {
		end++
	}
	if start == 0 || end == len(code) || code[start-1] != '(' && code[start-1] != '{' || code[end] != ')' && code[end] != '}' {
		return nil
	}
	return code[start:end]
}

func hasParameter(list []byte, name string) bool {
	for start, end := range words(list) {
		if string(list[start:end]) == name {
			return true
		}
	}
	return false
}
