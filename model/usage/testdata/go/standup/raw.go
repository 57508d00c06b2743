package standup

import (
	"net/http"
	"strings"
)

const base = "https://slack.com/api/"

func raw(text string) error {
	_, err := http.Post("https://slack.com/api/chat.meMessage", "application/json", strings.NewReader(text)) // want: chat.meMessage
	if err != nil {
		return err
	}
	_, err = http.Get(base + "team.info") // want: team.info
	// http.Get("https://slack.com/api/emoji.list")
	callMethod("bots.info", nil) // want: bots.info
	return err
}

func callMethod(name string, arguments map[string]string) { _, _ = http.Get(base + name) }

// No slack-go here, so that these are someone else's.
func others(api interface{ PostMessage(string) }) {
	api.PostMessage("hello")
	_ = "https://example.com/api/chat.update"
	_ = "https://docs.slack.dev/reference/methods/chat.update"
}
