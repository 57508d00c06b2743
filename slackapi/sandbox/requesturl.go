package sandbox

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
// answer the url_verification handshake, or it is not set.
func (s *Sandbox) SetRequestURL(ctx context.Context, to string) error {
	if to != "" {
		if err := world.CheckRequestURL(to); err != nil {
			return fmt.Errorf("setting the request URL: %w", err)
		}
		if err := s.verify(ctx, to); err != nil {
			return fmt.Errorf("verifying the request URL %s: %w: %w", to, ErrUnverified, err)
		}
	}
	s.outbox.mu.Lock()
	defer s.outbox.mu.Unlock()
	s.outbox.url = to
	return nil
}

// RequestURL is where events, commands and clicks are sent; empty is nowhere.
func (s *Sandbox) RequestURL() string { return s.outbox.target() }

type handshake struct {
	Token     string `json:"token"`
	Challenge string `json:"challenge"`
	Type      string `json:"type"`
}

// verify asks an app to send a challenge back.
func (s *Sandbox) verify(ctx context.Context, to string) error {
	s.mu.Lock()
	challenge := s.ids.Opaque()
	s.mu.Unlock()
	body, _ := json.Marshal(handshake{verificationToken, challenge, "url_verification"}) // strings only: it cannot fail
	got, err := s.outbox.post(ctx, to, parcel{media: jsonMedia, body: body})
	if err != nil {
		return err
	}
	if subtle.ConstantTimeCompare([]byte(returned(got.body)), []byte(challenge)) != 1 {
		return errWrongChallenge
	}
	return nil
}

// returned finds the challenge in an answer: Slack takes plain text, a form and JSON.
func returned(body []byte) string {
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
