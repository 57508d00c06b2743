package explain

import "periscope/slackapi/text"

// Bounds of what is read. What stands beyond them is left out.
const (
	maxText     = 8 << 20 // bytes
	maxLine     = 64 << 10
	maxFindings = 2000 // that differ
	maxExcerpt  = 200  // characters
	lookBack    = 60   // lines before a code that may belong to it
	lookForward = 40   // lines after it
)

// secretForm are secrets behind their names, in the literals of more languages than
// JSON, in queries and in headers.
var secretForm = lazy(`(?i)((?:token|secret|authorization|password|passphrase|cookie)["']?\s*(?:=>|[:=])\s*|[?&]code=)` +
	`(?:bearer\s+|basic\s+)?["']?[^\s"',&)}]+`)

// excerpt is a line, fit to be shown.
func excerpt(line string) string {
	line = text.Redact([]byte(line[:min(len(line), 4*maxExcerpt)]))
	return text.Cut(secretForm().ReplaceAllString(line, "$1…"), maxExcerpt)
}
