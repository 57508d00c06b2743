package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// standup is the app to be tested. On its slash command it asks for what it
// lacks, and once that is granted it looks where it may work now.
type standup struct {
	api, token string
	heard      chan string // what it did, for the test
}

func (app *standup) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("Content-Type") == "application/x-www-form-urlencoded" { // a slash command
		err := app.call("apps.permissions.request", url.Values{
			"scopes": {"pins:read"}, "trigger_id": {r.FormValue("trigger_id")},
		}, nil)
		app.heard <- fmt.Sprintf("asked: %v", err)
		return
	}
	var message struct {
		Challenge string
		Event     struct{ Type string }
	}
	if err := json.NewDecoder(r.Body).Decode(&message); err != nil {
		app.heard <- err.Error()
	}
	if message.Challenge != "" {
		fmt.Fprint(w, message.Challenge)
		return
	}
	var granted struct {
		Info map[string]struct{ Scopes []string }
	}
	err := app.call("apps.permissions.info", nil, &granted)
	app.heard <- fmt.Sprintf("%s: %v %v", message.Event.Type, granted.Info["channel"].Scopes, err)
}

// call calls a method of the Web API, and reads its answer.
func (app *standup) call(method string, args url.Values, answer any) error {
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, app.api+method, strings.NewReader(args.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Authorization", "Bearer "+app.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer func() { _ = response.Body.Close() }()
	if answer == nil {
		answer = new(any)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}

// A test installs an app in a world of its own, and plays those who use it.
func Example() {
	const (
		team  = model.TeamID("T0ACME")
		ada   = model.UserID("U0ADA")
		token = "xoxa-sandbox-standup"
	)
	slack := sandbox.New(world.World{Teams: []world.Team{{
		ID:            team,
		Users:         []world.User{{ID: "U0APP", Bot: true}, {ID: ada, Name: "ada"}},
		Conversations: []world.Conversation{{ID: "C0GENERAL", Type: catalog.Channel, Name: "general"}},
		Installs: []world.Install{{
			Token: token, AppID: "A0STANDUP", AppName: "Standup", AppUser: "U0APP",
			Grants: []model.Grant{{
				Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"},
				Resources: model.ResourceSet{Wildcard: true},
			}},
		}},
	}}}, sandbox.Options{})
	defer slack.Close()
	api := httptest.NewServer(slack)
	defer api.Close()
	app := &standup{api: api.URL + "/api/", token: token, heard: make(chan string, 1)}
	listener := httptest.NewServer(app)
	defer listener.Close()
	ctx := context.Background()
	if err := slack.SetRequestURL(ctx, listener.URL); err != nil {
		fmt.Println(err)
		return
	}

	if _, err := slack.RunCommand(ctx, team, ada, "/standup"); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(<-app.heard)
	dialog := slack.Dialogs(team)[0]
	fmt.Println(dialog.AppName, "asks", dialog.User, "for", dialog.Scopes)
	if err := slack.Answer(dialog.ID, true); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(<-app.heard)
	// Output:
	// asked: <nil>
	// Standup asks U0ADA for [pins:read]
	// scope_granted: [chat:write pins:read] <nil>
}
