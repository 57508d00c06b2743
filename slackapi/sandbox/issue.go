package sandbox

import (
	"slices"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// series is what the tokens of one kind begin with, and how long they last.
type series struct {
	prefix  string
	life    time.Duration // 0: for ever, and there is no refresh token
	refresh string        // what the refresh tokens begin with
}

// The numbers tell tokens that expire from older ones that do not.
var (
	workspaceSeries = series{prefix: "xoxa-"}
	hourlySeries    = series{"xoxa-" + "2-", time.Hour, "xoxr-"} // Slack: 60 minutes
	botSeries       = series{prefix: "xoxb-"}
	userSeries      = series{prefix: "xoxp-"}
	botRotation     = series{"xoxe.xoxb-" + "1-", 12 * time.Hour, "xoxe-" + "1-"} // Slack: 12 hours
	userRotation    = series{"xoxe.xoxp-" + "1-", 12 * time.Hour, "xoxe-" + "1-"}

	// configurationSeries looks like userRotation: only the install knows which it is.
	configurationSeries = userRotation
)

// issued is a token that an app was just given.
type issued struct {
	*installation
	expiresIn int    // seconds; 0: it does not
	refresh   string // the token that renews it, once; empty if it does not expire
}

// issue gives an app a token of a series: what in holds, by another name. The
// caller holds the lock.
func (s *Sandbox) issue(t *team, in world.Install, kind series) issued {
	in.Token, in.ExpiresAt, in.Revoked = s.newToken(kind.prefix), 0, false
	if kind.life == 0 {
		return issued{installation: s.keep(t, in)}
	}
	renewal := in
	renewal.Token = s.newToken(kind.refresh)
	s.keep(t, renewal)
	in.ExpiresAt = s.now().Add(kind.life).Unix()
	return issued{s.keep(t, in), int(kind.life / time.Second), renewal.Token}
}

// newToken makes a token that is obviously of the sandbox.
func (s *Sandbox) newToken(prefix string) string { return prefix + "sandbox-" + s.ids.Opaque() }

// keep makes an install known by its token, in the place of another with the same.
func (s *Sandbox) keep(t *team, in world.Install) *installation {
	if _, known := s.installs[in.Token]; !known {
		s.order = append(s.order, in.Token)
	}
	s.installs[in.Token] = indexInstall(&in, t)
	return s.installs[in.Token]
}

// renewable spends a refresh token and returns what it renews; false if it is
// none of the app's, was used, or was revoked. The caller holds the lock.
func (s *Sandbox) renewable(app *world.App, token string, kind catalog.TokenKind) (*installation, bool) {
	old, found := s.installs[token]
	if !found || old.kind != kind || old.AppID != app.ID || old.Revoked || old.Configuration {
		return nil, false
	}
	s.forget(token)
	return old, true
}

// forget makes a token one that never was. The caller holds the lock.
func (s *Sandbox) forget(token string) {
	delete(s.installs, token)
	s.order = slices.DeleteFunc(s.order, func(other string) bool { return other == token })
}

// installed returns the app's install in a team with a token that works and
// that fits, or nil. The caller holds the lock.
func (s *Sandbox) installed(app *world.App, t *team, fits func(*installation) bool) *installation {
	for _, token := range s.order {
		in := s.installs[token]
		if in.team == t && in.AppID == app.ID && !in.Revoked && fits(in) {
			return in
		}
	}
	return nil
}

// newInstall is what an app that a person installs starts with: its user, who
// is the one it had in the team before, or else the team's first.
func (s *Sandbox) newInstall(app *world.App, t *team) world.Install {
	in := world.Install{AppID: app.ID, AppName: app.Name}
	for _, token := range s.order {
		if old := s.installs[token]; old.team == t && old.AppID == app.ID && t.hasBot(old.AppUser) {
			in.AppUser = old.AppUser
			return in
		}
	}
	for _, u := range t.Users {
		if u.Bot && !u.Deleted {
			in.AppUser = u.ID
			return in
		}
	}
	return in
}

// hasBot reports whether the user is an app's, and not deleted.
func (t *team) hasBot(id model.UserID) bool {
	u, found := t.users[id]
	return found && u.Bot && !u.Deleted
}
