package watch_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"

	slackgo "github.com/slack-go/slack"

	"periscope/model/catalog"
)

// reply is what apps look at of Slack's answers.
type reply struct {
	OK          bool   `json:"ok"`
	Error       string `json:"error"`
	Needed      string `json:"needed"`
	TS          string `json:"ts"`
	UploadURL   string `json:"upload_url"`
	FileID      string `json:"file_id"`
	AccessToken string `json:"access_token"`
	Channel     any    `json:"channel"` // an object, or an id
	Channels    []struct {
		ID string `json:"id"`
	} `json:"channels"`
}

func (r reply) channel() string {
	switch c := r.Channel.(type) {
	case string:
		return c
	case map[string]any:
		id, _ := c["id"].(string)
		return id
	}
	return ""
}

// slack is a client that knows of no proxy: it calls Slack's own address.
type slack struct {
	ctx   context.Context
	token string
}

// call calls a method. What Slack refuses ends the app.
func (s slack) call(method string, args ...string) reply {
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r, err := http.NewRequestWithContext(s.ctx, http.MethodPost, "https://slack.com/api/"+method, strings.NewReader(form.Encode()))
	if err != nil {
		panic(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		panic(err)
	}
	defer resp.Body.Close() //nolint:errcheck // it is read
	var answer reply
	if err := json.NewDecoder(resp.Body).Decode(&answer); err != nil {
		panic(err)
	}
	if !answer.OK {
		panic(fmt.Errorf("%s: %s %s", method, answer.Error, answer.Needed))
	}
	return answer
}

// renewed is the token that a refresh token brings.
func (s slack) renewed(refresh string) string {
	return slack{ctx: s.ctx}.call("oauth.v2.access", "client_id", "1.2", "client_secret", "made-up", "grant_type", "refresh_token",
		"refresh_token", refresh).AccessToken
}

// upload sends a file to the address that Slack gave for it.
func (s slack) upload(to, content string) {
	r, err := http.NewRequestWithContext(s.ctx, http.MethodPost, to, strings.NewReader(content))
	if err != nil {
		panic(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		panic(err)
	}
	_ = resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		panic(resp.Status)
	}
}

// app is a small app, and the scopes that it needs.
type app struct {
	kind  catalog.TokenKind
	needs []catalog.Scope
	run   func(s slack)
}

const (
	botToken     = "xoxb-" + "sandbox-watched"
	userToken    = "xoxp-" + "sandbox-watched"
	refreshToken = "xoxe-" + "sandbox-watched"
	userRefresh  = "xoxe-" + "sandbox-watched-person"
)

// apps are of known needs. Their tokens hold more.
var apps = map[string]app{
	"reader": {catalog.Bot, []catalog.Scope{"channels:history", "channels:read"}, func(s slack) {
		s.call("auth.test")
		s.call("conversations.history", "channel", s.call("conversations.list").Channels[0].ID)
	}},
	"direct messages": {catalog.Bot, []catalog.Scope{"chat:write", "im:history", "im:write"}, func(s slack) {
		dm := s.call("conversations.open", "users", "U1").channel()
		s.call("chat.postMessage", "channel", dm, "text", "hello")
		s.call("conversations.history", "channel", dm)
	}},
	"group direct messages": {catalog.Bot, []catalog.Scope{"chat:write", "mpim:history", "mpim:write"}, func(s slack) {
		group := s.call("conversations.open", "users", "U1,U4").channel()
		s.call("chat.postMessage", "channel", group, "text", "hello")
		s.call("conversations.history", "channel", group)
	}},
	"pins": {catalog.Bot, []catalog.Scope{"chat:write", "pins:read", "pins:write"}, func(s slack) {
		ts := s.call("chat.postMessage", "channel", "C1", "text", "pin me").TS
		s.call("pins.add", "channel", "C1", "timestamp", ts)
		s.call("pins.list", "channel", "C1")
		s.call("pins.remove", "channel", "C1", "timestamp", ts)
	}},
	"reactions": {catalog.Bot, []catalog.Scope{"chat:write", "reactions:read", "reactions:write"}, func(s slack) {
		ts := s.call("chat.postMessage", "channel", "C1", "text", "like me").TS
		s.call("reactions.add", "channel", "C1", "timestamp", ts, "name", "thumbsup")
		s.call("reactions.get", "channel", "C1", "timestamp", ts)
	}},
	"private channels": {catalog.Bot, []catalog.Scope{"groups:history", "groups:read"}, func(s slack) {
		for _, c := range s.call("conversations.list", "types", "private_channel").Channels {
			s.call("conversations.history", "channel", c.ID)
			s.call("conversations.members", "channel", c.ID)
		}
	}},
	"directory": {catalog.Bot, []catalog.Scope{"users:read", "users:read.email"}, func(s slack) {
		s.call("users.list")
		s.call("users.lookupByEmail", "email", "ada@watched.example")
	}},
	"channel maker": {catalog.Bot, []catalog.Scope{"channels:manage", "chat:write"}, func(s slack) {
		made := s.call("conversations.create", "name", "made").channel()
		s.call("conversations.invite", "channel", made, "users", "U1")
		s.call("chat.postMessage", "channel", made, "text", "welcome")
	}},
	"joiner": {catalog.Bot, []catalog.Scope{"channels:join", "channels:read", "chat:write"}, func(s slack) {
		s.call("conversations.list")
		s.call("conversations.join", "channel", "C3")
		s.call("chat.postMessage", "channel", "C3", "text", "here I am")
	}},
	"announcer": {
		catalog.Bot, []catalog.Scope{"channels:read", "chat:write", "chat:write.customize", "chat:write.public"}, func(s slack) {
			s.call("conversations.list")
			s.call("chat.postMessage", "channel", "C3", "text", "from outside", "username", "bell")
		},
	},
	"user token": {catalog.UserToken, []catalog.Scope{"channels:read", "emoji:read", "reactions:read"}, func(s slack) {
		s.token = userToken
		s.call("conversations.list")
		s.call("emoji.list")
		s.call("reactions.list")
	}},
	"rotating token": {catalog.Bot, []catalog.Scope{"team:read", "users:read"}, func(s slack) {
		s.call("team.info")
		s.token = s.renewed(refreshToken)
		s.call("users.info", "user", "U4")
	}},
	"rotating user token": {catalog.UserToken, []catalog.Scope{"groups:history", "groups:read", "pins:read"}, func(s slack) {
		s.token = userToken
		private := s.call("conversations.list", "types", "private_channel").Channels[0].ID
		s.token = s.renewed(userRefresh)
		s.call("conversations.history", "channel", private)
		s.call("pins.list", "channel", private)
	}},
	"file uploader": {catalog.Bot, []catalog.Scope{"channels:read", "files:write"}, func(s slack) {
		channel := s.call("conversations.list").Channels[0].ID
		at := s.call("files.getUploadURLExternal", "filename", "week.csv", "length", "4")
		s.upload(at.UploadURL, "a,b\n")
		s.call("files.completeUploadExternal", "files", `[{"id":"`+at.FileID+`"}]`, "channel_id", channel)
	}},
	"slack-go": {catalog.Bot, []catalog.Scope{"users:read"}, func(s slack) { directory(s.ctx, slackgo.New(s.token)) }},
	"slack-go, base URL": {catalog.Bot, []catalog.Scope{"users:read"}, func(s slack) {
		for _, name := range []string{"HTTPS_PROXY", "https_proxy"} {
			_ = os.Unsetenv(name)
		}
		directory(s.ctx, slackgo.New(s.token, slackgo.OptionAPIURL(os.Getenv("SLACK_API_URL"))))
	}},
	"quiet": {catalog.Bot, nil, func(slack) {}},
	"fails": {catalog.Bot, nil, func(slack) { panic(errors.New("as it always does")) }},
}

// directory asks whose token it is and who is in the team, as apps in Go do.
func directory(ctx context.Context, client *slackgo.Client) {
	if _, err := client.AuthTestContext(ctx); err != nil {
		panic(err)
	}
	if _, err := client.GetUsersContext(ctx, slackgo.GetUsersOptionLimit(2)); err != nil {
		panic(err)
	}
}

// runApp runs one of the apps, as a process of its own, and returns its exit status.
func runApp(ctx context.Context, name string) (status int) {
	defer func() {
		if value := recover(); value != nil {
			fmt.Println(value)
			status = 9
		}
	}()
	apps[name].run(slack{ctx, botToken})
	fmt.Println("done,", os.Getenv("SLACK_SIGNING_SECRET"))
	return 0
}
