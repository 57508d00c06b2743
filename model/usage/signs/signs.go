// Package signs finds what in source code may put a scope to another use than calling
// methods: a message's own icon, the address in a profile, the download of a file.
//
// It reads text, of any language, and looks for words. A scope without a sign in all of an
// app's code is not used that way; one with a sign may be.
package signs

import (
	"bytes"
	"regexp"
	"slices"
	"sync"

	"periscope/model/catalog"
	"periscope/model/usage/substring"
)

// Sign is a word in a file.
type Sign struct {
	Scope catalog.Scope
	Line  int    // 1-based
	Text  string // the word
	Sure  bool   // it is the use itself, of a profile of Slack's, say
}

// word is what code has that uses a scope.
type word struct {
	scope catalog.Scope
	parts []string       // a file without any of them has no sign: it is quick to see
	is    *regexp.Regexp // the word
	sure  *regexp.Regexp // what says that it is the use itself; nil: nothing does
	slack bool           // in files that speak of Slack alone: others have the word for much else
	code  bool           // in code alone, and not in settings
}

var words = []word{
	{
		scope: "users:read.email", parts: []string{"email", "Email", "EMAIL"}, code: true, slack: true,
		is:   regexp.MustCompile(`(?:^|[^.\w@]|[a-z_.])(?:email|Email|EMAIL)`),
		sure: regexp.MustCompile(`[pP]rofile\)?\W{1,8}(?:(?:get|fetch|dig)\W{0,3})?["']?[eE]mail\b`),
	},
	{scope: "chat:write.customize", parts: []string{"con_emoji", "conEmoji"}, is: regexp.MustCompile(`[iI]con_?[eE]moji`)},
	{
		scope: "chat:write.customize", parts: []string{"con_url", "conUrl", "conURL"}, slack: true,
		is: regexp.MustCompile(`[iI]con_?[uU](?:rl|RL)`),
	},
	{
		scope: "chat:write.customize", parts: []string{"sername"}, slack: true,
		is: regexp.MustCompile(`(?:\b|[a-z_])[uU]sername\b`),
	},
	{
		scope: "files:read", parts: []string{"rl_private", "rlPrivate", "RLPrivate", "file_share", "thumb_"},
		is: regexp.MustCompile(`url_private|[uU](?:rl|RL)Private|file_share|\bthumb_\d`),
	},
	{
		scope: "files:read", parts: []string{".files", "'files'", `"files"`, ":files", ".Files"}, code: true, slack: true,
		is: regexp.MustCompile(`\.[fF]iles\b|["':]files\b`),
	},
	{
		scope: "incoming-webhook", parts: []string{"ebhook", "EBHOOK", "ebHook", "hooks.slack"},
		is: regexp.MustCompile(`(?i)web_?hook|hooks\.slack`),
	},
	{scope: "links.embed:write", parts: []string{"video", "Video"}, is: regexp.MustCompile(`["']video["']|VideoBlock|video_url|videoUrl`)},
	{scope: "metadata.message:read", parts: []string{"etadata"}, slack: true, is: regexp.MustCompile(`[mM]etadata`)},

	// The names of events. Those of the Real Time Messaging API stand in no manifest.
	{scope: "dnd:read", parts: []string{"dnd_up", "dndUp", "DndUp", "DNDUp"}, code: true, is: regexp.MustCompile(`(?i:dnd_?)[uU]pdated`)},
	{scope: "emoji:read", parts: []string{"oji_changed", "ojiChanged"}, code: true, is: regexp.MustCompile(`[eE]moji_?[cC]hanged`)},
	{
		scope: "pins:read", parts: []string{"pin_added", "pin_removed", "inAdded", "inRemoved"}, code: true,
		is: regexp.MustCompile(`[pP]in_?(?:[aA]dded|[rR]emoved)`),
	},
	{
		scope: "reactions:read", parts: []string{"tion_added", "tion_removed", "tionAdded", "tionRemoved", "robot.react"}, code: true,
		is: regexp.MustCompile(`[rR]eaction_?(?:[aA]dded|[rR]emoved)|robot\.react`),
	},
	{
		scope: "stars:read", parts: []string{"tar_added", "tar_removed", "tarAdded", "tarRemoved"}, code: true,
		is: regexp.MustCompile(`[sS]tar_?(?:[aA]dded|[rR]emoved)`),
	},
	{
		scope: "team:read", parts: []string{"team_rename", "eamRename", "main_change", "mainChange"}, code: true,
		is: regexp.MustCompile(`[tT]eam_?[rR]ename|[dD]omain_?[cC]hange`),
	},
	{scope: "usergroups:read", parts: []string{"subteam", "Subteam", "SubTeam"}, code: true, is: regexp.MustCompile(`(?i)subteam`)},
}

// ofSlack are what files have that speak of Slack, or of a profile.
var ofSlack = []string{"slack", "Slack", "SLACK", "rofile"}

// quick is a look at the whole file, before the careful one.
type quick struct {
	parts *substring.Set    // of all words, and ofSlack
	slack substring.Found   // those of ofSlack
	words []substring.Found // those of each word
}

var quickLook = sync.OnceValue(func() quick {
	all := slices.Clone(ofSlack)
	for _, w := range words {
		all = append(all, w.parts...)
	}
	q := quick{parts: substring.NewSet(all...)}
	q.slack = q.parts.Mask(ofSlack...)
	for _, w := range words {
		q.words = append(q.words, q.parts.Mask(w.parts...))
	}
	return q
})

// Find returns the first sign of each scope in a file, or the first that is sure. code: the
// file is a program, and no settings.
func Find(src []byte, code bool) []Sign {
	q := quickLook()
	has := q.parts.In(src)
	var found []Sign
	for i, w := range words {
		if has&q.words[i] == 0 || w.code && !code || w.slack && has&q.slack == 0 {
			continue
		}
		if at, sure := w.in(src); at != nil {
			text := bytes.TrimLeft(src[at[0]:at[1]], " \t\n.:\"'([{")
			found = append(found, Sign{w.scope, 1 + bytes.Count(src[:at[0]+1], []byte("\n")), string(bytes.TrimSpace(text)), sure})
		}
	}
	return found
}

// in returns where the word stands, and whether it is surely the use.
func (w *word) in(src []byte) (at []int, sure bool) {
	if w.sure != nil {
		if at := w.sure.FindIndex(src); at != nil {
			return at, true
		}
	}
	for _, at := range w.is.FindAllIndex(src, mostWords) {
		if !declares(src[max(0, at[0]-longestBefore):at[1]], src[at[1]:min(len(src), at[1]+longestBefore)]) {
			return at, false
		}
	}
	return nil, false
}

// mostWords bounds how many words of a file are looked at, longestBefore, in bytes, how much
// around each.
const (
	mostWords     = 200
	longestBefore = 24
)

// notUse are words that name a scope or a method, or the author of a package, and use nothing.
var notUse = regexp.MustCompile(
	`(?:read\.|[bB]y_?|author_?|maintainer_?|import |from )[eE]mail$|read\.email|metadata\.message|metadata_(?:posted|deleted|updated)$`)

// declares reports whether a word, at the end of before, uses nothing.
func declares(before, after []byte) bool {
	return notUse.Match(before) || bytes.HasPrefix(after, []byte(".message:read"))
}
