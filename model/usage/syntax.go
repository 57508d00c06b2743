package usage

// syntax is as much of a language as it takes to tell code, strings and
// comments apart.
type syntax struct {
	line       []string    // what begins a comment that ends with the line
	block      [][2]string // what begins and ends other comments; a beginning with "\n" counts at the start of a line
	spaced     bool        // line comments begin after a space only, as in "echo a#b # comment"
	inserts    bool        // "#{" is no comment
	quotes     []quote     // longer ones first
	docstrings bool        // a string of several lines that is a statement is a comment
	regexps    bool        // there are regular expressions between slashes
}

// quote is a sort of string.
type quote struct {
	open, close string
	lines       bool   // may hold line breaks. Others end with their line, so that a stray quote does little harm
	plain       bool   // a backslash is only a backslash
	insert      string // begins code within the string, which ends at the matching "}"
}

var (
	double       = quote{open: `"`, close: `"`}
	single       = quote{open: "'", close: "'"}
	tripleDouble = quote{open: `"""`, close: `"""`, lines: true}
	tripleSingle = quote{open: "'''", close: "'''", lines: true}
	goRaw        = quote{open: "`", close: "`", lines: true, plain: true}
	template     = quote{open: "`", close: "`", lines: true, insert: "${"}
)

// stops are the characters that anything but plain code may begin with.
func (syn *syntax) stops() *[256]bool {
	stops := &[256]bool{'{': true, '}': true, '/': true}
	for _, open := range syn.line {
		stops[open[0]] = true
	}
	for _, b := range syn.block {
		stops[b[0][0]] = true
	}
	for _, q := range syn.quotes {
		stops[q.open[0]] = true
	}
	return stops
}
