package sandbox

import (
	"net/http"
	"slices"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/webapi"
)

// retirements are the methods that Slack retired, and since when they answer method_deprecated
// instead of what they answered. A name that ends in a dot is a family of methods.
var retirements = []retirement{
	{"apps.permissions.", "2021-08-24"},
	{"channels.", "2021-02-24"},
	{"files.upload", "2025-11-12"},
	{"groups.", "2021-02-24"},
	{"im.", "2021-02-24"},
	{"mpim.", "2021-02-24"},
	{"oauth.token", "2021-08-24"},
	{"workflows.stepCompleted", "2024-09-12"},
	{"workflows.stepFailed", "2024-09-12"},
	{"workflows.updateStep", "2024-09-12"},
}

// isRetired reports whether the called method is retired by the date of the world. In a world
// without a date, what only workspace apps used is as in 2018, whatever the token.
func isRetired(c *webapi.Call, h http.Header) bool {
	kind := catalog.Bot
	in, found := c.State.Install(c.SentToken(h))
	ofWorkspace := found && in.Kind == catalog.Workspace
	if _, here := endpoints[c.Method]; here && ofWorkspace {
		return false // such a token does not get so far
	} else if here || ofWorkspace {
		kind = catalog.Workspace
	}
	return slices.ContainsFunc(retirements, func(r retirement) bool { return r.of(c.Method) && c.State.Since(kind, r.on) })
}

// retirement is a day on which a method, or a family of methods, was retired.
type retirement struct{ name, on string }

func (r retirement) of(method string) bool {
	return method == r.name || strings.HasSuffix(r.name, ".") && strings.HasPrefix(method, r.name)
}
