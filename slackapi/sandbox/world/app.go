package world

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
)

// App is what a developer registered at Slack, and may be installed in many
// teams. One app may have workspace tokens and bot and user tokens here, so that
// one pair of client credentials serves every method; at Slack these were
// different apps.
type App struct {
	ID           string `json:"id"` // that its installs name
	Name         string `json:"name,omitempty"`
	ClientID     string `json:"client_id"` // unique in the world
	ClientSecret string `json:"client_secret"`
	// RedirectURIs are where codes may be sent: on this machine, whatever the
	// port, and at these paths or below. The first is where they go when a client names none.
	RedirectURIs []string `json:"redirect_uris,omitempty"`
	// BotScopes and UserScopes are what the app's manifest declares.
	BotScopes  []catalog.Scope `json:"bot_scopes,omitempty"`
	UserScopes []catalog.Scope `json:"user_scopes,omitempty"`
	// BotOptional and UserOptional are those that it declares besides, and that the
	// person who installs the app may decline.
	BotOptional  []catalog.Scope `json:"bot_optional_scopes,omitempty"`
	UserOptional []catalog.Scope `json:"user_optional_scopes,omitempty"`
	// Public: PKCE is turned on in the app's settings. It may leave its secret out
	// then, as programs do that could not keep one: when it exchanges a code that
	// was asked for with PKCE, and when it renews bot and user tokens.
	Public bool `json:"public,omitempty"`
	// Rotates makes the tokens that oauth.v2.access gives expire after twelve
	// hours. Those that oauth.access gives always expire, after one.
	Rotates bool `json:"rotates,omitempty"`
	// Classic: oauth.access gives it a person's token, and a bot's with the scope bot.
	Classic bool `json:"classic,omitempty"`
	// Events are what it subscribes to besides what all apps are told of permissions:
	// "message.channels", "app_mention".
	Events []string `json:"events,omitempty"`
	// Functions are the custom steps of workflows that its manifest declares.
	Functions []Function `json:"functions,omitempty"`
	// SocketMode is turned on in the app's settings: what it is told comes over connections that
	// it opens, and not to URLs.
	SocketMode bool `json:"socket_mode,omitempty"`
	// AppTokens are its app-level tokens. [App.LevelTokens] are those, or one that is handed out.
	AppTokens []AppToken `json:"app_tokens,omitempty"`
}

// EventNames are the events that an app may subscribe to, by the names that it subscribes to.
var EventNames = []string{
	"app_home_opened", "app_mention", "channel_created", "file_deleted", "file_shared",
	"member_joined_channel", "member_left_channel", "message.app_home",
	"message.channels", "message.groups", "message.im", "message.mpim", "pin_added", "pin_removed", "reaction_added", "reaction_removed",
}

// Code is a person's approval on its way to the app: what an authorize page
// sends to the redirect URI, and an app exchanges for a token, once.
type Code struct {
	Authorization
	Code      string `json:"code"`
	ExpiresAt int64  `json:"expires_at,omitempty"` // seconds since 1970; 0 is never
}

// Authorization is what a person approves for an app in a team.
type Authorization struct {
	ClientID string       `json:"client_id"`
	Team     model.TeamID `json:"team"`
	User     model.UserID `json:"user"` // who approves
	// Scopes are those of the bot, or of a workspace app; UserScopes are those
	// of the person's own token, and unused for a workspace app.
	Scopes     []catalog.Scope `json:"scopes,omitempty"`
	UserScopes []catalog.Scope `json:"user_scopes,omitempty"`
	// RedirectURI is where the code goes, if the client named one; it must name
	// the same again when it exchanges the code.
	RedirectURI string `json:"redirect_uri,omitempty"`
	// Resources are what the person lets a workspace app into; AllChannels lets it into
	// every public channel. SingleChannel is an install in one conversation alone.
	Resources     []model.ResourceID `json:"resources,omitempty"`
	AllChannels   bool               `json:"all_channels,omitempty"`
	SingleChannel model.ResourceID   `json:"single_channel,omitempty"`
	// Channel is where an incoming webhook posts.
	Channel model.ResourceID `json:"channel,omitempty"`
	// Challenge is the code_challenge of PKCE, by the method S256; empty is none.
	Challenge string `json:"code_challenge,omitempty"`
	// Version2: approved at /oauth/v2/authorize, for bot and user tokens; otherwise
	// at /oauth/authorize, for workspace tokens.
	Version2 bool `json:"version_2,omitempty"`
}

// MayRedirect reports whether codes of the app may be sent there. The port is
// free, because programs on one machine take those that are.
func (a *App) MayRedirect(to string) bool {
	if CheckRequestURL(to) != nil {
		return false
	}
	target, _ := url.Parse(to) // it could be parsed
	return slices.ContainsFunc(a.RedirectURIs, func(registered string) bool {
		r, err := url.Parse(registered)
		return err == nil && r.Scheme == target.Scheme && r.Hostname() == target.Hostname() && below(target.Path, r.Path)
	})
}

// below reports whether one path is another, or in a folder of that name.
func below(inner, outer string) bool {
	outer = strings.TrimSuffix(outer, "/")
	return path.Clean("/"+inner)+"/" == outer+"/" || strings.HasPrefix(path.Clean("/"+inner), outer+"/")
}

// FirstRedirect is where codes go when a client names no redirect URI.
func (a *App) FirstRedirect() string {
	if len(a.RedirectURIs) == 0 {
		return ""
	}
	return a.RedirectURIs[0]
}
