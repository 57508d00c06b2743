package a

const (
	slackURL  = "https://slack.com/api/%s"
	withToken = "https://slack.com/api/%s?token=%s"
)

func call(method string) error {
	u := fmt.Sprintf(slackURL, method)
	return send(u)
}
func old(m string) { http.Get(fmt.Sprintf(withToken, m, tok)) }
func g() {
	call("users.list")                      // want: users.list
	old("pins.list")                        // want: pins.list
	u := fmt.Sprintf(slackURL, "team.info") // want: team.info
	_ = u
}
