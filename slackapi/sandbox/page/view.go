package page

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/state"
	"periscope/slackapi/sandbox/world"
	"periscope/slackapi/text"
)

// What a page shows at most: a world may have a hundred thousand of each.
const (
	maxConversations = 200
	maxPeople        = 200
	maxMessages      = 100
	maxCalls         = 100
	maxAside         = 20 // messages that one person sees
)

// clean takes out of a text what a browser would not show as it stands.
func clean(s string) string { return text.Clean(s) }

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
	Aside         []asideView
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

// asideView is what one person alone saw.
type asideView struct{ To, Action, Via, Text string }

type dialogView struct {
	ID, App, User, For string
	Asks               []string
}

// formView is a dialog that an app opened by dialog.open.
type formView struct {
	ID, User, Title, Submit string
	Fields                  []fieldView
}

// viewView is a modal, or a home tab, as a person sees it.
type viewView struct {
	ID, User, Title, Submit string
	Home                    bool
	Parts                   []partView
	Fields                  []fieldView // of input blocks
}

type fieldView struct {
	Name, Label, Kind, Value, Hint string
	Options                        []optionView
}

// view looks up what a query asks for: a team, a conversation, and who acts.
func (p *Page) view(query url.Values) view {
	v := view{Find: query.Get("find")}
	teams := p.State.Teams()
	chosen := 0
	for i, t := range teams {
		if string(t.ID) == query.Get("team") {
			chosen = i
		}
	}
	for i, t := range teams {
		v.Teams = append(v.Teams, link{string(t.ID), clean(cmp.Or(t.Name, string(t.ID))), address("team", string(t.ID)), i == chosen})
	}
	for _, c := range slices.Backward(p.Journal.Calls()) {
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
	for _, a := range p.State.AppsIn(t.ID) {
		v.Apps = append(v.Apps, link{ID: a.ID, Name: clean(cmp.Or(a.Name, a.ID))})
	}
	p.addConversations(&v, t, model.ResourceID(query.Get("channel")))
	p.addWaiting(&v, t)
	for _, m := range slices.Backward(p.State.AppMessages()) {
		if m.Team == t.ID && m.To != "" && len(v.Aside) < maxAside {
			v.Aside = append(v.Aside, asideView{nameOf(t, m.To), m.Action, m.Via, plain(t, m.Text)})
		}
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
func (p *Page) addConversations(v *view, t *state.Team, chosen model.ResourceID) {
	busy := p.State.Spoken(t.ID)
	var all []*world.Conversation
	for _, kind := range catalog.ResourceTypes {
		for _, c := range t.OfType(kind) {
			if v.Find == "" || strings.Contains(strings.ToLower(titleOf(t, c)), strings.ToLower(v.Find)) {
				all = append(all, c)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *world.Conversation) int { return cmp.Compare(busy[b.ID], busy[a.ID]) })
	shown := t.Find(chosen)
	if shown == nil && len(all) > 0 {
		shown = all[0]
	}
	v.More = max(len(all)-maxConversations, 0)
	for _, c := range all[:len(all)-v.More] {
		v.Conversations = append(v.Conversations, link{
			string(c.ID), titleOf(t, c), address("team", string(t.ID), "channel", string(c.ID), "as", string(v.As)), c == shown,
		})
	}
	if shown == nil {
		return
	}
	v.Channel, v.Title = shown.ID, titleOf(t, shown)
	messages := p.State.Messages(t.ID, shown.ID)
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

// nameOf is the name of a user; the id of one that the team does not have.
func nameOf(t *state.Team, id model.UserID) string {
	if u, found := t.User(id); found {
		return clean(cmp.Or(u.RealName, u.Name, string(id)))
	}
	return clean(string(id))
}

// addWaiting lists what people are asked.
func (p *Page) addWaiting(v *view, t *state.Team) {
	for _, d := range p.State.Dialogs(t.ID) {
		shown := dialogView{ID: d.ID, App: clean(d.AppName), User: nameOf(t, d.User), For: "the team"}
		if d.For == model.ForUser {
			shown.For = nameOf(t, d.AskedUser)
		}
		for i, s := range d.Scopes {
			shown.Asks = append(shown.Asks, string(s)+": "+d.Meanings[i])
		}
		v.Dialogs = append(v.Dialogs, shown)
	}
	for _, shown := range p.State.ShownViews(t.ID) {
		v.Views = append(v.Views, describeView(t, shown))
	}
	for _, f := range p.State.Forms() {
		if f.Team == t.ID {
			v.Forms = append(v.Forms, describeForm(t, f))
		}
	}
}

var mention = regexp.MustCompile(`<@([A-Z0-9]+)(\|[^>]*)?>`)

// plain is a message's text with names for the ids of users.
func plain(t *state.Team, s string) string {
	return clean(mention.ReplaceAllStringFunc(s, func(m string) string {
		return "@" + nameOf(t, model.UserID(mention.FindStringSubmatch(m)[1]))
	}))
}

// momentOf is when a message was written, as a person reads it.
func momentOf(ts string) string {
	at, err := time.ParseDuration(strings.SplitN(ts, ".", 2)[0] + "s")
	if err != nil {
		return ts
	}
	return time.Unix(0, 0).Add(at).Format("15:04:05")
}
