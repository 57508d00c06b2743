package sandbox

import (
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/methods"
	"periscope/slackapi/sandbox/oauth"
	"periscope/slackapi/sandbox/webapi"
)

// endpoint is one Web API method that the sandbox answers.
type endpoint struct {
	kinds []catalog.TokenKind // that may call it; nil: no token is asked for
	serve func(*webapi.Call) (any, error)
}

var (
	noToken           = []catalog.TokenKind{} // no kind of today's may call it
	workspaceOnly     = []catalog.TokenKind{catalog.Workspace}
	appLevelOnly      = []catalog.TokenKind{catalog.AppLevel}
	configurationOnly = []catalog.TokenKind{catalog.Configuration}
	workspaceOrUser   = []catalog.TokenKind{catalog.Workspace, catalog.UserToken}
	botOrUser         = []catalog.TokenKind{catalog.Bot, catalog.UserToken}
	anyToken          = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken}
	identifiable      = []catalog.TokenKind{catalog.Workspace, catalog.Bot, catalog.UserToken, catalog.Configuration}
	revocable         = []catalog.TokenKind{
		catalog.Workspace, catalog.WorkspaceRefresh, catalog.Bot, catalog.UserToken, catalog.Refresh,
	}
)

// endpoints are all methods that the sandbox answers, by name. A new method is a
// function in the file of its family in package methods, a line here, and its
// error codes in the coverage table of the tests.
var endpoints = map[string]endpoint{
	"api.test":                        {nil, methods.APITest},
	"apps.connections.open":           {appLevelOnly, methods.AppsConnectionsOpen},
	"apps.manifest.export":            {configurationOnly, methods.AppsManifestExport},
	"apps.manifest.validate":          {configurationOnly, methods.AppsManifestValidate},
	"apps.permissions.info":           {workspaceOnly, methods.AppsPermissionsInfo},
	"apps.permissions.request":        {workspaceOnly, methods.AppsPermissionsRequest},
	"apps.permissions.resources.list": {workspaceOnly, methods.AppsPermissionsResourcesList},
	"apps.permissions.scopes.list":    {workspaceOnly, methods.AppsPermissionsScopesList},
	"apps.permissions.users.list":     {workspaceOnly, methods.AppsPermissionsUsersList},
	"apps.permissions.users.request":  {workspaceOnly, methods.AppsPermissionsUsersRequest},
	"apps.uninstall":                  {anyToken, methods.AppsUninstall},
	"auth.revoke":                     {revocable, methods.AuthRevoke},
	"auth.teams.list":                 {botOrUser, methods.AuthTeamsList},
	"auth.test":                       {identifiable, methods.AuthTest},
	"bots.info":                       {anyToken, methods.BotsInfo},
	"channels.create":                 {anyToken, methods.Channels.Create},
	"channels.history":                {anyToken, methods.Channels.History},
	"channels.info":                   {anyToken, methods.Channels.Info},
	"channels.invite":                 {anyToken, methods.Channels.Invite},
	"channels.join":                   {botOrUser, methods.Channels.Join},
	"channels.leave":                  {botOrUser, methods.Channels.Leave},
	"channels.list":                   {anyToken, methods.Channels.List},
	"channels.replies":                {anyToken, methods.Channels.Replies},
	"chat.delete":                     {anyToken, methods.ChatDelete},
	"chat.getPermalink":               {anyToken, methods.ChatGetPermalink},
	"chat.postEphemeral":              {anyToken, methods.ChatPostEphemeral},
	"chat.postMessage":                {anyToken, methods.ChatPostMessage},
	"chat.update":                     {anyToken, methods.ChatUpdate},
	"conversations.create":            {anyToken, methods.ConversationsCreate},
	"conversations.history":           {anyToken, methods.ConversationsHistory},
	"conversations.info":              {anyToken, methods.ConversationsInfo},
	"conversations.invite":            {anyToken, methods.ConversationsInvite},
	"conversations.join":              {botOrUser, methods.ConversationsJoin},
	"conversations.leave":             {botOrUser, methods.ConversationsLeave},
	"conversations.list":              {anyToken, methods.ConversationsList},
	"conversations.members":           {anyToken, methods.ConversationsMembers},
	"conversations.open":              {botOrUser, methods.ConversationsOpen},
	"conversations.replies":           {anyToken, methods.ConversationsReplies},
	"dialog.open":                     {anyToken, methods.DialogOpen},
	"emoji.list":                      {anyToken, methods.EmojiList},
	"files.completeUploadExternal":    {botOrUser, methods.FilesCompleteUploadExternal},
	"files.delete":                    {anyToken, methods.FilesDelete},
	"files.getUploadURLExternal":      {botOrUser, methods.FilesGetUploadURLExternal},
	"files.info":                      {anyToken, methods.FilesInfo},
	"files.upload":                    {anyToken, methods.FilesUpload},
	"functions.completeError":         {botOrUser, methods.FunctionsCompleteError},
	"functions.completeSuccess":       {botOrUser, methods.FunctionsCompleteSuccess},
	"groups.create":                   {workspaceOrUser, methods.Groups.Create},
	"groups.history":                  {anyToken, methods.Groups.History},
	"groups.info":                     {anyToken, methods.Groups.Info},
	"groups.invite":                   {botOrUser, methods.Groups.Invite},
	"groups.leave":                    {botOrUser, methods.Groups.Leave},
	"groups.list":                     {anyToken, methods.Groups.List},
	"groups.replies":                  {anyToken, methods.Groups.Replies},
	"im.history":                      {anyToken, methods.IMs.History},
	"im.list":                         {anyToken, methods.IMs.List},
	"im.open":                         {botOrUser, methods.IMOpen},
	"im.replies":                      {anyToken, methods.IMs.Replies},
	"mpim.history":                    {anyToken, methods.MPIMs.History},
	"mpim.list":                       {anyToken, methods.MPIMs.List},
	"mpim.open":                       {botOrUser, methods.MPIMOpen},
	"mpim.replies":                    {workspaceOrUser, methods.MPIMs.Replies},
	"oauth.access":                    {nil, oauth.Access},
	"oauth.token":                     {nil, oauth.Token},
	"oauth.v2.access":                 {nil, oauth.V2Access},
	"oauth.v2.exchange":               {nil, oauth.V2Exchange},
	"pins.add":                        {anyToken, methods.PinsAdd},
	"pins.list":                       {anyToken, methods.PinsList},
	"pins.remove":                     {anyToken, methods.PinsRemove},
	"reactions.add":                   {anyToken, methods.ReactionsAdd},
	"reactions.get":                   {anyToken, methods.ReactionsGet},
	"reactions.list":                  {anyToken, methods.ReactionsList},
	"reactions.remove":                {anyToken, methods.ReactionsRemove},
	"rtm.connect":                     {noToken, nil}, // every bot here is granular
	"rtm.start":                       {noToken, nil},
	"team.info":                       {anyToken, methods.TeamInfo},
	"tooling.tokens.rotate":           {nil, oauth.RotateConfiguration},
	"users.conversations":             {botOrUser, methods.UsersConversations},
	"users.info":                      {anyToken, methods.UsersInfo},
	"users.lookupByEmail":             {anyToken, methods.UsersLookupByEmail},
	"users.list":                      {anyToken, methods.UsersList},
	"views.open":                      {botOrUser, methods.ViewsOpen},
	"views.publish":                   {botOrUser, methods.ViewsPublish},
	"views.push":                      {botOrUser, methods.ViewsPush},
	"views.update":                    {botOrUser, methods.ViewsUpdate},
}
