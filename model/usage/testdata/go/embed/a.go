package a

import "github.com/slack-go/slack"

type (
	Client struct{ *slack.Client }
	Bot    struct {
		sc  *slack.Client
		Rtm *slack.RTM
	}
)

func New() *Client     { return &Client{slack.New(tok)} }
func (c *Client) Say() { c.PostMessage("C") } // want: chat.postMessage
func (b *Bot) R() {
	b.sc.AddReaction("x", slack.NewRefToMessage(c, t)) // want: reactions.add
	if u, err := b.sc.GetUserInfo(id); err == nil {    // want: users.info
	}
	b.Rtm.PostMessage("C") // want: chat.postMessage
	go b.sc.OpenView(t, v) // want: views.open
}
