package control

import (
	"fmt"
	"net/http"
	"time"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/delivery"
	"periscope/slackapi/sandbox/webapi"
)

func (p *Plane) postFaults(r *http.Request) (any, error) {
	var ask struct {
		webapi.Fault
		Count *int `json:"count"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	if ask.Count != nil {
		if *ask.Count < 1 {
			return nil, fmt.Errorf(`adding a fault: "count" is %d, and must be at least 1: leave it out to spoil all calls`, *ask.Count)
		}
		ask.Fault.Count = *ask.Count
	}
	return webapi.Accepted, p.Faults.Add(ask.Fault)
}

type faultsReply struct {
	webapi.Success
	Faults []webapi.Fault `json:"faults"`
}

func (p *Plane) getFaults(*http.Request) (any, error) {
	return faultsReply{webapi.Accepted, p.Faults.All()}, nil
}

func (p *Plane) deleteFaults(*http.Request) (any, error) {
	p.Faults.Clear()
	return webapi.Accepted, nil
}

type journalReply struct {
	webapi.Success
	Calls []record.Call `json:"calls"`
}

func (p *Plane) getJournal(*http.Request) (any, error) {
	return journalReply{webapi.Accepted, p.Journal.Calls()}, nil
}

func (p *Plane) postRequestURL(r *http.Request) (any, error) {
	var set struct {
		App string `json:"app"`
		delivery.URLs
	}
	if err := readJSON(r, &set); err != nil {
		return nil, err
	}
	if set.App != "" && p.State.AppByID(set.App) == nil {
		return nil, fmt.Errorf("setting the request URL: the sandbox has no app %q", set.App)
	}
	return webapi.Accepted, p.Outbox.SetURLs(r.Context(), set.App, set.URLs, p.State.NewSecret)
}

type requestURLReply struct {
	webapi.Success
	delivery.URLs
}

func (p *Plane) getRequestURL(r *http.Request) (any, error) {
	return requestURLReply{webapi.Accepted, p.Outbox.URLs(r.URL.Query().Get("app"))}, nil
}

type clockReply struct {
	webapi.Success
	Now time.Time `json:"now"`
}

func (p *Plane) getClock(*http.Request) (any, error) {
	return clockReply{webapi.Accepted, p.Clock.Now()}, nil
}

// maxAdvance is how far the clock is advanced at once: far enough for any token.
const maxAdvance = 366 * 24 * time.Hour

// postClock advances the clock: of retries, tokens, triggers, codes and rate limits.
func (p *Plane) postClock(r *http.Request) (any, error) {
	var ask struct {
		Advance string `json:"advance"`
	}
	if err := readJSON(r, &ask); err != nil {
		return nil, err
	}
	by, err := time.ParseDuration(ask.Advance)
	if err != nil || by <= 0 || by > maxAdvance {
		return nil, fmt.Errorf(`advancing the clock: "advance" is %q, and must be a time as in "90s", "5m" or "12h"`, ask.Advance)
	}
	p.Clock.Advance(by)
	return clockReply{webapi.Accepted, p.Clock.Now()}, nil
}

func (p *Plane) postReset(*http.Request) (any, error) {
	p.Reset()
	return webapi.Accepted, nil
}
