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

// Register adds the flags to a command that has a flag of the name with.
func (f *BrowserFlags) Register(cmd *cobra.Command, with string) {
	cmd.Flags().StringVar(&f.Callback, "callback", console.DefaultCallbackAddr,
		"with --"+with+": receive the code at `HOST:PORT` of this machine")
	cmd.Flags().BoolVar(&f.noBrowser, "no-browser", false, "with --"+with+": print the URL, open nothing")
}

// Approval is how the flags have a person approve the app.
func (f *BrowserFlags) Approval(env *console.Environment) Approval {
	return Approval{f.Callback, openOrPrint(env, f.noBrowser)}
}

// Register adds the flags to a command.
func (o *OAuthFlags) Register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.On, "oauth", false, "install the app in a browser, and store the token that this brings")
	o.kind.Register(cmd, "with --oauth: the `KIND` of token that --scopes are for: bot, user or workspace (default workspace)")
	cmd.Flags().StringSliceVar(&o.scopes, "scopes", nil, "with --oauth: ask for these `SCOPES` of the kind, separated by commas")
	cmd.Flags().StringSliceVar(&o.userScopes, "user-scopes", nil, "with --oauth --kind bot: ask for these `SCOPES` of a user token, too")
	o.BrowserFlags.Register(cmd, "oauth")
}

// asks are the scopes of the bot and the user token to ask for.
func (o *OAuthFlags) asks() model.Install {
	scopes, user := console.ParseScopes(o.scopes), console.ParseScopes(o.userScopes)
	if o.kind.Name == string(catalog.Bot) {
		return model.Install{Bot: scopes, User: user}
	}
	return model.Install{User: append(scopes, user...)}
}

// Check refuses what cannot work, before the browser opens.
func (o *OAuthFlags) Check(clientID string) error {
	kind, err := o.kind.Kind()
	switch {
	case err != nil:
		return err
	case clientID == "":
		return console.CommandLineError("--oauth needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	case !kind.IsBotOrUser() && len(o.userScopes) > 0:
		return console.CommandLineError("--user-scopes are for the apps of today", "Add --kind bot or --kind user.")
	case kind.IsBotOrUser() && len(o.asks().Bot)+len(o.asks().User) == 0:
		return console.CommandLineError("--oauth --kind "+o.kind.Name+" needs the scopes to ask for",
			"Name them with --scopes, as in --scopes channels:read,chat:write.")
	}
	return CheckCallback(o.Callback)
}

// Install has a person install the app, exchanges the code that comes back for its
// tokens, and has store store them. apiURL is the server that the user chose, or empty.
func (o *OAuthFlags) Install(ctx context.Context, env *console.Environment, apiURL, clientID string, store Store) error {
	workspaceApp := !catalog.TokenKind(o.kind.Name).IsBotOrUser()
	secret, err := token.ClientSecret(ctx, env, !workspaceApp)
	if err != nil {
		return err
	}
	i := Flow{Approval: o.Approval(env), Env: env, APIURL: apiURL, ClientID: clientID, Secret: secret, Options: console.SlackOptions(env)}
	if workspaceApp {
		return i.installWorkspaceApp(ctx, console.ParseScopes(o.scopes), store)
	}
	return i.Install(ctx, o.asks(), store)
}
