// Package watch is the command `periscope watch`: it runs an app with a proxy before Slack,
// shows each call as it happens, and says at the end which scopes the app could do without.
//
// It promises that the app gets the signals and, where nothing is drawn, the standard input
// that it would get without; that the exit status is the app's own; and that of tokens and
// bodies nothing is printed or stored.
package watch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/project"
	"periscope/slackapi"
	"periscope/slackapi/loopback"
	"periscope/slackapi/proxy"
	"periscope/slackapi/record"
)

// NewCommand is the command.
func NewCommand(env *console.Environment) *cobra.Command {
	opts := &options{env: env}
	cmd := &cobra.Command{
		Use:   "watch [flags] [-- COMMAND]",
		Short: "Record what an app calls, and name the smallest set of scopes that would do",
		Long: `Run COMMAND with a proxy on this machine before Slack, and show each call of the Web
API as it happens. When the command ends: which scopes were used and by which calls,
which were never used, which calls were refused for a scope, and the smallest set that
would have done. Without a command, the proxy runs until ctrl+c, and what to set for
each SDK is printed.

The app is not changed. The command gets SLACK_API_URL, and besides: HTTPS_PROXY, which
Go, Python, Ruby and curl honour, with certificates for Slack's hosts that are made for
this run (SSL_CERT_FILE and its kin; the system's own stay trusted), and for Node a file
that NODE_OPTIONS loads first. Other hosts are not looked at. --no-shim sets SLACK_API_URL
alone.

Requests and replies pass unchanged. Of tokens only fingerprints are kept, of bodies
nothing but the names of arguments and the ids that decide a scope. --save adds what was
seen to a file of JSON lines; a scope is needed if any run in the file needed it, and
periscope drift --recorded compares the file with manifest, token and code.

--enforce tries a smaller set: calls that it would not allow are answered with
missing_scope, and do not reach Slack. It takes scopes, a manifest, or a recording. If
the type of conversation of a call is not known, the call passes if one of its scopes is
in the set, and is named at the end. --read-only lets no method through that changes
anything.

In a terminal the calls are a live screen, and the command's output a pane (o). Elsewhere,
and with --plain, they are lines on standard error. With --json or --format markdown the
result alone is on standard output, and the command's output on standard error. The exit
status is the command's own; with --fail-on, 1 if it was 0 and such scopes were found.`,
		Example: `  periscope watch -- npm start
  periscope watch --save calls.jsonl -- go test ./...
  periscope watch --enforce chat:write,users:read -- python app.py
  periscope watch --upstream http://127.0.0.1:8765/api/ --fail-on missing,unused --json -- npm test`,
		Args: func(cmd *cobra.Command, args []string) error {
			if at := cmd.ArgsLenAtDash(); len(args) > 0 && at != 0 {
				return console.CommandLineError("the command to watch begins behind --",
					"Write it as in `"+cmd.CommandPath()+" -- npm start`.")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return opts.run(cmd.Context(), args) },
	}
	opts.cmd = cmd
	opts.format.Register(cmd, console.TextFormat, console.JSONFormat, console.MarkdownFormat)
	cmd.Flags().StringVar(&opts.addr, "addr", "127.0.0.1:8767", "listen on `HOST:PORT` of this machine; port 0 is any free one")
	cmd.Flags().StringVar(&opts.upstream, "upstream", "",
		"send calls to the Web API at `URL`, such as the sandbox's (default $SLACK_API_URL, else Slack's own)")
	cmd.Flags().BoolVar(&opts.noShim, "no-shim", false, "set SLACK_API_URL for the command, and change nothing else of its environment")
	cmd.Flags().BoolVar(&opts.plain, "plain", false, "print lines, also in a terminal")
	cmd.Flags().StringVar(&opts.save, "save", "", "add what was seen to `FILE`, and judge all that is in it")
	cmd.Flags().StringVar(&opts.enforce, "enforce", "",
		"answer missing_scope to calls that `SCOPES` do not allow: a list, or a file with a list, a manifest or a recording")
	project.RegisterManifest(cmd, &opts.manifest, "keep what events and features of the app's manifest in `FILE` need")
	cmd.Flags().StringSliceVar(&opts.failOn, "fail-on", nil, "exit with status 1 for these `KINDS` of scopes: missing, unused")
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions( // fails only for a flag that does not exist
		failKinds, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// failKinds are what --fail-on takes.
var failKinds = []string{"missing", "unused"}

// run is one run of the command.
func (o *options) run(ctx context.Context, command []string) error {
	format, err := o.format.Format(o.cmd)
	if err != nil {
		return err
	}
	w, err := o.prepare(ctx)
	if err != nil {
		return err
	}
	w.format, w.command = format, command
	if err := w.start(); err != nil {
		if w.file != nil {
			err = errors.Join(err, w.file.close())
		}
		return err
	}
	defer w.close()
	status, err := w.watch(ctx)
	w.ended = o.env.Now()
	w.close()
	if err != nil {
		return errors.Join(err, w.finishFile())
	}
	if err := w.finishFile(); err != nil {
		return err
	}
	r := w.result(status)
	if err := r.write(o.env, format); err != nil {
		return err
	}
	if status == console.StatusDone && r.fails(o.failOn) {
		status = console.StatusNo
	}
	if status != console.StatusDone {
		return console.AlreadyReportedError{Status: status}
	}
	return nil
}

// prepare refuses a command line that cannot work, before anything is started.
func (o *options) prepare(ctx context.Context) (*watched, error) {
	for _, kind := range o.failOn {
		if !slices.Contains(failKinds, kind) {
			return nil, console.CommandLineError(fmt.Sprintf("--fail-on knows no kind of scopes %q", kind),
				"Choose among "+strings.Join(failKinds, ", ")+".")
		}
	}
	if err := listen.CheckLoopback(o.addr, "--addr"); err != nil {
		return nil, err
	}
	w := &watched{options: o, recording: &record.Recording{}}
	var err error
	if w.target, err = parseUpstream(cmp.Or(o.upstream, o.env.Getenv(proxy.BaseURLVar), slackapi.DefaultURL)); err != nil {
		return nil, err
	}
	if o.manifest != "" {
		file, err := project.ReadManifestFile(ctx, o.env, o.manifest)
		if err != nil {
			return nil, err
		}
		w.manifest = file.Content
	}
	if w.gate, err = newGate(ctx, o.env, o.cmd.Flags().Changed("enforce"), o.enforce); err != nil {
		return nil, err
	}
	if o.save != "" {
		if w.file, w.earlier, err = OpenCallFile(o.save, "--save"); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// parseUpstream reads the address of a Web API. It goes over TLS, or stays on this machine.
func parseUpstream(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || !loopback.ValidPort(u.Port()) || u.Scheme != "https" && u.Scheme != "http" ||
		u.RawQuery != "" || u.User != nil:
		return nil, console.CommandLineError("--upstream is no address of a Web API", "Write it as in https://slack.com/api/.")
	case u.Scheme == "http" && !loopback.IsHost(u.Hostname()):
		return nil, console.CommandLineError("--upstream would send tokens in the clear to another machine", "Use an https address.")
	}
	if strings.Trim(u.Path, "/") == "" {
		u.Path = "/api/"
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u, nil
}

// start opens the proxy.
func (w *watched) start() error {
	w.began = w.env.Now()
	w.setShow(w.printCall, w.printNote)
	observer := &record.Observer{Recording: w.recording, Now: w.env.Now, OnCall: func(e record.Entry) {
		show, _ := w.shows()
		show(e)
	}}
	if !w.noShim {
		authority, err := proxy.NewAuthority(w.env.Now)
		if err != nil {
			return err
		}
		w.authority = authority
	}
	w.proxy = proxy.New(proxy.Options{
		Upstream: w.target, Fixed: !proxy.IsSlackHost(w.target.Hostname()), Observer: observer, Gate: w.gate.function(),
		Authority: w.authority,
		Note: func(text string) {
			w.mu.Lock()
			w.notes = append(w.notes, text)
			w.mu.Unlock()
			w.tellNote(text)
		},
	})
	server, err := listen.OpenProxy(w.addr, w.proxy.NewServer())
	if err != nil {
		w.proxy.Close()
		return err
	}
	w.server = server
	w.finishFile = func() error { return nil }
	if w.file != nil {
		w.finishFile = w.file.Save(w.recording, w.tellNote)
	}
	return nil
}

func (w *watched) close() {
	w.closing.Do(func() {
		w.server.Close()
		w.proxy.Close()
	})
}

// watch runs the command, or waits for calls until it is told to end, and returns the exit
// status.
func (w *watched) watch(ctx context.Context) (status int, err error) {
	if len(w.command) == 0 && w.onScreen() {
		return w.showLive(ctx, nil)
	}
	if len(w.command) == 0 {
		w.printRecipes()
		w.env.Process.EndsWhenTold()
		return console.StatusDone, w.server.Wait(ctx)
	}
	app, err := w.environment()
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, app.Remove()) }()
	if w.onScreen() {
		return w.showLive(ctx, app.Vars())
	}
	return w.runWith(ctx, app.Vars(), w.lineStreams())
}

// environment is what the command finds in its environment.
func (w *watched) environment() (*proxy.Environment, error) {
	environ := w.env.AppEnviron()
	if w.noShim {
		return proxy.BaseURLEnvironment(environ, w.server.URL), nil
	}
	return proxy.NewEnvironment(environ, w.server.URL, w.authority)
}
