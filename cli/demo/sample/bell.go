//go:build ignore

// Deploy Bell says in a channel that a deployment has ended, and whose it was.
package main

import (
	"fmt"
	"os"

	"github.com/slack-go/slack"
)

func main() {
	bot := slack.New(os.Getenv("BELL_BOT_TOKEN"))
	if err := ring(bot, os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "deploy bell:", err)
		os.Exit(1)
	}
}

// ring posts the news, and keeps it at hand for the day.
func ring(bot *slack.Client, channel, version, author string) error {
	user, err := bot.GetUserInfo(author)
	if err != nil {
		return err
	}
	news := fmt.Sprintf("%s is live, thanks to %s", version, user.RealName)
	_, at, err := bot.PostMessage(channel, slack.MsgOptionText(news, false))
	if err != nil {
		return err
	}
	return bot.AddPin(channel, slack.NewRefToMessage(channel, at))
}
