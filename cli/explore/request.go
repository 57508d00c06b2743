package explore

import (
	"context"
	"fmt"
	"time"

	"periscope/cli/token"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/incoming"
	"periscope/ui"
)

// identifyTimeout bounds how long a message may wait for Slack to say whose
// token it is: the trigger in it lives for three seconds.
const identifyTimeout = 2 * time.Second

// Ask implements [ui.Requester].
func (s *Source) Ask(ctx context.Context, key string, r model.Request, trigger model.TriggerID) error {
	if err := token.RequireWorkspace(s.account(key).Kind); err != nil {
		return err
	}
	client, err := s.client(ctx, key)
	if err != nil {
		return err
	}
	return client.RequestPermissions(ctx, r, trigger)
}

// Listening implements [ui.Requester].
func (s *Source) Listening() string {
	if s.listener == nil {
		return ""
	}
	return s.listener.URL
}

// OnIncoming implements [ui.Requester]. Messages come one after the other, until
// the listener is closed.
func (s *Source) OnIncoming(told func(ui.Incoming)) {
	if s.listener == nil {
		return
	}
	process.Go(func() {
		for {
			select {
			case d := <-s.listener.Deliveries():
				told(s.incoming(d))
			case <-s.listener.Closed:
				return
			}
		}
	})
}

// incoming finds the team that a message is about. What is about none of ours is refused.
func (s *Source) incoming(d incoming.Delivery) ui.Incoming {
	in := ui.Incoming{
		At: d.At, What: d.What, Trigger: d.Trigger, User: d.User, Event: d.Event, Refused: d.Refusal(), Raw: d.Raw,
	}
	if d.User != "" {
		in.What += " by " + string(d.User)
	}
	if d.Refused == "" && d.TeamID != "" {
		in.Key, in.Refused = s.keyFor(d)
	}
	return in
}

// keyFor returns the key of the team that a message is about, or why there is none.
func (s *Source) keyFor(d incoming.Delivery) (key, refused string) {
	refused = fmt.Sprintf("it is about team %s, which is none of these", d.TeamID)
	for _, t := range s.Teams() {
		team, app := s.identified(s.account(t.Key))
		switch {
		case team != d.TeamID || t.Kind != catalog.Workspace: // only workspace apps can ask
		case app != "" && d.AppID != "" && app != d.AppID:
			refused = fmt.Sprintf("it is for app %s, and the token of %s belongs to %s", d.AppID, t.Key, app)
		default:
			return t.Key, ""
		}
	}
	return "", refused
}

// identified returns the team and, where it is known, the app of an account.
// Slack is asked only for the token of a team without a known id.
func (s *Source) identified(a *openAccount) (model.TeamID, string) {
	if id := a.identity.Load(); id != nil {
		return id.Team.ID, id.AppID
	}
	if a.ID != "" {
		return a.ID, ""
	}
	ctx, cancel := context.WithTimeout(context.Background(), identifyTimeout)
	defer cancel()
	id, _ := s.Identify(ctx, a.Key) // an account that cannot be identified is not the one
	return id.Team.ID, id.AppID
}
