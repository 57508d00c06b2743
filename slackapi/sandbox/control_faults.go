package sandbox

import (
	"net/http"

	"periscope/slackapi/record"
)

func (s *Sandbox) postFaults(r *http.Request) (any, error) {
	var f Fault
	if err := readJSON(r, &f); err != nil {
		return nil, err
	}
	return accepted, s.AddFault(f)
}

type faultsReply struct {
	success
	Faults []Fault `json:"faults"`
}

func (s *Sandbox) getFaults(*http.Request) (any, error) {
	return faultsReply{accepted, s.Faults()}, nil
}

func (s *Sandbox) deleteFaults(*http.Request) (any, error) {
	s.ClearFaults()
	return accepted, nil
}

type journalReply struct {
	success
	Calls []record.Call `json:"calls"`
}

func (s *Sandbox) getJournal(*http.Request) (any, error) {
	return journalReply{accepted, s.Journal()}, nil
}
