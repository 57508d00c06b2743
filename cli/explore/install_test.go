package explore

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

// approve is a browser in which a user of the sandbox approves every app. The test
// ends after the last page is shown.
func approve(t *testing.T, user model.UserID) func(page string) error {
	var pages sync.WaitGroup
	t.Cleanup(pages.Wait)
	return func(page string) error {
		pages.Go(func() {
			resp, err := http.Get(clitest.FollowStart(t, page) + "&user=" + url.QueryEscape(string(user)))
			if err != nil {
				t.Error(err)
				return
			}
			_ = resp.Body.Close() // the page is for a person
		})
		return nil
	}
}

// TestInstallAgainReplacesATokenThatRanOut: Slack no longer says whose token the old
// one is, but the explorer asked while it did.
func TestInstallAgainReplacesATokenThatRanOut(t *testing.T) {
	t.Parallel()
	users := world.Demo(1).Teams[4].Users
	const key = "lighthouse/user"
	for name, c := range map[string]struct {
		identified bool
		user       model.UserID
		want       []string
	}{
		"that was identified":            {true, users[1].ID, []string{key}},
		"that was not":                   {false, users[1].ID, []string{key, key + "-2"}},
		"that is another person's":       {true, users[2].ID, []string{key, key + "-2"}},
		"that is another's, and was not": {false, users[2].ID, []string{key, key + "-2"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slack := rotatingApp(t)
			s := newStored(t, slack, issue(t, slack, "channels:read"), StoredOptions{})
			s.env.Vars[console.ClientSecretVar] = "sandbox-bell-secret"
			s.env.OpenURL = approve(t, c.user)
			if c.identified {
				if _, err := s.Identify(t.Context(), key); err != nil {
					t.Fatal(err)
				}
			}
			slack.Pass(13 * time.Hour)
			if err := s.Install(t.Context(), key, model.Install{User: []catalog.Scope{"search:read"}}); err != nil {
				t.Fatal(err)
			}
			if got := s.keys(t); !slices.Equal(got, c.want) {
				t.Errorf("stored %q, want %q", got, c.want)
			}
			newest := c.want[len(c.want)-1]
			if id, err := s.Identify(t.Context(), newest); err != nil || id.User != c.user {
				t.Errorf("%s is %+v, %v", newest, id, err)
			}
		})
	}
}

// TestInstallOfAnotherKindIsStoredBeside installs the bot with the account of a user token.
func TestInstallOfAnotherKindIsStoredBeside(t *testing.T) {
	t.Parallel()
	slack := rotatingApp(t)
	s := newStored(t, slack, issue(t, slack, "channels:read"), StoredOptions{})
	s.env.Vars[console.ClientSecretVar] = "sandbox-bell-secret"
	s.env.OpenURL = approve(t, world.Demo(1).Teams[4].Users[1].ID)
	if err := s.Install(t.Context(), "lighthouse/user", model.Install{Bot: []catalog.Scope{"pins:read"}}); err != nil {
		t.Fatal(err)
	}
	if got := s.keys(t); !slices.Equal(got, []string{"lighthouse/user", "lighthouse/bot"}) {
		t.Errorf("stored %q", got)
	}
	if said := s.env.Printed(); said != "" {
		t.Errorf("printed %q over the explorer's screen", said)
	}
	if teams := s.Teams(); len(teams) != 2 || teams[1].Kind != catalog.Bot {
		t.Errorf("shows %+v", teams)
	}
}

func TestIdentityIsNotKnownBeforeSlackIsAsked(t *testing.T) {
	t.Parallel()
	slack := clitest.NewSlack(t, world.Demo(1))
	if _, known := NewSource([]Account{AccountOf("a", clitest.Token(t, "xoxb-sandbox-lighthouse"), slack.APIURL)}, nil).Identity("a"); known {
		t.Error("Slack was not asked, and the token is identified")
	}
}

// TestClientIDThatIsTyped makes the install page known for as long as the program runs.
func TestClientIDThatIsTyped(t *testing.T) {
	t.Parallel()
	s := newTeams(t)
	key, asks := s.Teams()[0].Key, model.Install{Bot: []catalog.Scope{"pins:write"}}
	_, err := s.InstallPage(key, asks)
	if needs, ok := errors.AsType[interface {
		error
		NeedsClientID() bool
	}](err); !ok || !needs.NeedsClientID() || !strings.Contains(err.Error(), "client id") {
		t.Fatalf("without a client id: %v", err)
	}
	for _, wrong := range []string{"", "x", "1.2&scope=admin", "1.2 3"} {
		if err := s.UseClientID(key, wrong); err == nil {
			t.Errorf("%q is taken for a client id", wrong)
		}
	}
	if err := s.UseClientID(key, "123.456"); err != nil {
		t.Fatal(err)
	}
	if page, err := s.InstallPage(key, asks); err != nil || !strings.Contains(page, "client_id=123.456") {
		t.Errorf("the page is %q: %v", page, err)
	}
}
