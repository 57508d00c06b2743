// Package slack tells a channel when a parcel is late.
package slack

import (
	"bytes"
	"net/http"
)

// Settings come from a vault: where messages go, and with which token.
type Settings struct {
	Token   string `json:"token"`
	Address string `json:"address"`
	Hook    string `json:"hook"`
}

func (s Settings) ChatPostMessage(body []byte) error { // want: chat.postMessage
	request, err := http.NewRequest(http.MethodPost, s.Address, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+s.Token)
	_, err = http.DefaultClient.Do(request)
	return err
}

func (s Settings) ChatPostEphemeral(body []byte) error {
	_, err := http.Post(s.Hook, "application/json", bytes.NewReader(body)) // a webhook takes no token
	return err
}

func (s Settings) ReactionsAdd(name string) bool { return name != "" }
