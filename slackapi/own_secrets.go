package slackapi

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Servers repeat what was sent to them: a proxy quotes the headers, a test server the
// whole request. Tokens are hidden wherever text is cleaned, by their form. A client
// knows its own secrets, and hides those by what they are, whatever their form.

// secretHider hides the secrets of a client. Its functions are closures for the same
// reason as [Client.authorize]: no way of printing a Client reaches what they know. The
// zero secretHider knows no secrets.
type secretHider struct {
	body func([]byte) []byte
	text func(string) string
}

// leastHidden is the length from which on secrets are hidden: a shorter one would be
// found in half of all words.
const leastHidden = 8

// hideSecrets puts what may be shown in the place of secrets, as they are and
// percent-encoded.
func hideSecrets(shown string, secrets ...string) secretHider {
	var forms, patterns []string
	for _, s := range secrets {
		for _, form := range []string{s, url.QueryEscape(s), url.PathEscape(s)} {
			if len(form) >= leastHidden && !slices.Contains(forms, form) {
				forms, patterns = append(forms, form), append(patterns, regexp.QuoteMeta(form))
			}
		}
	}
	if len(forms) == 0 {
		return secretHider{}
	}
	inAnyCase := regexp.MustCompile("(?i)" + strings.Join(patterns, "|"))
	return secretHider{
		body: func(body []byte) []byte {
			for _, form := range forms {
				if bytes.Contains(body, []byte(form)) {
					body = bytes.ReplaceAll(body, []byte(form), []byte(shown))
				}
			}
			return body
		},
		text: func(text string) string { return inAnyCase.ReplaceAllLiteralString(text, shown) },
	}
}

// inBody hides the secrets in a reply as it came, which may be long.
func (h secretHider) inBody(body []byte) []byte {
	if h.body == nil {
		return body
	}
	return h.body(body)
}

// in hides the secrets in a short text, in any case.
func (h secretHider) in(text string) string {
	if h.text == nil {
		return text
	}
	return h.text(text)
}

// inAll hides the secrets in short texts.
func (h secretHider) inAll(texts []string) []string {
	for i, t := range texts {
		texts[i] = h.in(t)
	}
	return texts
}
