package explore

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"periscope/cli/install"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/process"
	"periscope/slackapi/loopback"
	"periscope/slackapi/record"
	"periscope/slackapi/text"
	"periscope/ui"
)

// SandboxSource is a [StoredSource] whose server is a running sandbox of this machine: its
// people can be acted as, a [ui.Sandbox], and the calls that other programs make there
// are shown beside the explorer's own.
type SandboxSource struct {
	*StoredSource
	control controlPlane
	told    func(ui.Incoming)
	done    <-chan struct{} // is closed when the explorer ends

	mu      sync.Mutex
	own     map[string]int       // calls of the explorer that the journal has yet to show, by method and token
	prompts map[string]ui.Prompt // that were listed, by id
}

// sandboxCommand is the slash command that people run in the explorer.
const sandboxCommand = "/permit"

const (
	// answerTime is how long a sandbox of this machine may take to say that it is one.
	answerTime   = time.Second
	journalEvery = 500 * time.Millisecond
	maxReply     = 4 << 20
)

// AsSandbox returns the source as one whose people can be acted as, if the server that
// the user chose is a sandbox of this machine.
func AsSandbox(ctx context.Context, s *StoredSource) (*SandboxSource, bool) {
	root, err := url.Parse(s.APIURL)
	if err != nil || root.Scheme != "http" || !loopback.IsHost(root.Hostname()) {
		return nil, false
	}
	control := controlPlane{client: &http.Client{}, root: root.Scheme + "://" + root.Host + "/sandbox/"}
	done := ctx.Done()
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	var clock struct{ Now time.Time }
	if err := control.call(ctx, http.MethodGet, "clock", nil, &clock); err != nil || clock.Now.IsZero() {
		return nil, false
	}
	return &SandboxSource{
		StoredSource: s, control: control, told: func(ui.Incoming) {}, done: done, own: map[string]int{}, prompts: map[string]ui.Prompt{},
	}, true
}

// controlPlane is that of the sandbox, over HTTP.
type controlPlane struct {
	client *http.Client
	root   string
}

func (p controlPlane) call(ctx context.Context, verb, path string, send, into any) error {
	var body io.Reader
	if send != nil {
		encoded, err := json.Marshal(send)
		if err != nil {
			return err
		}
		body = bytes.NewReader(encoded)
	}
	r, err := http.NewRequestWithContext(ctx, verb, p.root+path, body)
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	response, err := p.client.Do(r)
	if err != nil {
		return fmt.Errorf("asking the sandbox: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(response.Body, maxReply))
	if err != nil {
		return fmt.Errorf("reading the sandbox's answer: %w", err)
	}
	var reply struct {
		OK    bool
		Error string
	}
	if err := json.Unmarshal(raw, &reply); err != nil {
		return fmt.Errorf("reading the sandbox's answer: %w", err)
	}
	if !reply.OK {
		return errors.New("the sandbox refuses: " + text.Clean(reply.Error))
	}
	return json.Unmarshal(raw, into)
}

// team is the id of the team of a key.
func (s *SandboxSource) team(ctx context.Context, key string) (model.TeamID, error) {
	if id := s.account(key).teamID(); id != "" {
		return id, nil
	}
	id, err := s.Identify(ctx, key)
	return id.Team.ID, err
}

// People implements [ui.Sandbox].
func (s *SandboxSource) People(ctx context.Context, key string) ([]ui.Person, error) {
	team, err := s.team(ctx, key)
	if err != nil {
		return nil, err
	}
	var reply struct {
		People []struct {
			ID       model.UserID
			Name     string
			RealName string `json:"real_name"`
		}
	}
	if err := s.control.call(ctx, http.MethodGet, "people?"+url.Values{"team": {string(team)}}.Encode(), nil, &reply); err != nil {
		return nil, err
	}
	var people []ui.Person
	for _, u := range reply.People {
		people = append(people, ui.Person{ID: u.ID, Name: text.Clean(cmp.Or(u.RealName, u.Name))})
	}
	return people, nil
}

// RunCommand implements [ui.Sandbox]. The trigger goes to the app, and comes back here: where a
// request waits for a user, it is sent with it.
func (s *SandboxSource) RunCommand(ctx context.Context, key string, user model.UserID) error {
	team, err := s.team(ctx, key)
	if err != nil {
		return err
	}
	var reply struct {
		TriggerID model.TriggerID `json:"trigger_id"`
	}
	ask := map[string]string{"team": string(team), "user": string(user), "app": s.account(key).appID(), "command": sandboxCommand}
	if err := s.control.call(ctx, http.MethodPost, "trigger", ask, &reply); err != nil {
		return err
	}
	s.told(ui.Incoming{At: time.Now(), Key: key, What: sandboxCommand + " by " + string(user), Trigger: reply.TriggerID, User: user})
	return nil
}

// Dialogs implements [ui.Sandbox].
func (s *SandboxSource) Dialogs(ctx context.Context, key string) ([]ui.Prompt, error) {
	team, err := s.team(ctx, key)
	if err != nil {
		return nil, err
	}
	people, err := s.People(ctx, key)
	if err != nil {
		return nil, err
	}
	var reply struct {
		Dialogs []struct {
			ID      string
			Team    model.TeamID
			AppName string `json:"app_name"`
			User    model.UserID
			For     model.Audience
			Asked   model.UserID `json:"asked_user"`
			Scopes  []catalog.Scope
			Trigger model.TriggerID `json:"trigger_id"`
		}
	}
	if err := s.control.call(ctx, http.MethodGet, "dialogs", nil, &reply); err != nil {
		return nil, err
	}
	var all []ui.Prompt
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, d := range reply.Dialogs {
		if d.Team != team {
			continue
		}
		prompt := ui.Prompt{ID: d.ID, User: ui.Person{ID: d.User, Name: string(d.User)}, App: text.Clean(d.AppName)}
		if at := slices.IndexFunc(people, func(p ui.Person) bool { return p.ID == d.User }); at >= 0 {
			prompt.User = people[at]
		}
		prompt.Request = model.Request{For: d.For, User: d.Asked, Scopes: d.Scopes}
		s.prompts[d.ID] = prompt
		all = append(all, prompt)
	}
	return all, nil
}

// Answer implements [ui.Sandbox]. The sandbox tells the app; the explorer learns it here.
func (s *SandboxSource) Answer(ctx context.Context, key, dialog string, approve bool) error {
	team, err := s.team(ctx, key)
	if err != nil {
		return err
	}
	answer := map[bool]string{true: "approve", false: "deny"}[approve]
	path := "dialogs/" + url.PathEscape(dialog)
	if err := s.control.call(ctx, http.MethodPost, path, map[string]string{"answer": answer}, &struct{}{}); err != nil {
		return err
	}
	s.mu.Lock()
	prompt, listed := s.prompts[dialog]
	delete(s.prompts, dialog)
	s.mu.Unlock()
	if listed {
		e := eventOf(team, prompt.Request, approve)
		s.told(ui.Incoming{At: time.Now(), Key: key, What: string(e.Kind()), User: prompt.User.ID, Event: e})
	}
	return nil
}

// eventOf is the event that follows from the answer to a request.
func eventOf(team model.TeamID, r model.Request, approved bool) model.Event {
	switch {
	case r.For == model.ForUser && approved:
		return model.UserResourceGranted{User: r.User, Scopes: r.Scopes}
	case r.For == model.ForUser:
		return model.UserResourceDenied{User: r.User, Scopes: r.Scopes}
	case approved:
		return model.ScopeGranted{Team: team, Scopes: r.Scopes}
	}
	return model.ScopeDenied{Scopes: r.Scopes}
}

// Listening implements [ui.Requester]: triggers come from the people who are acted as.
func (s *SandboxSource) Listening() string {
	return cmp.Or(s.StoredSource.Listening(), s.control.root)
}

// OnIncoming implements [ui.Requester].
func (s *SandboxSource) OnIncoming(told func(ui.Incoming)) {
	s.told = told
	s.StoredSource.OnIncoming(told)
}

// OnCall implements [ui.CallReporter]: the explorer's own calls, and then those that the journal
// of the sandbox has of others.
func (s *SandboxSource) OnCall(told func(ui.Call)) {
	s.StoredSource.OnCall(func(c ui.Call) {
		s.mu.Lock()
		s.own[c.Method+" "+s.account(c.Key).Team.Token]++
		s.mu.Unlock()
		told(c)
	})
	process.Go(func() { s.followJournal(told) })
}

// followJournal reads the sandbox's journal until the source is closed, and tells of the calls of
// apps. It tells of a call one reading later, when the answer to a call of the explorer's own has
// arrived.
func (s *SandboxSource) followJournal(told func(ui.Call)) {
	seen, waiting := -1, []record.Call(nil)
	tick := time.NewTicker(journalEvery)
	defer tick.Stop()
	for {
		select {
		case <-s.done:
			return
		case <-tick.C:
		}
		var reply struct{ Calls []record.Call }
		ctx, cancel := context.WithTimeout(context.Background(), answerTime)
		err := s.control.call(ctx, http.MethodGet, "journal", nil, &reply)
		cancel()
		if err != nil {
			continue // it is busy, or was ended and may come again
		}
		last := 0
		if n := len(reply.Calls); n > 0 {
			last = reply.Calls[n-1].Number
		}
		switch {
		case seen < 0: // from now on
			s.forgetOwn()
		case last < seen: // it was reset
			seen = 0
		}
		for _, c := range waiting {
			if !s.isOwn(c) {
				told(s.journalCall(c))
			}
		}
		waiting = nil
		for _, c := range reply.Calls {
			if seen >= 0 && c.Number > seen {
				waiting = append(waiting, c)
			}
		}
		seen = last
	}
}

func (s *SandboxSource) forgetOwn() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.own)
}

// isOwn reports whether a call of the journal is one that the explorer made and told of.
func (s *SandboxSource) isOwn(c record.Call) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := c.Method + " " + c.Token
	if s.own[at] == 0 {
		return false
	}
	s.own[at]--
	return true
}

// Install implements [ui.Installer]. The explorer has asked the person, so the page is opened and
// followed to its end, as a browser would.
func (s *SandboxSource) Install(ctx context.Context, key string, asks model.Install) error {
	approves := url.Values{}
	if id, known := s.Identity(key); known && s.Account(key).Kind == catalog.UserToken {
		approves.Set("user", string(id.User))
	}
	played := *s.StoredSource
	played.approve = func(page install.ApprovalPage) error { return install.Approve(ctx, page.URL, approves) }
	return played.Install(ctx, key, asks)
}

// journalCall is a call of another program, under the team that it is about if that is listed.
func (s *SandboxSource) journalCall(c record.Call) ui.Call {
	call := ui.Call{
		At: c.At, Method: text.Clean(c.Method), Code: text.Clean(c.Outcome), Reply: "from another program, as the sandbox's journal has it",
	}
	if c.Outcome == "ok" {
		call.Code = ""
	}
	args := url.Values{}
	for name, value := range c.Arguments {
		args.Set(name, value)
	}
	call.Args = args.Encode()
	for _, t := range s.Teams() {
		same := t.ID == c.Team || s.account(t.Key).teamID() == c.Team
		if same && (call.Key == "" || strings.HasPrefix(c.Token, t.Token)) {
			call.Key = t.Key
		}
	}
	return call
}
