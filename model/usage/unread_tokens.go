package usage

import (
	"bytes"
	"regexp"
)

// tokenName is the name of what holds a token for Slack: slack.token, SLACK_BOT_TOKEN.
var tokenName = regexp.MustCompile(`(?i)\bslack\w*(?:(?:\.|::|->)\w*){0,2}token\b`)

// otherToken is a part of the names of tokens that Slack sends to an app, and that it
// calls nothing with.
var otherToken = regexp.MustCompile(`(?i)verif|valid|secur|sign|hook|slash|command|csrf|state`)

// listTokens lists the first place of each file that holds a token for Slack, if nothing in
// the project calls a method with one, and no SDK takes it: the address that it is sent to
// stands where it was not read, in a configuration.
func listTokens(p *Project, files []*File) {
	if p.bolt || p.knowsAPI || len(p.clients) > 0 {
		return
	}
	for _, f := range files {
		if len(f.found)+len(f.untraced) > 0 {
			return
		}
	}
	for _, f := range files {
		if f.read.findCalls == nil || f.language == "YAML" {
			continue
		}
		for _, at := range tokenName.FindAllIndex(f.text.plain, -1) {
			line := lineBefore(f.text.plain, at[0])
			if !otherToken.Match(f.text.plain[at[0]:at[1]]) && !bytes.Contains(line, []byte("import")) {
				f.untraced = append(f.untraced, untracedPlace{at[0], at[1], "token"})
				break
			}
		}
	}
}
