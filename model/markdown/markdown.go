// Package markdown writes text from anywhere into Markdown. It promises that none of it is
// markup, a link of Markdown's, or a mention.
package markdown

import "strings"

// markup is what Markdown, or GitHub in its text, would read as something else. An @ is kept
// from what follows, since GitHub tells people of their names however the sign is written.
var markup = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", ">", "&gt;", "&", "&amp;",
	"|", `\|`, "#", `\#`, "~", `\~`, "!", `\!`, "\n", " ", "\r", " ", "\t", " ", "@", "@&#8203;",
)

// Text writes text so that none of it is markup, and nobody is mentioned.
func Text(s string) string { return markup.Replace(s) }
