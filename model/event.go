package model

import "periscope/model/catalog"

// EventKind is the type of an event, as Slack names it.
type EventKind string

const (
	KindResourcesAdded      EventKind = "resources_added"
	KindResourcesRemoved    EventKind = "resources_removed"
	KindScopeGranted        EventKind = "scope_granted"
	KindScopeDenied         EventKind = "scope_denied"
	KindUserResourceGranted EventKind = "user_resource_granted"
	KindUserResourceDenied  EventKind = "user_resource_denied"
	KindUserResourceRemoved EventKind = "user_resource_removed"
	KindTokensRevoked       EventKind = "tokens_revoked"
	KindAppUninstalled      EventKind = "app_uninstalled"
)

// Event is something that Slack tells an app about its permissions. It is one
// of the types below; [Permissions.Apply] says what each of them changes.
//
// The trigger of an event is the one that the app spent on its request: it
// tells which request was answered, and cannot be used again.
type Event interface {
	Kind() EventKind
	apply(Permissions) Permissions
}

// ResourcesAdded says that the app may use further resources. Slack's only
// example adds one by its id; that a grant can also bring a wildcard is inferred.
type ResourcesAdded struct {
	Grants []Grant
}

// ResourcesRemoved says that the app lost resources. Scopes stay what they
// were: they apply to all resources of a type, and others may be left.
type ResourcesRemoved struct {
	Grants []Grant
}

// ScopeGranted says that a request to the team was approved.
type ScopeGranted struct {
	Team    TeamID // of the event's envelope: the resource that team scopes apply to
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// ScopeDenied says that a request to the team was declined.
type ScopeDenied struct {
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceGranted says that a person approved what they were asked for.
type UserResourceGranted struct {
	User    UserID
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceDenied says that a person declined what they were asked for.
type UserResourceDenied struct {
	User    UserID
	Scopes  []catalog.Scope
	Trigger TriggerID
}

// UserResourceRemoved says that a person took back all that they had granted.
type UserResourceRemoved struct {
	User    UserID
	Trigger TriggerID
}

// TokensRevoked says that tokens of the app were revoked. Slack names the users
// whom the tokens acted as, never the tokens.
type TokensRevoked struct {
	Users []UserID // "oauth" in the payload
	Bots  []UserID
}

// AppUninstalled says that the app was removed from the team.
type AppUninstalled struct{}

// Kind is [KindResourcesAdded].
func (ResourcesAdded) Kind() EventKind { return KindResourcesAdded }

// Kind is [KindResourcesRemoved].
func (ResourcesRemoved) Kind() EventKind { return KindResourcesRemoved }

// Kind is [KindScopeGranted].
func (ScopeGranted) Kind() EventKind { return KindScopeGranted }

// Kind is [KindScopeDenied].
func (ScopeDenied) Kind() EventKind { return KindScopeDenied }

// Kind is [KindUserResourceGranted].
func (UserResourceGranted) Kind() EventKind { return KindUserResourceGranted }

// Kind is [KindUserResourceDenied].
func (UserResourceDenied) Kind() EventKind { return KindUserResourceDenied }

// Kind is [KindUserResourceRemoved].
func (UserResourceRemoved) Kind() EventKind { return KindUserResourceRemoved }

// Kind is [KindTokensRevoked].
func (TokensRevoked) Kind() EventKind { return KindTokensRevoked }

// Kind is [KindAppUninstalled].
func (AppUninstalled) Kind() EventKind { return KindAppUninstalled }
