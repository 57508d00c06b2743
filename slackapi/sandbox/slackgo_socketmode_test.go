package sandbox_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/sandboxtest"
)

// TestSlackGoInSocketMode: a command that opens a modal, its submission and a mention, through slack-go.
func TestSlackGoInSocketMode(t *testing.T) {
	t.Parallel()
	s, given := sdkSandbox(t)
	api := slack.New(given["token"], slack.OptionAPIURL(given["base"]+"/api/"), slack.OptionAppLevelToken("xapp-sandbox-a0notes"))
	client := socketmode.New(api)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- client.RunContext(ctx) }()
	connected, heard := make(chan string, 1), make(chan string, 10)
	go func() {
		for {
			select {
			case event := <-client.Events:
				answerWithSlackGo(t, client, event, connected, heard)
			case <-ctx.Done():
				return
			}
		}
	}()
	hear(t, connected)

	use := sandbox.Use{Team: "T0NOTES", User: "U0ADA", Command: "/note milk"}
	if _, err := s.Use(t.Context(), use); err != nil {
		t.Fatal(err)
	}
	if got := hear(t, heard); got != "command milk" || !slices.Contains(said(s), "ack: ephemeral: noting") {
		t.Errorf("%s; the app said %q", got, said(s))
	}
	if got := hear(t, heard); got != "opened" {
		t.Fatal(got)
	}
	answer, err := s.SubmitView(t.Context(), s.Views()[0].ID, map[string]any{"text": "good"})
	if got := hear(t, heard); err != nil || got != "submitted good" || answer.Errors["what"] != "no" {
		t.Errorf("%s: %+v %v", got, answer, err)
	}
	body := `{"team":"T0NOTES","user":"U0ADA","channel":"C0GENERAL","text":"hello","mention":true}`
	sandboxtest.ControlCall(t.Context(), s, http.MethodPost, "/sandbox/messages", body)
	if got := hear(t, heard); got != "mention <@U0NOTES> hello" {
		t.Error(got)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("the client ends with %v", err)
	}
}

// hear is the next that an app hears, of which a test knows that it comes.
func hear(t *testing.T, heard <-chan string) string {
	t.Helper()
	select {
	case got := <-heard:
		return got
	case <-time.After(10 * time.Second):
		t.Fatal("the app hears nothing")
		return ""
	}
}

// answerWithSlackGo is an app that says what it hears.
func answerWithSlackGo(t *testing.T, client *socketmode.Client, event socketmode.Event, connected, heard chan<- string) {
	switch data := event.Data.(type) {
	case slack.SlashCommand:
		acknowledge(t, client, event, map[string]string{"text": "noting"})
		heard <- "command " + data.Text
		what := slack.NewInputBlock("what", plain("What"), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
		_, err := client.OpenView(data.TriggerID, slack.ModalViewRequest{
			Type: slack.VTModal, Title: plain("Note"), Submit: plain("Save"), Blocks: slack.Blocks{BlockSet: []slack.Block{what}},
		})
		if err != nil {
			t.Error(err)
		}
		heard <- "opened"
	case slack.InteractionCallback:
		acknowledge(t, client, event, slack.NewErrorsViewSubmissionResponse(map[string]string{"what": "no"}))
		heard <- "submitted " + data.View.State.Values["what"]["text"].Value
	case slackevents.EventsAPIEvent:
		acknowledge(t, client, event)
		if mention, is := data.InnerEvent.Data.(*slackevents.AppMentionEvent); is {
			heard <- "mention " + mention.Text
		}
	default:
		if event.Type == socketmode.EventTypeHello {
			connected <- "hello"
		}
	}
}

func acknowledge(t *testing.T, client *socketmode.Client, event socketmode.Event, payload ...any) {
	t.Helper()
	if err := client.Ack(*event.Request, payload...); err != nil {
		t.Error(err)
	}
}

func plain(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}
