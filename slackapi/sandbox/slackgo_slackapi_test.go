package sandbox_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox/world"
)

// The tests in this file have two clients read one sandbox: slack-go, which
// knows nothing of us, and ours. What they read must be the same.

// ours is our client with a token.
func ours(t *testing.T, api, secret string) *slackapi.Client {
	t.Helper()
	token, err := model.ParseToken(secret)
	if err != nil {
		t.Fatal(err)
	}
	client, err := slackapi.New(api, token)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// botAndUserTokens are the tokens of bots and people in the world.
func botAndUserTokens(world world.World) map[string]catalog.TokenKind {
	tokens := map[string]catalog.TokenKind{}
	for _, c := range world.Credentials() {
		if c.Kind == catalog.Bot || c.Kind == catalog.UserToken {
			tokens[c.Token] = c.Kind
		}
	}
	return tokens
}

func TestSlackGoAndWeReadOneIdentity(t *testing.T) {
	t.Parallel()
	_, world, api := acme(t)
	tokens := botAndUserTokens(world)
	if len(tokens) != 4 {
		t.Fatalf("the demo has %d bot and user tokens", len(tokens))
	}
	for token := range tokens {
		var scopes []catalog.Scope
		client := slack.New(token, slack.OptionAPIURL(api), slack.OptionOnResponseHeaders(func(_ string, h http.Header) {
			for name := range strings.SplitSeq(h.Get("X-OAuth-Scopes"), ",") {
				scopes = append(scopes, catalog.Scope(name))
			}
		}))
		theirs := must[*slack.AuthTestResponse](t)(client.AuthTestContext(t.Context()))
		want := model.Identity{
			Team: model.Team{ID: model.TeamID(theirs.TeamID), Name: theirs.Team, URL: theirs.URL},
			User: model.UserID(theirs.UserID), UserName: theirs.User, BotID: theirs.BotID, Scopes: scopes, ScopesSent: true,
		}
		got := must[model.Identity](t)(ours(t, api, token).AuthTest(t.Context()))
		got.AppID, got.AppName = "", "" // which slack-go does not read
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-slack-go +ours):\n%s", token, diff)
		}
	}
}

// wordsFor are Slack's words for the types of conversations that a token may read.
func wordsFor(scopes []catalog.Scope) []string {
	var words []string
	for scope, word := range map[catalog.Scope]string{
		"channels:read": "public_channel", "groups:read": "private_channel", "mpim:read": "mpim", "im:read": "im",
	} {
		if slices.Contains(scopes, scope) {
			words = append(words, word)
		}
	}
	return words
}

// resource is a conversation of slack-go's as we would have it.
func resource(c slack.Channel, kind catalog.TokenKind) model.Resource {
	r := model.Resource{Type: catalog.Channel, ID: model.ResourceID(c.ID), Name: c.Name, User: model.UserID(c.User), Archived: c.IsArchived}
	switch {
	case c.IsIM && kind == catalog.Bot:
		r.Type = catalog.AppHome
	case c.IsIM:
		r.Type = catalog.IM
	case c.IsMpIM:
		r.Type = catalog.MPIM
	case c.IsPrivate:
		r.Type = catalog.Group
	}
	return r
}

// compare tells where two lists differ, whatever their order.
func compare(t *testing.T, what string, theirs []slack.Channel, kind catalog.TokenKind, got []model.Resource) {
	t.Helper()
	var want []model.Resource
	for _, c := range theirs {
		want = append(want, resource(c, kind))
	}
	byID := func(a, b model.Resource) int { return strings.Compare(string(a.ID), string(b.ID)) }
	slices.SortFunc(want, byID)
	slices.SortFunc(got, byID)
	if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
		t.Errorf("%s: %d conversations (-slack-go +ours):\n%s", what, len(got), diff)
	}
}

func TestSlackGoAndWeReadTheSameConversations(t *testing.T) {
	t.Parallel()
	_, world, api := acme(t)
	for token, kind := range botAndUserTokens(world) {
		client, we := slack.New(token, slack.OptionAPIURL(api)), ours(t, api, token)
		id := must[model.Identity](t)(we.AuthTest(t.Context()))
		types := wordsFor(id.Scopes)

		var p model.Permissions
		for next, err := range we.ReadPermissions(t.Context()) {
			p = must[model.Permissions](t)(next, err)
		}
		own := pages(t, func(cursor string) ([]slack.Channel, string, error) {
			return client.GetConversationsForUserContext(t.Context(), &slack.GetConversationsForUserParameters{Cursor: cursor, Limit: 3, Types: types})
		})
		compare(t, token+" is in", own, kind, everything(t, we.ReadResources(t.Context(), p)))
		for _, c := range own {
			r := resource(c, kind)
			if on := p.On(r.Type); len(on) != 1 || !on[0].Resources.Contains(r.ID).In() {
				t.Errorf("%s: the permissions lack %s %s", token, r.Type, r.ID)
			}
		}

		listed := pages(t, func(cursor string) ([]slack.Channel, string, error) {
			return client.GetConversationsContext(t.Context(), &slack.GetConversationsParameters{Cursor: cursor, Limit: 7, Types: types})
		})
		var mayList []catalog.ResourceType
		for word, kind := range map[string]catalog.ResourceType{
			"public_channel": catalog.Channel, "private_channel": catalog.Group, "mpim": catalog.MPIM, "im": catalog.IM,
		} {
			if slices.Contains(types, word) {
				mayList = append(mayList, kind)
			}
		}
		compare(t, token+" lists", listed, catalog.UserToken, everything(t, we.Conversations(t.Context(), mayList)))
	}
}

// everything is all pages of one of our lists.
func everything(t *testing.T, pages func(func([]model.Resource, error) bool)) []model.Resource {
	t.Helper()
	var all []model.Resource
	for page, err := range pages {
		all = append(all, must[[]model.Resource](t)(page, err)...)
	}
	return all
}

// TestSlackGoAndWeInstallTheSame: two sandboxes that are the same are asked the
// same, one by each client.
func TestSlackGoAndWeInstallTheSame(t *testing.T) {
	t.Parallel()
	asked := world.Authorization{
		ClientID: "sandbox-bell-id", Version2: true,
		Scopes: []catalog.Scope{"groups:read", "users:read"}, UserScopes: []catalog.Scope{"search:read"},
	}
	for name, rotates := range map[string]bool{"tokens that last": false, "tokens that rotate": true} {
		t.Run(name, func(t *testing.T) {
			verifier, challenge := slackapi.NewVerifier()
			install := func() (api, code string, team world.Team) {
				world := world.Demo(0)
				world.Apps[1].Rotates = rotates
				s, api := serve(t, world)
				team = world.Teams[4]
				a := asked
				a.Team, a.User, a.Challenge = team.ID, s.People(team.ID)[0].ID, challenge
				return api, must[string](t)(s.Authorize(a)), team
			}
			api, code, team := install()
			theirs := must[*slack.OAuthV2Response](t)(slack.GetOAuthV2ResponseContext(t.Context(), http.DefaultClient, asked.ClientID, "", code, "",
				slack.OAuthOptionAPIURL(api), slack.OAuthOptionCodeVerifier(verifier)))
			api, code, _ = install()
			app := must[*slackapi.App](t)(slackapi.NewApp(api, asked.ClientID, model.ClientSecret{}))
			got := must[slackapi.Installation](t)(app.OAuthV2Access(t.Context(), code, verifier, ""))

			if got.AppID != theirs.AppID || string(got.BotUser) != theirs.BotUserID || string(got.By) != theirs.AuthedUser.ID ||
				got.Team != (model.Team{ID: model.TeamID(theirs.Team.ID), Name: theirs.Team.Name}) || got.Team.ID != team.ID ||
				got.OrgWide != theirs.IsEnterpriseInstall {
				t.Errorf("ours %+v, theirs %+v", got, theirs)
			}
			for _, token := range []struct {
				ours                   slackapi.GrantedToken
				token, scopes, refresh string
				seconds                int
			}{
				{got.Bot, theirs.AccessToken, theirs.Scope, theirs.RefreshToken, theirs.ExpiresIn},
				{got.User, theirs.AuthedUser.AccessToken, theirs.AuthedUser.Scope, theirs.AuthedUser.RefreshToken, theirs.AuthedUser.ExpiresIn},
			} {
				var scopes []string
				for _, s := range token.ours.Scopes {
					scopes = append(scopes, string(s))
				}
				if token.ours.Access.Reveal() != token.token || token.ours.Refresh.Reveal() != token.refresh || token.ours.Access.IsZero() ||
					strings.Join(scopes, ",") != token.scopes || int(token.ours.Life.Seconds()) != token.seconds {
					t.Errorf("ours %v with %v for %v", token.ours.Access, scopes, token.ours.Life)
				}
			}
		})
	}
}

// TestSlackGoAndWeRotateTheSame: pairs of configuration tokens.
func TestSlackGoAndWeRotateTheSame(t *testing.T) {
	t.Parallel()
	const config, refresh = "xoxe.xoxp-sandbox-lighthouse", "xoxe-sandbox-lighthouse"
	_, _, api := acme(t)
	theirs := must[*slack.TokenResponse](t)(slack.New("", slack.OptionAPIURL(api)).RotateTokensContext(t.Context(), config, refresh))
	_, _, api = acme(t)
	got := must[slackapi.IssuedTokens](t)(slackapi.RotateConfiguration(t.Context(), api, must[model.Token](t)(model.ParseToken(refresh))))
	if got.Access.Reveal() != theirs.Token || got.Refresh.Reveal() != theirs.RefreshToken || string(got.Team.ID) != theirs.TeamId ||
		got.Life.Seconds() != float64(theirs.ExpiresAt-theirs.IssuedAt) {
		t.Errorf("ours %+v", got)
	}
}
