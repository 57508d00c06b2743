package sandboxtest

import (
	"encoding/json"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
)

// What Slack's replies and messages look like, as far as tests read them. It is
// written apart from the code, so that a wrong name of a field shows.

// Values of Slack's that tests need.
const (
	FormMedia         = "application/x-www-form-urlencoded"
	JSONMedia         = "application/json"
	VerificationToken = "sandbox-verification-token"
	MaxArgName        = 255
	MaxText           = 40_000
	MaxMarkdown       = 12_000
	MaxAttachments    = 100
)

// EchoReply is the reply of api.test.
type EchoReply struct {
	OK    bool              `json:"ok"`
	Error string            `json:"error"`
	Args  map[string]string `json:"args"`
}

// Identity is the reply of auth.test.
type Identity struct {
	Team      string       `json:"team"`
	UserID    model.UserID `json:"user_id"`
	BotID     string       `json:"bot_id"`
	ExpiresIn int64        `json:"expires_in"`
}

// UserReply is a user in users.info and users.list.
type UserReply struct {
	ID       model.UserID `json:"id"`
	TeamID   model.TeamID `json:"team_id"`
	Name     string       `json:"name"`
	RealName string       `json:"real_name"`
	Deleted  bool         `json:"deleted"`
	IsBot    bool         `json:"is_bot"`
	Profile  struct {
		RealName    string `json:"real_name"`
		DisplayName string `json:"display_name"`
		Email       string `json:"email"`
	} `json:"profile"`
}

// MessageReply is the reply of chat.postMessage.
type MessageReply struct {
	OK      bool             `json:"ok"`
	Channel model.ResourceID `json:"channel"`
	TS      string           `json:"ts"`
	Message struct {
		User   model.UserID    `json:"user"`
		BotID  string          `json:"bot_id"`
		AppID  string          `json:"app_id"`
		Team   model.TeamID    `json:"team"`
		Text   string          `json:"text"`
		TS     string          `json:"ts"`
		Blocks json.RawMessage `json:"blocks"`
	} `json:"message"`
}

// RevokedReply is the reply of auth.revoke.
type RevokedReply struct {
	OK      bool `json:"ok"`
	Revoked bool `json:"revoked"`
}

// RotateReply is the reply of tooling.tokens.rotate.
type RotateReply struct {
	Token        string       `json:"token"`
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	UserID       model.UserID `json:"user_id"`
	IssuedAt     int64        `json:"iat"`
	Expires      int64        `json:"exp"`
}

// TriggerReply is the reply of POST /sandbox/trigger.
type TriggerReply struct {
	OK        bool            `json:"ok"`
	TriggerID model.TriggerID `json:"trigger_id"`
	Warning   string          `json:"warning"`
}

// DialogsReply is the reply of GET /sandbox/dialogs.
type DialogsReply struct {
	Dialogs []sandbox.Dialog `json:"dialogs"`
}

// Manifest is what apps.manifest.export exports.
type Manifest struct {
	Display struct {
		Name string `json:"name"`
	} `json:"display_information"`
	OAuth struct {
		Scopes struct {
			Bot          []catalog.Scope `json:"bot"`
			User         []catalog.Scope `json:"user"`
			BotOptional  []catalog.Scope `json:"bot_optional"`
			UserOptional []catalog.Scope `json:"user_optional"`
		} `json:"scopes"`
	} `json:"oauth_config"`
}

// Handshake is what a request URL is asked for when it is set.
type Handshake struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
}

// Envelope is what every event comes in.
type Envelope struct {
	Token       string         `json:"token"`
	TeamID      model.TeamID   `json:"team_id"`
	AppID       string         `json:"api_app_id"`
	Type        string         `json:"type"`
	EventID     string         `json:"event_id"`
	EventTime   int64          `json:"event_time"`
	AuthedUsers []model.UserID `json:"authed_users"`
	Event       struct {
		Type string `json:"type"`
	} `json:"event"`
}

// Reply is any reply, with the parts that most tests look at.
type Reply struct {
	OK       bool   `json:"ok"`
	Error    string `json:"error"`
	Needed   string `json:"needed"`
	Provided string `json:"provided"`
	Channels []struct {
		ID       string `json:"id"`
		Name     string `json:"name"`
		IsMember bool   `json:"is_member"`
	} `json:"channels"`
	Resources []struct {
		ID     string          `json:"id"`
		Type   string          `json:"type"`
		Scopes []catalog.Scope `json:"scopes"`
	} `json:"resources"`
	Warning  string `json:"warning"`
	Metadata struct {
		NextCursor string   `json:"next_cursor"`
		Messages   []string `json:"messages"`
		Warnings   []string `json:"warnings"`
	} `json:"response_metadata"`
}

// ExchangeReply is a reply with a token, of any of the three methods.
type ExchangeReply struct {
	OK           bool   `json:"ok"`
	Error        string `json:"error"`
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	Scope        string
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token"`
	BotUserID    string `json:"bot_user_id"`
	UserID       string `json:"user_id"`
	AppID        string `json:"app_id"`
	AppUserID    string `json:"app_user_id"`
	TeamID       string `json:"team_id"`
	TeamName     string `json:"team_name"`
	Team         struct{ ID, Name string }
	AuthedUser   struct {
		ID           string
		AccessToken  string `json:"access_token"`
		TokenType    string `json:"token_type"`
		Scope        string
		ExpiresIn    int    `json:"expires_in"`
		RefreshToken string `json:"refresh_token"`
	} `json:"authed_user"`
	Authorizing struct {
		UserID  string  `json:"user_id"`
		AppHome *string `json:"app_home"`
	} `json:"authorizing_user"`
	Scopes      map[catalog.ResourceType][]catalog.Scope
	Permissions []struct {
		Scopes []catalog.Scope
		Type   string `json:"resource_type"`
		ID     any    `json:"resource_id"`
	}
}

// InfoReply is apps.permissions.info as a client reads it.
type InfoReply struct {
	Info map[catalog.ResourceType]struct {
		Scopes    []catalog.Scope
		Resources struct {
			IDs      []model.ResourceID
			Wildcard *bool
			Excluded *[]model.ResourceID `json:"excluded_ids"`
		}
	}
}

// MultipartBody is the argument "foo" as multipart/form-data with the boundary "b".
const MultipartBody = "--b\r\nContent-Disposition: form-data; name=\"foo\"\r\n\r\nbar\r\n--b--\r\n"

// MembersReply is a page of users or of members.
type MembersReply struct {
	Error    string
	Members  []json.RawMessage
	CacheTS  int64 `json:"cache_ts"`
	Metadata struct {
		NextCursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// JSON is a reply as it came, for what no type here has.
type JSON = map[string]any
