package install

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
)

// OAuthFlags are those of team add --oauth: an app is installed in the browser,
// and its code comes back to this machine.
type OAuthFlags struct {
	On         bool
	kind       token.KindFlag
	scopes     []string
	userScopes []string
	BrowserFlags
}

// BrowserFlags say how an app is installed in a browser.
type BrowserFlags struct {
	Callback  string // where the code comes back to
	noBrowser bool
}

// Register adds the flags to a command: to one that has a flag of the name with, or, if
// with is empty, to one that always installs.
func (f *BrowserFlags) Register(cmd *cobra.Command, with string) {
	if with != "" {
		with = "with --" + with + ": "
	}
	cmd.Flags().StringVar(&f.Callback, "callback", console.DefaultCallbackAddr, with+"receive the code at `HOST:PORT` of this machine")
	cmd.Flags().BoolVar(&f.noBrowser, "no-browser", false, with+"print the URL, open nothing")
}

// Approval is how the flags have a person approve the app.
func (f *BrowserFlags) Approval(env *console.Environment) Approval {
	return Approval{f.Callback, openOrPrint(env, f.noBrowser)}
}

// Register adds the flags to a command.
func (o *OAuthFlags) Register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.On, "oauth", false, "install the app in a browser, and store the token that this brings")
	o.kind.Register(cmd,
		"with --oauth: the `KIND` of token that --scopes are for: bot, user or workspace (default bot, and user for the rest)")
	cmd.Flags().StringSliceVar(&o.scopes, "scopes", nil, "with --oauth: ask for these `SCOPES`, separated by commas")
	cmd.Flags().StringSliceVar(&o.userScopes, "user-scopes", nil, "with --oauth: ask for these `SCOPES` of a user token, too")
	o.BrowserFlags.Register(cmd, "oauth")
}

// asks are the scopes of the bot and the user token to ask for.
func (o *OAuthFlags) asks() model.Install {
	scopes, user := console.ParseScopes(o.scopes), console.ParseScopes(o.userScopes)
	switch catalog.TokenKind(o.kind.Name) {
	case catalog.Bot:
		return model.Install{Bot: scopes, User: user}
	case catalog.UserToken:
		return model.Install{User: append(scopes, user...)}
	}
	var asks model.Install
	for _, part := range model.Divide(scopes) {
		if part.For == model.ForUser {
			asks.User = part.Scopes
		} else {
			asks.Bot = part.Scopes
		}
	}
	asks.User = append(asks.User, user...)
	return asks
}

// workspaceApp reports whether a workspace app is to be installed: with --kind workspace,
// or for scopes that only such an app could have.
func (o *OAuthFlags) workspaceApp() bool {
	return o.kind.Name == string(catalog.Workspace) || o.kind.Name == "" && len(model.WorkspaceOnly(console.ParseScopes(o.scopes))) > 0
}

// Check refuses what cannot work, before the browser opens. Tokens that run out are asked for
// with workspace apps only: of others the app's settings decide.
func (o *OAuthFlags) Check(clientID string, rotating bool) error {
	_, err := o.kind.Kind()
	switch {
	case err != nil:
		return err
	case rotating && !o.workspaceApp():
		return console.CommandLineError("--rotating goes with --oauth for workspace apps only",
			"Leave it away: bot and user tokens run out if the app's settings say so.")
	case clientID == "":
		return console.CommandLineError("--oauth needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	case o.workspaceApp() && len(o.userScopes) > 0:
		return console.CommandLineError("--user-scopes are for the apps of bot and user tokens", "Add --kind bot or --kind user.")
	case !o.workspaceApp() && len(o.asks().Bot)+len(o.asks().User) == 0:
		return console.CommandLineError("--oauth needs the scopes to ask for",
			"Name them with --scopes, as in --scopes channels:read,chat:write.")
	}
	return CheckCallback(o.Callback)
}

// Install has a person install the app, exchanges the code that comes back for its
// tokens, and hands them to store. apiURL is the server that the user chose, or empty.
func (o *OAuthFlags) Install(ctx context.Context, env *console.Environment, apiURL, clientID string, rotating bool, store Store) error {
	workspaceApp := o.workspaceApp()
	secret, err := token.ClientSecret(ctx, env, !workspaceApp)
	if err != nil {
		return err
	}
	i := Flow{Approval: o.Approval(env), Env: env, APIURL: apiURL, ClientID: clientID, Secret: secret, Options: console.SlackOptions(env)}
	i.Rotating = rotating
	if workspaceApp {
		return i.installWorkspaceApp(ctx, console.ParseScopes(o.scopes), store)
	}
	return i.Install(ctx, o.asks(), store)
}
