package world

import (
	"cmp"
	"fmt"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// AppToken is an app-level token: of an app, and of no team.
type AppToken struct {
	Token   string          `json:"token"`            // xapp-sandbox-…
	Scopes  []catalog.Scope `json:"scopes,omitempty"` // connections:write opens connections of Socket Mode
	Revoked bool            `json:"revoked,omitempty"`
}

// ConnectionsWrite is the scope that opens connections of Socket Mode.
const ConnectionsWrite catalog.Scope = "connections:write"

// LevelTokens are the app-level tokens of an app. An app that has none in the world is handed
// one out: "xapp-sandbox-" and its id in small letters, with connections:write.
func (a *App) LevelTokens() []AppToken {
	if len(a.AppTokens) > 0 {
		return a.AppTokens
	}
	return []AppToken{{Token: "xapp-sandbox-" + strings.ToLower(a.ID), Scopes: []catalog.Scope{ConnectionsWrite}}}
}

// appTokens checks the app-level tokens of an app.
func (c *checker) appTokens(a App) (field, text string) {
	for i, t := range a.AppTokens {
		at := fmt.Sprintf("app_tokens[%d].", i)
		if field, text := c.token(t.Token); text != "" {
			return at + field, text
		}
		if parsed, _ := model.ParseToken(t.Token); parsed.Kind() != catalog.AppLevel {
			return at + "token", "an app-level token begins with xapp-: write it as in xapp-sandbox-standup"
		}
		if text := cmp.Or(UnknownScope(t.Scopes), notOfApps(t.Scopes)); text != "" {
			return at + "scopes", text
		}
	}
	return "", ""
}

// notOfApps says which of the scopes no app-level token holds, if any.
func notOfApps(scopes []catalog.Scope) string {
	for _, s := range scopes {
		if entry, _ := catalog.Lookup(s); !entry.Offered(catalog.AppLevel) {
			return fmt.Sprintf("%s is no scope of app-level tokens", s)
		}
	}
	return ""
}
