package state

import (
	"errors"
	"fmt"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// AppIn returns the app that people of the team use: the first in the order of
// the world with a token that works and is of the first of the kinds, or else
// of the next.
func (tx *Tx) AppIn(id model.TeamID, kinds ...catalog.TokenKind) (*Installation, error) {
	return tx.AppOf(id, "", kinds...)
}

// AppOf is [Tx.AppIn] for the app of an id; the empty id is any app's.
func (tx *Tx) AppOf(id model.TeamID, app string, kinds ...catalog.TokenKind) (*Installation, error) {
	t, err := tx.Team(id)
	if err != nil {
		return nil, err
	}
	for _, kind := range kinds {
		for _, token := range tx.tokensIn[t] {
			in := tx.installs[token]
			if in.Kind == kind && !in.Revoked && !in.Inactive() && (app == "" || app == in.AppID) {
				return in, nil
			}
		}
	}
	if app != "" {
		return nil, fmt.Errorf(
			"team %s has no app %q with a %s token: it never was installed, or its tokens no longer work", id, app, kinds[0])
	}
	return nil, fmt.Errorf("team %s has no app with a %s token: it never was installed, or its tokens no longer work", id, kinds[0])
}

// FindInstall returns the app's install in a team with a token that is not
// revoked and that fits, or nil.
func (tx *Tx) FindInstall(app *world.App, t *Team, fits func(*Installation) bool) *Installation {
	for _, token := range tx.tokensIn[t] {
		in := tx.installs[token]
		if in.AppID == app.ID && !in.Revoked && fits(in) {
			return in
		}
	}
	return nil
}

// BotUserFor returns the user that an app acts as when a person installs it: the
// one it had in the team before, or else the team's first, or "".
func (tx *Tx) BotUserFor(app *world.App, t *Team) model.UserID {
	for _, token := range tx.tokensIn[t] {
		if old := tx.installs[token]; old.AppID == app.ID && t.hasBot(old.AppUser) {
			return old.AppUser
		}
	}
	for _, u := range t.Users {
		if u.Bot && !u.Deleted {
			return u.ID
		}
	}
	return ""
}

// PutInstall makes an install known by its token, in the place of another with the same.
func (tx *Tx) PutInstall(t *Team, install world.Install) *Installation {
	if _, known := tx.installs[install.Token]; !known {
		tx.tokens = append(tx.tokens, install.Token)
		tx.tokensIn[t] = append(tx.tokensIn[t], install.Token)
		tx.issued.add(install.Token)
	}
	in := newInstallation(&install, t)
	tx.installs[install.Token] = in
	return in
}

// Apply makes an event true of all workspace tokens of an app, and of those
// that renew them. The app is not told.
func (tx *Tx) Apply(app *Installation, e model.Event) {
	for _, token := range tx.tokensIn[app.Team] {
		in := tx.installs[token]
		if in.SameApp(app) && (in.Kind == catalog.Workspace || in.Kind == catalog.WorkspaceRefresh) {
			tx.installs[token] = in.afterEvent(e)
		}
	}
}

// send tells an app of an event.
func (tx *Tx) send(app *Installation, e model.Event) {
	now := tx.now()
	tx.onEvent(Event{Event: e, App: app, ID: tx.ids.Event(), Time: now, Authorizations: tx.Since(app.Kind, AuthorizationsInEvents)})
}

// Tell tells an app of an event that is none of permissions.
func (tx *Tx) Tell(app *Installation, body map[string]any) {
	now := tx.now()
	tx.onEvent(Event{Body: body, App: app, ID: tx.ids.Event(), Time: now, Authorizations: tx.Since(app.Kind, AuthorizationsInEvents)})
}

func (tx *Tx) applyAndSend(app *Installation, e model.Event) {
	tx.Apply(app, e)
	tx.send(app, e)
}

// revoke ends the tokens of the installations of a team that fit.
func (tx *Tx) revoke(t *Team, fits func(*Installation) bool) {
	for _, token := range tx.tokensIn[t] {
		if in := tx.installs[token]; fits(in) {
			tx.installs[token] = in.revoked()
		}
	}
}

// RevokeToken ends a token. A workspace app stays installed, with all its grants;
// of other apps the last token takes the app with it, as at Slack.
func (s *State) RevokeToken(token string) error {
	tx := s.Lock()
	defer tx.Unlock()
	in, found := tx.installs[token]
	if tx.revokeAppToken(token) || tx.executions.revoke(token) {
		return nil
	}
	if !found || in.Revoked {
		return errors.New("revoking a token: the sandbox has no such token, or it was revoked before")
	}
	tx.revoke(in.Team, func(other *Installation) bool { return other == in })
	tx.send(in, tokensRevoked(in))
	workspace := in.Kind == catalog.Workspace || in.Kind == catalog.WorkspaceRefresh
	if !workspace && !in.Configuration && !tx.IsInstalled(in) {
		tx.forgetDialogs(in)
		tx.applyAndSend(in, model.AppUninstalled{})
	}
	return nil
}

// tokensRevoked is the event about the tokens of installations.
func tokensRevoked(all ...*Installation) model.TokensRevoked {
	var e model.TokensRevoked
	for _, in := range all {
		if in.Kind == catalog.Bot || in.Kind == catalog.Refresh && in.Renews == catalog.Bot {
			e.Bots = SortedUnion(e.Bots, []model.UserID{in.AppUser})
		} else {
			e.Users = SortedUnion(e.Users, []model.UserID{in.AppUser})
		}
	}
	return e
}

// IsInstalled reports whether an app has a token in the team that works. Tokens for
// its manifest are its developer's, and do not count.
func (tx *Tx) IsInstalled(app *Installation) bool {
	for _, token := range tx.tokensIn[app.Team] {
		if in := tx.installs[token]; in.SameApp(app) && !in.Revoked && !in.Configuration {
			return true
		}
	}
	return false
}

// IsInstalled reports whether an app has a token in the team that works.
func (s *State) IsInstalled(app *Installation) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tx.IsInstalled(app)
}

// Uninstall removes the app that people use ([Tx.AppIn]) from a team: its tokens
// are revoked, its grants gone, its dialogs closed.
func (s *State) Uninstall(team model.TeamID) error {
	tx := s.Lock()
	defer tx.Unlock()
	app, err := tx.AppIn(team, catalog.Workspace, catalog.Bot)
	if err != nil {
		return fmt.Errorf("uninstalling: %w", err)
	}
	tx.Uninstall(app)
	return nil
}

// Uninstall removes an app from a team: its tokens are revoked, its grants gone,
// its dialogs closed. The app is told by two events.
func (tx *Tx) Uninstall(app *Installation) {
	var ended []*Installation
	for _, token := range tx.tokensIn[app.Team] {
		if in := tx.installs[token]; in.SameApp(app) && !in.Revoked && !in.Configuration {
			ended = append(ended, in)
		}
	}
	tx.revoke(app.Team, func(in *Installation) bool { return in.SameApp(app) && !in.Configuration })
	tx.forgetDialogs(app)
	tx.applyAndSend(app, model.AppUninstalled{})
	tx.send(app, tokensRevoked(ended...))
}

func (tx *Tx) forgetDialogs(app *Installation) {
	tx.forgetViews(app)
	tx.dialogs = slices.DeleteFunc(tx.dialogs, func(d Dialog) bool { return d.Team == app.Team.ID && d.App == app.AppID })
}

// RevokeOldest revokes tokens of an app and user that expire, of the kind of one of them, so that
// no more than a number of them work. The app is not told.
func (tx *Tx) RevokeOldest(of *Installation, active int) {
	var working []string // oldest first
	for _, token := range tx.tokensIn[of.Team] {
		in := tx.installs[token]
		if in.SameApp(of) && in.AppUser == of.AppUser && in.Kind == of.Kind && !in.Revoked && !in.Configuration && in.ExpiresAt != 0 {
			working = append(working, token)
		}
	}
	for _, token := range working[:max(len(working)-active, 0)] {
		tx.installs[token] = tx.installs[token].revoked()
	}
}

// MarkExchanged ends a token for which an app was given one that expires. The app is not told.
func (tx *Tx) MarkExchanged(token string) {
	tx.exchanged[token] = true
	tx.installs[token] = tx.installs[token].revoked()
}

// Exchanged reports whether an app was given another token for this one.
func (tx *Tx) Exchanged(token string) bool { return tx.exchanged[token] }
