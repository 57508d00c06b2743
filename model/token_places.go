package model

// AppsPage is Slack's list of one's apps.
const AppsPage = "https://api.slack.com/apps"

// TokenPlaces says where at Slack a person finds their tokens, a line for each kind.
func TokenPlaces() []string {
	return []string{
		"Bot token (xoxb-) or user token (xoxp-): " + AppsPage + ", your app, OAuth & Permissions, once it is installed.",
		"Configuration token (xoxe.xoxp-), for manifests: " + AppsPage + ", below the list of your apps.",
	}
}

// RotatingTokenPlaces says where the tokens are that run out, with what renews them.
func RotatingTokenPlaces() []string {
	return []string{
		"Tokens that run out (xoxe.xoxb-, xoxe.xoxp-): " + AppsPage + ", your app, OAuth & Permissions, each with its refresh token (xoxe-1-).",
		"Client id and client secret: your app, Basic Information, App Credentials.",
		"Configuration token and its refresh token: " + AppsPage + ", below the list of your apps.",
	}
}
