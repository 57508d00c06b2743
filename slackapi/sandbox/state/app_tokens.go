package state

import (
	"maps"

	"periscope/slackapi/sandbox/world"
)

// App-level tokens are of an app and of no team. They open connections of Socket Mode.

// appTokensOf are the app-level tokens of a world: those of its apps, and of apps that only
// installs name. Each is an installation in a team that holds nothing.
func appTokensOf(w *world.World) map[string]*Installation {
	nowhere := newTeam(&world.Team{})
	tokens := map[string]*Installation{}
	add := func(app *world.App) {
		for _, t := range app.LevelTokens() {
			if _, taken := tokens[t.Token]; taken {
				continue
			}
			tokens[t.Token] = newInstallation(&world.Install{
				Token: t.Token, AppID: app.ID, AppName: app.Name, OAuthScopes: t.Scopes, Revoked: t.Revoked,
			}, nowhere)
		}
	}
	known := map[string]bool{}
	for i := range w.Apps {
		known[w.Apps[i].ID] = true
		add(&w.Apps[i])
	}
	for i := range w.Teams {
		for j := range w.Teams[i].Installs {
			if in := &w.Teams[i].Installs[j]; !known[in.AppID] {
				known[in.AppID] = true
				add(&world.App{ID: in.AppID, Name: in.AppName})
			}
		}
	}
	return tokens
}

// revokeAppToken ends an app-level token, if it is one that works. No app is told.
func (tx *Tx) revokeAppToken(token string) bool {
	in, found := tx.appTokens[token]
	if !found || in.Revoked {
		return false
	}
	all := maps.Clone(tx.appTokens) // others of before the change have the old ones
	all[token] = in.revoked()
	tx.appTokens = all
	return true
}

// HasApp reports whether the world has an app of that id, or installs of one.
func (s *State) HasApp(id string) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	for _, in := range s.tx.appTokens {
		if in.AppID == id {
			return true
		}
	}
	return s.AppByID(id) != nil
}

// SocketModeApps are the apps that the world has in Socket Mode, by id.
func (s *State) SocketModeApps() []string {
	var all []string
	for _, app := range s.tx.apps {
		if app.SocketMode {
			all = append(all, app.ID)
		}
	}
	return all
}
