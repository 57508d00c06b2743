package a

import "github.com/lestrrat-go/slack"

func f() {
	cl := slack.New(token)
	cl.Chat().PostMessage("#harbour").Text("x").Do(ctx) // want: chat.postMessage
	cl.Users().List().Do(ctx)                           // want: users.list
	for _, r := range rows.Users().List() {
		_ = r
	}
}
