package main

import (
	"example.com/bell/slackutil"
	"github.com/shomali11/slacker"
)

func main() {
	bot := slacker.NewClient(botToken, appToken) // want: apps.connections.open
	bot.Command("ring", &slacker.CommandDefinition{Handler: func(ctx slacker.BotContext, r slacker.Request, response slacker.ResponseWriter) {
		response.Reply("ring ring") // want: chat.postMessage
		slackutil.Reply("to nobody")
	}})
}
