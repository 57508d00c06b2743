// Package slackapi is Slack over HTTP, for one app: [Client] calls the Web API
// with one token, and [App] exchanges codes and refresh tokens for tokens. What
// Slack sends to the app, package incoming receives.
//
// Of calls it promises that
//
//   - the token travels in the Authorization header and nowhere else: not in a
//     URL, a form, an error or a printed [Client];
//   - every string that Slack sent has passed [text.Clean] before a caller sees it,
//     names are cut at [text.MaxName], the secrets that were sent are hidden where a
//     reply repeats them, and unknown fields, codes and resource types do no harm;
//   - every failure of a call is an [*Error], [*RateLimitedError],
//     [*UnreachableError], [*MalformedError], [*UncertainError], [*SpentError],
//     [*KindError] or [*TeamNeededError], each of which says in plain words what
//     happened and what to do next, or the context's own error. They know nothing
//     of commands and flags: the layers above add those;
//   - calls stay within Slack's rate limits, and waiting is reported, as is silence;
//   - a call ends: it is given up after [DefaultTimeout], retries included, and it waits
//     for rate limits no longer than [DefaultMaxWait].
//
// It refuses to follow redirects, to keep cookies, to read replies without
// bound, and to send a token in the clear to another machine, be it a proxy or one
// that goes by the name of localhost. All calls of a
// [Client] but [Client.RequestPermissions] only read: they can be retried without
// changing anything at Slack.
//
// # Pages
//
// Lists come page by page, as they are read. A caller who stops ranging stops the
// reading. Slack's pages may be short or empty without being the last; empty ones
// are not passed on. A list may change while it is read, so that an id stands on
// two pages, and is passed on twice. A cursor that comes a second time would lead
// in circles, and ends the list with a [*MalformedError].
package slackapi

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/loopback"
	"periscope/slackapi/text"
)

// DefaultURL is the root of Slack's own Web API.
const DefaultURL = "https://slack.com/api/"

// Bounds of a call, unless [Timeout] and [MaxWait] set others.
const (
	DefaultTimeout = 30 * time.Second
	DefaultMaxWait = 90 * time.Second
)

// Client calls the Web API with one token. It is safe for concurrent use,
// keeps connections open between calls, and leaves no goroutine behind a call.
type Client struct {
	base  *url.URL
	host  string // of base, for people
	http  *http.Client
	fresh *http.Client // opens a connection for each call

	// authorize is a closure, so that no way of printing a Client reaches the token.
	authorize func(http.Header)
	hide      secretHider // hides what authorize sends
	redacted  string
	kind      catalog.TokenKind
	team      model.TeamID // chosen for a token of many; see WithTeam

	onWait    func(Wait)
	onSilence func(Silence)
	onCall    func(Attempt) // nil: no attempt is reported
	onWarn    func(Warning) // nil: no warning is reported
	timeout   time.Duration
	maxWait   time.Duration

	mu     sync.Mutex
	limits map[string]*limit  // by method
	pages  [][]model.Resource // that ReadPermissions read and ReadResources did not pass on yet; see keep
}

// Option changes how a [Client] behaves.
type Option func(*Client)

// Wait is a pause before a call, because Slack asked for it or its limits make it necessary.
type Wait struct {
	Method string
	Until  time.Time
}

// OnWait registers a function that is called for every pause, as it begins, that is as long
// as [SilenceTold], alone or together with those before it. It is called from the goroutines that use the client, perhaps from
// several at once.
func OnWait(report func(Wait)) Option {
	return func(c *Client) { c.onWait = report }
}

// Silence is a call that was not answered yet, though it was made some time ago.
type Silence struct {
	Method string
	Host   string    // that does not answer; clean
	Since  time.Time // when the call was made; pauses for rate limits are left out
	// Over: the call has ended, or waits for a rate limit now.
	Over bool
}

// SilenceTold is how long a call goes on before [OnSilence] hears of it.
const SilenceTold = 3 * time.Second

// OnSilence registers a function that is called once for a call that takes longer than
// [SilenceTold], retries included, and once more when the silence is over. It is called
// from goroutines of its own, but never after its call has ended.
func OnSilence(report func(Silence)) Option {
	return func(c *Client) { c.onSilence = report }
}

// OnAttempt registers a function that is called for every attempt, once it was answered
// or failed. It is called from the goroutines that use the client, perhaps from several at
// once.
func OnAttempt(report func(Attempt)) Option {
	return func(c *Client) { c.onCall = report }
}

// Warning is a remark of Slack's on a call that succeeded.
type Warning struct{ Method, Code string }

// OnWarning registers a function that is called for every remark on a call that
// succeeded. It is called from the goroutines that use the client, perhaps from several
// at once.
func OnWarning(report func(Warning)) Option {
	return func(c *Client) { c.onWarn = report }
}

// MaxWait bounds how long rate limits may hold back one call, all its pauses together. A
// call that would have to wait longer fails at once with a [*RateLimitedError]. The
// default is [DefaultMaxWait].
func MaxWait(d time.Duration) Option {
	return func(c *Client) { c.maxWait = d }
}

// Timeout bounds how long one call may take, retries and the pauses between them
// included; what rate limits hold back comes on top. The default is [DefaultTimeout],
// and so is zero. Exchanges of what works once get no less than the default: what a late
// reply brings could not be had again.
func Timeout(d time.Duration) Option {
	return func(c *Client) { c.timeout = cmp.Or(d, DefaultTimeout) }
}

// WithTeam says which workspace is meant by a token that was given for a whole
// organization. To tokens of one workspace it makes no difference.
func WithTeam(id model.TeamID) Option {
	return func(c *Client) { c.team = id }
}

// New makes a client that sends token to the API rooted at apiURL, such as
// [DefaultURL]. With the zero token no Authorization header is sent.
//
// The URL must be https, or http to this machine's loopback. Errors do not
// repeat it: people paste the wrong thing, sometimes a token.
func New(apiURL string, token model.Token, opts ...Option) (*Client, error) {
	base, err := parseBase(apiURL)
	if err != nil {
		return nil, err
	}
	c := &Client{
		base:      base,
		host:      text.Clean(base.Host),
		http:      newHTTPClient(base.Scheme, true),
		fresh:     newHTTPClient(base.Scheme, false),
		authorize: func(http.Header) {},
		redacted:  token.String(),
		kind:      token.Kind(),
		onWait:    func(Wait) {},
		onSilence: func(Silence) {},
		timeout:   DefaultTimeout,
		maxWait:   DefaultMaxWait,
		limits:    map[string]*limit{},
	}
	if !token.IsZero() {
		c.authorize = func(h http.Header) { h.Set("Authorization", "Bearer "+token.Reveal()) }
		c.hide = hideSecrets(token.String(), token.Reveal())
	}
	for _, opt := range opts {
		opt(c)
	}
	if tell := c.onCall; tell != nil {
		c.onCall = func(a Attempt) {
			a.Reply, a.Code = c.hide.in(a.Reply), c.hide.in(a.Code)
			tell(a)
		}
	}
	return c, nil
}

// String names the API and the redacted token.
func (c *Client) String() string {
	return fmt.Sprintf("slackapi.Client(%s, %s)", c.base, c.redacted)
}

// GoString is String: %#v shows no more than %v.
func (c *Client) GoString() string { return c.String() }

// Errors of [New].
var (
	ErrURL      error = &inputError{"the API URL is malformed", "it must look like " + DefaultURL}
	ErrPlainURL error = &inputError{
		"the API URL is plain http, which would show the token to the network", "use https, or http on localhost only",
	}
	ErrTokenURL error = &inputError{
		"there is a token in an address, which servers, proxies and browsers keep",
		"revoke it, and leave it out of the API URL and the client id",
	}
)

func parseBase(apiURL string) (*url.URL, error) {
	u, err := url.Parse(apiURL)
	switch {
	case err != nil,
		u.Scheme != "https" && u.Scheme != "http",
		u.Hostname() == "", !loopback.ValidPort(u.Port()), u.User != nil, u.RawQuery != "", u.ForceQuery, u.Fragment != "":
		return nil, ErrURL
	case model.HoldsToken(apiURL):
		return nil, ErrTokenURL
	case u.Scheme == "http" && !loopback.IsHost(u.Hostname()):
		return nil, ErrPlainURL
	}
	return u, nil
}

// isSlack reports whether the API is Slack's own.
func (c *Client) isSlack() bool { return isSlackHost(c.base.Hostname()) }

// IsSlack reports whether an API URL is Slack's own, over https.
func IsSlack(apiURL string) bool {
	u, err := parseBase(apiURL)
	return err == nil && u.Scheme == "https" && isSlackHost(u.Hostname())
}

// isSlackHost reports whether a host is Slack's: of the commercial one or of that for the
// United States' government.
func isSlackHost(host string) bool {
	host = "." + strings.ToLower(host)
	return strings.HasSuffix(host, ".slack.com") || strings.HasSuffix(host, ".slack-gov.com")
}
