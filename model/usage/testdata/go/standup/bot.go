// Package standup asks a team every morning what it is up to.
// It does so with api.GetUserPresence(id), which is only mentioned here.
package standup

import (
	"context"
	"fmt"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

type Bot struct {
	api    *slack.Client
	socket *socketmode.Client
	people *Directory
	cache  Cache
}

func New(token string) *Bot {
	api := slack.New(token)
	return &Bot{api: api, socket: socketmode.New(api), people: NewDirectory()} // want: apps.connections.open
}

func (b *Bot) Start(ctx context.Context) error {
	if _, err := b.api.AuthTestContext(ctx); err != nil { // want: auth.test
		return err
	}
	members, _, err := b.api.GetUsersInConversationContext(ctx, &slack.GetUsersInConversationParameters{}) // want: conversations.members
	if err != nil {
		return err
	}
	for _, id := range members {
		b.ask(ctx, id)
	}
	return nil
}

func (b *Bot) ask(ctx context.Context, id string) {
	user, err := b.api.GetUserInfoContext(ctx, id) // want: users.info
	if err != nil {
		return
	}
	channel, _, _, err := b.socket.OpenConversation(&slack.OpenConversationParameters{Users: []string{id}}) // want: conversations.open
	if err != nil {
		return
	}
	/* An older version did
	b.api.PostEphemeral(channel.ID, id)
	*/
	b.api.PostMessage( // want: chat.postMessage
		channel.ID,
		slack.MsgOptionText(fmt.Sprintf("Morning, %s. b.api.AddStar(", user.Name), false),
	)
	b.api.
		ScheduleMessageContext(ctx, channel.ID, "1700000000") // want: chat.scheduleMessage
}

func (b *Bot) history(channel string) ([]slack.Message, error) {
	answer, err := b.api.GetConversationHistory(&slack.GetConversationHistoryParameters{ChannelID: channel}) // want: conversations.history
	if err != nil {
		return nil, err
	}
	for _, m := range answer.Messages {
		_ = b.api.AddReaction("eyes", slack.NewRefToMessage(channel, m.Timestamp)) // want: reactions.add
	}
	return answer.Messages, nil
}

func (b *Bot) share(path string) {
	b.api.UploadFile(slack.UploadFileParameters{File: path}) // want: files.getUploadURLExternal files.completeUploadExternal
	b.api.GetUsers()                                         // want: users.list
	b.api.GetConversationsForUser(nil)                       // want: users.conversations
	b.api.SetUserCustomStatus("away", ":palm_tree:", 0)      // want: users.profile.set
}

func (b *Bot) decoys() {
	b.people.GetUsers()
	b.cache.Get("chat.postMessage")
	fmt.Println("chat.delete", "b.api.DeleteMessage()")
	_ = slack.MsgOptionText("users.list", false)
}
