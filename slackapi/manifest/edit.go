package manifest

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/text"
)

// ScopeChange is what to add to the scopes that a manifest declares, and what to take
// away. Scopes are added to the lists that cannot be declined.
type ScopeChange struct {
	Add    model.Install
	Remove drift.ManifestScopes
}

// ErrLayout says that a manifest is written in a way in which its scopes cannot be
// changed without rewriting all of it.
var ErrLayout = errors.New("the scopes of this manifest are written in a way that cannot be changed in place")

// Edit changes the scopes in the text of a manifest, JSON or YAML, and nothing else:
// comments, order and layout stay as they are. An error is a [*Error] of a text that is
// no manifest, or [ErrLayout]; then nothing is changed.
func Edit(data []byte, change ScopeChange) ([]byte, error) {
	before, err := Parse(data)
	if err != nil {
		return nil, err
	}
	edited, mark := bytes.CutPrefix(bytes.Clone(data), []byte(byteOrderMark))
	for _, list := range []struct {
		name   string
		scopes []catalog.Scope
	}{
		{botScopes, change.Remove.Bot},
		{userScopes, change.Remove.User},
		{optionalBotScopes, change.Remove.BotOptional},
		{optionalUserScopes, change.Remove.UserOptional},
	} {
		for _, s := range list.scopes {
			if edited, err = removeScope(edited, list.name, s); err != nil {
				return nil, err
			}
		}
	}
	has := before.Declared()
	for _, list := range []struct {
		name        string
		scopes, has []catalog.Scope
	}{{botScopes, change.Add.Bot, has.Bot}, {userScopes, change.Add.User, has.User}} {
		for _, s := range list.scopes {
			if slices.Contains(list.has, s) {
				continue
			}
			if edited, err = addScope(edited, list.name, s); err != nil {
				return nil, err
			}
		}
	}
	if err := checkEdit(before, edited, change); err != nil {
		return nil, err
	}
	if mark {
		return slices.Concat([]byte(byteOrderMark), edited), nil
	}
	return edited, nil
}

const byteOrderMark = "\ufeff"

// checkEdit reads what was written. It must be the manifest from before with the
// change, and with no other.
func checkEdit(before *Manifest, edited []byte, change ScopeChange) error {
	after, err := Parse(edited)
	if err != nil {
		return ErrLayout
	}
	got, want := after.Declared(), changed(before.Declared(), change)
	if !sameScopes(got, want) {
		return ErrLayout
	}
	rest, err := before.withoutScopes()
	if err != nil {
		return err
	}
	restAfter, err := after.withoutScopes()
	if err != nil {
		return err
	}
	if !bytes.Equal(rest, restAfter) {
		return ErrLayout
	}
	return nil
}

// withoutScopes is the manifest in JSON but for its lists of scopes.
func (m *Manifest) withoutScopes() ([]byte, error) {
	root := changeAt(m.root, []string{"oauth_config", "scopes"}, func(*yaml.Node) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: nullTag}
	})
	config := fieldAt(root, "oauth_config") // where it stands makes no difference if it has nothing else
	if len(root.Content[config].Content) == 2 {
		root.Content = slices.Delete(slices.Clone(root.Content), config-1, config+1)
	}
	return (&Manifest{root}).MarshalJSON()
}

// offsetOf is the place of a node in the text.
func offsetOf(data []byte, n *yaml.Node) int {
	at := 0
	for line := 1; line < n.Line; line++ {
		next := bytes.IndexByte(data[at:], '\n')
		if next < 0 {
			return len(data)
		}
		at += next + 1
	}
	for column := 1; column < n.Column && at < len(data); column++ {
		at += runeLen(data[at:])
	}
	return at
}

func runeLen(b []byte) int {
	n := 1
	for n < len(b) && b[n]&0xc0 == 0x80 {
		n++
	}
	return n
}

// hasOddLineBreak reports whether YAML sees lines where editors, and [offsetOf], see none:
// at a return without a newline, and at the line breaks of Unicode.
func hasOddLineBreak(data []byte) bool {
	if bytes.ContainsAny(data, "\u0085\u2028\u2029") {
		return true
	}
	return bytes.Count(data, []byte("\r")) != bytes.Count(data, []byte("\r\n"))
}

// rawTree reads the text into nodes with the places and styles that they have in it.
// All of JSON is in flow style.
func rawTree(data []byte) (root *yaml.Node, isJSON bool, err error) {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) > 0 && trimmed[0] == '{' {
		if root, err = parseJSONTree(data); err != nil {
			return nil, true, err
		}
		return unwrap(root), true, nil
	}
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil || len(document.Content) == 0 || hasOddLineBreak(data) {
		return nil, false, ErrLayout
	}
	return unwrap(document.Content[0]), false, nil
}

// entryWith finds a scope in a list.
func entryWith(list *yaml.Node, s catalog.Scope) int {
	return slices.IndexFunc(contents(list), func(n *yaml.Node) bool {
		return n.Kind == yaml.ScalarNode && catalog.Scope(text.Clean(n.Value)) == s
	})
}

// listOf is one of the lists of scopes; nil if it is not there. ErrLayout: it is
// another list under a second name.
func listOf(root *yaml.Node, name string) (*yaml.Node, error) {
	n := root
	for _, step := range scopesPath(name) {
		if n = field(n, step); n == nil {
			return nil, nil //nolint:nilnil // nil is a list that is not there
		}
		if n.Kind == yaml.AliasNode {
			return nil, ErrLayout
		}
	}
	return n, nil
}

func isFlow(n *yaml.Node, isJSON bool) bool { return isJSON || n.Style&yaml.FlowStyle != 0 }

// removeScope takes each mention of a scope out of a list.
func removeScope(data []byte, name string, s catalog.Scope) ([]byte, error) {
	for {
		root, isJSON, err := rawTree(data)
		if err != nil {
			return nil, err
		}
		list, err := listOf(root, name)
		if err != nil {
			return nil, err
		}
		i := entryWith(list, s)
		if i < 0 {
			return data, nil
		}
		if isFlow(list, isJSON) {
			data, err = removeFromFlow(data, list, i)
		} else {
			data, err = removeFromBlock(data, root, list, name, i)
		}
		if err != nil {
			return nil, err
		}
	}
}

// addScope adds a scope to a list, and makes the list if there is none.
func addScope(data []byte, name string, s catalog.Scope) ([]byte, error) {
	root, isJSON, err := rawTree(data)
	if err != nil {
		return nil, err
	}
	list, err := listOf(root, name)
	switch {
	case err != nil:
		return nil, err
	case list == nil || list.Tag == nullTag || list.Kind != yaml.SequenceNode:
		return addList(data, root, isJSON, name, s)
	case isFlow(list, isJSON):
		return addToFlow(data, list, quoteLike(data, list, isJSON, s))
	}
	return addToBlock(data, list, quoteLike(data, list, isJSON, s))
}

// quoteLike writes a scope in the quotes of the list's last entry.
func quoteLike(data []byte, list *yaml.Node, isJSON bool, s catalog.Scope) string {
	quote := ""
	if n := len(list.Content); n > 0 {
		last := data[offsetOf(data, list.Content[n-1]):]
		if bytes.HasPrefix(last, []byte(`"`)) || bytes.HasPrefix(last, []byte("'")) {
			quote = string(last[:1])
		}
	}
	if isJSON {
		quote = `"`
	}
	return quote + string(s) + quote
}

// changed are the scopes after a change.
func changed(has drift.ManifestScopes, c ScopeChange) drift.ManifestScopes {
	return drift.ManifestScopes{
		Bot:          changedList(has.Bot, c.Remove.Bot, c.Add.Bot),
		User:         changedList(has.User, c.Remove.User, c.Add.User),
		BotOptional:  changedList(has.BotOptional, c.Remove.BotOptional, nil),
		UserOptional: changedList(has.UserOptional, c.Remove.UserOptional, nil),
	}
}

// changedList is one list after a change.
func changedList(has, remove, add []catalog.Scope) []catalog.Scope {
	var left []catalog.Scope
	for _, s := range has {
		if !slices.Contains(remove, s) {
			left = append(left, s)
		}
	}
	for _, s := range add {
		if !slices.Contains(has, s) {
			left = append(left, s)
		}
	}
	return left
}

func sameScopes(a, b drift.ManifestScopes) bool {
	return slices.Equal(a.Bot, b.Bot) && slices.Equal(a.User, b.User) &&
		slices.Equal(a.BotOptional, b.BotOptional) && slices.Equal(a.UserOptional, b.UserOptional)
}

// lineStart is where the line of a place begins, and lineEnd where the next one does.
func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

func lineEnd(data []byte, at int) int {
	if next := bytes.IndexByte(data[at:], '\n'); next >= 0 {
		return at + next + 1
	}
	return len(data)
}

func splice(data []byte, from, to int, with string) []byte {
	return slices.Concat(data[:from], []byte(with), data[to:])
}

// lineBreak is how the text ends its lines.
func lineBreak(data []byte) string {
	if bytes.Contains(data, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

func blank(b []byte) bool { return strings.TrimSpace(string(b)) == "" }
