package standup

import "example.com/mail"

// mailers have methods of the same names, in a file without slack-go.
func send(m *mail.Client) {
	m.PostMessage("hello")
	m.GetConversationHistory()
	m.DeleteFile("a")
}
