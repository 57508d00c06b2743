package drift

import (
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Sign is a place in source code that may put a scope to another use than calling methods:
// the word icon_emoji, with which a message gets another icon.
type Sign struct {
	Scope catalog.Scope
	File  string
	Line  int    // 1-based
	Text  string // what stands there: "icon_emoji"
	Sure  bool   // it does, if the code calls what the scope adds to
}

// otherUse is what is known of the use of a scope besides calling methods.
type otherUse struct {
	what     string // completes "It may be there for ..."
	possible bool   // the app may have it
	absent   bool   // the scope has such a use, and the app does not have it
	found    bool   // the app has it
	sign     Sign   // the place in the code that says so; zero: there is none
}

func (u otherUse) perhaps(s catalog.Scope) PerhapsUnused {
	if u.sign != (Sign{}) {
		return PerhapsUnused{Scope: s, Doubt: Doubt{u.sign.File, u.sign.Line, "has " + u.sign.Text + ", perhaps for " + u.what}}
	}
	return PerhapsUnused{Scope: s, OtherUse: u.what}
}

// otherUse looks for a use of a scope besides calling methods: in the manifest, if there is
// one, and in the code, if it was searched.
func (d *Drift) otherUse(s catalog.Scope, declared *Manifest, code *Code) otherUse {
	what, other := s.OtherUse()
	u := otherUse{what: what, possible: other}
	if !other {
		return u
	}
	with := s.ExtendsMethods()
	switch {
	case s.OtherUseIsInManifest():
		u.absent = declared != nil && !declared.MayUse(s) && !d.getsOtherEvents(s, declared)
		if declared != nil && !u.absent && code.Searched && !declared.Workflows && !declared.MayUse(s) {
			u.readSigns(s, code.Signs) // of events that come by the Real Time Messaging API
			u.found = false
		}
	case declared == nil || !code.Searched:
	case len(with) > 0 && !calls(code, with) && !declared.usesForEvents(s) && !d.getsOtherEvents(s, declared):
		u.absent = len(d.Untraced) == 0 && len(d.UnknownParts) == 0 // else it may be called
	default:
		u.readSigns(s, code.Signs)
	}
	u.possible = !u.absent && !u.found
	return u
}

// readSigns decides by the signs that were found in the code, for the [SignedScopes].
func (u *otherUse) readSigns(s catalog.Scope, signs []Sign) {
	if !slices.Contains(SignedScopes, s) {
		return
	}
	u.absent = true
	for _, sign := range signs {
		if sign.Scope != s {
			continue
		}
		u.absent, u.found = false, u.found || sign.Sure
		if u.sign == (Sign{}) {
			u.sign = sign
		}
	}
}

// SignedScopes are the scopes whose other use leaves a sign in the code, if it has one. Code
// that gets events by the Real Time Messaging API names those that it does something with.
var SignedScopes = []catalog.Scope{
	"chat:write.customize", "files:read", "incoming-webhook", "links.embed:write", "metadata.message:read", "users:read.email",
	"dnd:read", "emoji:read", "pins:read", "reactions:read", "stars:read", "team:read", "usergroups:read",
}

func calls(code *Code, methods []string) bool {
	return slices.ContainsFunc(code.Calls, func(c CallSite) bool { return slices.Contains(methods, c.Method) })
}

// MayUse reports whether the manifest subscribes to an event that perhaps needs a scope.
// Which scopes its other parts use is known: they are no question here.
func (m *Manifest) MayUse(s catalog.Scope) bool {
	return m.subscribesToAny(catalog.EventsPerhapsOpenedBy(s))
}

// usesForEvents reports whether the manifest subscribes to an event that a scope opens, or that its
// partner opens, the scope without which it is not granted.
func (m *Manifest) usesForEvents(s catalog.Scope) bool {
	partner, _ := s.Partner()
	return m.subscribesToAny(catalog.EventsOpenedBy(s)) || m.subscribesToAny(catalog.EventsOpenedBy(partner))
}

// subscribesToAny reports whether the manifest subscribes to one of these events, for bot or users.
func (m *Manifest) subscribesToAny(events []string) bool {
	return slices.ContainsFunc(m.Features, func(f ManifestFeature) bool {
		return f.isEvent() && slices.Contains(events, f.Name)
	})
}

func (f ManifestFeature) isEvent() bool { return f.Feature == BotEvent || f.Feature == UserEvent }

// getsOtherEvents reports whether the app may get events that a scope opens and that its
// manifest does not name: by the Real Time Messaging API, or by the triggers of its workflows.
func (d *Drift) getsOtherEvents(s catalog.Scope, declared *Manifest) bool {
	if declared.Workflows {
		return true
	}
	partner, _ := s.Partner()
	events := slices.Concat(catalog.EventsOpenedBy(s), catalog.EventsOpenedBy(partner), catalog.EventsPerhapsOpenedBy(s))
	return d.callsRTM() && slices.ContainsFunc(events, func(name string) bool {
		e, known := catalog.LookupEvent(name)
		return known && e.RTM
	})
}

// callsRTM reports whether the code receives events by the Real Time Messaging API.
func (d *Drift) callsRTM() bool {
	return slices.ContainsFunc(d.Impossible, func(c ImpossibleCall) bool { return strings.HasPrefix(c.Method, "rtm.") }) ||
		slices.ContainsFunc(d.RetiredCalls, func(c RetiredCall) bool { return strings.HasPrefix(c.Method, "rtm.") })
}
