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
	renews  catalog.TokenKind
	active  int // how many of an app and user work at a time; 0 is all
}

// The numbers tell tokens that expire from older ones that do not.
var (
	workspaceSeries = tokenSeries{prefix: "xoxa-"}
	hourlySeries    = tokenSeries{"xoxa-" + "2-", time.Hour, "xoxr-", "", 0} // Slack: 60 minutes
	botSeries       = tokenSeries{prefix: "xoxb-"}
	userSeries      = tokenSeries{prefix: "xoxp-"}
	botRotation     = tokenSeries{"xoxe.xoxb-" + "1-", 12 * time.Hour, "xoxe-" + "1-", catalog.Bot, 2} // Slack: 12 hours, 2 at a time
	userRotation    = tokenSeries{"xoxe.xoxp-" + "1-", 12 * time.Hour, "xoxe-" + "1-", catalog.UserToken, 2}

	// configurationSeries looks like userRotation: only the install knows which it is.
	configurationSeries = tokenSeries{"xoxe.xoxp-" + "1-", 12 * time.Hour, "xoxe-" + "1-", "", 0}
)

// gracePeriod is how long a refresh token of bot and user tokens works after it was used. Slack: "a
// short grace period"; how short is inferred.
const gracePeriod = 30 * time.Second

// issued is a token that an app was just given.
type issued struct {
	*state.Installation
	expiresIn int    // seconds; 0: it does not
	refresh   string // the token that renews it; empty if it does not expire
}

// issue gives an app a new token of a series, which holds what in holds.
func issue(tx *state.Tx, t *state.Team, in world.Install, kind tokenSeries) issued {
	in.Token, in.ExpiresAt, in.Revoked = newToken(tx, kind.prefix), 0, false
	if kind.life == 0 {
		return issued{Installation: tx.PutInstall(t, in)}
	}
	renewal := in
	renewal.Token, renewal.Renews = newToken(tx, kind.refresh), kind.renews
	tx.PutInstall(t, renewal)
	return issueShort(tx, t, in, kind, renewal.Token)
}

// issueShort gives an app a new token that expires, and that a refresh token renews which it has.
func issueShort(tx *state.Tx, t *state.Team, in world.Install, kind tokenSeries, refresh string) issued {
	in.Token, in.Renews, in.Revoked = newToken(tx, kind.prefix), "", false
	in.ExpiresAt = tx.Now().Add(kind.life).Unix()
	got := issued{tx.PutInstall(t, in), int(kind.life / time.Second), refresh}
	if kind.active > 0 {
		tx.RevokeOldest(got.Installation, kind.active)
	}
	return got
}

// newToken makes a token that is obviously of the sandbox.
func newToken(tx *state.Tx, prefix string) string { return prefix + "sandbox-" + tx.NewSecret() }

// findRefreshToken returns what a refresh token renews; false if it is none of the app's, was
// used before and its time is over, or was revoked.
func findRefreshToken(tx *state.Tx, app *world.App, token string, kind catalog.TokenKind) (*state.Installation, bool) {
	old, found := tx.Install(token)
	if !found || old.Kind != kind || old.AppID != app.ID || old.Revoked || old.Configuration || state.Expired(old.ExpiresAt, tx.Now) {
		return nil, false
	}
	return old, true
}

// retireRefreshToken ends a refresh token that was used, after the grace period.
func retireRefreshToken(tx *state.Tx, old *state.Installation) {
	if old.ExpiresAt == 0 {
		used := *old.Install
		used.ExpiresAt = tx.Now().Add(gracePeriod).Unix()
		tx.PutInstall(old.Team, used)
	}
}

// newInstall is what an app that a person installs starts with.
func newInstall(tx *state.Tx, app *world.App, t *state.Team) world.Install {
	return world.Install{AppID: app.ID, AppName: app.Name, AppUser: tx.BotUserFor(app, t)}
}
