// Package oauth is how apps get tokens: authorize pages, codes, and the methods
// that exchange codes and refresh tokens, for workspace tokens, for bot and user
// tokens, and for configuration tokens.
//
// It promises that a code works once, that a refresh token of bot and user tokens does, but for
// a moment of grace, and that tokens are obviously of the sandbox. It redirects to this machine only.
package oauth

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/webapi"
	"periscope/slackapi/sandbox/world"
)

// Authorize has a person approve what an app asks for, as on Slack's authorize
// pages, and returns the code that the app exchanges: within ten minutes, once.
func Authorize(st *state.State, a world.Authorization) (string, error) {
	tx := st.Lock()
	defer tx.Unlock()
	if err := checkAuthorization(st, a); err != nil {
		return "", fmt.Errorf("authorizing an app: %w", err)
	}
	id := "sandbox-code-" + tx.NewSecret()
	tx.AddCode(world.Code{Authorization: a, Code: id, ExpiresAt: tx.Now().Add(codeLife).Unix()})
	return id, nil
}

func checkAuthorization(st *state.State, a world.Authorization) error {
	app := st.AppByClientID(a.ClientID)
	t, err := st.Team(a.Team)
	switch {
	case app == nil:
		return fmt.Errorf("invalid_client_id: the sandbox has no app with the client id %q", a.ClientID)
	case err != nil:
		return err
	case !t.HasPerson(a.User):
		return fmt.Errorf("team %s has nobody with the id %q who could: apps and deleted people cannot", a.Team, a.User)
	case a.RedirectURI != "" && !app.MayRedirect(a.RedirectURI):
		return fmt.Errorf("bad_redirect_uri: %q is not on this machine, or not below one of the app's redirect URIs", a.RedirectURI)
	case !a.Version2 && len(a.UserScopes) > 0:
		return errors.New("invalid_scope: user scopes are asked for on the page of version 2 only")
	case a.SingleChannel != "" && t.Find(a.SingleChannel) == nil:
		return fmt.Errorf("team %s has no conversation %q", a.Team, a.SingleChannel)
	case slices.ContainsFunc(a.Resources, func(id model.ResourceID) bool { return t.Find(id) == nil }):
		return fmt.Errorf("team %s has no such conversation as one of %q", a.Team, a.Resources)
	case !a.Version2 && a.Challenge != "":
		return errors.New("a code_challenge is for the page of version 2 only")
	case a.Version2:
		return checkInstall(
			model.Request{Kind: catalog.Bot, For: model.ForBot, Scopes: a.Scopes},
			model.Request{Kind: catalog.Bot, For: model.ForUser, Scopes: a.UserScopes},
		)
	}
	if app.Classic {
		return checkOffered(catalog.UserToken, a.Scopes, "bot", "client", "identify", "post", "read", "admin")
	}
	return checkOffered(catalog.Workspace, a.Scopes)
}

// checkInstall refuses what Slack's page of version 2 refuses: scopes that the
// bot or the user cannot be asked for, and scopes that do not go together. A
// request for no scopes at all is refused at the exchange.
func checkInstall(requests ...model.Request) error {
	for _, r := range requests {
		if code, ok := model.Verdict(r); !ok && len(r.Scopes) > 0 {
			return fmt.Errorf("%s: %s", code, model.Validate(r, nil)[0].Message)
		}
	}
	if len(model.Installs(requests)) > 1 {
		return errors.New("invalid_scope: scopes that sign people in go with no others")
	}
	return nil
}

// checkOffered refuses scopes that tokens of a kind cannot hold, but for those that they could hold once.
func checkOffered(kind catalog.TokenKind, scopes []catalog.Scope, once ...catalog.Scope) error {
	for _, scope := range scopes {
		if entry, _ := catalog.Lookup(scope); !entry.Offered(kind) && !slices.Contains(once, scope) {
			return fmt.Errorf("invalid_scope: %s tokens cannot hold %q", kind, scope)
		}
	}
	return nil
}

// ServeAuthorizePage is the authorize page. A browser is shown what the app asks for, and a
// person allows it, or not; a program approves at once, and is redirected. The query's "user"
// approves in the query's "team". Without a team it is the first that the app is installed in,
// or else the first of all; without a user, the first person of the team. (Slack's page has no
// "user".) With "deny" in the query the person declines; "resources" are what they let a
// workspace app into: ids, with commas between, or "all" public channels.
func ServeAuthorizePage(st *state.State, w http.ResponseWriter, r *http.Request) {
	version2 := r.URL.Path == "/oauth/v2/authorize"
	if !version2 && r.URL.Path != "/oauth/authorize" {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET")
		webapi.WriteJSON(w, http.StatusMethodNotAllowed, pageError{Error: "an authorize page is opened with GET"})
		return
	}
	query := r.URL.Query()
	a, err := readQuery(st, query, version2)
	if err == nil && strings.Contains(r.Header.Get("Accept"), "text/html") && !query.Has("allow") && !query.Has("deny") {
		if err = checkAuthorization(st, a); err == nil {
			showPage(w, st, a, query)
			return
		}
	}
	var to string
	if err == nil {
		to, err = answer(st, a, query)
	}
	if err != nil {
		webapi.WriteJSON(w, http.StatusBadRequest, pageError{Error: err.Error()})
		return
	}
	http.Redirect(w, r, to, http.StatusFound)
}

// pageError is the JSON of what the page refuses.
type pageError struct {
	OK    bool   `json:"ok"` // never set
	Error string `json:"error"`
}

// readQuery reads the query of an authorize page.
func readQuery(st *state.State, query url.Values, version2 bool) (world.Authorization, error) {
	a := world.Authorization{
		ClientID:    query.Get("client_id"),
		Team:        model.TeamID(query.Get("team")),
		User:        model.UserID(query.Get("user")),
		RedirectURI: query.Get("redirect_uri"),
		Challenge:   query.Get("code_challenge"),
		Version2:    version2,
	}
	if a.Challenge != "" && query.Get("code_challenge_method") != "S256" {
		return a, errors.New("code_challenge_method must be S256")
	}
	for name, into := range map[string]*[]catalog.Scope{"scope": &a.Scopes, "user_scope": &a.UserScopes} {
		text := query.Get(name)
		if !version2 { // Slack's page of the time took spaces as well as commas
			text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }), ",")
		}
		if text != "" {
			*into = webapi.ParseScopes(text)
		}
	}
	if text := query.Get("resources"); text == "all" {
		a.AllChannels = true
	} else if text != "" {
		for id := range strings.SplitSeq(text, ",") {
			a.Resources = append(a.Resources, model.ResourceID(strings.TrimSpace(id)))
		}
	}
	a.Channel = model.ResourceID(query.Get("channel"))
	if query.Get("single_channel") == "true" {
		a.SingleChannel, a.Channel = a.Channel, ""
	}
	if a.Team == "" {
		a.Team = firstTeamOf(st, st.AppByClientID(a.ClientID))
	}
	if people := st.People(a.Team); a.User == "" && len(people) > 0 {
		a.User = people[0].ID
	}
	if team, err := st.Team(a.Team); err == nil && query.Get("single_channel") == "true" && a.SingleChannel == "" {
		if channels := team.OfType(catalog.Channel); channels.Len() > 0 {
			a.SingleChannel = channels.ID(0)
		}
	}
	return a, nil
}

// answer has the person approve, or decline, and returns where the browser goes with that.
func answer(st *state.State, a world.Authorization, query url.Values) (string, error) {
	result := url.Values{"state": {query.Get("state")}}
	if query.Has("deny") {
		if err := checkAuthorization(st, a); err != nil {
			return "", err
		}
		result.Set("error", "access_denied")
	} else {
		code, err := Authorize(st, a)
		if err != nil {
			return "", err
		}
		result.Set("code", code)
	}
	to, err := url.Parse(cmp.Or(a.RedirectURI, st.AppByClientID(a.ClientID).FirstRedirect()))
	if err != nil || world.CheckRequestURL(to.String()) != nil {
		return "", errors.New("bad_redirect_uri: the client named none, and the app has none on this machine")
	}
	more := to.Query()
	maps.Copy(more, result)
	to.RawQuery = more.Encode()
	return to.String(), nil
}

// firstTeamOf is the team that an app is installed in, if the query names none.
func firstTeamOf(st *state.State, app *world.App) model.TeamID {
	if len(st.Teams()) == 0 {
		return ""
	}
	i := slices.IndexFunc(st.Teams(), func(t *state.Team) bool {
		return app != nil && slices.ContainsFunc(t.Installs, func(in world.Install) bool { return in.AppID == app.ID })
	})
	return st.Teams()[max(i, 0)].ID
}
