package sandbox

import (
	"cmp"
	"net/http"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
)

// refuseRetired refuses a call of a method that Slack retired by the date of the world. In a
// world without a date, what only workspace apps used is as in 2018, whatever the token.
func refuseRetired(c *webapi.Call, h http.Header) error {
	r, found := catalog.Method{Name: c.Method}.Retirement()
	if !found || !r.Gone() || r.On == "" {
		return nil
	}
	in, found := c.State.Install(c.SentToken(h))
	ofWorkspace := found && in.Kind == catalog.Workspace
	withWorkspaceApps := r.On == state.WorkspaceAppsRetired()
	if ofWorkspace && withWorkspaceApps {
		return nil // such a token is refused itself
	}
	kind := catalog.Bot
	if ofWorkspace || withWorkspaceApps {
		kind = catalog.Workspace
	}
	if !c.State.Since(kind, r.On) {
		return nil
	}
	return &webapi.SlackError{Code: cmp.Or(r.Answers, "method_deprecated")}
}
