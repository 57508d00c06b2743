package control

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

type messagesReply struct {
	webapi.Success
	Messages []state.AppMessage `json:"messages"`
}

// getMessages returns what apps said, of which the query says in which team, channel and by
// which app, and how.
func (p *Plane) getMessages(r *http.Request) (any, error) {
	reply := messagesReply{webapi.Accepted, []state.AppMessage{}}
	query := r.URL.Query()
	for name := range query {
		if !slices.Contains([]string{"team", "app", "channel", "via", "action"}, name) {
			return nil, fmt.Errorf(`listing messages: there is no filter %q: filter by "team", "app", "channel", "via" or "action"`, name)
		}
	}
	for _, m := range p.State.AppMessages() {
		fits := true
		for name, value := range map[string]string{
			"team": string(m.Team), "app": m.App, "channel": m.Channel, "via": m.Via, "action": m.Action,
		} {
			fits = fits && (!query.Has(name) || query.Get(name) == value)
		}
		if fits {
			reply.Messages = append(reply.Messages, m)
		}
	}
	return reply, nil
}

type saidReply struct {
	webapi.Success
	Channel model.ResourceID `json:"channel"`
	TS      string           `json:"ts"`
}

// postMessage has a person write a message: in a channel, or to an app.
func (p *Plane) postMessage(r *http.Request) (any, error) {
	var ask struct {
		Team     model.TeamID     `json:"team"`
		User     model.UserID     `json:"user"`
		Channel  model.ResourceID `json:"channel"`
		App      string           `json:"app"`
		Text     string           `json:"text"`
		ThreadTS string           `json:"thread_ts"`
		Mention  bool             `json:"mention"` // the text begins with the app's user
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	tx := p.State.Lock()
	defer tx.Unlock()
	t, err := tx.Team(ask.Team)
	switch {
	case err != nil:
		return nil, fmt.Errorf("writing a message: %w", err)
	case !t.HasPerson(ask.User):
		return nil, fmt.Errorf(
			"writing a message: team %s has nobody with the id %q who could: apps and deleted people cannot", ask.Team, ask.User)
	case ask.Text == "":
		return nil, errors.New(`writing a message: "text" is missing`)
	}
	var app *state.Installation
	if ask.Channel == "" || ask.Mention {
		if app, err = tx.AppOf(ask.Team, ask.App, kindsToWriteTo(ask.Mention)...); err != nil {
			return nil, fmt.Errorf("writing to an app: %w", err)
		}
	}
	if ask.Mention {
		ask.Text = fmt.Sprintf("<@%s> %s", app.AppUser, ask.Text)
	}
	to := t.Find(ask.Channel)
	if ask.Channel == "" {
		to = tx.OpenDirect(app, ask.User)
	}
	switch {
	case to == nil:
		return nil, fmt.Errorf("writing a message: team %s has no conversation %q", ask.Team, ask.Channel)
	case !t.IsMember(to, ask.User):
		return nil, fmt.Errorf("writing a message: %s is not in %s", ask.User, to.ID)
	case to.Archived:
		return nil, fmt.Errorf("writing a message: %s is archived", to.ID)
	case ask.ThreadTS != "" && tx.Message(t.ID, to.ID, ask.ThreadTS) == nil:
		return nil, fmt.Errorf("writing a message: %s has no message %q to reply to", to.ID, ask.ThreadTS)
	}
	m := tx.Say(t, to, ask.User, ask.Text, ask.ThreadTS)
	return saidReply{webapi.Accepted, to.ID, m.TS}, nil
}

// kindsToWriteTo are the kinds of token of the app that a person writes to or, in a channel, mentions.
func kindsToWriteTo(mention bool) []catalog.TokenKind {
	if mention {
		return []catalog.TokenKind{catalog.Bot, catalog.Workspace}
	}
	return []catalog.TokenKind{catalog.Workspace, catalog.Bot}
}

// postResponse is a response_url: an app answers a person who used it.
func (p *Plane) postResponse(r *http.Request) (any, error) {
	body, err := readAll(r)
	if err != nil {
		return nil, err
	}
	if err := p.Interactivity.Respond(r.PathValue("id"), body); err != nil {
		status := http.StatusNotFound
		var code state.CodeError
		if errors.As(err, &code) && (code == "invalid_payload" || code == "invalid_blocks" || code == "no_text") {
			status = http.StatusBadRequest
		}
		return nil, &controlError{status, string(code)}
	}
	return webapi.Accepted, nil
}
