package delivery

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"

	"periscope/slackapi/sandbox/socketmode"
)

// question is something that a person did with an app, on its way there. It is sent once.
type question struct {
	app  string
	kind string // of the envelope: [socketmode.SlashCommands] or [socketmode.Interactive]
	url  func(URLs) string
	// payload is JSON; of a slash command its fields.
	payload any
	// answers: what the app answers means something, and not only that it does.
	answers bool
}

// ask sends a question over the app's connections, or to its URL, if there is one. The error
// is [ErrUndelivered].
func (o *Outbox) ask(ctx context.Context, q question) (receipt, error) {
	if o.inSocketMode(q.app) {
		return o.askOverSocket(ctx, q)
	}
	to := q.url(o.URLs(q.app))
	if to == "" {
		return receipt{}, nil
	}
	form, isCommand := q.payload.(url.Values)
	if !isCommand {
		form = asForm(q.payload)
	}
	got, err := o.post(ctx, to, message{media: formMedia, body: []byte(form.Encode())})
	if err != nil {
		return got, fmt.Errorf("%w: %w", ErrUndelivered, err)
	}
	return got, nil
}

func (o *Outbox) askOverSocket(ctx context.Context, q question) (receipt, error) {
	payload := q.payload
	if form, isCommand := payload.(url.Values); isCommand {
		fields := map[string]string{}
		for name := range form {
			fields[name] = form.Get(name)
		}
		payload = fields
	}
	text, _ := json.Marshal(payload) // strings and JSON only: it cannot fail
	body, err := o.sockets.Send(ctx, q.app, socketmode.Envelope{Type: q.kind, Payload: text, AcceptsPayload: q.answers})
	if err != nil {
		return receipt{}, fmt.Errorf("%w: %w", ErrUndelivered, err)
	}
	if string(body) == "{}" { // how SDKs acknowledge without a payload
		body = nil
	}
	return receipt{body: body}, nil
}

func asForm(p any) url.Values {
	body, _ := json.Marshal(p) // strings and JSON only: it cannot fail
	return url.Values{"payload": {string(body)}}
}

// Where the app listens for what.

func (to URLs) forCommands() string      { return orEvents(to.Commands, to) }
func (to URLs) forInteractivity() string { return orEvents(to.Interactivity, to) }
func (to URLs) forOptions() string       { return orEvents(to.Options, to) }

func orEvents(own string, urls URLs) string {
	if own != "" {
		return own
	}
	return urls.Events
}
