package model

import (
	"encoding/json"
	"slices"
	"strings"

	"periscope/model/catalog"
)

// Install is what an app of today asks for on Slack's install page: scopes for
// its bot, and scopes for the token of whoever installs it.
//
// Installs add up. Slack joins what is approved to what the token holds
// already, and takes a scope away only by revoking the token.
type Install struct {
	Bot  []catalog.Scope // scope= of the page's address
	User []catalog.Scope // user_scope=
}

// Installs returns the installs that ask for what the requests ask for, each
// scope once. Normally it is one: the bot's half and the person's half go
// together. Scopes that mix with nothing else, such as those that sign a person
// in, need an install of their own.
func Installs(requests []Request) []Install {
	var (
		order    []mixture
		installs = map[mixture]*Install{}
	)
	for _, r := range requests {
		for _, s := range r.Scopes {
			m := mixtureOf(s)
			i, begun := installs[m]
			if !begun {
				i = &Install{}
				installs[m] = i
				order = append(order, m)
			}
			half := &i.Bot
			if r.audience() == ForUser {
				half = &i.User
			}
			*half = append(*half, s)
		}
	}
	var all []Install
	for _, m := range order {
		all = append(all, Install{Bot: union(installs[m].Bot, nil), User: union(installs[m].User, nil)})
	}
	return all
}

// SignsIn reports whether the install is one of Sign in with Slack, which begins
// on a page of its own and brings a proof of who somebody is instead of a token
// to call methods with.
func (i Install) SignsIn() bool {
	return slices.ContainsFunc(slices.Concat(i.Bot, i.User), func(s catalog.Scope) bool { return slices.Contains(signIn, s) })
}

// Then returns what the token of a kind, bot or user, holds once the install is
// approved, given what it holds now; sorted. Held may be of the zero value or
// of another kind, or lack the scopes that Slack did not tell: it then adds nothing.
func (i Install) Then(kind catalog.TokenKind, held Permissions) []catalog.Scope {
	var now []catalog.Scope
	if held.Kind == kind {
		now = held.Scopes()
	}
	half := i.Bot
	if kind == catalog.UserToken {
		half = i.User
	}
	then := union(now, half)
	slices.Sort(then)
	return then
}

// ManifestYAML is the part of an app manifest that declares the scopes of the
// install, for people to add to theirs. It ends in a line break.
func (i Install) ManifestYAML() string {
	halves := i.halves()
	if len(halves) == 0 {
		return "oauth_config:\n  scopes: {}\n"
	}
	var b strings.Builder
	b.WriteString("oauth_config:\n  scopes:\n")
	for _, half := range halves {
		b.WriteString("    " + half.key + ":\n")
		for _, s := range half.scopes {
			b.WriteString("      - " + yamlScalar(s) + "\n")
		}
	}
	return b.String()
}

// ManifestJSON is what [Install.ManifestYAML] is, for manifests in JSON.
func (i Install) ManifestJSON() string {
	scopes := map[string][]catalog.Scope{}
	for _, half := range i.halves() {
		scopes[half.key] = half.scopes
	}
	text, err := json.MarshalIndent(map[string]any{"oauth_config": map[string]any{"scopes": scopes}}, "", "  ")
	if err != nil {
		panic(err) // maps of strings can always be written
	}
	return string(text) + "\n"
}

type installHalf struct {
	key    string // in the manifest
	scopes []catalog.Scope
}

// halves returns those halves of the install that ask for anything.
func (i Install) halves() []installHalf {
	var halves []installHalf
	for _, half := range []installHalf{{"bot", i.Bot}, {"user", i.User}} {
		if len(half.scopes) > 0 {
			halves = append(halves, half)
		}
	}
	return halves
}

// yamlScalar writes a scope as YAML. The names that Slack documents are plain
// scalars; whatever else somebody typed is quoted, as JSON strings are.
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
