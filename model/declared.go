package model

import "periscope/model/catalog"

// Declared is what an app's manifest says it asks for, under
// oauth_config.scopes. Optional scopes are those that whoever installs the app
// may decline.
type Declared struct {
	Bot, User                 []catalog.Scope
	BotOptional, UserOptional []catalog.Scope
}

// For returns what the manifest declares for tokens of a kind: nothing for
// other kinds than bot and user.
func (d Declared) For(kind catalog.TokenKind) (required, optional []catalog.Scope) {
	switch kind {
	case catalog.Bot:
		return d.Bot, d.BotOptional
	case catalog.UserToken:
		return d.User, d.UserOptional
	}
	return nil, nil
}
