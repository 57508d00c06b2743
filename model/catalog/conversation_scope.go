package catalog

import (
	"slices"
	"strings"
)

// conversationFamilies are the types of conversation that scopes are about, by what their
// names begin with: "channels:read", "im:write.topic".
var conversationFamilies = map[string]ResourceType{"channels": Channel, "groups": Group, "mpim": MPIM, "im": IM}

// ConversationType returns the one type of conversation that a scope is about, for the
// scopes whose names say it.
func (s Scope) ConversationType() (ResourceType, bool) {
	family, _, _ := strings.Cut(string(s), ":")
	t, ok := conversationFamilies[family]
	return t, ok
}

// inPractice are the scopes that open a method where Slack's page lists more. Slack lists
// those of channels for conversations.open as well, and was seen to refuse bots that held
// channels:manage until they got im:write (python-slack-sdk issue 655).
var inPractice = map[string][]Scope{"conversations.open": {"im:write", "mpim:write"}}

// NeedInPractice is what [Method.Need] is, without the scopes that Slack lists and that
// do not open the method.
func (m Method) NeedInPractice(kind TokenKind) (Need, bool) {
	n, ok := m.Need(kind)
	if only := inPractice[m.Name]; ok && kind.IsBotOrUser() && len(only) > 0 {
		n.Scopes = slices.DeleteFunc(slices.Clone(n.Scopes), func(s Scope) bool { return !slices.Contains(only, s) })
	}
	return n, ok
}
