package cli

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/cli/explore"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// heard collects what a requester hears.
func heard(t testing.TB, requester ui.Requester) (next func() ui.Incoming) {
	t.Helper()
	incoming := make(chan ui.Incoming, 100)
	requester.OnIncoming(func(in ui.Incoming) { incoming <- in })
	return func() ui.Incoming {
		t.Helper()
		select {
		case in := <-incoming:
			return in
		case <-time.After(10 * time.Second):
			t.Fatal("nothing was heard")
			return ui.Incoming{}
		}
	}
}

// TestDemoPlaysBothSides: the whole life of a request, with nothing but what the
// explorer is given.
func TestDemoPlaysBothSides(t *testing.T) {
	t.Parallel()
	p := newPlace(t).onTerminal()
	p.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		requester, slack := from.(ui.Requester), from.(ui.Sandbox)
		if !strings.HasPrefix(requester.Listening(), "http://127.0.0.1:") {
			t.Errorf("listens at %q", requester.Listening())
		}
		next := heard(t, requester)
		if in := next(); in.What != "url verification" || in.Refused != "" {
			t.Errorf("first of all came %+v", in)
		}
		key := from.Teams()[0].Key
		people, err := slack.People(ctx, key)
		if err != nil || len(people) == 0 || people[0].Name == "" {
			t.Fatalf("people: %v, %v", people, err)
		}
		who := people[0]
		for _, approve := range []bool{false, true} {
			if err := slack.RunCommand(ctx, key, who.ID); err != nil {
				t.Fatal(err)
			}
			command := next()
			if command.Key != key || command.User != who.ID || command.What != "/permit by "+string(who.ID) || command.Trigger == "" || command.Raw == "" {
				t.Errorf("the command is heard as %+v", command)
			}
			r := model.Request{For: model.ForTeam, Scopes: []catalog.Scope{"reactions:write"}}
			if err := requester.Ask(ctx, key, r, command.Trigger); err != nil {
				t.Fatal(err)
			}
			dialogs, err := slack.Dialogs(ctx, key)
			if err != nil || len(dialogs) != 1 || dialogs[0].User != who || dialogs[0].App == "" || !slices.Equal(dialogs[0].Request.Scopes, r.Scopes) {
				t.Fatalf("dialogs: %+v, %v", dialogs, err)
			}
			if err := slack.Answer(ctx, key, dialogs[0].ID, approve); err != nil {
				t.Fatal(err)
			}
			event := next()
			want := map[bool]model.EventKind{true: model.KindScopeGranted, false: model.KindScopeDenied}[approve]
			if event.Key != key || event.Event == nil || event.Event.Kind() != want {
				t.Errorf("the answer is heard as %+v", event)
			}
			if err := slack.Answer(ctx, key, dialogs[0].ID, approve); !errors.Is(err, sandbox.ErrAnswered) {
				t.Errorf("answered twice: %v", err)
			}
		}
		return nil
	}
	p.run(t, "", "demo", "--resources", "1").want(t, console.StatusDone)
}

// TestDemoStartsAtOnce: the teams are there before a large world is, and are the
// ones of that world.
func TestDemoStartsAtOnce(t *testing.T) {
	t.Parallel()
	small, large := demo.SmallestWorld(), world.Demo(5000)
	if !slices.Equal(small.Credentials(), large.Credentials()) {
		t.Error("who is in the demo depends on its size")
	}
}

func TestWithoutAListenerAskingIsStillPossible(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
	p.vars["SLACK_TOKEN"] = "xoxa-sandbox-acme"
	p.inExplorer(t, func(ctx context.Context, requester *explore.StoredSource) {
		requester.OnIncoming(func(in ui.Incoming) { t.Errorf("heard %+v", in) })
		if at := requester.Listening(); at != "" {
			t.Errorf("listens at %q", at)
		}
		if _, ok := any(requester).(ui.Sandbox); ok {
			t.Error("Slack's side can be played")
		}
		err := requester.Ask(ctx, "SLACK_TOKEN", model.Request{Scopes: []catalog.Scope{"pins:read"}}, "1.2.a")
		refused, ok := errors.AsType[*slackapi.Error](err)
		if !ok || !strings.HasPrefix(refused.ErrorCode(), "invalid_trigger") {
			t.Errorf("a made-up trigger: %v", err)
		}
	})
}

func TestBotTokensCannotAsk(t *testing.T) {
	t.Parallel()
	s := explore.NewSource([]explore.Account{{Team: ui.Team{Key: "a", Kind: catalog.Bot}}}, nil)
	err := s.Ask(t.Context(), "a", model.Request{}, "1.2.a")
	if code, _ := console.Classify(err); code != "wrong_token_kind" {
		t.Errorf("%v", err)
	}
}

// TestExplorerListens: messages find their team by id, asking Slack for the id
// of a token where it is not known; others are refused.
func TestExplorerListens(t *testing.T) {
	t.Parallel()
	st := newSlackSide(t)
	st.place.onTerminal()
	st.place.explore = func(ctx context.Context, from ui.Source, _ ui.Options) error {
		requester := from.(ui.Requester)
		next := heard(t, requester)
		if err := st.SetRequestURL(ctx, requester.Listening()); err != nil {
			t.Fatal(err)
		}
		next()
		st.command()
		if in := next(); in.Key != "SLACK_TOKEN" || in.Refused != "" || in.Trigger == "" {
			t.Errorf("the command is heard as %+v", in)
		}
		foreign := st.form("1.2.a")
		foreign.Set("team_id", "T0OTHER")
		if status := post(t, requester.Listening(), sandbox.DefaultSigningSecret, time.Now(), foreign); status != http.StatusOK {
			t.Errorf("answered %d", status)
		}
		if in := next(); in.Key != "" || !strings.Contains(in.Refused, "team T0OTHER") {
			t.Errorf("a foreign team's command is heard as %+v", in)
		}
		other := st.form("1.2.b")
		other.Set("api_app_id", "A0OTHER")
		post(t, requester.Listening(), sandbox.DefaultSigningSecret, time.Now(), other)
		if in := next(); in.Key != "" || !strings.Contains(in.Refused, "app A0OTHER") {
			t.Errorf("another app's command is heard as %+v", in)
		}
		post(t, requester.Listening(), "not-the-signing-secret", time.Now(), st.form("1.2.c"))
		if in := next(); in.Key != "" || !strings.Contains(in.Refused, "signing secret") {
			t.Errorf("an unsigned command is heard as %+v", in)
		}
		return nil
	}
	st.place.run(t, "", "--listen", "127.0.0.1:0").want(t, console.StatusDone)
	delete(st.place.vars, "SLACK_SIGNING_SECRET")
	st.place.run(t, "", "--listen", "127.0.0.1:0").want(t, console.StatusUsage, "signing secret")
}
