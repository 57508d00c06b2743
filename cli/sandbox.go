package cli

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/cli/listen"
	"periscope/cli/watch"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/loopback"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

type sandboxOptions struct {
	env        *console.Environment
	addr       string
	file       string // of the world; empty: the demo's
	resources  int
	requestURL string
	urls       sandbox.URLs // besides requestURL
	unlimited  bool
	expose     bool   // to other machines
	publicURL  string // by which they reach it
	print      bool
	json       bool
	journal    string // the file that calls are added to; empty: none
}

func newSandboxCommand(env *console.Environment) *cobra.Command {
	opts := &sandboxOptions{env: env}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run an emulated Slack for any client on this machine",
		Long: `Run an emulated Slack until ctrl+c. Point any client on this machine at its API
URL and use one of the tokens it prints; they are made up and work nowhere else.

What people do at Slack (run a command, approve what an app asks for), and what
goes wrong there, scripts do at the control URL.

--save-journal adds what apps call to a file, as periscope watch --save does: which
methods with which kind of token, and with what outcome, and no token and no body. Run an
app's tests against the sandbox, and compare: periscope drift --recorded.`,
		Example: `  periscope sandbox
  SLACK_API_URL=http://127.0.0.1:8765/api/ SLACK_TOKEN=xoxb-sandbox-acme periscope info
  periscope sandbox --print-world > world.yaml
  periscope sandbox --world world.yaml --request-url http://127.0.0.1:3000/slack --json`,
		Args: console.NoArguments,
		RunE: func(cmd *cobra.Command, _ []string) error { return opts.run(cmd.Context()) },
	}
	cmd.Flags().StringVar(&opts.addr, "addr", "127.0.0.1:8765", "listen on `HOST:PORT` of this machine; port 0 is any free one")
	cmd.Flags().BoolVar(&opts.expose, "expose", false,
		"let other machines reach it, at an --addr such as 0.0.0.0:8765; the control URL then asks for a token")
	cmd.Flags().StringVar(&opts.publicURL, "public-url", "",
		"with --expose: the `URL` by which other machines reach it, as in http://slack:8765")
	cmd.Flags().StringVar(&opts.file, "world", "",
		"serve the teams of a `FILE` in YAML or JSON, not those of the demo; - is standard input")
	_ = cmd.MarkFlagFilename("world", "json", "yaml", "yml") // fails only for a flag that does not exist
	registerResources(cmd, &opts.resources)
	cmd.Flags().StringVar(&opts.requestURL, "request-url", "",
		"send events, commands and clicks to the app at `URL` of this machine, once it listens there")
	cmd.Flags().StringVar(&opts.urls.Interactivity, "interactivity-url", "", "send clicks and dialogs to `URL`, not to --request-url")
	cmd.Flags().StringVar(&opts.urls.Commands, "commands-url", "", "send slash commands to `URL`, not to --request-url")
	cmd.Flags().BoolVar(&opts.unlimited, "unlimited", false, "lift the rate limits")
	cmd.Flags().StringVar(&opts.journal, "save-journal", "", "add what apps call to `FILE`, for periscope drift --recorded")
	cmd.Flags().BoolVar(&opts.print, "print-world", false, "print the world as a file for --world, and serve nothing")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print one JSON object on one line, once it listens")
	cmd.MarkFlagsMutuallyExclusive("world", "resources")
	cmd.MarkFlagsMutuallyExclusive("print-world", "json")
	cmd.MarkFlagsMutuallyExclusive("print-world", "request-url")
	cmd.MarkFlagsMutuallyExclusive("print-world", "save-journal")
	return cmd
}

func (o *sandboxOptions) run(ctx context.Context) (err error) {
	world, teams, err := o.world(ctx)
	if err != nil {
		return err
	}
	console.ShowCredentials(o.env, madeUpCredentials(teams)...)
	if o.print {
		return world().WriteYAML(o.env.Out)
	}
	if err := o.checkAddress(); err != nil {
		return err
	}
	opts := sandbox.Options{Unlimited: o.unlimited, BaseURL: strings.TrimSuffix(o.publicURL, "/")}
	if o.expose {
		opts.ControlToken = "sandbox-" + rand.Text()
		console.ShowCredentials(o.env, opts.ControlToken)
	}
	var finish func() error
	opts.Observer, finish, err = o.openJournal()
	if err != nil {
		return err
	}
	slack, err := demo.ServeSandbox(o.addr, world, opts)
	if err != nil {
		return errors.Join(err, finish())
	}
	if o.expose {
		console.Note(o.env, "warning: every machine that reaches %s can act as all apps of the sandbox; "+
			"as its people too, with the control token", slack.URL)
	}
	defer func() {
		slack.Close()
		err = errors.Join(err, finish())
	}()
	stopWaiting, err := o.connect(ctx, slack.Sandbox)
	if err != nil {
		return err
	}
	defer stopWaiting()
	doc := newSandboxDocument(slack, teams)
	doc.ControlToken = opts.ControlToken
	if err := o.announce(doc); err != nil {
		return fmt.Errorf("saying where the sandbox listens: %w", err)
	}
	o.env.Process.EndsWhenTold()
	return slack.Wait(ctx)
}

// openJournal opens the file that calls are added to, if one was named. finish is called at
// the end.
func (o *sandboxOptions) openJournal() (observer *record.Observer, finish func() error, err error) {
	if o.journal == "" {
		return nil, func() error { return nil }, nil
	}
	file, _, err := watch.OpenCallFile(o.journal, "--save-journal")
	if err != nil {
		return nil, nil, err
	}
	observer = &record.Observer{Recording: &record.Recording{}, Now: o.env.Now}
	return observer, file.Save(observer.Recording, func(text string) { console.Note(o.env, "%s", text) }), nil
}

// connect has the sandbox send to the app at the request URL. If the app does not
// answer there yet, connect goes on trying in the background, because an app can
// start only after the sandbox has printed its URL. The caller ends the wait.
func (o *sandboxOptions) connect(ctx context.Context, slack func() *sandbox.Sandbox) (stopWaiting func(), err error) {
	o.urls.Events = o.requestURL
	if o.urls == (sandbox.URLs{}) {
		return func() {}, nil
	}
	err = slack().SetURLs(ctx, "", o.urls)
	switch {
	case err == nil:
		return func() {}, nil
	case !errors.Is(err, sandbox.ErrUnverified):
		return nil, console.CommandLineError(err.Error(), "Name a URL of this machine, as in http://127.0.0.1:3000/slack.")
	}
	console.Note(o.env, "waiting for an app: %v", err)
	ctx, cancel := context.WithCancel(ctx)
	var waiting sync.WaitGroup
	waiting.Go(process.Guarded(func() {
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for slack().RequestURL() == "" { // the control URL can set it, too
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			if slack().SetURLs(ctx, "", o.urls) == nil {
				console.Note(o.env, "the app at %s answers", o.requestURL)
			}
		}
	}))
	return func() { cancel(); waiting.Wait() }, nil
}

// checkAddress refuses addresses that other machines can reach, unless that is asked for:
// a client of the sandbox can act as any user in it.
func (o *sandboxOptions) checkAddress() error {
	host, _, err := listen.SplitAddress(o.addr, "--addr", "127.0.0.1:8765")
	public, urlErr := url.Parse(o.publicURL)
	switch {
	case err != nil:
		return err
	case o.publicURL != "" && !o.expose:
		return console.CommandLineError("--public-url goes with --expose", "Add --expose, or leave --public-url out.")
	case o.publicURL != "" && (urlErr != nil || public.Scheme != "http" || public.Host == "" || !loopback.ValidPort(public.Port()) ||
		strings.Trim(public.Path, "/") != ""):
		return console.CommandLineError(fmt.Sprintf("--public-url %q is no URL of this server", o.publicURL),
			"Write it as in http://slack:8765.")
	case !o.expose && !loopback.IsHost(host):
		return console.CommandLineError(fmt.Sprintf("--addr %q is not an address of this machine alone", o.addr),
			"Use 127.0.0.1, [::1] or localhost; or add --expose, and every machine that reaches it can act as its apps.")
	}
	return nil
}

// world returns a function that builds the world to serve, and a small world with the
// same teams and tokens, to print.
func (o *sandboxOptions) world(ctx context.Context) (build func() world.World, teams world.World, err error) {
	if o.file == "" {
		if err := demo.CheckResources(o.resources); err != nil {
			return nil, world.World{}, err
		}
		return func() world.World { return world.PackedDemo(o.resources) }, demo.SmallestWorld(), nil
	}
	text, err := console.ReadLargeInput(ctx, o.env, o.file, maxWorldFile)
	if err != nil {
		return nil, world.World{}, err
	}
	w, err := world.Read(text)
	if err != nil {
		return nil, world.World{}, console.CommandLineError(fmt.Sprintf("--world %s: %s", o.file,
			strings.ReplaceAll(err.Error(), "\n", "; ")),
			"For a good one to start from: periscope sandbox --print-world")
	}
	return func() world.World { return w }, w, nil
}

// madeUpCredentials are the credentials of a world. They are printed, and work nowhere else.
func madeUpCredentials(w world.World) []string {
	credentials := []string{sandbox.DefaultSigningSecret}
	for _, c := range w.Credentials() {
		credentials = append(credentials, c.Token)
	}
	for _, a := range w.Apps {
		credentials = append(credentials, a.ClientSecret)
	}
	return credentials
}

// maxWorldFile bounds a file of --world, in bytes: ten times a world of 100,000 resources.
const maxWorldFile = 256 << 20

// sandboxDocument is what sandbox --json prints. Its tokens are made up.
// Periscope prints no others.
type sandboxDocument struct {
	Schema        string                `json:"schema"` // "periscope.sandbox/v1"
	APIURL        string                `json:"api_url"`
	ControlURL    string                `json:"control_url"`
	SigningSecret string                `json:"signing_secret"`
	ControlToken  string                `json:"control_token,omitempty"` // with --expose: what the control URL asks for
	Apps          []sandboxAppDocument  `json:"apps"`
	Teams         []sandboxTeamDocument `json:"teams"`
}

type sandboxAppDocument struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"` // made up, as the tokens are
	AuthorizeURL string `json:"authorize_url"` // of bot and user tokens; scopes are to be added
	// WorkspaceAuthorizeURL is the page for workspace tokens, and for classic apps.
	WorkspaceAuthorizeURL string `json:"workspace_authorize_url"`
}

// maxListed is how many users, and how many conversations, of a team are named.
const maxListed = 1000

type sandboxTeamDocument struct {
	ID       model.TeamID             `json:"id"`
	Name     string                   `json:"name"`
	Tokens   []sandboxTokenDocument   `json:"tokens"`
	Users    []sandboxUserDocument    `json:"users"`
	Channels []sandboxChannelDocument `json:"channels"`
}

type sandboxUserDocument struct {
	ID    model.UserID `json:"id"`
	Name  string       `json:"name"`
	IsBot bool         `json:"is_bot,omitempty"`
}

type sandboxChannelDocument struct {
	ID   model.ResourceID     `json:"id"`
	Type catalog.ResourceType `json:"type"`
	Name string               `json:"name,omitempty"`
	User model.UserID         `json:"user,omitempty"` // of a direct message
}

type sandboxTokenDocument struct {
	Kind  catalog.TokenKind `json:"kind"`
	Token string            `json:"token"`
	App   string            `json:"app"` // its id
}

func newSandboxDocument(slack *demo.SandboxServer, served world.World) sandboxDocument {
	doc := sandboxDocument{
		Schema:        "periscope.sandbox/v1",
		APIURL:        slack.APIURL(),
		ControlURL:    slack.ControlURL(),
		SigningSecret: sandbox.DefaultSigningSecret,
		Apps:          []sandboxAppDocument{},
		Teams:         []sandboxTeamDocument{},
	}
	for _, a := range served.Apps {
		client := "?" + url.Values{"client_id": {a.ClientID}}.Encode()
		doc.Apps = append(doc.Apps, sandboxAppDocument{
			a.ID, text.Clean(a.Name), a.ClientID, a.ClientSecret,
			slack.URL + "/oauth/v2/authorize" + client, slack.URL + "/oauth/authorize" + client,
		})
	}
	for i := range served.Teams {
		doc.Teams = append(doc.Teams, newSandboxTeamDocument(&served.Teams[i]))
	}
	return doc
}

func newSandboxTeamDocument(t *world.Team) sandboxTeamDocument {
	doc := sandboxTeamDocument{
		ID: t.ID, Name: text.Clean(t.Name),
		Tokens: []sandboxTokenDocument{}, Users: []sandboxUserDocument{}, Channels: []sandboxChannelDocument{},
	}
	for i := range t.Installs {
		in := &t.Installs[i]
		doc.Tokens = append(doc.Tokens, sandboxTokenDocument{in.TokenKind(), in.Token, in.AppID})
	}
	for _, u := range t.Users[:min(len(t.Users), maxListed)] {
		doc.Users = append(doc.Users, sandboxUserDocument{u.ID, text.Clean(u.Name), u.Bot})
	}
	for i := range t.Conversations[:min(len(t.Conversations), maxListed)] {
		c := &t.Conversations[i]
		doc.Channels = append(doc.Channels, sandboxChannelDocument{c.ID, c.Type, text.Clean(c.Name), c.User})
	}
	return doc
}

func (o *sandboxOptions) announce(doc sandboxDocument) error {
	if o.json {
		return console.WriteJSONLine(o.env.Out, doc)
	}
	return doc.print(o.env.Out)
}

func (doc sandboxDocument) print(out io.Writer) error {
	var page, tokens bytes.Buffer
	first, bot := "", "" // tokens: most apps of today have a bot's
	table := tabwriter.NewWriter(&tokens, 0, 0, 2, ' ', 0)
	for _, team := range doc.Teams {
		for _, t := range team.Tokens {
			first = cmp.Or(first, t.Token)
			if t.Kind == catalog.Bot {
				bot = cmp.Or(bot, t.Token)
			}
			fmt.Fprintf(table, "  %s\t%s\t%s\t%s\n", t.Token, t.Kind, team.ID, team.Name)
		}
	}
	_ = table.Flush() // into memory
	fmt.Fprintf(&page, "An emulated Slack listens until ctrl+c. In another terminal:\n\n")
	fmt.Fprintf(&page, "  export SLACK_API_URL=%s\n", doc.APIURL)
	if first != "" {
		fmt.Fprintf(&page, "  export SLACK_TOKEN=%s\n", cmp.Or(bot, first))
	}
	fmt.Fprintf(&page, "  export SLACK_SIGNING_SECRET=%s\n\n", doc.SigningSecret)
	if doc.ControlToken != "" {
		fmt.Fprintf(&page, "  export CONTROL_TOKEN=%s\n\n", doc.ControlToken)
		fmt.Fprintf(&page, "Other machines reach it. The control URL asks for Authorization: Bearer $CONTROL_TOKEN.\n")
	}
	fmt.Fprintf(&page, "Scripts play Slack's side, and have it go wrong, at %s\n\n", doc.ControlURL)
	fmt.Fprintf(&page, "All tokens, made up and of no use elsewhere:\n\n%s", &tokens)
	_, err := page.WriteTo(out)
	return err
}
