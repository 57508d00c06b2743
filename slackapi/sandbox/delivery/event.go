package delivery

import (
	"encoding/json"
	"maps"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// envelope is what every event comes in.
type envelope struct {
	Token     string       `json:"token"`
	TeamID    model.TeamID `json:"team_id"`
	AppID     string       `json:"api_app_id"`
	Event     any          `json:"event"`
	Type      string       `json:"type"`
	EventID   string       `json:"event_id"`
	EventTime int64        `json:"event_time"` // seconds since 1970
	// Whom the app acts as: in the words of 2018, or in those of today.
	AuthedUsers []model.UserID `json:"authed_users,omitempty"`
	*authorizedEnvelope
}

// authorizedEnvelope is what envelopes have since 2021 in place of authed_users.
type authorizedEnvelope struct {
	Authorizations      []authorization `json:"authorizations"` // one
	EventContext        string          `json:"event_context"`
	IsExtSharedChannel  bool            `json:"is_ext_shared_channel"`
	ContextTeamID       model.TeamID    `json:"context_team_id"`
	ContextEnterpriseID *string         `json:"context_enterprise_id"` // there are no enterprises here: always null
}

type authorization struct {
	EnterpriseID *string      `json:"enterprise_id"`
	TeamID       model.TeamID `json:"team_id"`
	UserID       model.UserID `json:"user_id"`
	IsBot        bool         `json:"is_bot"`
	IsEnterprise bool         `json:"is_enterprise_install"`
}

// eventBody has the fields of all events; each sends its own.
type eventBody struct {
	Type      model.EventKind `json:"type"`
	Timestamp string          `json:"event_ts"`
	Resources []resourceGrant `json:"resources,omitempty"`
	User      model.UserID    `json:"user,omitempty"`
	Scopes    []catalog.Scope `json:"scopes,omitempty"`
	TriggerID model.TriggerID `json:"trigger_id,omitempty"`
	Tokens    *revokedTokens  `json:"tokens,omitempty"`
}

// resourceGrant is one resource, or all of a type, and what holds there.
type resourceGrant struct {
	Resource struct {
		Type  catalog.ResourceType `json:"type"`
		Grant struct {
			Type       string           `json:"type"` // "specific"; that there is "wildcard" is inferred
			ResourceID model.ResourceID `json:"resource_id,omitempty"`
		} `json:"grant"`
	} `json:"resource"`
	Scopes []catalog.Scope `json:"scopes"`
}

// revokedTokens names the users whom the tokens acted as.
type revokedTokens struct {
	OAuth []model.UserID `json:"oauth"`
	Bot   []model.UserID `json:"bot"`
}

// SendEvent queues an event for the request URL.
func (o *Outbox) SendEvent(e state.Event) {
	in := envelope{
		Token:     verificationToken,
		TeamID:    e.App.Team.ID,
		AppID:     e.App.AppID,
		Type:      "event_callback",
		EventID:   e.ID,
		EventTime: e.Time.Unix(),
	}
	if e.Body != nil {
		body := maps.Clone(e.Body) // apps are told of one event in turn
		if _, has := body["event_ts"]; !has {
			body["event_ts"] = world.Timestamp(e.Time)
		}
		in.Event = body
	} else {
		body := eventBodyOf(e.Event)
		body.Timestamp = world.Timestamp(e.Time)
		in.Event = body
	}
	if e.Authorizations {
		in.authorizedEnvelope = &authorizedEnvelope{
			Authorizations: []authorization{{TeamID: e.App.Team.ID, UserID: e.App.AppUser, IsBot: e.App.Kind == catalog.Bot}},
			EventContext:   "4-" + e.ID,
			ContextTeamID:  e.App.Team.ID,
		}
		if channel, is := e.Body["channel"].(model.ResourceID); is {
			if c := e.App.Team.Find(channel); c != nil {
				in.IsExtSharedChannel = c.Shared
			}
		}
	} else {
		in.AuthedUsers = []model.UserID{e.App.AppUser}
	}
	message, _ := json.Marshal(in) // strings, numbers and JSON only: it cannot fail
	o.enqueue(e.App.Team.ID, e.App.AppID, message)
}

func eventBodyOf(e model.Event) eventBody {
	b := eventBody{Type: e.Kind()}
	switch e := e.(type) {
	case model.ResourcesAdded:
		b.Resources = resourceGrants(e.Grants)
	case model.ResourcesRemoved:
		b.Resources = resourceGrants(e.Grants)
	case model.ScopeGranted:
		b.Scopes, b.TriggerID = e.Scopes, e.Trigger
	case model.ScopeDenied:
		b.Scopes, b.TriggerID = e.Scopes, e.Trigger
	case model.UserResourceGranted:
		b.User, b.Scopes, b.TriggerID = e.User, e.Scopes, e.Trigger
	case model.UserResourceDenied:
		b.User, b.Scopes, b.TriggerID = e.User, e.Scopes, e.Trigger
	case model.UserResourceRemoved:
		b.User, b.TriggerID = e.User, e.Trigger
	case model.TokensRevoked:
		b.Tokens = &revokedTokens{OAuth: state.SortedUnion(e.Users, nil), Bot: state.SortedUnion(e.Bots, nil)}
	}
	return b
}

// resourceGrants has an entry for each resource, as Slack's example has.
func resourceGrants(grants []model.Grant) []resourceGrant {
	var all []resourceGrant
	for _, g := range grants {
		one := resourceGrant{Scopes: g.Scopes}
		one.Resource.Type = g.Type
		if g.Resources.Wildcard {
			one.Resource.Grant.Type = "wildcard"
			all = append(all, one)
		}
		for _, id := range g.Resources.IDs {
			one.Resource.Grant.Type, one.Resource.Grant.ResourceID = "specific", id
			all = append(all, one)
		}
	}
	return all
}
