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

// SetRequestURL sets where events, slash commands and clicks of all apps are
// sent from now on; empty is nowhere. The URL must be on this machine, and must
// answer the url_verification handshake, or it is not set; newChallenge makes the secret that the app sends back.
func (o *Outbox) SetRequestURL(ctx context.Context, to string, newChallenge func() string) error {
	if to != "" {
		if err := world.CheckRequestURL(to); err != nil {
			return fmt.Errorf("setting the request URL: %w", err)
		}
		if err := o.verify(ctx, to, newChallenge()); err != nil {
			return fmt.Errorf("verifying the request URL %s: %w: %w", to, ErrUnverified, err)
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.url = to
	return nil
}

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
