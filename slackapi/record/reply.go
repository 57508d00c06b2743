package record

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"strconv"
	"strings"

	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/text"
)

// reply is what an answer says. It is filled as its body passes.
type reply struct {
	status           int
	outcome          string
	needed, provided string
	scopes, accepted string
	scopesSent       bool
	retryAfter       int
	emails           bool
	object           string // the id of the first object in the reply

	scan   *jsonScan
	body   io.Writer
	finish func() // waits until all that passed is read
	learn  func(id string, told conversation)
	found  [maxDepth]foundConversation
}

// foundConversation is what an object of a reply says of a conversation.
type foundConversation struct {
	id                                    string
	channel, group, im, mpim, private     bool
	flagged, saysPrivate, member, unasked bool
}

func newReply(learn func(string, conversation)) *reply {
	r := &reply{learn: learn, finish: func() {}}
	r.scan = &jsonScan{
		value: r.value, fields: replyFields,
		opened: func(depth int) { r.found[depth-1] = foundConversation{} }, closed: r.close,
	}
	return r
}

var replyFields = named("ok", "error", "needed", "provided", "email",
	"id", "is_channel", "is_group", "is_im", "is_mpim", "is_private", "is_member")

// header reads what comes before the body.
func (r *reply) header(status int, h http.Header) {
	r.status = status
	_, r.scopesSent = h["X-Oauth-Scopes"]
	r.scopes, r.accepted = scopeList(h.Get("X-Oauth-Scopes")), scopeList(h.Get("X-Accepted-Oauth-Scopes"))
	if status == http.StatusTooManyRequests {
		r.outcome = "ratelimited"
		seconds, _ := strconv.Atoi(h.Get("Retry-After")) // 0: it does not say; of too many digits, the largest number
		r.retryAfter = min(max(seconds, 0), maxRetryAfter)
	}
	switch strings.ToLower(h.Get("Content-Encoding")) {
	case "", "identity":
		r.body = r.scan
	case "gzip", "x-gzip":
		r.inflate(func(in io.Reader) (io.Reader, error) { return gzip.NewReader(in) })
	case "deflate":
		r.inflate(func(in io.Reader) (io.Reader, error) {
			both := &peekReader{in: in}
			if z, err := zlib.NewReader(both); err == nil {
				return z, nil
			}
			return flate.NewReader(both.again()), nil // as some servers send it, without a header
		})
	}
}

// Encodings are those of replies that can be read, as Accept-Encoding lists them.
var Encodings = []string{"gzip", "x-gzip", "deflate", "identity"}

// Write reads a piece of the body.
func (r *reply) Write(p []byte) (int, error) {
	if r.body != nil {
		_, _ = r.body.Write(p) // it never fails
	}
	return len(p), nil
}

// inflate reads a body that is compressed.
func (r *reply) inflate(open func(io.Reader) (io.Reader, error)) {
	in, out := io.Pipe()
	done := make(chan struct{})
	process.Go(func() {
		defer close(done)
		if plain, err := open(in); err == nil {
			_, _ = io.Copy(r.scan, plain) // what cannot be read is not learned from
		}
		_, _ = io.Copy(io.Discard, in) // whatever it is, it passes
	})
	r.body = out
	r.finish = func() {
		_ = out.Close() // it never fails
		<-done
	}
}

// peekReader can be read a second time from the start.
type peekReader struct {
	in   io.Reader
	seen []byte
}

func (p *peekReader) Read(b []byte) (int, error) {
	n, err := p.in.Read(b[:min(len(b), 2)])
	p.seen = append(p.seen, b[:n]...)
	return n, err
}

func (p *peekReader) again() io.Reader {
	return io.MultiReader(strings.NewReader(string(p.seen)), p.in)
}

// scopeList is a list of scopes as a header has it, clean and without spaces.
func scopeList(list string) string {
	if list == "" {
		return ""
	}
	return join(split[string](text.Cut(text.Clean(list), text.MaxText)))
}

func (r *reply) value(depth int, field, value string, isString bool) {
	if depth == 1 {
		r.outermost(field, value, isString)
	}
	f := &r.found[depth-1]
	yes := value == "true"
	switch field {
	case "id":
		if isString && len(value) <= maxMethod {
			f.id = idOf(value)
		}
	case "is_channel":
		f.channel, f.flagged = yes, true
	case "is_group":
		f.group, f.flagged = yes, true
	case "is_im":
		f.im, f.flagged = yes, true
	case "is_mpim":
		f.mpim, f.flagged = yes, true
	case "is_private":
		f.private, f.flagged, f.saysPrivate = yes, true, true
	case "is_member":
		f.member, f.unasked = yes, true
	case "email":
		r.emails = r.emails || isString && strings.Contains(value, "@")
	}
}

func (r *reply) outermost(field, value string, isString bool) {
	switch {
	case field == "ok" && value == "true" && !isString:
		r.outcome = "ok"
	case !isString:
	case field == "error" && r.outcome != "ok":
		r.outcome = text.Cut(text.Clean(value), text.MaxCode)
	case field == "needed":
		r.needed = scopeList(value)
	case field == "provided":
		r.provided = scopeList(value)
	}
}

// close learns from an object that describes a conversation.
func (r *reply) close(depth int) {
	f := r.found[depth-1]
	if depth == 2 && f.id != "" && r.object == "" {
		r.object = f.id
	}
	if c := f.id[:min(len(f.id), 1)]; !f.flagged || c != "C" && c != "D" && c != "G" {
		return
	}
	told := conversation{}
	switch {
	case f.im:
		told.kind = catalog.IM
	case f.mpim:
		told.kind = catalog.MPIM
	case f.private, f.group && !f.saysPrivate:
		told.kind = catalog.Group
	case f.channel:
		told.kind = catalog.Channel
	}
	if f.unasked {
		told.membership = NotMember
		if f.member {
			told.membership = Member
		}
	}
	r.learn(f.id, told)
}
