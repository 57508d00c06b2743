package sandbox

import (
	"periscope/model"
	"periscope/model/catalog"
)

// happen makes an event true of an app, and tells the app. The caller holds the
// lock, so that events are sent in the order in which things happened.
func (s *Sandbox) happen(app *installation, e model.Event) {
	s.change(app, e)
	s.tell(app, e)
}

// change makes an event true of all workspace tokens of an app, and of those
// that renew them. The caller holds the lock.
func (s *Sandbox) change(app *installation, e model.Event) {
	for token, in := range s.installs {
		if in.sameApp(app) && (in.kind == catalog.Workspace || in.kind == catalog.WorkspaceRefresh) {
			s.installs[token] = in.after(e)
		}
	}
}

// revoke ends tokens. The caller holds the lock.
func (s *Sandbox) revoke(ending func(*installation) bool) {
	for token, in := range s.installs {
		if ending(in) {
			install := *in.Install
			install.Revoked = true
			revoked := *in
			revoked.Install = &install
			s.installs[token] = &revoked
		}
	}
}

// after returns the installation with the permissions that an event leaves it.
func (in *installation) after(e model.Event) *installation {
	install := *in.Install
	install.Grants, install.Users = nil, nil
	for _, g := range in.held().Apply(e).Grants {
		switch {
		case g.Type == catalog.User:
			for _, id := range g.Resources.IDs {
				install.Users = append(install.Users, model.UserGrant{User: id, Scopes: g.Scopes})
			}
		case len(g.Scopes) > 0 || !g.Resources.Empty():
			install.Grants = append(install.Grants, g)
		}
	}
	return indexInstall(&install, in.team)
}

// held returns what the token may do, as events change it.
func (in *installation) held() model.Permissions {
	var grants []model.Grant
	for t, p := range in.permissions {
		grants = append(grants, model.Grant{Type: t, Scopes: p.scopes, Resources: p.resources})
	}
	return model.NewPermissions(grants).WithUsers(in.people)
}
