package oauth

import (
	"time"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// tokenSeries is what the tokens of one kind begin with, and how long they last.
type tokenSeries struct {
	prefix  string
	life    time.Duration // 0: for ever, and there is no refresh token
	refresh string        // what the refresh tokens begin with
}

// The numbers tell tokens that expire from older ones that do not.
var (
	workspaceSeries = tokenSeries{prefix: "xoxa-"}
	hourlySeries    = tokenSeries{"xoxa-" + "2-", time.Hour, "xoxr-"} // Slack: 60 minutes
	botSeries       = tokenSeries{prefix: "xoxb-"}
	userSeries      = tokenSeries{prefix: "xoxp-"}
	botRotation     = tokenSeries{"xoxe.xoxb-" + "1-", 12 * time.Hour, "xoxe-" + "1-"} // Slack: 12 hours
	userRotation    = tokenSeries{"xoxe.xoxp-" + "1-", 12 * time.Hour, "xoxe-" + "1-"}

	// configurationSeries looks like userRotation: only the install knows which it is.
	configurationSeries = userRotation
)

// issued is a token that an app was just given.
type issued struct {
	*state.Installation
	expiresIn int    // seconds; 0: it does not
	refresh   string // the token that renews it, once; empty if it does not expire
}

// issue gives an app a new token of a series, which holds what in holds.
func issue(tx *state.Tx, t *state.Team, in world.Install, kind tokenSeries) issued {
	in.Token, in.ExpiresAt, in.Revoked = newToken(tx, kind.prefix), 0, false
	if kind.life == 0 {
		return issued{Installation: tx.PutInstall(t, in)}
	}
	renewal := in
	renewal.Token = newToken(tx, kind.refresh)
	tx.PutInstall(t, renewal)
	in.ExpiresAt = tx.Now().Add(kind.life).Unix()
	return issued{tx.PutInstall(t, in), int(kind.life / time.Second), renewal.Token}
}

// newToken makes a token that is obviously of the sandbox.
func newToken(tx *state.Tx, prefix string) string { return prefix + "sandbox-" + tx.NewSecret() }

// useRefreshToken uses a refresh token up and returns what it renews; false if
// it is none of the app's, was used, or was revoked.
func useRefreshToken(tx *state.Tx, app *world.App, token string, kind catalog.TokenKind) (*state.Installation, bool) {
	old, found := tx.Install(token)
	if !found || old.Kind != kind || old.AppID != app.ID || old.Revoked || old.Configuration {
		return nil, false
	}
	tx.ForgetToken(token)
	return old, true
}

// newInstall is what an app that a person installs starts with.
func newInstall(tx *state.Tx, app *world.App, t *state.Team) world.Install {
	return world.Install{AppID: app.ID, AppName: app.Name, AppUser: tx.BotUserFor(app, t)}
}
