package oauth

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"sort"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// authorizePage is what a browser shows. Names in it may be hostile: the template escapes them.
var authorizePage = template.Must(template.New("authorize").Parse(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{.App}} asks for access to {{.Team}}</title></head>
<body>
<h1>{{.App}} asks for access to {{.Team}}</h1>
<p>You are {{.User}}. This is an emulated Slack: nothing leaves this machine.</p>
<ul>
{{if .Workspace}}<li>Access a private conversation with you</li>
{{end}}{{range .Asks}}<li>{{.}}</li>
{{end}}</ul>
<form method="get">
{{range .Fields}}<input type="hidden" name="{{.Name}}" value="{{.Value}}">
{{end}}{{if .Workspace}}<p><label>Where: <select name="resources">
<option value="">nowhere else</option>
<option value="all">all public channels</option>
{{range .Channels}}<option value="{{.ID}}">#{{.Name}}</option>
{{end}}</select></label></p>
{{end}}<button name="allow" value="1">Allow</button>
<button name="deny" value="1">Cancel</button>
</form>
</body></html>
`))

// maxListed is how many channels the page offers.
const maxListed = 200

type field struct{ Name, Value string }

// showPage shows what an app asks for, and takes the answer to the same address.
func showPage(w http.ResponseWriter, st *state.State, a world.Authorization, query url.Values) {
	t, err := st.Team(a.Team)
	if err != nil { // it was checked
		return
	}
	app := st.AppByClientID(a.ClientID)
	user, _ := t.User(a.User)
	page := struct {
		App, Team, User string
		Workspace       bool
		Asks            []string
		Fields          []field
		Channels        []*world.Conversation
	}{App: app.Name, Team: t.Name, User: user.Name, Workspace: !a.Version2 && !app.Classic && a.SingleChannel == ""}
	for _, scope := range slices.Concat(a.Scopes, a.UserScopes) {
		entry, _ := catalog.Lookup(scope)
		page.Asks = append(page.Asks, string(scope)+": "+entry.Meaning)
	}
	for name, values := range query {
		if name != "resources" || !page.Workspace {
			page.Fields = append(page.Fields, field{name, values[0]})
		}
	}
	sort.Slice(page.Fields, func(i, j int) bool { return page.Fields[i].Name < page.Fields[j].Name })
	page.Channels = t.OfType(catalog.Channel)
	page.Channels = page.Channels[:min(len(page.Channels), maxListed)]
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self' http://127.0.0.1:* http://localhost:*")
	_ = authorizePage.Execute(w, page) // a browser that left is no concern of ours
}
