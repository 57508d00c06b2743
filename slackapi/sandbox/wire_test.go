package sandbox

import (
	"encoding/json"

	"periscope/model"
	"periscope/model/catalog"
)

// What Slack's replies and messages look like, as far as tests read them. It is
// written apart from the code, so that a wrong name of a field shows.

const (
	formMedia         = "application/x-www-form-urlencoded"
	jsonMedia         = "application/json"
	verificationToken = "sandbox-verification-token"
	maxArgName        = 255
	maxText           = 40_000
	maxAttachments    = 100
)

type echoReply struct {
	OK    bool              `json:"ok"`
	Error string            `json:"error"`
	Args  map[string]string `json:"args"`
}

type identity struct {
	Team      string       `json:"team"`
	UserID    model.UserID `json:"user_id"`
	BotID     string       `json:"bot_id"`
	ExpiresIn int64        `json:"expires_in"`
}

type userReply struct {
	ID       model.UserID `json:"id"`
	TeamID   model.TeamID `json:"team_id"`
	Name     string       `json:"name"`
	RealName string       `json:"real_name"`
	Deleted  bool         `json:"deleted"`
	IsBot    bool         `json:"is_bot"`
	Profile  struct {
		RealName    string `json:"real_name"`
		DisplayName string `json:"display_name"`
	} `json:"profile"`
}

type messageReply struct {
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

type revokedReply struct {
	OK      bool `json:"ok"`
	Revoked bool `json:"revoked"`
}

type rotateReply struct {
	Token        string       `json:"token"`
	RefreshToken string       `json:"refresh_token"`
	TeamID       model.TeamID `json:"team_id"`
	UserID       model.UserID `json:"user_id"`
	IssuedAt     int64        `json:"iat"`
	Expires      int64        `json:"exp"`
}

type triggerReply struct {
	OK        bool            `json:"ok"`
	TriggerID model.TriggerID `json:"trigger_id"`
	Warning   string          `json:"warning"`
}

type dialogsReply struct {
	Dialogs []Dialog `json:"dialogs"`
}

type manifest struct {
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

type handshake struct {
	Type      string `json:"type"`
	Challenge string `json:"challenge"`
}

type envelope struct {
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
