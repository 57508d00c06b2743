package record

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// Write writes entries as lines of JSON, which may be added to the end of a file.
func Write(w io.Writer, entries []Entry) error {
	var page bytes.Buffer
	enc := json.NewEncoder(&page)
	enc.SetEscapeHTML(false)
	for _, e := range entries {
		if err := enc.Encode(e); err != nil {
			return err
		}
	}
	_, err := page.WriteTo(w) // at once, so that lines of two runs do not mix
	return err
}

// LineError is a line of a file that is none of a recording.
type LineError struct {
	Line   int // 1-based
	Reason string
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d %s", e.Line, e.Reason) }

// Bounds of what is read. Calls are judged in a time that grows with the names of each sort
// times the lines; Slack has some hundred methods, and fewer scopes.
const (
	maxLine  = 1 << 20 // bytes
	maxCount = 1 << 30 // calls of a line; those of all lines together fit an int
	maxMS    = 1 << 40 // milliseconds of a line
	maxNames = 2000    // methods that differ, and other names that do
	maxList  = 500     // names in one list

	maxRetryAfter = 1 << 30 // seconds; as a duration it is one that Go can count
)

// plausibleTime reports whether a call may have been made at a time. The zero time is that of
// a line without one.
func plausibleTime(at time.Time) bool {
	year := at.UTC().Year()
	return at.IsZero() || year >= 1970 && year < 9999
}

// nameLimits bounds how many different names the lines of a recording have together.
type nameLimits struct{ methods, others map[string]bool }

// limit bounds the names of an entry: a method beyond the bound becomes [Others], a scope
// beyond it is left out.
func (n *nameLimits) limit(e *Entry) {
	if n.methods == nil {
		n.methods, n.others = map[string]bool{}, map[string]bool{}
	}
	if !addName(n.methods, e.Method) {
		e.Method = Others
	}
	for _, scopes := range []*[]catalog.Scope{&e.Needed, &e.Provided, &e.Scopes, &e.Accepted} {
		*scopes = slices.DeleteFunc(*scopes, func(s catalog.Scope) bool { return !addName(n.others, string(s)) })
	}
}

// addName adds a name to those that are known, and reports whether there was room for it.
func addName(known map[string]bool, name string) bool {
	if !known[name] && len(known) < maxNames {
		known[name] = true
	}
	return known[name]
}

// Read reads the lines of a recording. Text in it is cleaned. A last line that was cut, as
// a full disk leaves it, is dropped.
func Read(data []byte) ([]Entry, error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, maxLine)
	var entries []Entry
	var known nameLimits
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		e, err := readLine(line)
		if err != nil {
			if cut := n == bytes.Count(data, []byte("\n"))+1; cut && len(entries) > 0 {
				break
			}
			return nil, &LineError{n, err.Error()}
		}
		known.limit(&e)
		entries = append(entries, e)
	}
	if err := lines.Err(); err != nil {
		return nil, &LineError{n + 1, "is longer than 1 MiB"}
	}
	if len(entries) == 0 {
		return nil, &LineError{1, "is none of a recording: there is no call in it"}
	}
	return entries, nil
}

func readLine(line []byte) (Entry, error) {
	var e Entry
	err := json.Unmarshal(line, &e)
	switch {
	case err != nil:
		return Entry{}, errors.New("is not a line of JSON as recordings have them")
	case e.Schema != Schema:
		return Entry{}, fmt.Errorf("has the schema %q, and not %q", text.Cut(text.Clean(e.Schema), text.MaxCode), Schema)
	case e.Method == "" || e.Count < 1:
		return Entry{}, errors.New("has no method, or no count")
	case e.Count > maxCount:
		return Entry{}, errors.New("counts more calls than any app makes")
	case !plausibleTime(e.First) || !plausibleTime(e.Last):
		return Entry{}, errors.New("has a time at which no call was made")
	}
	e.TotalMS, e.MaxMS = min(max(e.TotalMS, 0), maxMS), min(max(e.MaxMS, 0), maxMS)
	e.Users, e.Status, e.RetryAfter = max(e.Users, 0), max(e.Status, 0), min(max(e.RetryAfter, 0), maxRetryAfter)
	e.Method, e.Outcome = short(e.Method), short(e.Outcome)
	e.Kind, e.Token, e.Conversation = catalog.TokenKind(short(string(e.Kind))), short(e.Token), short(e.Conversation)
	e.AnsweredBy, e.Membership = AnsweredBy(short(string(e.AnsweredBy))), Membership(short(string(e.Membership)))
	for _, scopes := range []*[]catalog.Scope{&e.Needed, &e.Provided, &e.Scopes, &e.Accepted} {
		*scopes = cleaned(*scopes)
	}
	e.Types, e.Arguments = sortTypes(cleaned(e.Types)), cleaned(e.Arguments)
	return e, nil
}

// short makes a name from outside fit to be kept. Of one that is much too long, only the
// beginning is looked at.
func short(s string) string {
	const beyond = 4 << 10 // so that no beginning of a token is left at the cut
	return text.Cut(text.Clean(s[:min(len(s), beyond)]), maxMethod)
}

func cleaned[S ~string](list []S) []S {
	list = slices.Clone(list[:min(len(list), maxList)])
	for i, s := range list {
		list[i] = S(short(string(s)))
	}
	return list
}

// IsRecording reports whether a text begins as a recording does.
func IsRecording(data []byte) bool {
	first, _, _ := bytes.Cut(bytes.TrimSpace(data), []byte("\n"))
	var line struct {
		Schema string `json:"schema"`
	}
	return json.Unmarshal(first, &line) == nil && line.Schema == Schema
}
