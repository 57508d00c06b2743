package oauth

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/url"
	"slices"
	"sort"
	"strings"

	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// maxListed is how many channels the page offers.
const maxListed = 200

type field struct{ Name, Value string }

// authorizePage is what a browser shows. Names in it may be hostile: it escapes them.
//
// It is no template: one template in the program keeps the linker from dropping the
// methods that nothing calls, which is an eighth of the program.
type authorizePage struct {
	App, Team, User string
	Workspace       bool
	Asks            []string
	Fields          []field
	Channels        []*world.Conversation
}

// showPage shows what an app asks for, and takes the answer to the same address.
func showPage(w http.ResponseWriter, st *state.State, a world.Authorization, query url.Values) {
	t, err := st.Team(a.Team)
	if err != nil { // it was checked
		return
	}
	app := st.AppByClientID(a.ClientID)
	user, _ := t.User(a.User)
	page := authorizePage{App: app.Name, Team: t.Name, User: user.Name, Workspace: !a.Version2 && !app.Classic && a.SingleChannel == ""}
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
	channels := t.OfType(catalog.Channel)
	for i := range min(channels.Len(), maxListed) {
		page.Channels = append(page.Channels, channels.At(i))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; form-action 'self' http://127.0.0.1:* http://localhost:*")
	_, _ = io.WriteString(w, page.html()) // a browser that left is no concern of ours
}

func (p authorizePage) html() string {
	var b strings.Builder
	// write escapes its arguments, for text and for attributes in double quotes.
	write := func(format string, args ...string) {
		escaped := make([]any, len(args))
		for i, arg := range args {
			escaped[i] = html.EscapeString(arg)
		}
		fmt.Fprintf(&b, format+"\n", escaped...)
	}
	write(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>%[1]s asks for access to %[2]s</title></head>
<body>
<h1>%[1]s asks for access to %[2]s</h1>
<p>You are %[3]s. This is an emulated Slack: nothing leaves this machine.</p>
<ul>`, p.App, p.Team, p.User)
	if p.Workspace {
		write(`<li>Access a private conversation with you</li>`)
	}
	for _, ask := range p.Asks {
		write(`<li>%s</li>`, ask)
	}
	write(`</ul>
<form method="get">`)
	for _, f := range p.Fields {
		write(`<input type="hidden" name="%s" value="%s">`, f.Name, f.Value)
	}
	if p.Workspace {
		write(`<p><label>Where: <select name="resources">
<option value="">nowhere else</option>
<option value="all">all public channels</option>`)
		for _, c := range p.Channels {
			write(`<option value="%s">#%s</option>`, string(c.ID), c.Name)
		}
		write(`</select></label></p>`)
	}
	write(`<button name="allow" value="1">Allow</button>
<button name="deny" value="1">Cancel</button>
</form>
</body></html>`)
	return b.String()
}
