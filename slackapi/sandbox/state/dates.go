package state

import (
	"cmp"
	"time"

	"periscope/model/catalog"
)

// Days on which Slack changed what it answers.
const (
	// DeadTokensUnnamed: a workspace token that was revoked is invalid_auth, as any other that does not work.
	DeadTokensUnnamed = "2018-09-01"
	// ListsInPages: without a limit, the lists of before conversations.* are no longer whole. (It was for
	// apps made from then on.)
	ListsInPages = "2018-08-07"
	// EmailsByScope: users:read no longer shows email addresses to workspace apps, users:read.email does.
	EmailsByScope = "2018-10-16"
	// LongChannelNames: a channel's name has 80 characters, which were 21.
	LongChannelNames = "2019-08-06"
	// GranularBots: tokens of bots that are removed answer account_inactive.
	GranularBots = "2020-01-01"
	// AuthorizationsInEvents: events name authorizations where they named authed_users.
	AuthorizationsInEvents = "2021-02-24"
)

// WorkspaceAppsRetired is the day from which tokens of workspace apps are invalid_auth.
func WorkspaceAppsRetired() string {
	r, _ := catalog.Workspace.AppRetirement() // it is in the catalogue
	return r.On
}

// undatedWorkspace is the day that a world without a date has for workspace tokens:
// the middle of the month with the newest pages about them. Other tokens have today.
const undatedWorkspace = "2018-08-15"

// Since reports whether, for tokens of a kind, a day has come: by the date of the world,
// or else on 2018-08-15 for workspace tokens, and today for all others.
func (s *State) Since(kind catalog.TokenKind, day string) bool { return s.tx.Since(kind, day) }

// Since is [State.Since].
func (tx *Tx) Since(kind catalog.TokenKind, day string) bool {
	now := cmp.Or(tx.date, time.Now().Format(time.DateOnly))
	if tx.date == "" && (kind == catalog.Workspace || kind == catalog.WorkspaceRefresh) {
		now = undatedWorkspace
	}
	return now >= day
}
