package bot

import (
	"context"

	"github.com/shomali11/slacker"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

type poster interface {
	PostMessage(channelID string, options ...slack.MsgOption) (string, string, error)
	GetUserInfo(user string) (*slack.User, error)
}

type Bot struct {
	api    *slack.Client
	client *socketmode.Client
	p      poster
}

func (b *Bot) Run(ctx context.Context) {
	go b.client.Run()
	b.p.PostMessage("C1")                                                                              // want: chat.postMessage
	b.p.GetUserInfo("U1")                                                                              // want: users.info
	b.client.OpenView("t", slack.ModalViewRequest{})                                                   // want: views.open
	b.client.Client.PublishViewContext(ctx, slack.PublishViewContextRequest{})                         // want: views.publish
	if _, _, err := b.api.PostMessageContext(ctx, "C1", slack.MsgOptionText("x", false)); err != nil { // want: chat.postMessage
		return
	}
	b.api.UploadFileV2(slack.UploadFileV2Parameters{})          // want: files.getUploadURLExternal files.completeUploadExternal
	b.api.SendMessage("C1", slack.MsgOptionUpdate("1.2"))       // want: chat.update
	b.api.SendMessage("C1", slack.MsgOptionPostEphemeral("U1")) // want: chat.postEphemeral
	_ = slackevents.AppMention
}

func commands() {
	bot := slacker.NewClient("a", "b") // want: apps.connections.open
	bot.Command("ping", &slacker.CommandDefinition{Handler: func(botCtx slacker.BotContext, request slacker.Request, response slacker.ResponseWriter) {
		response.Reply("pong") // want: chat.postMessage
		client := botCtx.Client()
		client.GetUsers()                                    // want: users.list
		botCtx.APIClient().AddReaction("x", slack.ItemRef{}) // want: reactions.add
	}})
	bot.Listen(context.Background())
}
