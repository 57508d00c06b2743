package cli

import (
	"context"

	"github.com/spf13/cobra"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
)

// oauthOptions are those of team add --oauth: an app is installed in the browser,
// and its code comes back to this machine.
type oauthOptions struct {
	on         bool
	kind       kindFlag
	scopes     []string
	userScopes []string
	browserFlags
}

// browserFlags say how an app is installed in a browser.
type browserFlags struct {
	callback  string // where the code comes back to
	noBrowser bool
}

func (f *browserFlags) register(cmd *cobra.Command, with string) {
	cmd.Flags().StringVar(&f.callback, "callback", callbackAddr, "with --"+with+": receive the code at `HOST:PORT` of this machine")
	cmd.Flags().BoolVar(&f.noBrowser, "no-browser", false, "with --"+with+": print the URL, open nothing")
}

func (f *browserFlags) approval(env *Environment) approval {
	return approval{f.callback, openOrPrint(env, f.noBrowser)}
}

func (o *oauthOptions) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&o.on, "oauth", false, "install the app in a browser, and store the token that this brings")
	o.kind.register(cmd, "with --oauth: the `KIND` of token that --scopes are for: bot, user or workspace (default workspace)")
	cmd.Flags().StringSliceVar(&o.scopes, "scopes", nil, "with --oauth: ask for these `SCOPES` of the kind, separated by commas")
	cmd.Flags().StringSliceVar(&o.userScopes, "user-scopes", nil, "with --oauth --kind bot: ask for these `SCOPES` of a user token, too")
	o.browserFlags.register(cmd, "oauth")
}

// asks are the scopes that an app of today asks for.
func (o *oauthOptions) asks() model.Install {
	scopes, user := parseScopes(o.scopes), parseScopes(o.userScopes)
	if o.kind.name == string(catalog.Bot) {
		return model.Install{Bot: scopes, User: user}
	}
	return model.Install{User: append(scopes, user...)}
}

// check refuses what cannot work before anybody is asked for anything.
func (o *oauthOptions) check(clientID string) error {
	kind, err := o.kind.chosen()
	switch {
	case err != nil:
		return err
	case clientID == "":
		return usage("--oauth needs the app's client id", "Add --client-id; it is on the app's Basic Information page.")
	case !kind.OfToday() && len(o.userScopes) > 0:
		return usage("--user-scopes are for the apps of today", "Add --kind bot or --kind user.")
	case kind.OfToday() && len(o.asks().Bot)+len(o.asks().User) == 0:
		return usage("--oauth --kind "+o.kind.name+" needs the scopes to ask for",
			"Name them with --scopes, as in --scopes channels:read,chat:write.")
	}
	return checkCallback(o.callback)
}

// install has a person install the app, and exchanges the code that comes back.
// apiURL is the server that the user chose, or empty.
func (o *oauthOptions) install(ctx context.Context, env *Environment, apiURL, clientID string) ([]installed, error) {
	today := catalog.TokenKind(o.kind.name).OfToday()
	secret, err := clientSecret(ctx, env, today)
	if err != nil {
		return nil, err
	}
	i := installation{o.approval(env), env, apiURL, "", clientID, secret}
	if today {
		return i.today(ctx, o.asks())
	}
	return i.workspace(ctx, parseScopes(o.scopes))
}

// workspace installs a workspace app. Slack's reply does not say whose the token
// is as auth.test does, so that is asked.
func (i installation) workspace(ctx context.Context, scopes []catalog.Scope) ([]installed, error) {
	app, err := slackapi.NewApp(i.api(), i.clientID, i.secret)
	if err != nil {
		return nil, err
	}
	code, err := i.wait(ctx, func(redirect, state string) (string, error) {
		return slackapi.AuthorizeURL(i.api(), i.clientID, scopes, redirect, state)
	})
	if err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx) // what the code is exchanged for cannot be had again
	began := i.env.Now()
	issued, err := app.OAuthAccess(ctx, code.code, code.redirect)
	if err != nil {
		return nil, err
	}
	add, err := identified(ctx, i.env, credentialOf(issued, i.clientID, i.secret, began), i.apiURL, "")
	add.ClientID = i.clientID
	return []installed{{Addition: add}}, err
}
