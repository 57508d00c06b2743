package install

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"time"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/slackapi/loopback"
	"periscope/slackapi/text"
)

// approvalTimeout is how long a person may take to approve. Slack: a code is valid
// for ten minutes.
const approvalTimeout = 10 * time.Minute

// Approval has a person approve an app on Slack's page, and receives the page's answer
// at an address of this machine.
type Approval struct {
	Addr string // HOST:PORT
	// Show brings the person to the page, whose answer comes back to this machine.
	Show func(ApprovalPage) error
}

// ApprovalPage is Slack's page on which a person approves.
type ApprovalPage struct {
	// URL is the page. It holds the state, which is secret: only the person may see it.
	URL string
	// Start is an address of this machine that leads to the page, once, and holds nothing
	// else of use. A browser is started with it: arguments are shown to other users.
	Start    string
	Callback net.Addr // where the answer comes back
}

// authorizationCode is a code that Slack gave for an approval, and where it came back to.
type authorizationCode struct{ code, redirect string }

// CheckCallback refuses addresses that others could listen at, or talk to, and those that
// cannot be had: before a person is asked for anything.
func CheckCallback(addr string) error {
	host, _, err := listen.SplitAddress(addr, "--callback", console.DefaultCallbackAddr)
	if err != nil {
		return err
	}
	if !loopback.IsHost(host) {
		return console.CommandLineError(fmt.Sprintf("--callback %q is not an address of this machine alone", addr),
			"Write it as in "+console.DefaultCallbackAddr+".")
	}
	return listen.CheckFree(addr, "--callback")
}

// wait shows the page that page makes, and waits for the answer.
func (a Approval) wait(ctx context.Context, page func(redirect, state string) (string, error)) (authorizationCode, error) {
	server, socket, err := listen.Open(a.Addr, "--callback")
	if err != nil {
		return authorizationCode{}, err
	}
	defer server.Finish()
	redirect, state := server.URL+"/", rand.Text()
	address, err := page(redirect, state)
	if err != nil {
		_ = socket.Close() // nothing serves it yet
		return authorizationCode{}, err
	}
	answers := make(chan redirectAnswer, 1)
	start := newStartPage(address)
	code := receiveCode(state, answers)
	server.Serve(listen.LimitConnections(socket), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == start.path {
			start.ServeHTTP(w, r)
			return
		}
		code.ServeHTTP(w, r)
	}))
	if err := a.Show(ApprovalPage{address, server.URL + start.path, socket.Addr()}); err != nil {
		return authorizationCode{}, err
	}
	got, err := awaitCode(ctx, answers, start.openedAgain)
	return authorizationCode{got, redirect}, err
}

// OverSSH reports whether a browser would open on the wrong machine, if at all.
func OverSSH(env *console.Environment) bool {
	return env.Getenv("SSH_TTY") != "" || env.Getenv("SSH_CONNECTION") != ""
}

// openOrPrint opens Slack's page in a browser. Where that is of no use, or not
// wanted, it prints the page's address.
func openOrPrint(env *console.Environment, noBrowser bool) func(ApprovalPage) error {
	return func(page ApprovalPage) error {
		remote := OverSSH(env)
		if !noBrowser && !remote && env.OpenURL(page.Start) == nil {
			console.Note(env, "waiting for the approval in the browser; if none has opened, go to %s", page.URL)
			return nil
		}
		if remote {
			_, port, _ := net.SplitHostPort(page.Callback.String()) // an address always has one
			console.Note(env, "the code comes back to this machine: if the browser runs on another, connect with `ssh -L %s:%s`",
				port, page.Callback)
		}
		console.Note(env, "open this page in a browser: %s", page.URL)
		return nil
	}
}

// redirectAnswer is what Slack put into the address that it sent the browser back to.
type redirectAnswer struct{ code, refusal string }

// receiveCode takes the one answer that carries our state. Another answer is not meant
// for us, or an attacker made it to have us store a token of theirs.
func receiveCode(state string, answers chan<- redirectAnswer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the code
		query := r.URL.Query()
		a := redirectAnswer{query.Get("code"), query.Get("error")}
		switch {
		case r.Method != http.MethodGet || r.URL.Path != "/" || a == redirectAnswer{}:
			http.NotFound(w, r)
			return
		case subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(state)) != 1:
			w.WriteHeader(http.StatusForbidden)
			fmt.Fprintln(w, "This does not belong to the installation that Periscope waits for. Nothing was stored.")
			return
		}
		select {
		case answers <- a:
			fmt.Fprintln(w, "Periscope has got the answer. You can close this page and go back to the terminal.")
		default:
			fmt.Fprintln(w, "Periscope has an answer already.")
		}
	})
}

// awaitCode waits for the answer of Slack's page.
func awaitCode(ctx context.Context, answers <-chan redirectAnswer, openedAgain <-chan struct{}) (string, error) {
	select {
	case a := <-answers:
		if a.refusal != "" || a.code == "" {
			return "", NotInstalled("Slack did not install the app: " + cmp.Or(text.Clean(a.refusal), "no code"))
		}
		return a.code, nil
	case <-openedAgain:
		return "", NotInstalled("the page to approve on was opened twice, so another program may have seen it")
	case <-time.After(approvalTimeout):
		return "", NotInstalled("nobody approved the installation in ten minutes")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// NotInstalled says why an app was not installed.
func NotInstalled(why string) error {
	return &console.Error{
		Code: "not_installed", Status: console.StatusNo, Message: why, Next: "Start again, and approve on Slack's page.",
	}
}
