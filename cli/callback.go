package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"fmt"
	"net"
	"net/http"
	"time"

	"periscope/slackapi/text"
)

// installPatience is how long a person may take to approve. Slack: a code is
// good for ten minutes.
const installPatience = 10 * time.Minute

// approval has a person approve an app on Slack's page, and receives at an
// address of this machine what the page sends back.
type approval struct {
	at string // HOST:PORT
	// show brings the person to the page, whose answer comes back to callback.
	show func(page string, callback net.Addr) error
}

// approved is a code that Slack gave for an approval, and where it came back to.
type approved struct{ code, redirect string }

// checkCallback refuses addresses that others could listen at, or talk to.
func checkCallback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		return usage(fmt.Sprintf("--callback %q is not an address of this machine alone", addr), "Write it as in "+callbackAddr+".")
	}
	return nil
}

// wait shows the page that page makes, and waits for the answer.
func (a approval) wait(ctx context.Context, page func(redirect, state string) (string, error)) (approved, error) {
	server, socket, err := listen(a.at, "--callback")
	if err != nil {
		return approved{}, err
	}
	defer server.finish()
	redirect, state := server.URL+"/", rand.Text()
	address, err := page(redirect, state)
	if err != nil {
		_ = socket.Close() // nothing serves it yet
		return approved{}, err
	}
	answers := make(chan installAnswer, 1)
	server.serve(socket, receiveCode(state, answers))
	if err := a.show(address, socket.Addr()); err != nil {
		return approved{}, err
	}
	code, err := awaitCode(ctx, answers)
	return approved{code, redirect}, err
}

// overSSH reports whether a browser would open on the wrong machine, if at all.
func overSSH(env *Environment) bool {
	return env.Getenv("SSH_TTY") != "" || env.Getenv("SSH_CONNECTION") != ""
}

// openOrPrint opens Slack's page in a browser. Where that is of no use, or not
// wanted, it prints the page's address.
func openOrPrint(env *Environment, noBrowser bool) func(page string, callback net.Addr) error {
	return func(page string, callback net.Addr) error {
		remote := overSSH(env)
		if !noBrowser && !remote && env.OpenURL(page) == nil {
			note(env, "waiting for the approval in the browser; if none has opened, go to %s", page)
			return nil
		}
		if remote {
			_, port, _ := net.SplitHostPort(callback.String()) // an address always has one
			note(env, "the code comes back to this machine: if the browser runs on another, connect with `ssh -L %s:%s`", port, callback)
		}
		note(env, "open this page in a browser: %s", page)
		return nil
	}
}

// installAnswer is what Slack sent the browser back with.
type installAnswer struct{ code, refusal string }

// receiveCode takes the one answer that carries our state. Others are not meant
// for us, or were made by somebody who wants us to store a token of theirs.
func receiveCode(state string, answers chan<- installAnswer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Referrer-Policy", "no-referrer") // the address holds the code
		query := r.URL.Query()
		a := installAnswer{query.Get("code"), query.Get("error")}
		switch {
		case r.Method != http.MethodGet || r.URL.Path != "/" || a == installAnswer{}:
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

func awaitCode(ctx context.Context, answers <-chan installAnswer) (string, error) {
	select {
	case a := <-answers:
		if a.refusal != "" || a.code == "" {
			return "", notInstalled("Slack did not install the app: " + cmp.Or(text.Clean(a.refusal), "no code"))
		}
		return a.code, nil
	case <-time.After(installPatience):
		return "", notInstalled("nobody approved the installation in ten minutes")
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func notInstalled(why string) error {
	return &failure{"not_installed", statusNo, why, "Start again, and approve on Slack's page."}
}
