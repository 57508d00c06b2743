package model

import (
	"encoding/json"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Install is what an app asks for on Slack's install page: scopes for the token
// of its bot, and scopes for the token of the user who installs it.
//
// Installs add up. Slack joins what is approved to what the token holds
// already, and takes a scope away only by revoking the token.
type Install struct {
	Bot  []catalog.Scope // scope= of the page's address
	User []catalog.Scope // user_scope=
}

// Installs returns the installs that ask for what the requests ask for, each
// scope once. Normally it is one, because bot scopes and user scopes go together.
// Scopes that mix with nothing else, such as those that sign a user in, need an
// install of their own.
func Installs(requests []Request) []Install {
	var (
		order    []scopeMix
		installs = map[scopeMix]*Install{}
	)
	for _, r := range requests {
		for _, s := range r.Scopes {
			m := mixOf(s)
			i, begun := installs[m]
			if !begun {
				i = &Install{}
				installs[m] = i
				order = append(order, m)
			}
			if r.audience() == ForUser {
				i.User = append(i.User, s)
			} else {
				i.Bot = append(i.Bot, s)
			}
		}
	}
	var all []Install
	for _, m := range order {
		all = append(all, Install{Bot: Union(installs[m].Bot, nil), User: Union(installs[m].User, nil)})
	}
	return all
}

// SignsIn reports whether the install is one of Sign in with Slack, which begins
// on a page of its own, and brings a proof of the user's identity instead of a
// token to call methods with.
func (i Install) SignsIn() bool {
	return slices.ContainsFunc(slices.Concat(i.Bot, i.User), func(s catalog.Scope) bool { return slices.Contains(signInScopes, s) })
}

// ScopesAfter returns the scopes that the token of a kind, bot or user, holds once the
// install is approved, sorted. held is what it holds now; permissions of another
// kind, and scopes that Slack did not report, add nothing.
func (i Install) ScopesAfter(kind catalog.TokenKind, held Permissions) []catalog.Scope {
	var now []catalog.Scope
	if held.Kind == kind {
		now = held.Scopes()
	}
	asked := i.Bot
	if kind == catalog.UserToken {
		asked = i.User
	}
	then := Union(now, asked)
	slices.Sort(then)
	return then
}

// ManifestYAML is the part of an app manifest that declares the scopes of the
// install, for people to add to theirs. It ends in a line break.
func (i Install) ManifestYAML() string {
	lists := i.scopeLists()
	if len(lists) == 0 {
		return "oauth_config:\n  scopes: {}\n"
	}
	var b strings.Builder
	b.WriteString("oauth_config:\n  scopes:\n")
	for _, list := range lists {
		b.WriteString("    " + list.key + ":\n")
		for _, s := range list.scopes {
			b.WriteString("      - " + yamlScalar(s) + "\n")
		}
	}
	return b.String()
}

// ManifestJSON is what [Install.ManifestYAML] is, for manifests in JSON.
func (i Install) ManifestJSON() string {
	scopes := map[string][]catalog.Scope{}
	for _, list := range i.scopeLists() {
		scopes[list.key] = list.scopes
	}
	text, err := json.MarshalIndent(map[string]any{"oauth_config": map[string]any{"scopes": scopes}}, "", "  ")
	if err != nil {
		panic(err) // maps of strings can always be written
	}
	return string(text) + "\n"
}

// scopeList is one list of scopes in a manifest.
type scopeList struct {
	key    string // "bot" or "user"
	scopes []catalog.Scope
}

// scopeLists returns the install's bot scopes and user scopes, without those that are empty.
func (i Install) scopeLists() []scopeList {
	return slices.DeleteFunc(
		[]scopeList{{"bot", i.Bot}, {"user", i.User}},
		func(list scopeList) bool { return len(list.scopes) == 0 },
	)
}

// yamlScalar writes a scope as YAML. The names that Slack documents are plain
// scalars; any other name is quoted, as JSON strings are.
func yamlScalar(s catalog.Scope) string {
	if _, known := catalog.Lookup(s); known {
		return string(s)
	}
	quoted, err := json.Marshal(string(s))
	if err != nil {
		panic(err) // strings can always be written
	}
	return string(quoted)
}
