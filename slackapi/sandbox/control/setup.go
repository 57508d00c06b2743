package control

import (
	"net/http"

	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/webapi"
)

func (p *Plane) postFaults(r *http.Request) (any, error) {
	var f webapi.Fault
	if err := readJSON(r, &f); err != nil {
		return nil, err
	}
	return webapi.Accepted, p.Faults.Add(f)
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
		URL string `json:"url"`
	}
	if err := readJSON(r, &set); err != nil {
		return nil, err
	}
	return webapi.Accepted, p.Outbox.SetRequestURL(r.Context(), set.URL, p.State.NewSecret)
}

type requestURLReply struct {
	webapi.Success
	URL string `json:"url"`
}

func (p *Plane) getRequestURL(*http.Request) (any, error) {
	return requestURLReply{webapi.Accepted, p.Outbox.RequestURL()}, nil
}

func (p *Plane) postReset(*http.Request) (any, error) {
	p.Reset()
	return webapi.Accepted, nil
}
