package slackapi

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"periscope/slackapi/text"
)

// maxBody bounds a reply. A hundred thousand resources take about a tenth of it.
const maxBody = 32 << 20

// reply is what a method answers: its own fields around an envelope.
type reply interface{ head() *envelope }

// envelope is what every reply of the Web API has.
type envelope struct {
	verdict
	Warning  text.Safe `json:"warning"` // a comma list
	Metadata struct {
		// NextCursor is sent back as it came, and never shown.
		NextCursor string      `json:"next_cursor"`
		Messages   []text.Safe `json:"messages"`
		Warnings   []text.Safe `json:"warnings"`
	} `json:"response_metadata"`

	header http.Header
}

func (e *envelope) head() *envelope { return e }

// verdict is whether a call succeeded, and why not.
type verdict struct {
	OK       bool      `json:"ok"`
	Error    text.Safe `json:"error"`
	Needed   text.Safe `json:"needed"`
	Provided text.Safe `json:"provided"`
}

// warnings are the codes of Slack's remarks on the call. Some stand in two places.
func (e *envelope) warnings() []string {
	var codes []string
	for _, code := range append(text.SplitList(string(e.Warning)), text.Strings[string](e.Metadata.Warnings)...) {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// reportWarnings tells of the remarks on a call that succeeded.
func (c *Client) reportWarnings(method string, head *envelope) {
	if c.onWarn == nil {
		return
	}
	for _, code := range head.warnings() {
		c.onWarn(Warning{method, text.Cut(code, text.MaxCode)})
	}
}

func (v *verdict) refused() bool { return !v.OK && v.Error != "" }

// decode reads one HTTP response into r, and closes it.
func (c *Client) decode(method string, resp *http.Response, r reply) error {
	defer func() { _ = resp.Body.Close() }()
	if resp.StatusCode == http.StatusTooManyRequests {
		return &RateLimitedError{Method: method}
	}
	malformed := func(reason string) error {
		mediaType, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
		return &MalformedError{method, c.host, resp.StatusCode, text.Cut(c.hide.in(text.Clean(mediaType)), text.MaxCode), reason}
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
	body = c.hide.inBody(body)
	head := r.head()
	if err = unmarshal(body, r); isWrongType(err) {
		err = cmp.Or(readVerdict(body, head), err)
	}
	head.header = resp.Header
	switch {
	case err != nil && !(isWrongType(err) && head.refused()):
		return malformed(notJSON(err, resp.Header.Get("Content-Type")))
	case head.OK && resp.StatusCode == http.StatusOK:
		c.reportWarnings(method, head)
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

// lenient takes what Slack might send, and every JSON library of its time took:
// a name twice, of which the last counts, and bytes that are not UTF-8, which are
// replaced. Names count to the letter.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

func unmarshal(body []byte, v any) error { return json.Unmarshal(body, v, lenient) }

// readVerdict reads from a reply with a value of the wrong type, at which the
// decoder stopped, as much of its envelope as there is: if the reply is a refusal,
// that is what matters. An error says that the rest of the reply is not JSON.
func readVerdict(body []byte, head *envelope) error {
	*head = envelope{}
	err := unmarshal(body, head)
	if isWrongType(err) {
		*head = envelope{}
		err = unmarshal(body, &head.verdict)
	}
	if isWrongType(err) {
		return nil
	}
	return err
}

// isWrongType reports whether err is about a value of the wrong type, in what is JSON
// up to there.
func isWrongType(err error) bool {
	_, ok := errors.AsType[*json.SemanticError](err)
	return ok
}

// notJSON says what a reply is that cannot be decoded. The decoder's own words
// would quote the reply.
func notJSON(err error, contentType string) string {
	if mismatch, ok := errors.AsType[*json.SemanticError](err); ok {
		return fmt.Sprintf("holds a JSON %s in an unexpected place", kindInWords(mismatch.JSONKind))
	}
	mediaType, _, _ := mime.ParseMediaType(contentType)
	switch {
	case mediaType == "text/html":
		return "is a web page, not JSON"
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "is cut short"
	}
	return "is not JSON"
}

func kindInWords(k jsontext.Kind) string {
	switch k {
	case '{':
		return "object"
	case '[':
		return "array"
	case 't', 'f':
		return "bool"
	case '"', '0', 'n':
		return k.String()
	}
	return "value"
}

// incomplete is a reply that decodes, and succeeds, and yet is not what the method answers.
func (c *Client) incomplete(method, reason string) *MalformedError {
	return &MalformedError{method, c.host, http.StatusOK, "application/json", reason}
}

func (c *Client) refusal(method string, status int, head *envelope) *Error {
	return &Error{
		Method:     method,
		Code:       text.Cut(c.hide.in(string(head.Error)), text.MaxCode),
		Needed:     c.hide.in(string(head.Needed)),
		Provided:   c.hide.in(string(head.Provided)),
		Warnings:   c.hide.inAll(head.warnings()),
		Messages:   c.hide.inAll(text.Strings[string](head.Metadata.Messages)),
		HTTPStatus: status,
		kind:       c.kind,
		bySlack:    c.isSlack(),
	}
}
