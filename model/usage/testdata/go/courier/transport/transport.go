package transport

import "net/http"

const apiRoot = "https://slack.com/api"

type Caller struct{ token string }

// Submit calls a method. Submit("pins.list") is an example.
func (t *Caller) Submit(name string, body any) error { return t.roundTrip(name, body) }

func (t *Caller) roundTrip(name string, body any) error {
	_, err := http.Post(apiRoot+"/"+name, "application/json", encode(body))
	return err
}
