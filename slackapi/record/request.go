package record

import (
	"cmp"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/text"
)

// request is what a call says of itself: whose it is, and what it is about. It is filled
// as its body passes.
type request struct {
	ending  sync.Mutex // held while what has passed is read to its end
	mu      sync.Mutex
	method  string
	token   string // as the header has it, else the argument
	channel string
	types   string
	users   int
	private bool
	names   []string // of arguments that need a scope of their own

	body   io.Writer // reads the body as it passes; nil: there is nothing to learn from it
	finish func()    // waits until all that passed is read
}

// maxMethod bounds names from outside, in characters.
const maxMethod = 100

// MethodOf is the name of the Web API method that a path names, as far as it can be one.
// Slack's are one step below /api/. A path of more steps, or one that climbs, may be one thing
// to us and another to a server: its name is all of it, which is no method's.
func MethodOf(asked string) string {
	name := path.Clean("/" + belowAPI(asked))[1:]
	if slices.Contains(strings.Split(asked, "/"), "..") {
		name = asked
	}
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '.' || r == '_' || r == '-' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, name)
	name = model.HideTokens(name) // an app may have put one there
	return name[:min(len(name), maxMethod)]
}

// belowAPI is what follows /api/, however that is written.
func belowAPI(asked string) string {
	const root = "/api/"
	for i := range len(asked) - len(root) + 1 {
		if strings.EqualFold(asked[i:i+len(root)], root) {
			return asked[i+len(root):]
		}
	}
	return asked
}

func newRequest(method string, r *http.Request) *request {
	q := &request{method: method, finish: func() {}}
	if scheme, token, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(scheme, "bearer") {
		q.token = strings.TrimSpace(token)
	}
	for name, values := range r.URL.Query() {
		q.argument(name, values[0])
	}
	media, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch media {
	case "application/x-www-form-urlencoded":
		form := &formScan{argument: q.argument}
		q.body, q.finish = form, form.end
	case "application/json":
		q.body = &jsonScan{value: q.jsonArgument, fields: argumentFields()}
	case "multipart/form-data":
		q.readParts(params["boundary"])
	}
	return q
}

// Write reads a piece of the body.
func (q *request) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.body != nil {
		_, _ = q.body.Write(p) // it never fails
	}
	return len(p), nil
}

// end is called when no more of the body comes.
func (q *request) end() {
	q.ending.Lock()
	defer q.ending.Unlock()
	q.mu.Lock()
	finish := q.finish
	q.body, q.finish = nil, func() {}
	q.mu.Unlock()
	finish()
}

func (q *request) jsonArgument(depth int, name, value string, isString bool) {
	switch {
	case depth == 1 && (isString || value == "true"):
		q.argument(name, value)
	case depth == 2 && name == "users" && isString:
		q.users++
	}
}

// argument learns from one argument. Those that neither decide a scope nor name the token
// are forgotten.
func (q *request) argument(name, value string) {
	if value == "" {
		return
	}
	switch name {
	case "token":
		q.token = cmp.Or(q.token, value)
	case "types":
		q.types = cmp.Or(q.types, value)
	case "channel":
		q.channel = cmp.Or(q.channel, idOf(value))
	case "users":
		if q.users == 0 {
			q.users = 1 + strings.Count(strings.Trim(value, ","), ",")
		}
	case "is_private":
		q.private = q.private || value == "1" || strings.EqualFold(value, "true") || value == "t"
	default:
		if slices.Contains(decidingArguments(), name) && !slices.Contains(q.names, name) {
			q.names = append(q.names, name)
		}
	}
}

// idOf is an id from outside, fit to be kept: no control characters, no token, not long.
func idOf(value string) string { return text.Cut(text.Clean(value), maxMethod) }

// decidingArguments are the names of all arguments that need a scope of their own.
var decidingArguments = sync.OnceValue(func() []string {
	var names []string
	for _, m := range catalog.Methods() {
		for _, kind := range []catalog.TokenKind{catalog.Bot, catalog.UserToken} {
			for _, a := range m.ArgumentScopes(kind) {
				names = append(names, a.Arguments...)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
})

// argumentFields are the arguments that decide, for a body of JSON.
var argumentFields = sync.OnceValue(func() map[string]string {
	return named(append([]string{"token", "types", "channel", "users", "is_private"}, decidingArguments()...)...)
})

// readParts reads the parts of a form with files as they pass; the files are left out.
func (q *request) readParts(boundary string) {
	if boundary == "" {
		return
	}
	in, out := io.Pipe()
	done := make(chan struct{})
	arguments := map[string]string{}
	process.Go(func() {
		defer close(done)
		defer func() { _, _ = io.Copy(io.Discard, in) }() // whatever it is, it passes
		parts := multipart.NewReader(in, boundary)
		for len(arguments) < 50 {
			part, err := parts.NextPart()
			if err != nil {
				return
			}
			if part.FileName() == "" {
				value, _ := io.ReadAll(io.LimitReader(part, maxValue))
				arguments[part.FormName()] = string(value)
			}
		}
	})
	q.body = out
	q.finish = func() {
		_ = out.Close() // it never fails
		<-done
		for name, value := range arguments {
			q.argument(name, value)
		}
	}
}

// conversationTypes are the types of conversation that a call is about, as far as the call
// itself tells.
func (q *request) conversationTypes() []catalog.ResourceType {
	switch q.method {
	case "conversations.list", "users.conversations":
		return listedTypes(q.types)
	case "conversations.create":
		if q.private {
			return []catalog.ResourceType{catalog.Group}
		}
		return []catalog.ResourceType{catalog.Channel}
	}
	return nil
}

// typeWords are the words of the argument types.
var typeWords = map[string]catalog.ResourceType{
	"public_channel": catalog.Channel, "private_channel": catalog.Group, "mpim": catalog.MPIM, "im": catalog.IM,
}

// listedTypes reads the argument types. Without it Slack lists public channels.
func listedTypes(types string) []catalog.ResourceType {
	if types == "" {
		return []catalog.ResourceType{catalog.Channel}
	}
	var all []catalog.ResourceType
	for word := range strings.SplitSeq(types, ",") {
		if t, ok := typeWords[strings.TrimSpace(word)]; ok {
			all = append(all, t)
		}
	}
	return sortTypes(all)
}

// formScan reads a form as it passes, and holds no more of it than one argument.
type formScan struct {
	argument func(name, value string)
	buffer   []byte
	long     bool
}

// Write reads the next piece.
func (f *formScan) Write(p []byte) (int, error) {
	for _, c := range p {
		switch {
		case c == '&':
			f.end()
		case len(f.buffer) >= maxValue:
			f.long = true
		default:
			f.buffer = append(f.buffer, c)
		}
	}
	return len(p), nil
}

// end takes what was read since the last &. What does not fit is no argument that decides.
func (f *formScan) end() {
	name, value, _ := strings.Cut(string(f.buffer), "=")
	long := f.long
	clear(f.buffer) // it may have been a token
	f.buffer, f.long = f.buffer[:0], false
	name, err := url.QueryUnescape(name)
	if err != nil || long && !slices.Contains(decidingArguments(), name) {
		return
	}
	if long {
		value = "…" // it is there: what it says decides nothing
	}
	if value, err = url.QueryUnescape(value); err == nil {
		f.argument(name, value)
	}
}
