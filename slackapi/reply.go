package slackapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"periscope/slackapi/text"
)

// maxBody bounds a reply. A hundred thousand resources take about a tenth of it.
const maxBody = 32 << 20

// reply is what a method answers: its own fields around an envelope.
type reply interface{ head() *envelope }

// envelope is what every reply of the Web API has.
type envelope struct {
	OK       bool      `json:"ok"`
	Error    text.Safe `json:"error"`
	Needed   text.Safe `json:"needed"`
	Provided text.Safe `json:"provided"`
	Warning  text.Safe `json:"warning"` // a comma list
	Metadata struct {
		// NextCursor is sent back as it came, and shown to nobody.
		NextCursor string      `json:"next_cursor"`
		Messages   []text.Safe `json:"messages"`
		Warnings   []text.Safe `json:"warnings"`
	} `json:"response_metadata"`

	header http.Header
}

func (e *envelope) head() *envelope { return e }

// prunable is a reply of which much is never decoded. fields are those that are.
type prunable interface{ Fields() map[string]bool }

// decode reads one HTTP response into r, and closes it.
func (c *Client) decode(method string, resp *http.Response, r reply) error {
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode == http.StatusTooManyRequests {
		return &RateLimitedError{Method: method}
	}
	malformed := func(reason string) error {
		mediaType, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		return &MalformedError{method, c.host, resp.StatusCode, text.Cut(text.Clean(mediaType), text.MaxCode), reason}
	}
	if resp.StatusCode >= 300 && resp.StatusCode < 400 {
		return malformed("sends us elsewhere, which Slack never does")
	}
	body, err := readBounded(resp)
	switch {
	case errors.Is(err, errTooBig):
		return malformed(fmt.Sprintf("is larger than %d MiB", maxBody>>20))
	case err != nil:
		return &UnreachableError{method, c.host, err}
	}
	head := r.head()
	if long, ok := r.(prunable); ok {
		body = pruned(body, long.Fields())
	}
	err = json.Unmarshal(body, r)
	head.header = resp.Header
	switch {
	case err != nil && !(wrongType(err) && head.refused()):
		return malformed(notJSON(err, resp.Header.Get("Content-Type")))
	case head.OK && resp.StatusCode == http.StatusOK:
		return nil
	case head.Error == "ratelimited":
		return &RateLimitedError{Method: method}
	case head.refused():
		return c.refusal(method, resp.StatusCode, head)
	}
	return malformed("says neither that the call succeeded nor why it failed")
}

var errTooBig = errors.New("too big")

// readBounded reads a body up to maxBody, and not a byte further.
func readBounded(resp *http.Response) ([]byte, error) {
	if resp.ContentLength > maxBody {
		return nil, errTooBig
	}
	var body bytes.Buffer
	body.Grow(int(max(resp.ContentLength, 0)) + bytes.MinRead)
	n, err := body.ReadFrom(io.LimitReader(resp.Body, maxBody+1))
	if err == nil && n > maxBody {
		return nil, errTooBig
	}
	return body.Bytes(), err
}

func (e *envelope) refused() bool { return !e.OK && e.Error != "" }

// wrongType reports whether err is about a value of the wrong type only: the
// rest of the reply was read, and if it is a refusal, that is what matters.
func wrongType(err error) bool {
	_, ok := errors.AsType[*json.UnmarshalTypeError](err)
	return ok
}

// notJSON says what a reply is that cannot be decoded. The decoder's own words
// would quote the reply.
func notJSON(err error, contentType string) string {
	if mismatch, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("holds a JSON %s in an unexpected place", text.Cut(mismatch.Value, text.MaxCode))
	}
	mediaType, _, _ := mime.ParseMediaType(contentType)
	switch {
	case mediaType == "text/html":
		return "is a web page, not JSON"
	case strings.HasPrefix(err.Error(), "unexpected end of JSON"):
		return "is cut short"
	}
	return "is not JSON"
}

// incomplete is a reply that decodes, and succeeds, and yet is not what the method answers.
func (c *Client) incomplete(method, reason string) *MalformedError {
	return &MalformedError{method, c.host, http.StatusOK, "application/json", reason}
}

func (c *Client) refusal(method string, status int, head *envelope) *Error {
	return &Error{
		Method:     method,
		Code:       text.Cut(string(head.Error), text.MaxCode),
		Needed:     string(head.Needed),
		Provided:   string(head.Provided),
		Warnings:   append(fields(string(head.Warning)), plainStrings[string](head.Metadata.Warnings)...),
		Messages:   plainStrings[string](head.Metadata.Messages),
		HTTPStatus: status,
		kind:       c.kind,
		slacks:     c.slacks(),
	}
}

// fields splits a comma list, as Slack writes lists in headers and arguments.
func fields(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

// plainStrings makes decoded text what it is about: scopes, ids. Empty ones,
// which is what null decodes to, are left out.
func plainStrings[S ~string](decoded []text.Safe) []S {
	if decoded == nil {
		return nil
	}
	list := make([]S, 0, len(decoded))
	for _, t := range decoded {
		if t != "" {
			list = append(list, S(t))
		}
	}
	return list
}
