package control

import (
	"errors"
	"fmt"
	"net/http"

	"periscope/slackapi/sandbox/socketmode"
	"periscope/slackapi/sandbox/webapi"
)

type socketModeReply struct {
	webapi.Success
	Apps []socketmode.Status `json:"apps"`
}

func (p *Plane) getSocketMode(*http.Request) (any, error) {
	return socketModeReply{webapi.Accepted, p.Connections.All()}, nil
}

type disconnectedReply struct {
	webapi.Success
	Connections int `json:"connections"` // that were told to disconnect
}

// postSocketMode turns Socket Mode of an app on or off, or has its connections end.
func (p *Plane) postSocketMode(r *http.Request) (any, error) {
	var ask struct {
		App        string `json:"app"`
		On         *bool  `json:"on"`
		Disconnect string `json:"disconnect"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	switch {
	case !p.State.HasApp(ask.App):
		return nil, fmt.Errorf("changing Socket Mode: the sandbox has no app %q", ask.App)
	case (ask.On != nil) == (ask.Disconnect != ""):
		return nil, errors.New(`changing Socket Mode: write "on", which is true or false, or "disconnect" and a reason`)
	case ask.On != nil:
		return disconnectedReply{webapi.Accepted, p.Connections.Set(ask.App, *ask.On)}, nil
	}
	told, err := p.Connections.Disconnect(ask.App, ask.Disconnect)
	return disconnectedReply{webapi.Accepted, told}, err
}
