package delivery

import (
	"bytes"
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"

	"periscope/slackapi/sandbox/world"
)

// ErrUnverified says that a request URL did not answer the url_verification
// handshake: there may be no app yet.
var ErrUnverified = errors.New("the app did not answer the url_verification handshake")

var errWrongChallenge = errors.New("it did not answer with the challenge that it was sent")

// URLs are where an app listens. Slack verifies the first of them only; each of the
// others is that of Events unless it is set.
type URLs struct {
	Events        string `json:"url"` // the request URL of the Events API
	Interactivity string `json:"interactivity,omitempty"`
	Commands      string `json:"commands,omitempty"`
	Options       string `json:"options,omitempty"` // where menus load their options from
}

// SetURLs sets where what an app is sent goes from now on; an empty URL is nowhere, and
// the empty app is all apps that have no URLs of their own. URLs must be on this machine, and that
// for events must answer the url_verification handshake, or none is set; newChallenge
// makes the secret that the app sends back. An app that is given URLs leaves Socket Mode.
func (o *Outbox) SetURLs(ctx context.Context, app string, to URLs, newChallenge func() string) error {
	for _, one := range []string{to.Events, to.Interactivity, to.Commands, to.Options} {
		if one == "" {
			continue
		}
		if err := world.CheckRequestURL(one); err != nil {
			return fmt.Errorf("setting the request URL: %w", err)
		}
	}
	if to.Events != "" {
		if err := o.verify(ctx, to.Events, newChallenge()); err != nil {
			return fmt.Errorf("verifying the request URL %s: %w: %w", to.Events, ErrUnverified, err)
		}
	}
	if o.sockets != nil && app != "" && to != (URLs{}) {
		o.sockets.URLsSet(app)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.urls[app] = to
	return nil
}

// SetRequestURL sets one URL for all that all apps are sent.
func (o *Outbox) SetRequestURL(ctx context.Context, to string, newChallenge func() string) error {
	return o.SetURLs(ctx, "", URLs{Events: to}, newChallenge)
}

// URLs are where what an app is sent goes.
func (o *Outbox) URLs(app string) URLs {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.urlsOf(app)
}

func (o *Outbox) urlsOf(app string) URLs {
	if own, found := o.urls[app]; found {
		return own
	}
	return o.urls[""]
}

// RequestURL is where events of all apps are sent; empty is nowhere.
func (o *Outbox) RequestURL() string { return o.URLs("").Events }

type handshake struct {
	Token     string `json:"token"`
	Challenge string `json:"challenge"`
	Type      string `json:"type"`
}

// verify asks an app to send a challenge back.
func (o *Outbox) verify(ctx context.Context, to, challenge string) error {
	body, _ := json.Marshal(handshake{verificationToken, challenge, "url_verification"}) // strings only: it cannot fail
	got, err := o.post(ctx, to, message{media: jsonMedia, body: body})
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(challengeIn(got.body)), []byte(challenge)) != 1 {
		return errWrongChallenge
	}
	return nil
}

// challengeIn finds the challenge in an answer: Slack takes plain text, a form and JSON.
func challengeIn(body []byte) string {
	body = bytes.TrimSpace(body)
	var answer handshake
	if json.Unmarshal(body, &answer) == nil && answer.Challenge != "" {
		return answer.Challenge
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form.Has("challenge") {
		return form.Get("challenge")
	}
	return string(body)
}
