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

	"github.com/spf13/cobra"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi"
)

// oauthOptions are those of team add --oauth: an app is installed in the browser,
// and its code comes back to this machine.
type oauthOptions struct {
	on        bool
	clientID  string
	scopes    []string
	callback  string // where the code comes back to
	noBrowser bool
}

// callbackAddr is where the code comes back to by default. It does not change
// from run to run, because Slack wants it registered.
const callbackAddr = "127.0.0.1:8766"

// installPatience is how long a person may take to approve. Slack: a code is
// good for ten minutes.
const installPatience = 10 * time.Minute

func (o *oauthOptions) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.on, "oauth", false, "install the app in a browser, and store the token that this brings")
	cmd.Flags().StringVar(&o.clientID, "client-id", "", "with --oauth: the client `ID` of the app")
	cmd.Flags().StringSliceVar(&o.scopes, "scopes", nil, "with --oauth: ask for these `SCOPES`, separated by commas")
	cmd.Flags().StringVar(&o.callback, "callback", callbackAddr, "with --oauth: receive the code at `HOST:PORT` of this machine")
	cmd.Flags().BoolVar(&o.noBrowser, "no-browser", false, "with --oauth: print the URL, open nothing")
}

// check refuses what cannot work before anybody is asked for anything.
func (o *oauthOptions) check() error {
	host, _, err := net.SplitHostPort(o.callback)
	ip := net.ParseIP(host)
	switch {
	case o.clientID == "":
		return usage("--oauth needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	case err != nil || ip == nil || !ip.IsLoopback():
		return usage(fmt.Sprintf("--callback %q is not an address of this machine alone", o.callback),
			"Write it as in "+callbackAddr+".")
	}
	return nil
}

// install has a person install the app, and exchanges the code that comes back.
func (o *oauthOptions) install(ctx context.Context, env *Environment, apiURL string) (keystore.Credential, error) {
	typed, err := askClientSecret(ctx, env)
	if err != nil {
		return keystore.Credential{}, err
	}
	secret, err := model.ParseClientSecret(typed)
	if err != nil {
		return keystore.Credential{}, err
	}
	server, socket, err := listen(o.callback, "--callback")
	if err != nil {
		return keystore.Credential{}, err
	}
	defer server.finish()
	redirect, state := server.URL+"/", rand.Text()
	page, err := slackapi.AuthorizeURL(apiURL, o.clientID, parseScopes(o.scopes), redirect, state)
	if err != nil {
		return keystore.Credential{}, err
	}
	answers := make(chan installAnswer, 1)
	server.serve(socket, receiveCode(state, answers))
	o.show(env, page, socket.Addr())
	code, err := awaitCode(ctx, answers)
	if err != nil {
		return keystore.Credential{}, err
	}
	return exchange(env, apiURL, o.clientID, secret, func(app *slackapi.App) (slackapi.Issued, error) {
		return app.OAuthAccess(ctx, code, redirect)
	})
}

// show brings the person to Slack's page. Over SSH a browser would open on the
// wrong machine, if at all.
func (o *oauthOptions) show(env *Environment, page string, callback net.Addr) {
	remote := env.Getenv("SSH_TTY") != "" || env.Getenv("SSH_CONNECTION") != ""
	if !o.noBrowser && !remote && env.OpenURL(page) == nil {
		note(env, "waiting for the approval in the browser; if none has opened, go to %s", page)
		return
	}
	if remote {
		_, port, _ := net.SplitHostPort(callback.String()) // an address always has one
		note(env, "the code comes back to this machine: if the browser runs on another, connect with `ssh -L %s:%s`", port, callback)
	}
	note(env, "open this page in a browser: %s", page)
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
			return "", &failure{
				"not_installed", statusNo, "Slack did not install the app: " + cmp.Or(slackapi.Clean(a.refusal), "no code"),
				"Start again with `periscope team add --oauth`, and approve on Slack's page.",
			}
		}
		return a.code, nil
	case <-time.After(installPatience):
		return "", &failure{
			"not_installed", statusNo, "nobody approved the installation in ten minutes", "Start again with `periscope team add --oauth`.",
		}
	case <-ctx.Done():
		return "", ctx.Err()
	}
}
