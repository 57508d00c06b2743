package sandboxtest

import (
	"slices"
	"testing"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

// Tokens of the demo.
const (
	AcmeToken     = "xoxa-sandbox-acme"
	FreshToken    = "xoxa-sandbox-fresh"
	UmbrellaToken = "xoxa-sandbox-umbrella"
	HostileToken  = "xoxa-sandbox-hostile"
)

// Find returns Acme's conversation of that name.
func Find(t testing.TB, name string) world.Conversation {
	t.Helper()
	all := world.Demo(0).Teams[0].Conversations
	i := slices.IndexFunc(all, func(c world.Conversation) bool { return c.Name == name })
	if i < 0 {
		t.Fatalf("the demo has no conversation %q", name)
	}
	return all[i]
}

// AcmeID is the rich team of the demo.
var AcmeID = world.Demo(0).Teams[0].ID

// MixedWorld is a team with tokens of several kinds.
func MixedWorld() world.World {
	return world.World{Teams: []world.Team{{
		ID: "T1", Name: "Mixed", URL: "https://mixed.slack.com/",
		Users: []world.User{
			{ID: "U1", Name: "ada"},
			{ID: "U2", Name: "robot", Bot: true},
			{ID: "U3", Name: "gone", Deleted: true},
		},
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general"},
			{ID: "C2", Type: catalog.Channel, Name: "elsewhere", Archived: true},
			{ID: "G1", Type: catalog.Group, Name: "inside"},
			{ID: "G2", Type: catalog.Group, Name: "outside"},
			{ID: "D1", Type: catalog.IM, User: "U3"},
		},
		Installs: []world.Install{
			{
				Token: "xoxb-sandbox-bot", AppID: "A1", AppUser: "U2", BotID: "B1",
				OAuthScopes: []catalog.Scope{"groups:read", "chat:write", "channels:read"},
				Grants: []model.Grant{
					{Type: catalog.Channel, Resources: model.ResourceSet{IDs: []model.ResourceID{"C1"}}},
					{Type: catalog.Group, Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}}},
				},
			},
			{Token: "xoxb-sandbox-other", AppID: "A5", AppUser: "U2"},
			{Token: "xoxp-sandbox-user", AppID: "A1", AppUser: "U1"},
			{Token: "xoxa-sandbox-deleted", AppID: "A2", AppUser: "U3"},
			{Token: "not-a-token", AppID: "A3", AppUser: "U1"},
			{
				Token: "xoxa-sandbox-listed", AppID: "A4", AppUser: "U2",
				Grants: []model.Grant{
					{
						Type: catalog.Channel, Scopes: []catalog.Scope{"channels:read"},
						Resources: model.ResourceSet{
							IDs:      []model.ResourceID{"C1", "C2", "C9"},
							Excluded: []model.ResourceID{"C2"},
						},
					},
					{
						Type: catalog.Group, Scopes: []catalog.Scope{"chat:write"},
						Resources: model.ResourceSet{IDs: []model.ResourceID{"G1"}},
					},
					{
						Type: "canvas", Scopes: []catalog.Scope{"canvases:read"},
						Resources: model.ResourceSet{IDs: []model.ResourceID{"F1"}},
					},
				},
				Users: []model.UserGrant{{User: "U1", Scopes: []catalog.Scope{"reminders:read:user"}}},
			},
			{Token: "xoxb-sandbox-bot", AppID: "A9", AppUser: "U3"},
		},
	}}}
}

// On is resources of one type.
func On(t catalog.ResourceType, ids ...model.ResourceID) model.Grant {
	return model.Grant{Type: t, Resources: model.ResourceSet{IDs: ids}}
}

const (
	AcmeBot    = "xoxb-sandbox-acme"
	AcmeUser   = "xoxp-sandbox-acme"
	AcmeConfig = "xoxe.xoxp-sandbox-acme"
	BellBot    = "xoxb-sandbox-lighthouse"
	BellUser   = "xoxp-sandbox-greenhouse"
	BellConfig = "xoxe.xoxp-sandbox-lighthouse"
	BellRenew  = "xoxe-sandbox-lighthouse"
)

// InstallOf is what the world says of a token.
func InstallOf(t testing.TB, s *sandbox.Sandbox, token string) world.Install {
	t.Helper()
	for _, team := range s.World().Teams {
		for _, in := range team.Installs {
			if in.Token == token {
				return in
			}
		}
	}
	t.Fatalf("the world has no token %s", token)
	return world.Install{}
}

// Prefixes of the tokens that methods take, and what the world has of each.
var Prefixes = map[catalog.TokenKind]string{
	catalog.Workspace:     "xoxa-sandbox-",
	catalog.Bot:           "xoxb-sandbox-",
	catalog.Configuration: "xoxe.xoxp-sandbox-",
	catalog.AppLevel:      "xapp-sandbox-",
}

// coverageTeam is the team of [CoverageWorld], without installs.
func coverageTeam() world.Team {
	return world.Team{
		ID: "T1", Name: "Coverage", URL: "https://coverage.slack.com/",
		Users: []world.User{
			{ID: "U1", Name: "ada", Email: "ada@coverage.example"},
			{ID: "U2", Name: "app", Bot: true},
			{ID: "U3", Name: "gone", Deleted: true},
			{ID: "U4", Name: "ben"},
		},
		Conversations: []world.Conversation{
			{ID: "C1", Type: catalog.Channel, Name: "general", MemberIDs: []model.UserID{"U1"}},
			{ID: "C2", Type: catalog.Channel, Name: "old", Archived: true},
			{ID: "C3", Type: catalog.Channel, Name: "elsewhere"},
			{ID: "G1", Type: catalog.Group, Name: "secret"},
			{ID: "G2", Type: catalog.Group, Name: "alone"},
			{ID: "D1", Type: catalog.IM, User: "U1"},
		},
	}
}

// coverageAppTokens are those of the app of [CoverageWorld].
var coverageAppTokens = []world.AppToken{
	{Token: "xapp-sandbox-full", Scopes: []catalog.Scope{world.ConnectionsWrite}},
	{Token: "xapp-sandbox-bare"},
	{Token: "xapp-sandbox-revoked", Revoked: true},
}

// coverageScopes are those of the bots of [CoverageWorld] that hold all.
var coverageScopes = []catalog.Scope{
	"app_configurations:read", "app_configurations:write", "channels:history", "channels:join", "channels:manage", "channels:read",
	"chat:write", "emoji:read", "files:read", "files:write",
	"groups:history", "groups:read", "groups:write", "im:history", "im:read", "im:write",
	"mpim:history", "mpim:read", "mpim:write", "pins:read", "pins:write", "reactions:read", "reactions:write",
	"team:read", "users:read", "users:read.email",
}

// CoverageWorld has one of everything that goes wrong.
func CoverageWorld() world.World {
	team := coverageTeam()
	in := []model.ResourceID{"C1", "C2"}
	conversation := []catalog.Scope{
		"chat:write", "conversations:history", "conversations:read", "conversations:write", "files:read", "files:write",
		"pins:read", "pins:write", "reactions:read", "reactions:write",
	}
	grants := []model.Grant{
		{
			Type: catalog.Team, Scopes: []catalog.Scope{"emoji:read", "team:read", "users:read", "users:read.email"},
			Resources: model.ResourceSet{IDs: []model.ResourceID{"T1"}},
		},
		{Type: catalog.Channel, Scopes: conversation, Resources: model.ResourceSet{IDs: in}},
		{Type: catalog.Group, Scopes: conversation, Resources: model.ResourceSet{IDs: []model.ResourceID{"G2"}}},
		{Type: catalog.IM, Scopes: conversation, Resources: model.ResourceSet{IDs: []model.ResourceID{"D1"}}},
	}
	for kind, prefix := range Prefixes {
		if kind == catalog.AppLevel { // of the app
			continue
		}
		one := world.Install{
			AppID: "A1", AppUser: "U2", BotID: "B1", Grants: grants, OAuthScopes: coverageScopes,
			Configuration: kind == catalog.Configuration,
		}
		for _, sort := range []string{"full", "bare", "revoked", "deleted", "expired"} {
			one := one
			one.Token = prefix + sort
			switch sort {
			case "bare":
				one.Grants, one.OAuthScopes = nil, nil
			case "revoked":
				one.Revoked = true
			case "deleted":
				one.AppUser = "U3"
			case "expired":
				one.ExpiresAt = 1
			}
			team.Installs = append(team.Installs, one)
		}
	}
	team.Installs = append(team.Installs,
		world.Install{Token: "xoxr-sandbox-refresh", AppID: "A1", AppUser: "U2"},
		world.Install{Token: "xoxb-sandbox-lasting", AppID: "A3", AppUser: "U2", BotID: "B3", Grants: grants, OAuthScopes: coverageScopes},
		world.Install{Token: "xoxb-sandbox-ended", AppID: "A3", AppUser: "U2", BotID: "B3", Revoked: true})
	return world.World{
		Apps: []world.App{
			{ID: "A1", Name: "App", ClientID: "sandbox-client-id", ClientSecret: "sandbox-client-secret", AppTokens: coverageAppTokens},
			{ID: "A2", Name: "Other", ClientID: "sandbox-other-id", ClientSecret: "sandbox-other-secret"},
			{ID: "A3", Name: "Rotating", ClientID: "sandbox-rotating-id", ClientSecret: "sandbox-rotating-secret", Rotates: true},
		},
		Codes: coverageCodes(),
		Teams: []world.Team{team},
	}
}

// coverageCodes are the codes of [CoverageWorld].
func coverageCodes() []world.Code {
	ours := world.Authorization{ClientID: "sandbox-client-id", Team: "T1", User: "U1", Scopes: []catalog.Scope{"chat:write"}}
	version2 := ours
	version2.Version2 = true
	guarded, empty := version2, version2
	guarded.Challenge, empty.Scopes = "challenge", nil
	return []world.Code{
		{Authorization: ours, Code: "sandbox-code-v1"},
		{Authorization: version2, Code: "sandbox-code-v2"},
		{Authorization: guarded, Code: "sandbox-code-guarded"},
		{Authorization: empty, Code: "sandbox-code-empty"},
		{Authorization: ours, Code: "sandbox-code-late", ExpiresAt: 1},
	}
}

// PermissionsOf is what an install of the world may do.
func PermissionsOf(in world.Install) model.Permissions {
	return model.NewPermissions(in.Grants).WithUsers(in.Users)
}
