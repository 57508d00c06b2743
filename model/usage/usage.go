// Package usage finds the Web API methods that source code calls, by reading
// its text. It does not compile, run or fetch anything.
package usage

// Call is one place in a source file that calls a Web API method.
type Call struct {
	Method       string // "chat.postMessage"
	Line, Column int    // 1-based; columns count bytes, as Go's compiler does
	Spelling     string // as the source has it: "chat_postMessage", "PostMessageContext", a URL
}

// Language tells the language of a file from its name; false means that the
// file is not source code that [Find] can read.
func Language(_ string) (string, bool) { return "", false }

// Find returns the calls in a source file of a language that [Language] named,
// in the order of the source.
func Find(_ string, _ []byte) []Call { return nil }
