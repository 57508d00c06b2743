package watch

import (
	"bytes"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/slackapi/proxy"
)

// recipe is the one line that leads an SDK to the proxy.
type recipe struct{ sdk, line string }

// recipes are the lines for SDKs that do not read SLACK_API_URL by themselves.
var recipes = []recipe{
	{"Bolt, JavaScript", "new App({ token, clientOptions: { slackApiUrl: process.env.SLACK_API_URL } })"},
	{"@slack/web-api", "new WebClient(token, { slackApiUrl: process.env.SLACK_API_URL })"},
	{"Bolt, Python", `App(client=WebClient(token=token, base_url=os.environ["SLACK_API_URL"]))`},
	{"slack_sdk", `WebClient(token=token, base_url=os.environ["SLACK_API_URL"])`},
	{"Bolt, Java", `slackConfig.setMethodsEndpointUrlPrefix(System.getenv("SLACK_API_URL"))`},
	{"slack-go", `slack.New(token, slack.OptionAPIURL(os.Getenv("SLACK_API_URL")))`},
	{"slack-ruby-client", `Slack::Web::Client.new(endpoint: ENV["SLACK_API_URL"])`},
	{"curl", `curl -H "Authorization: Bearer $TOKEN" "${SLACK_API_URL}auth.test"`},
}

// recipeLines has a line for each SDK.
func recipeLines() []string {
	var lines []string
	for _, r := range recipes {
		lines = append(lines, fmt.Sprintf("%-18s %s", r.sdk, r.line))
	}
	return lines
}

// printRecipes says where the proxy listens, and what to set.
func (w *watched) printRecipes() {
	var page bytes.Buffer
	fmt.Fprintf(&page, "Watching calls to %s until ctrl+c. In the terminal of the app:\n\n", w.target.Host)
	fmt.Fprintf(&page, "  export %s=%s/api/\n\nand where the SDK is told the base URL:\n\n", proxy.BaseURLVar, w.server.URL)
	for _, line := range recipeLines() {
		fmt.Fprintf(&page, "  %s\n", line)
	}
	fmt.Fprintf(&page, "\nOr let periscope start the app, unchanged: %s -- COMMAND\n", w.cmd.CommandPath())
	_, _ = page.WriteTo(w.env.Err) // there is nothing left to say it on
}

// printNote tells a person something while the app runs.
func (w *watched) printNote(text string) { console.Note(w.env, "%s", text) }

// proxiesAround says that the environment keeps calls from the proxy: empty if it does not.
func proxiesAround(getenv func(string) string) string {
	for _, name := range []string{"NO_PROXY", "no_proxy"} {
		for host := range strings.SplitSeq(getenv(name), ",") {
			host = strings.TrimPrefix(strings.TrimSpace(host), ".")
			if host == "*" || host == "slack.com" || host == "com" {
				return name + " keeps Slack's hosts from HTTPS_PROXY"
			}
		}
	}
	return ""
}
