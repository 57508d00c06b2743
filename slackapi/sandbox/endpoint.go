package sandbox

import "periscope/model/catalog"

// endpoint is one Web API method that the sandbox answers.
type endpoint struct {
	kinds []catalog.TokenKind // that may call it; none: no token is asked for
	serve func(*call) (any, error)
}

var (
	workspaceOnly     = []catalog.TokenKind{catalog.Workspace}
	configurationOnly = []catalog.TokenKind{catalog.Configuration}
	botOrUser         = []catalog.TokenKind{catalog.Bot, catalog.UserToken}
	anyToken          = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}
	identifiable      = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration}
	revocable         = []catalog.TokenKind{
		catalog.Workspace, catalog.WorkspaceRefresh, catalog.Bot, catalog.UserToken, catalog.Refresh,
	}
)

// endpoints are all methods that the sandbox answers, by name.
var endpoints = map[string]endpoint{
	"api.test":                        {nil, testAPI},
	"apps.manifest.export":            {configurationOnly, exportManifest},
	"apps.manifest.validate":          {configurationOnly, validateManifest},
	"apps.permissions.info":           {workspaceOnly, permissionsInfo},
	"apps.permissions.request":        {workspaceOnly, requestOfTeam},
	"apps.permissions.resources.list": {workspaceOnly, listResources},
	"apps.permissions.scopes.list":    {workspaceOnly, listScopes},
	"apps.permissions.users.list":     {workspaceOnly, listUserGrants},
	"apps.permissions.users.request":  {workspaceOnly, requestOfUser},
	"apps.uninstall":                  {anyToken, uninstallApp},
	"auth.revoke":                     {revocable, revokeToken},
	"auth.test":                       {identifiable, testAuth},
	"chat.postMessage":                {anyToken, postMessage},
	"conversations.info":              {anyToken, conversationInfo},
	"conversations.list":              {anyToken, listConversations},
	"conversations.members":           {anyToken, listMembers},
	"emoji.list":                      {anyToken, listEmoji},
	"oauth.access":                    {nil, exchangeForWorkspace},
	"oauth.token":                     {nil, exchangeForLasting},
	"oauth.v2.access":                 {nil, exchangeForToday},
	"team.info":                       {anyToken, teamInfo},
	"tooling.tokens.rotate":           {nil, rotateConfiguration},
	"users.conversations":             {botOrUser, listOwnConversations},
	"users.info":                      {anyToken, userInfo},
	"users.list":                      {anyToken, listUsers},
}
