package state

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"periscope/model"
	"periscope/slackapi/sandbox/blockkit"
)

// View is a modal that a person has open, or what an app shows them on its home tab. It is
// replaced and never changed.
type View struct {
	blockkit.View
	ID       string
	App      *Installation
	User     model.UserID // who sees it
	Root     string       // the first view of its stack; itself, of a home tab
	Previous string       // the view below; empty: none
	Hash     string       // of this version
	Values   blockkit.Values
	OpenedAt time.Time
	weight   int // bytes of what the app sent, about
}

const (
	maxViews = 2_000 // beyond these, or [maxWeight], the oldest is gone
	// maxStack is how many views a modal has at most. Slack: three.
	maxStack = 3
)

// viewOf makes a new version of a view.
func (tx *Tx) viewOf(app *Installation, user model.UserID, v *blockkit.View) View {
	v.Blocks.FillIDs(tx.NewSecret)
	return View{
		View: *v, ID: tx.ids.Next('V'), App: app, User: user, Hash: tx.newHash(), Values: v.Blocks.Of(nil), OpenedAt: tx.now(),
		weight: len(v.Blocks.JSON()) + len(v.PrivateMetadata),
	}
}

func (tx *Tx) newHash() string { return fmt.Sprintf("%d.%s", tx.now().Unix(), tx.ids.Secret()[:8]) }

func (tx *Tx) addView(v View) *View {
	tx.views = append(slices.Clip(tx.views), &v)
	tx.changes.Add(1)
	weight := 0
	for _, known := range tx.views {
		weight += known.weight
	}
	for len(tx.views) > maxViews || weight > maxWeight {
		weight -= tx.views[0].weight
		tx.views = tx.views[1:]
	}
	return &v
}

// View returns the view of that id, or nil.
func (tx *Tx) View(id string) *View {
	if i := slices.IndexFunc(tx.views, func(v *View) bool { return v.ID == id }); i >= 0 {
		return tx.views[i]
	}
	return nil
}

// ShownViews returns the views that people of a team see: the top of each stack, and home tabs.
func (s *State) ShownViews(team model.TeamID) []*View {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var shown []*View
	for _, v := range s.tx.views {
		if v.App.Team.ID == team && s.tx.IsOnTop(v) {
			shown = append(shown, v)
		}
	}
	return shown
}

// Views returns all views that people see, or that wait below others, the oldest first.
func (s *State) Views() []*View {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tx.views
}

// Views is [State.Views].
func (tx *Tx) Views() []*View { return tx.views }

// Stack returns the views of a modal, the first below.
func (tx *Tx) Stack(root string) []*View {
	var all []*View
	for _, v := range tx.views {
		if v.Root == root && v.Type == blockkit.Modal {
			all = append(all, v)
		}
	}
	return all
}

// IsOnTop reports whether a person sees a view: no other of its stack is above.
func (tx *Tx) IsOnTop(v *View) bool {
	stack := tx.Stack(v.Root)
	return v.Type == blockkit.Home || len(stack) > 0 && stack[len(stack)-1].ID == v.ID
}

// checkView refuses what only the team knows to be wrong with a view: another has its
// external id. other is the view whose place it takes.
func (tx *Tx) checkView(app *Installation, v *blockkit.View, other string) error {
	for _, known := range tx.views {
		if v.ExternalID != "" && known.ExternalID == v.ExternalID && known.App.Team == app.Team && known.ID != other {
			return CodeError("duplicate_external_id")
		}
	}
	return nil
}

// useViewTrigger is the check of a trigger, in the words that the methods of views have for it.
func (tx *Tx) useViewTrigger(app *Installation, id model.TriggerID) (*Trigger, error) {
	t, err := tx.triggers.check(id, app, tx.now())
	switch {
	case errors.Is(err, CodeError("trigger_exchanged")):
		return nil, CodeError("exchanged_trigger_id")
	case errors.Is(err, CodeError("trigger_expired")):
		return nil, CodeError("expired_trigger_id")
	case err != nil:
		return nil, CodeError("invalid_trigger_id")
	}
	return t, nil
}

// OpenView uses a trigger to show a modal. The error is a [CodeError].
func (tx *Tx) OpenView(app *Installation, id model.TriggerID, v *blockkit.View) (*View, error) {
	t, err := tx.useViewTrigger(app, id)
	if err != nil {
		return nil, err
	}
	if err := tx.checkView(app, v, ""); err != nil {
		return nil, err
	}
	t.used = true
	view := tx.viewOf(app, t.user, v)
	view.Root = view.ID
	return tx.addView(view), nil
}

// PushView uses a trigger, which has to come from a modal, to show a view above it. The
// error is a [CodeError].
func (tx *Tx) PushView(app *Installation, id model.TriggerID, v *blockkit.View) (*View, error) {
	t, err := tx.useViewTrigger(app, id)
	if err != nil {
		return nil, err
	}
	below := tx.View(t.view)
	if below == nil || below.Type != blockkit.Modal {
		return nil, CodeError("not_found")
	}
	pushed, err := tx.Push(below, v)
	if err == nil {
		t.used = true
	}
	return pushed, err
}

// Push shows a view above the stack of another. The error is a [CodeError].
func (tx *Tx) Push(below *View, v *blockkit.View) (*View, error) {
	stack := tx.Stack(below.Root)
	if len(stack) >= maxStack {
		return nil, CodeError("push_limit_reached")
	}
	if err := tx.checkView(below.App, v, ""); err != nil {
		return nil, err
	}
	view := tx.viewOf(below.App, below.User, v)
	view.Root, view.Previous = below.Root, stack[len(stack)-1].ID
	return tx.addView(view), nil
}

// FindView returns the view of an app by its id, or by the id that the app gave it. The error
// is a [CodeError].
func (tx *Tx) FindView(app *Installation, id, external string) (*View, error) {
	for _, v := range tx.views {
		if v.App.SameApp(app) && (id != "" && v.ID == id || id == "" && external != "" && v.ExternalID == external) {
			return v, nil
		}
	}
	return nil, CodeError("not_found")
}

// UpdateView puts a view in the place of a version of it: what people entered stays where it can. With
// a hash, that has to be of the version. The error is a [CodeError].
func (tx *Tx) UpdateView(old *View, hash string, v *blockkit.View) (*View, error) {
	if hash != "" && hash != old.Hash {
		return nil, CodeError("hash_conflict")
	}
	if err := tx.checkView(old.App, v, old.ID); err != nil {
		return nil, err
	}
	next := tx.viewOf(old.App, old.User, v)
	next.ID, next.Root, next.Previous, next.OpenedAt = old.ID, old.Root, old.Previous, old.OpenedAt
	next.Values = v.Blocks.Of(old.Values)
	tx.putView(next)
	return &next, nil
}

// putView puts a view in the place of the one with its id.
func (tx *Tx) putView(v View) {
	tx.changes.Add(1)
	next := slices.Clone(tx.views) // readers have the old list
	if i := slices.IndexFunc(next, func(other *View) bool { return other.ID == v.ID }); i >= 0 {
		next[i] = &v
	}
	tx.views = next
}

// EnterValues keeps what a person entered in a view.
func (tx *Tx) EnterValues(v *View, values blockkit.Values) *View {
	next := *v
	next.Values = values
	tx.putView(next)
	return &next
}

// HomeView returns what an app shows a person on its home tab, or nil.
func (tx *Tx) HomeView(app *Installation, user model.UserID) *View {
	for _, v := range tx.views {
		if v.Type == blockkit.Home && v.App.SameApp(app) && v.User == user {
			return v
		}
	}
	return nil
}

// PublishView shows a person a view on an app's home tab. The error is a [CodeError].
func (tx *Tx) PublishView(app *Installation, user model.UserID, hash string, v *blockkit.View) (*View, error) {
	if old := tx.HomeView(app, user); old != nil {
		return tx.UpdateView(old, hash, v)
	}
	if hash != "" {
		return nil, CodeError("hash_conflict")
	}
	if err := tx.checkView(app, v, ""); err != nil {
		return nil, err
	}
	view := tx.viewOf(app, user, v)
	view.Root = view.ID
	return tx.addView(view), nil
}

// CloseView takes a view away, or with all its whole stack; it returns those that are gone, the top first.
func (tx *Tx) CloseView(v *View, all bool) []*View {
	gone := []*View{v}
	tx.changes.Add(1)
	if all {
		gone = tx.Stack(v.Root)
		slices.Reverse(gone)
	}
	tx.views = slices.DeleteFunc(slices.Clone(tx.views), func(other *View) bool {
		return slices.ContainsFunc(gone, func(g *View) bool { return g.ID == other.ID })
	})
	return gone
}

// ViewState is what people entered, as Slack writes it.
type ViewState struct {
	Values blockkit.Values `json:"values"`
}

// ViewJSON is a view as methods and payloads show it.
type ViewJSON struct {
	ID             string           `json:"id"`
	TeamID         model.TeamID     `json:"team_id"`
	Type           blockkit.Surface `json:"type"`
	Blocks         blockkit.Blocks  `json:"blocks"`
	Metadata       string           `json:"private_metadata"`
	CallbackID     string           `json:"callback_id"`
	State          ViewState        `json:"state"`
	Hash           string           `json:"hash"`
	Title          any              `json:"title,omitempty"`
	ClearOnClose   bool             `json:"clear_on_close"`
	NotifyOnClose  bool             `json:"notify_on_close"`
	SubmitDisabled bool             `json:"submit_disabled,omitempty"`
	Close          any              `json:"close"`
	Submit         any              `json:"submit"`
	Previous       *string          `json:"previous_view_id"`
	Root           string           `json:"root_view_id"`
	AppID          string           `json:"app_id"`
	ExternalID     string           `json:"external_id"`
	InstalledTeam  model.TeamID     `json:"app_installed_team_id"`
	BotID          string           `json:"bot_id"`
}

// JSON is the view as methods and payloads show it.
func (v *View) JSON() ViewJSON {
	j := ViewJSON{
		ID: v.ID, TeamID: v.App.Team.ID, Type: v.Type, Blocks: v.Blocks, Metadata: v.PrivateMetadata, CallbackID: v.CallbackID,
		State: ViewState{v.Values}, Hash: v.Hash, Title: v.Title, ClearOnClose: v.ClearOnClose, NotifyOnClose: v.NotifyOnClose,
		SubmitDisabled: v.SubmitDisabled, Close: v.Close, Submit: v.Submit, Root: v.Root, AppID: v.App.AppID, ExternalID: v.ExternalID,
		InstalledTeam: v.App.Team.ID, BotID: v.App.BotID,
	}
	if v.Previous != "" {
		j.Previous = &v.Previous
	}
	if j.Blocks == nil {
		j.Blocks = blockkit.Blocks{}
	}
	return j
}

// forgetViews takes away what people see of an app that is removed.
func (tx *Tx) forgetViews(app *Installation) {
	tx.views = slices.DeleteFunc(slices.Clone(tx.views), func(v *View) bool { return v.App.SameApp(app) })
}
