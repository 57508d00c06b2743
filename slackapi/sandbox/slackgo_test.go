package sandbox_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// The tests in this file use the sandbox through github.com/slack-go/slack, a
// client that knows nothing of us: what it can read, is as Slack sends it.

// acme is the demo, with its rich team, over HTTP, without rate limits.
func acme(t *testing.T) (*sandbox.Sandbox, world.World, string) {
	t.Helper()
	world := world.Demo(0)
	s, api := serve(t, world)
	return s, world, api
}

// serve is a world over HTTP, without rate limits.
func serve(t *testing.T, world world.World) (*sandbox.Sandbox, string) {
	t.Helper()
	s := sandbox.New(world, sandbox.Options{Unlimited: true})
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	return s, server.URL + "/api/"
}

// tokenOf is the token of that kind in the rich team.
func tokenOf(t *testing.T, world world.World, kind catalog.TokenKind) string {
	t.Helper()
	for _, c := range world.Credentials() {
		if c.Kind == kind && c.TeamID == world.Teams[0].ID {
			return c.Token
		}
	}
	t.Fatalf("the demo has no %s token", kind)
	return ""
}

// must is a value that a client was expected to get.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func TestSlackGoReadsIdentityTeamAndEmoji(t *testing.T) {
	t.Parallel()
	_, world, api := acme(t)
	team := world.Teams[0]
	for _, kind := range []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken} {
		client := slack.New(tokenOf(t, world, kind), slack.OptionAPIURL(api))
		who := must[*slack.AuthTestResponse](t)(client.AuthTestContext(t.Context()))
		if who.TeamID != string(team.ID) || who.Team != team.Name || who.URL != team.URL || who.UserID == "" || (who.BotID != "") != (kind == catalog.Bot) {
			t.Errorf("%s: auth.test reads %+v", kind, who)
		}
		info := must[*slack.TeamInfo](t)(client.GetTeamInfoContext(t.Context()))
		if info.ID != string(team.ID) || info.Name != team.Name || info.Domain != "acme-hq" {
			t.Errorf("%s: team.info reads %+v", kind, info)
		}
	}
	client := slack.New(tokenOf(t, world, catalog.Bot), slack.OptionAPIURL(api))
	if emoji := must[map[string]string](t)(client.GetEmojiContext(t.Context())); len(emoji) != len(team.Emoji) || emoji["go"] != "alias:ship-it" {
		t.Errorf("emoji.list reads %v", emoji)
	}
}

func TestSlackGoReadsPeople(t *testing.T) {
	t.Parallel()
	_, world, api := acme(t)
	team := world.Teams[0]
	client := slack.New(tokenOf(t, world, catalog.Bot), slack.OptionAPIURL(api))
	users := must[[]slack.User](t)(client.GetUsersContext(t.Context(), slack.GetUsersOptionLimit(10)))
	if len(users) != len(team.Users) {
		t.Errorf("users.list has %d of %d people", len(users), len(team.Users))
	}
	for _, want := range team.Users {
		got := must[*slack.User](t)(client.GetUserInfoContext(t.Context(), string(want.ID)))
		if got.Name != want.Name || got.RealName != want.RealName || got.IsBot != want.Bot || got.Deleted != want.Deleted || got.TeamID != string(team.ID) {
			t.Errorf("users.info reads %+v, want %+v", got, want)
		}
	}
	if _, err := client.GetUserInfoContext(t.Context(), "U0NOBODY"); err == nil || err.Error() != "user_not_found" {
		t.Errorf("a stranger: %v", err)
	}
}

// pages reads all pages of a list.
func pages[E any](t *testing.T, page func(cursor string) ([]E, string, error)) []E {
	t.Helper()
	var all []E
	seen := map[string]bool{}
	for cursor, more := "", true; more; more = cursor != "" {
		next, after, err := page(cursor)
		if err != nil {
			t.Fatal(err)
		}
		if seen[cursor] {
			t.Fatalf("cursor %q came twice: the list has no end", cursor)
		}
		seen[cursor] = true
		all, cursor = append(all, next...), after
	}
	return all
}

func TestSlackGoReadsConversations(t *testing.T) {
	t.Parallel()
	_, w, api := acme(t)
	client := slack.New(tokenOf(t, w, catalog.UserToken), slack.OptionAPIURL(api))
	types := []string{"public_channel", "private_channel", "mpim", "im"}
	listed := pages(t, func(cursor string) ([]slack.Channel, string, error) {
		return client.GetConversationsContext(t.Context(), &slack.GetConversationsParameters{Cursor: cursor, Limit: 3, Types: types})
	})
	own := pages(t, func(cursor string) ([]slack.Channel, string, error) {
		return client.GetConversationsForUserContext(t.Context(), &slack.GetConversationsForUserParameters{Cursor: cursor, Limit: 3, Types: types})
	})
	byID := map[string]slack.Channel{}
	for _, c := range listed {
		if _, again := byID[c.ID]; again {
			t.Errorf("%s is listed twice", c.ID)
		}
		byID[c.ID] = c
	}
	in := w.Teams[0].Installs[slices.IndexFunc(w.Teams[0].Installs, func(in world.Install) bool {
		return in.Token == tokenOf(t, w, catalog.UserToken)
	})]
	member := 0
	for _, g := range in.Grants {
		member += len(g.Resources.IDs)
	}
	if len(own) != member {
		t.Errorf("users.conversations has %d of %d", len(own), member)
	}
	for _, c := range own {
		if _, found := byID[c.ID]; !found {
			t.Errorf("conversations.list lacks %s, where the token is", c.ID)
		}
	}
	for _, want := range w.Teams[0].Conversations {
		listed, seen := byID[string(want.ID)]
		if !seen {
			continue
		}
		got := must[*slack.Channel](t)(client.GetConversationInfoContext(t.Context(), &slack.GetConversationInfoInput{ChannelID: string(want.ID), IncludeNumMembers: true}))
		for _, c := range []slack.Channel{listed, *got} {
			if c.Name != want.Name || c.IsIM != (want.Type == catalog.IM || want.Type == catalog.AppHome) || c.IsArchived != want.Archived || c.User != string(want.User) {
				t.Errorf("%s reads %+v, want %+v", want.ID, c, want)
			}
		}
	}
	channel := own[0].ID
	members := pages(t, func(cursor string) ([]string, string, error) {
		return client.GetUsersInConversationContext(t.Context(), &slack.GetUsersInConversationParameters{ChannelID: channel, Cursor: cursor, Limit: 5})
	})
	if slices.Sort(members); len(members) == 0 || len(slices.Compact(members)) != len(members) {
		t.Errorf("the members of %s are %v", channel, members)
	}
}

func TestSlackGoPostsMessages(t *testing.T) {
	t.Parallel()
	_, w, api := acme(t)
	in := w.Teams[0].Installs[slices.IndexFunc(w.Teams[0].Installs, func(in world.Install) bool {
		return in.Token == tokenOf(t, w, catalog.Bot)
	})]
	client := slack.New(in.Token, slack.OptionAPIURL(api))
	to := string(in.Grants[0].Resources.IDs[0])
	channel, ts, err := client.PostMessageContext(t.Context(), to, slack.MsgOptionText("good morning", false))
	if err != nil || channel != to || ts == "" {
		t.Errorf("posted to %q at %q: %v", channel, ts, err)
	}
	if _, _, err := client.PostMessageContext(t.Context(), "C0NOWHERE", slack.MsgOptionText("hello?", false)); err == nil || err.Error() != "channel_not_found" {
		t.Errorf("nowhere: %v", err)
	}
	if _, _, err := client.PostMessageContext(t.Context(), to); err == nil || err.Error() != "no_text" {
		t.Errorf("nothing: %v", err)
	}
}

func TestSlackGoMeetsRefusals(t *testing.T) {
	t.Parallel()
	s, world, api := acme(t)
	bot := tokenOf(t, world, catalog.Bot)
	client := slack.New(bot, slack.OptionAPIURL(api))
	if err := s.RemoveScopes(bot, "users:read"); err != nil {
		t.Fatal(err)
	}
	_, err := client.GetUserInfoContext(t.Context(), "U1")
	refused, is := errors.AsType[slack.SlackErrorResponse](err)
	if !is || refused.Err != "missing_scope" || refused.Needed != "users:read" || refused.Provided == "" {
		t.Errorf("without the scope: %+v", err)
	}
	if err := s.AddFault(sandbox.Fault{Method: "auth.test", Error: "ratelimited", Count: 1}); err != nil {
		t.Fatal(err)
	}
	_, err = client.AuthTestContext(t.Context())
	if limited, is := errors.AsType[*slack.RateLimitedError](err); !is || limited.RetryAfter != 30*time.Second {
		t.Errorf("rate limited: %v", err)
	}
	if _, err := client.ListRemindersContext(t.Context()); err == nil || err.Error() != "unknown_method" {
		t.Errorf("a method that is not here: %v", err)
	}
	if _, err := client.SendAuthRevokeContext(t.Context(), bot); err != nil {
		t.Errorf("auth.revoke: %v", err)
	}
	if _, err := client.AuthTestContext(t.Context()); err == nil || err.Error() != "token_revoked" {
		t.Errorf("a revoked token: %v", err)
	}
}

func TestSlackGoInstallsAnApp(t *testing.T) {
	t.Parallel()
	s, w, api := acme(t)
	app, team := w.Apps[0], w.Teams[0]
	code, err := s.Authorize(world.Authorization{
		ClientID: app.ClientID, Team: team.ID, User: s.People(team.ID)[0].ID,
		Scopes: []catalog.Scope{"chat:write", "users:read"}, UserScopes: []catalog.Scope{"team:read"}, Version2: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	at := slack.OAuthOptionAPIURL(api)
	got := must[*slack.OAuthV2Response](t)(slack.GetOAuthV2ResponseContext(t.Context(), http.DefaultClient, app.ClientID, app.ClientSecret, code, "", at))
	if got.TokenType != "bot" || got.Team.ID != string(team.ID) || got.AppID != app.ID || got.AuthedUser.AccessToken == "" {
		t.Errorf("oauth.v2.access reads %+v", got)
	}
	for _, token := range []string{got.AccessToken, got.AuthedUser.AccessToken} {
		if _, err := slack.New(token, slack.OptionAPIURL(api)).AuthTestContext(t.Context()); err != nil {
			t.Errorf("the new token: %v", err)
		}
	}
	if _, err := slack.GetOAuthV2ResponseContext(t.Context(), http.DefaultClient, app.ClientID, app.ClientSecret, code, "", at); err == nil {
		t.Error("a code is exchanged twice")
	}
}

// TestSlackGoHearsWhatIsSent checks signatures, commands, clicks and events with
// the library's own parsers.
func TestSlackGoHearsWhatIsSent(t *testing.T) {
	t.Parallel()
	world := world.Demo(0)
	team := world.Teams[0].ID
	s := sandbox.New(world, sandbox.Options{}) // of the present, because the library looks at the age of signatures
	heard := make(chan string, 10)
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		said, err := hearWithSlackGo(w, r)
		if err != nil {
			said = err.Error()
		}
		heard <- said
	}))
	t.Cleanup(app.Close)
	t.Cleanup(s.Close)
	user := s.People(team)[0]
	for _, step := range []struct {
		do   func() error
		want string
	}{
		{func() error { return s.SetRequestURL(t.Context(), app.URL) }, "url_verification"},
		{func() error { _, err := s.RunCommand(t.Context(), team, user.ID, "/standup now"); return err }, "/standup now " + user.Name},
		{func() error { _, err := s.Click(t.Context(), team, user.ID, "allow"); return err }, "block_actions allow " + user.Name},
		{func() error { return s.RevokeToken(world.Teams[1].Installs[0].Token) }, "tokens_revoked"},
		{func() error { return s.Uninstall(team) }, "app_uninstalled"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != step.want {
			t.Errorf("heard %q, want %q", got, step.want)
		}
	}
}

// hearWithSlackGo says what came in, in a few words.
func hearWithSlackGo(w http.ResponseWriter, r *http.Request) (string, error) {
	verifier, err := slack.NewSecretsVerifier(r.Header, sandbox.DefaultSigningSecret)
	if err != nil {
		return "", err
	}
	body, err := io.ReadAll(io.TeeReader(r.Body, &verifier))
	if err != nil {
		return "", err
	}
	if err := verifier.Ensure(); err != nil {
		return "", err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	if r.Header.Get("Content-Type") == "application/json" {
		event, err := slackevents.ParseEvent(body, slackevents.OptionNoVerifyToken())
		if challenge, is := event.Data.(*slackevents.EventsAPIURLVerificationEvent); is {
			_, _ = io.WriteString(w, challenge.Challenge)
			return event.Type, err
		}
		return event.InnerEvent.Type, err
	}
	if command, err := slack.SlashCommandParse(r); err != nil || command.Command != "" {
		return command.Command + " " + command.Text + " " + command.UserName, err
	}
	click, err := slack.InteractionCallbackParse(r)
	if err != nil {
		return "", err
	}
	return string(click.Type) + " " + click.ActionCallback.BlockActions[0].ActionID + " " + click.User.Name, nil
}
