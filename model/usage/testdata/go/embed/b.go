package a

func (b *Bot) S() {
	b.sc.GetUserInfo("U")      // want: users.info
	b.sc.JoinConversation("C") // want: conversations.join
}

func T(c *Client) {
	c.GetUserByEmail("e") // want: users.lookupByEmail
}
