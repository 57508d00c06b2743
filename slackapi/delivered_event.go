package slackapi

import (
	"encoding/json"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// wrapper is what the Events API puts around each event.
type wrapper struct {
	Type      text.Safe       `json:"type"`
	TeamID    text.Safe       `json:"team_id"`
	AppID     text.Safe       `json:"api_app_id"`
	EventID   text.Safe       `json:"event_id"`
	Challenge string          `json:"challenge"` // echoed as it came
	Event     json.RawMessage `json:"event"`
}

// parseEvent reads a message of the Events API.
func parseEvent(body []byte) (message, error) {
	var w wrapper
	m := message{delivery: Delivery{What: "event", Raw: text.Redact(body)}}
	if err := json.Unmarshal(body, &w); err != nil {
		return m, errNotJSON
	}
	d := &m.delivery
	d.TeamID, d.AppID, d.EventID = model.TeamID(w.TeamID), string(w.AppID), string(w.EventID)
	switch w.Type {
	case "":
		return m, errNoKind
	case "url_verification":
		d.What = "url verification"
		m.verification = true
		m.response = response{"text/plain; charset=utf-8", w.Challenge}
		return m, nil
	case "event_callback":
		if d.EventID != "" {
			m.id = "event " + d.EventID
		}
		err := d.readEvent(w.Event)
		return m, err
	}
	d.What = text.Cut(string(w.Type), text.MaxCode) // such as app_rate_limited
	return m, nil
}

// readEvent reads the event itself. Of most, only the type: they are none of
// ours, and their fields mean something else.
func (d *Delivery) readEvent(body json.RawMessage) error {
	var kind struct {
		Type text.Safe `json:"type"`
	}
	if len(body) == 0 || json.Unmarshal(body, &kind) != nil || kind.Type == "" {
		return errNoKind
	}
	d.What = "event " + text.Cut(string(kind.Type), text.MaxCode)
	read, known := permissionEvents[model.EventKind(kind.Type)]
	if !known {
		return nil
	}
	var e innerEvent
	if err := json.Unmarshal(body, &e); err != nil {
		return errNotJSON
	}
	d.User = model.UserID(e.User)
	d.Event = read(e, d.TeamID)
	return nil
}

// innerEvent has the fields of all events about permissions.
type innerEvent struct {
	User      text.Safe      `json:"user"`
	Scopes    []text.Safe    `json:"scopes"`
	TriggerID text.Safe      `json:"trigger_id"` // the one that the app spent on its request
	Resources []changedGrant `json:"resources"`
	Tokens    struct {
		Users []text.Safe `json:"oauth"`
		Bots  []text.Safe `json:"bot"`
	} `json:"tokens"`
}

// changedGrant is a resource that the app gained or lost.
type changedGrant struct {
	Resource struct {
		Type  text.Safe `json:"type"`
		Grant struct {
			Type text.Safe `json:"type"` // seen: "specific"; that there is "wildcard" is inferred
			ID   text.Safe `json:"resource_id"`
		} `json:"grant"`
	} `json:"resource"`
	Scopes []text.Safe `json:"scopes"`
}

// permissionEvents read the events that say something about permissions.
var permissionEvents = map[model.EventKind]func(e innerEvent, team model.TeamID) model.Event{
	model.KindResourcesAdded: func(e innerEvent, _ model.TeamID) model.Event {
		return model.ResourcesAdded{Grants: e.grants()}
	},
	model.KindResourcesRemoved: func(e innerEvent, _ model.TeamID) model.Event {
		return model.ResourcesRemoved{Grants: e.grants()}
	},
	model.KindScopeGranted: func(e innerEvent, team model.TeamID) model.Event {
		return model.ScopeGranted{Team: team, Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindScopeDenied: func(e innerEvent, _ model.TeamID) model.Event {
		return model.ScopeDenied{Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceGranted: func(e innerEvent, _ model.TeamID) model.Event {
		return model.UserResourceGranted{User: model.UserID(e.User), Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceDenied: func(e innerEvent, _ model.TeamID) model.Event {
		return model.UserResourceDenied{User: model.UserID(e.User), Scopes: e.scopes(), Trigger: e.trigger()}
	},
	model.KindUserResourceRemoved: func(e innerEvent, _ model.TeamID) model.Event {
		return model.UserResourceRemoved{User: model.UserID(e.User), Trigger: e.trigger()}
	},
	model.KindTokensRevoked: func(e innerEvent, _ model.TeamID) model.Event {
		return model.TokensRevoked{Users: plainStrings[model.UserID](e.Tokens.Users), Bots: plainStrings[model.UserID](e.Tokens.Bots)}
	},
	model.KindAppUninstalled: func(innerEvent, model.TeamID) model.Event { return model.AppUninstalled{} },
}

func (e innerEvent) trigger() model.TriggerID { return model.TriggerID(e.TriggerID) }

func (e innerEvent) scopes() []catalog.Scope { return plainStrings[catalog.Scope](e.Scopes) }

// grants has one grant for each resource that the event names.
func (e innerEvent) grants() []model.Grant {
	grants := make([]model.Grant, 0, len(e.Resources))
	for _, changed := range e.Resources {
		granted := changed.Resource.Grant
		g := model.Grant{Type: catalog.ResourceType(changed.Resource.Type), Scopes: plainStrings[catalog.Scope](changed.Scopes)}
		switch {
		case granted.Type == "wildcard":
			g.Resources.Wildcard = true
		case granted.ID != "":
			g.Resources.IDs = []model.ResourceID{model.ResourceID(granted.ID)}
		default:
			continue // a resource without a name
		}
		grants = append(grants, g)
	}
	return grants
}
