// Package demo is the explorer's source for "periscope demo": the sandbox in this
// process, its users, who can be acted as, and a sample app that drifts from its manifest
// and has a recording of its calls.
// It also serves the sandbox for "periscope sandbox".
//
// It promises that no call leaves this machine and that nothing is stored. It refuses
// a world that is larger than memory should hold.
package demo

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"

	"periscope/cli/console"
	"periscope/cli/explore"
	"periscope/cli/listen"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

// NewSource starts the sandbox and a listener that it sends to. The world is built
// while the explorer draws its first frame.
//
// recorded is the file of a recording to show instead of the sample's; it may be empty.
func NewSource(ctx context.Context, env *console.Environment, resources int, recorded string) (*Source, func(), error) {
	text := rand.Text() // of use to this process only
	secret, err := model.ParseSigningSecret(text)
	if err != nil {
		return nil, nil, err
	}
	app, err := listen.Start("127.0.0.1:0", secret)
	if err != nil {
		return nil, nil, err
	}
	slack, err := ServeSandbox("127.0.0.1:0", func() world.World { return world.PackedDemo(resources) },
		sandbox.Options{SigningSecret: text})
	if err != nil {
		app.Close()
		return nil, nil, err
	}
	stop := func() {
		slack.Close()
		app.Close()
	}
	world := SmallestWorld()
	accounts, err := sandboxAccounts(world, slack.APIURL())
	if err != nil {
		stop()
		return nil, nil, err
	}
	connected := sync.OnceValues(func() (*sandbox.Sandbox, error) {
		return slack.Sandbox(), slack.Sandbox().SetRequestURL(ctx, app.URL)
	})
	process.Go(func() { _, _ = connected() }) // the methods of [ui.Sandbox] return the error
	source := explore.NewSource(accounts, app)
	source.Timeout = env.Timeout
	inputs := explore.DriftInputs{Env: env, Recorded: recorded}
	return &Source{source, explore.Desktop{Env: env}, env, inputs, world, connected}, stop, nil
}

// sandboxAccounts are the accounts of a sandbox world: one for each workspace token.
// A team without any has one for each bot and user token.
func sandboxAccounts(world world.World, apiURL string) ([]explore.Account, error) {
	var accounts []explore.Account
	for _, team := range world.Teams {
		for i, in := range team.Installs {
			if !slices.Contains(shownKinds(team), installKind(in)) {
				continue
			}
			token, err := model.ParseToken(in.Token)
			if err != nil {
				return nil, fmt.Errorf("the sandbox's token for %s: %w", team.ID, err)
			}
			a := explore.AccountOf(fmt.Sprintf("%s/%d", team.ID, i), token, apiURL)
			a.ID, a.Name = team.ID, text.Clean(team.Name)
			a.AppID, a.ClientID = in.AppID, clientOf(world, in.AppID).ClientID
			accounts = append(accounts, a)
		}
	}
	return accounts, nil
}

// shownKinds are the kinds of token that the explorer shows of a team.
func shownKinds(team world.Team) []catalog.TokenKind {
	if slices.ContainsFunc(team.Installs, func(in world.Install) bool { return installKind(in) == catalog.Workspace }) {
		return []catalog.TokenKind{catalog.Workspace}
	}
	return []catalog.TokenKind{catalog.Bot, catalog.UserToken}
}

func installKind(in world.Install) catalog.TokenKind {
	if in.Configuration {
		return catalog.Configuration
	}
	token, _ := model.ParseToken(in.Token) // one that is none has a kind that is none
	return token.Kind()
}

// clientOf is an app of a world; zero if there is none with the id.
func clientOf(w world.World, appID string) world.App {
	at := slices.IndexFunc(w.Apps, func(app world.App) bool { return app.ID == appID })
	if at < 0 {
		return world.App{}
	}
	return w.Apps[at]
}
