package sandbox_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

var (
	loadFor   = flag.Duration("load", 0, "how long TestLoad goes on; 0 is a short while")
	loadTeams = flag.Int("teams", 0, "how many teams TestLoad has beside those of its clients")
)

const loadClients = 200

// TestLoad has many clients use one sandbox at a time, each of which knows what
// the right answers are: of a large team that all of them read, and of one that
// is its own, where it changes what its app may do.
//
//	go test ./slackapi/sandbox -run TestLoad -load 30s -v
//
// prints how many requests a second were answered, and how fast.
func TestLoad(t *testing.T) {
	t.Parallel()
	rich := world.Demo(world.DefaultResources).Teams[0]
	world := world.World{Teams: []world.Team{rich}}
	for i := range loadClients + *loadTeams {
		world.Teams = append(world.Teams, ownTeam(i))
	}
	standing := time.Unix(1_560_000_000, 0) // no trigger expires, however slow the machine is
	s := sandbox.New(world, sandbox.Options{Unlimited: true, Now: func() time.Time { return standing }})
	defer s.Close()
	server := httptest.NewServer(s)
	defer server.Close()
	connections := &http.Transport{MaxIdleConnsPerHost: loadClients}
	defer connections.CloseIdleConnections()

	start := time.Now()
	var all sync.WaitGroup
	clients := make([]*loadClient, loadClients)
	for i := range clients {
		c := &loadClient{
			http: &http.Client{Transport: connections}, root: server.URL, team: &rich, own: &world.Teams[i+1],
			chance: rand.New(rand.NewPCG(1, uint64(i))), scopes: []catalog.Scope{"chat:write"},
		}
		clients[i] = c
		all.Go(func() {
			for round := 0; round == 0 || time.Since(start) < *loadFor; round++ {
				if err := c.round(); err != nil {
					t.Errorf("client %d, round %d: %v", i, round, err)
					return
				}
			}
		})
	}
	all.Wait()
	took := time.Since(start)
	var latencies []time.Duration
	for _, c := range clients {
		latencies = append(latencies, c.latencies...)
	}
	slices.Sort(latencies)
	n := len(latencies)
	t.Logf("%d clients, %d requests in %v: %.0f a second, half of them within %v, 99 %% within %v",
		loadClients, n, took.Round(time.Millisecond), float64(n)/took.Seconds(), latencies[n/2], latencies[n*99/100])
}

// ownTeam is a small team for one client.
func ownTeam(i int) world.Team {
	t := world.Team{
		ID:    model.TeamID(fmt.Sprintf("T9%03d", i)),
		Users: []world.User{{ID: "U0APP", Bot: true}, {ID: "U0ADA", Name: "ada"}},
		Installs: []world.Install{{
			Token: fmt.Sprintf("xoxa-sandbox-own-%d", i), AppID: "A0LOAD", AppUser: "U0APP",
			Grants: []model.Grant{{
				Type: catalog.Channel, Scopes: []catalog.Scope{"chat:write"},
				Resources: model.ResourceSet{IDs: []model.ResourceID{"C00", "C01"}},
			}},
		}},
	}
	for n := range 10 {
		t.Conversations = append(t.Conversations, world.Conversation{ID: model.ResourceID(fmt.Sprintf("C%02d", n)), Type: catalog.Channel})
	}
	return t
}

// loadClient is one client, and what it knows.
type loadClient struct {
	http      *http.Client
	root      string
	team, own *world.Team
	chance    *rand.Rand
	scopes    []catalog.Scope // that its own app holds on channels, sorted
	latencies []time.Duration
}

// round asks for a bit of everything.
func (c *loadClient) round() error {
	for _, look := range []func() error{
		c.identity, c.stranger, c.echo, c.person, c.conversation, c.pages, c.grow, c.wander,
	} {
		if err := look(); err != nil {
			return err
		}
	}
	return nil
}

// send sends a request and reads the JSON of its answer.
func (c *loadClient) send(verb, path, token, media, body string, answer any) error {
	r, err := http.NewRequest(verb, c.root+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", media)
	r.Header.Set("Authorization", "Bearer "+token)
	start := time.Now()
	response, err := c.http.Do(r)
	if err != nil {
		return err
	}
	text, err := io.ReadAll(response.Body)
	c.latencies = append(c.latencies, time.Since(start))
	if err := errors.Join(err, response.Body.Close()); err != nil {
		return err
	}
	if err := json.Unmarshal(text, answer); err != nil {
		return fmt.Errorf("%s answers %s: %w", path, text, err)
	}
	return nil
}

// call calls a method with pairs of arguments.
func (c *loadClient) call(token, method string, answer any, args ...string) error {
	form := url.Values{}
	for i := 0; i < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	return c.send(http.MethodPost, "/api/"+method, token, "application/x-www-form-urlencoded", form.Encode(), answer)
}

// control posts JSON to the control plane.
func (c *loadClient) control(path, body string) error {
	var answer struct {
		OK    bool
		Error string
	}
	if err := c.send(http.MethodPost, "/sandbox/"+path, "", "application/json", body, &answer); err != nil {
		return err
	}
	if !answer.OK {
		return fmt.Errorf("%s: %s", path, answer.Error)
	}
	return nil
}

// wrong is the error of an answer that is not the one that was expected.
func wrong(what string, got, want any) error {
	return fmt.Errorf("%s: got %+v, want %+v", what, got, want)
}

func (c *loadClient) identity() error {
	var got struct {
		TeamID string `json:"team_id"`
		UserID string `json:"user_id"`
	}
	in := c.team.Installs[c.chance.IntN(len(c.team.Installs)-1)] // the last one is for manifests
	if err := c.call(in.Token, "auth.test", &got); err != nil {
		return err
	}
	if got.TeamID != string(c.team.ID) || got.UserID != string(in.AppUser) {
		return wrong("auth.test", got, in.AppUser)
	}
	return nil
}

func (c *loadClient) stranger() error {
	var got struct{ Error string }
	if err := c.call("xoxa-sandbox-stranger", "auth.test", &got); err != nil || got.Error != "invalid_auth" {
		return errors.Join(err, wrong("a stranger's auth.test", got.Error, "invalid_auth"))
	}
	return nil
}

func (c *loadClient) echo() error {
	var got struct{ Args map[string]string }
	word := fmt.Sprint(c.chance.Uint64())
	if err := c.call("", "api.test", &got, "word", word); err != nil || got.Args["word"] != word {
		return errors.Join(err, wrong("api.test", got.Args, word))
	}
	return nil
}

func (c *loadClient) person() error {
	var got struct{ User struct{ ID, Name string } }
	want := c.team.Users[c.chance.IntN(len(c.team.Users))]
	if err := c.call(c.team.Installs[0].Token, "users.info", &got, "user", string(want.ID)); err != nil || got.User.Name != want.Name {
		return errors.Join(err, wrong("users.info", got, want))
	}
	return nil
}

func (c *loadClient) conversation() error {
	var got struct{ Channel struct{ ID, Name string } }
	want := c.team.Conversations[0]
	for want.Type != catalog.Channel || want.Name == "" {
		want = c.team.Conversations[c.chance.IntN(len(c.team.Conversations))]
	}
	if err := c.call(c.team.Installs[0].Token, "conversations.info", &got, "channel", string(want.ID)); err != nil || got.Channel.Name != want.Name {
		return errors.Join(err, wrong("conversations.info", got, want))
	}
	return nil
}

// listed is the answer of resources.list.
type listed struct {
	OK        bool
	Error     string
	Resources []struct {
		ID   model.ResourceID
		Type catalog.ResourceType
	}
	Metadata struct {
		NextCursor string `json:"next_cursor"`
	} `json:"response_metadata"`
}

// pages reads all resources of the large team, page by page; once in a while,
// because it takes as long as all else.
func (c *loadClient) pages() error {
	if c.chance.IntN(4) > 0 {
		return nil
	}
	found, last := 0, ""
	for cursor, more := "", true; more; more = cursor != "" {
		if last != "" && cursor == last {
			return wrong("resources.list", "a cursor that comes twice", "an end")
		}
		last = cursor
		var got listed
		if err := c.call(c.team.Installs[0].Token, "apps.permissions.resources.list", &got, "limit", "500", "cursor", cursor); err != nil || !got.OK {
			return errors.Join(err, wrong("resources.list", got.Error, "ok"))
		}
		found += len(got.Resources)
		cursor = got.Metadata.NextCursor
	}
	if want := world.DefaultResources - len(c.team.Installs[0].Users); found != want {
		return wrong("resources.list, all pages", found, want)
	}
	return nil
}

// grow asks for a scope, has it approved, and looks whether it is held.
func (c *loadClient) grow() error {
	scopes := []catalog.Scope{"pins:read", "pins:write", "reactions:read", "reactions:write", "files:read", "files:write"}
	scope := scopes[c.chance.IntN(len(scopes))]
	var trigger struct {
		TriggerID string `json:"trigger_id"`
	}
	body := fmt.Sprintf(`{"team":%q,"user":"U0ADA","command":"/load"}`, c.own.ID)
	if err := c.send(http.MethodPost, "/sandbox/trigger", "", "application/json", body, &trigger); err != nil {
		return err
	}
	token := c.own.Installs[0].Token
	var asked struct{ Error string }
	if err := c.call(token, "apps.permissions.request", &asked, "scopes", string(scope), "trigger_id", trigger.TriggerID); err != nil || asked.Error != "" {
		return errors.Join(err, wrong("apps.permissions.request", asked.Error, "ok"))
	}
	id, err := c.dialog(trigger.TriggerID)
	if err != nil {
		return err
	}
	if err := c.control("dialogs/"+id, `{"answer":"approve"}`); err != nil {
		return err
	}
	if !slices.Contains(c.scopes, scope) {
		c.scopes = append(c.scopes, scope)
		slices.Sort(c.scopes)
	}
	var info struct {
		Info map[catalog.ResourceType]struct{ Scopes []catalog.Scope }
	}
	if err := c.call(token, "apps.permissions.info", &info); err != nil || !slices.Equal(info.Info[catalog.Channel].Scopes, c.scopes) {
		return errors.Join(err, wrong("scopes after a request", info.Info[catalog.Channel].Scopes, c.scopes))
	}
	return nil
}

// dialog finds the dialog that a trigger led to.
func (c *loadClient) dialog(trigger string) (string, error) {
	var got struct {
		Dialogs []struct {
			ID      string
			Trigger string `json:"trigger_id"`
		}
	}
	if err := c.send(http.MethodGet, "/sandbox/dialogs", "", "application/json", "", &got); err != nil {
		return "", err
	}
	for _, d := range got.Dialogs {
		if d.Trigger == trigger {
			return d.ID, nil
		}
	}
	return "", wrong("dialogs", got.Dialogs, trigger)
}

// wander lets the app of its own team into a channel, and out again.
func (c *loadClient) wander() error {
	id := model.ResourceID(fmt.Sprintf("C%02d", 2+c.chance.IntN(8)))
	for _, step := range []struct {
		change string
		want   []model.ResourceID
	}{{"add", []model.ResourceID{"C00", "C01", id}}, {"remove", []model.ResourceID{"C00", "C01"}}} {
		if err := c.control("resources", fmt.Sprintf(`{"team":%q,%q:[%q]}`, c.own.ID, step.change, id)); err != nil {
			return err
		}
		var got listed
		var ids []model.ResourceID
		if err := c.call(c.own.Installs[0].Token, "apps.permissions.resources.list", &got, "limit", "100"); err != nil {
			return err
		}
		for _, r := range got.Resources {
			ids = append(ids, r.ID)
		}
		if !slices.Equal(ids, step.want) {
			return wrong("resources after "+step.change, ids, step.want)
		}
	}
	return nil
}
