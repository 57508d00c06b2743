package page

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/order"
	"periscope/slackapi/record"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
)

// What a page shows at most: a world may have a hundred thousand of each.
const (
	maxConversations = 200
	maxPeople        = 200
	maxMessages      = 100
	maxCalls         = 100
	maxEphemeral     = 20 // messages that one person sees
)

// view is all that the page shows.
type view struct {
	Teams         []link
	Team          model.TeamID
	People        []link // of the team; who acts is selected
	As            model.UserID
	Apps          []link
	Find          string
	Conversations []link
	More          int // conversations that are not listed
	Channel       model.ResourceID
	Title         string
	Messages      []messageView
	Ephemeral     []messageView // that one person alone sees, newest first
	Dialogs       []dialogView
	Forms         []formView
	Views         []viewView
	Calls         []callView // newest first
}

// link is one of several things to choose from.
type link struct {
	ID, Name, URL string
	Selected      bool
}

type dialogView struct {
	ID, App, User, For string
	Asks               []string
}

// viewOf looks up what a query asks for: a team, a conversation, and who acts.
func viewOf(st *state.State, journal *record.Journal, query url.Values) view {
	v := view{Find: query.Get("find")}
	teams := st.Teams()
	chosen := 0
	for i, t := range teams {
		if string(t.ID) == query.Get("team") {
			chosen = i
		}
	}
	for i, t := range teams {
		v.Teams = append(v.Teams, link{string(t.ID), clean(cmp.Or(t.Name, string(t.ID))), address("team", string(t.ID)), i == chosen})
	}
	for _, c := range slices.Backward(journal.Calls()) {
		if len(v.Calls) == maxCalls {
			break
		}
		v.Calls = append(v.Calls, callLine(c))
	}
	if len(teams) == 0 {
		return v
	}
	t := teams[chosen]
	v.Team = t.ID
	v.As = model.UserID(query.Get("as"))
	if !t.HasPerson(v.As) && len(t.People) > 0 {
		v.As = t.People[0]
	}
	for _, id := range t.People[:min(len(t.People), maxPeople)] {
		v.People = append(v.People, link{ID: string(id), Name: nameOf(t, id), Selected: id == v.As})
	}
	for _, a := range st.AppsIn(t.ID) {
		v.Apps = append(v.Apps, link{ID: a.ID, Name: clean(cmp.Or(a.Name, a.ID))})
	}
	addConversations(&v, st, t, model.ResourceID(query.Get("channel")))
	addWaiting(&v, st, t)
	for _, m := range st.Ephemerals(t.ID, maxEphemeral) {
		v.Ephemeral = append(v.Ephemeral, describeMessage(t, m))
	}
	return v
}

func address(pairs ...string) string {
	q := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return "/?" + q.Encode()
}

// addConversations lists those whose name fits, the ones with messages first, and shows one.
func addConversations(v *view, st *state.State, t *state.Team, chosen model.ResourceID) {
	busy := st.Spoken(t.ID)
	var all []model.ResourceID
	for _, kind := range catalog.ResourceTypes {
		ofType := t.OfType(kind)
		for i := range ofType.Len() {
			if v.Find == "" || strings.Contains(strings.ToLower(titleOf(t, ofType.At(i))), strings.ToLower(v.Find)) {
				all = append(all, ofType.ID(i))
			}
		}
	}
	order.Stable(all, func(a, b model.ResourceID) int { return cmp.Compare(busy[b], busy[a]) })
	shown := t.Find(chosen)
	if shown == nil && len(all) > 0 {
		shown = t.Find(all[0])
	}
	if shown == nil {
		return
	}
	v.More = max(len(all)-maxConversations, 0)
	for _, id := range all[:len(all)-v.More] {
		c := t.Find(id)
		if c == nil { // the sandbox was reset meanwhile
			continue
		}
		v.Conversations = append(v.Conversations, link{
			string(id), titleOf(t, c), address("team", string(t.ID), "channel", string(id), "as", string(v.As)), id == shown.ID,
		})
	}
	v.Channel, v.Title = shown.ID, titleOf(t, shown)
	messages := st.Messages(t.ID, shown.ID)
	for _, m := range messages[max(len(messages)-maxMessages, 0):] {
		v.Messages = append(v.Messages, describeMessage(t, m))
	}
}

func titleOf(t *state.Team, c *world.Conversation) string {
	switch {
	case c.Type == catalog.AppHome:
		return nameOf(t, c.User) + " with an app"
	case c.Type == catalog.IM:
		return nameOf(t, c.User)
	case c.Name == "":
		return string(c.ID)
	case c.Type == catalog.Channel:
		return "# " + clean(c.Name)
	}
	return clean(c.Name)
}

// addWaiting lists what people are asked.
func addWaiting(v *view, st *state.State, t *state.Team) {
	for _, d := range st.Dialogs(t.ID) {
		shown := dialogView{ID: d.ID, App: clean(d.AppName), User: nameOf(t, d.User), For: "the team"}
		if d.For == model.ForUser {
			shown.For = nameOf(t, d.AskedUser)
		}
		for i, s := range d.Scopes {
			shown.Asks = append(shown.Asks, string(s)+": "+d.Meanings[i])
		}
		v.Dialogs = append(v.Dialogs, shown)
	}
	for _, shown := range st.ShownViews(t.ID) {
		v.Views = append(v.Views, describeView(t, shown))
	}
	for _, f := range st.Forms() {
		if f.Team == t.ID {
			v.Forms = append(v.Forms, describeForm(t, f))
		}
	}
}
