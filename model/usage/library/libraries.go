package library

var (
	posts    = []string{"chat.postMessage"}
	whispers = []string{"chat.postEphemeral"}
	updates  = []string{"chat.update"}
	opensIM  = []string{"conversations.open"}
	connects = []string{"rtm.connect"}
	starts   = []string{"rtm.start"}
	installs = []string{"oauth.v2.access"}
	sockets  = []string{"apps.connections.open"}
	reacts   = []string{"reactions.add"}
	users    = []string{"users.list"}
	lists    = []string{"conversations.list"}
	uploads  = []string{"files.upload"}
)

// libraries are those whose functions call methods that no code but theirs names.
var libraries = []Library{
	{
		Name: "Botkit", Language: "JavaScript", Imports: []string{"botkit", "botbuilder-adapter-slack"},
		Receivers: []string{"bot", "convo", "conversation", "worker", "dialog", "controller", "thread", "spawn"}, Across: true,
		Calls: map[string][]string{
			"say": posts, "reply": posts, "replyInThread": posts, "ask": posts, "sayFirst": posts,
			"whisper": whispers, "sendEphemeral": whispers, "replyEphemeral": whispers,
			"startPrivateConversation": opensIM, "createPrivateConversation": opensIM,
			"replyAndUpdate": {"chat.postMessage", "chat.update"}, "updateMessage": updates, "deleteMessage": {"chat.delete"},
			"replyWithDialog": {"dialog.open"}, "startRTM": connects,
		},
		May:    []string{"auth.test"},
		Before: "0.7", Older: map[string]string{"conversations.open": "im.open"},
	},
	{
		Name: "hubot-slack", Language: "JavaScript", Packages: []string{"hubot-slack", "@hubot-friends/hubot-slack"},
		Receivers: []string{"res", "msg", "response", "robot", "message"}, Across: true, Within: "robot",
		Calls: map[string][]string{
			"send": posts, "reply": posts, "emote": posts, "messageRoom": posts, "topic": {"conversations.info", "conversations.setTopic"},
		},
		May: []string{"users.list", "users.info", "bots.info", "conversations.info", "chat.postMessage", "rtm.connect", "rtm.start", "auth.test"},
	},
	{
		Name: "slackbots", Language: "JavaScript", Imports: []string{"slackbots"}, Receivers: []string{"bot", "slack", "client", "this"},
		Calls: map[string][]string{
			"postMessage": posts, "postTo": posts, "postMessageToChannel": posts, "postMessageToGroup": posts,
			"postMessageToUser": {"im.open", "chat.postMessage"}, "postEphemeral": whispers, "updateMessage": updates,
			"getUsers": users, "getChannels": {"channels.list"}, "getGroups": {"groups.list"}, "openIm": {"im.open"},
		},
		Makes: map[string][]string{"new SlackBot(": starts, "new SlackBots(": starts, "new Bot(": starts, "new Slackbot(": starts},
		May:   []string{"users.list", "channels.list", "groups.list", "im.open"},
	},
	{
		Name: "slack-client", Language: "JavaScript", Imports: []string{"slack-client", "@slack/rtm-api-legacy"},
		Makes: map[string][]string{"new Slack(": starts, "new RtmClient(": starts},
	},
	{
		Name: "Socket Mode of JavaScript", Language: "JavaScript", Imports: []string{"@slack/socket-mode", "@slack/bolt", "@slack/oauth", "slack-edge"},
		Makes: map[string][]string{
			"new SocketModeClient(": sockets, "new SocketModeReceiver(": sockets, "new SocketModeApp(": sockets, "socketMode: true": sockets,
			"new InstallProvider(": installs, "stateSecret:": installs,
		},
	},
	{
		Name: "Socket Mode of Python", Language: "Python", Imports: []string{"slack_bolt", "slack_sdk"},
		Makes: map[string][]string{
			"SocketModeHandler(": sockets, "AsyncSocketModeHandler(": sockets, "SocketModeClient(": sockets, "AsyncSocketModeClient(": sockets,
			"OAuthSettings(": installs, "AsyncOAuthSettings(": installs, "OAuthFlow.sqlite3(": installs, "AsyncOAuthFlow.sqlite3(": installs,
		},
	},
	{
		Name: "slackbot", Language: "Python", Imports: []string{"slackbot"}, Receivers: []string{"message", "msg"},
		Calls: map[string][]string{
			"reply_webapi": posts, "send_webapi": posts, "react": reacts, "upload_file": uploads, "direct_reply": opensIM,
		},
		Makes: map[string][]string{"Bot(": starts},
		May:   []string{"chat.postMessage", "users.list", "conversations.list", "rtm.connect"},
	},
	{
		Name: "slack-machine", Language: "Python", Imports: []string{"machine.plugins", "machine.clients"},
		Receivers: []string{"msg", "message", "self", "event", "command"},
		Calls: map[string][]string{
			"say": posts, "reply": posts, "send_dm": {"conversations.open", "chat.postMessage"}, "reply_dm": {"conversations.open", "chat.postMessage"},
			"react": reacts, "say_scheduled": {"chat.scheduleMessage"}, "reply_scheduled": {"chat.scheduleMessage"},
			"send_dm_scheduled": {"conversations.open", "chat.scheduleMessage"}, "pin_message": {"pins.add"}, "unpin_message": {"pins.remove"},
			"update": updates, "delete": {"chat.delete"}, "set_topic": {"conversations.setTopic"},
		},
		May: []string{"apps.connections.open", "users.list", "users.info", "conversations.list", "conversations.info"},
	},
	{
		Name: "slacker", Language: "Python", Imports: []string{"slacker"}, Style: DottedSnake, Across: true,
		Receivers: []string{"slack", "slacker", "slack_client", "sc", "users", "channels", "groups"},
		Calls:     map[string][]string{"get_user_id": users, "get_channel_id": {"channels.list"}, "get_group_id": {"groups.list"}},
	},
	{Name: "django-slack", Language: "Python", Imports: []string{"django_slack"}, Calls: map[string][]string{}, Makes: map[string][]string{"slack_message(": posts}},
	{Name: "Errbot", Language: "Python", Imports: []string{"errbot"}, Receivers: []string{"self"}, Calls: map[string][]string{
		"send": posts, "send_templated": posts, "send_card": posts, "send_stream_request": uploads,
	}, May: []string{
		"chat.postMessage", "chat.postEphemeral", "reactions.add", "reactions.remove", "users.list", "users.info", "conversations.list", "conversations.info",
		"conversations.open", "conversations.members", "conversations.setTopic", "conversations.join", "conversations.invite", "files.upload", "rtm.connect",
	}},
	{Name: "opsdroid", Language: "Python", Imports: []string{"opsdroid"}, Receivers: []string{"message", "event", "opsdroid"}, Calls: map[string][]string{
		"respond": posts, "send": posts,
	}, May: []string{
		"chat.postMessage", "chat.update", "reactions.add", "users.list", "users.info", "conversations.list", "conversations.info",
		"conversations.create", "conversations.setTopic", "conversations.invite", "conversations.join", "pins.add", "pins.remove", "apps.connections.open",
	}},
	{
		Name: "slack-ruby-bot", Language: "Ruby", Imports: []string{"slack-ruby-bot", "slack-ruby-bot-server"}, Anywhere: true,
		Makes: map[string][]string{
			"Slack::RealTime::Client.new": connects, "SlackRubyBot::Bot.run": connects, "SlackRubyBot::Server.new": connects,
			"SlackRubyBot::App.new": connects, "SlackRubyBot::App.instance": connects,
		},
	},
	{
		Name: "slack-ruby-client", Language: "Ruby", Imports: []string{"slack-ruby-client"}, Receivers: []string{"client", "slack", "web_client"}, Anywhere: true,
		Calls: map[string][]string{"users_id": users, "channels_id": lists, "conversations_id": lists, "groups_id": {"groups.list"}},
	},
	{Name: "RTM of Go", Language: "Go", Anywhere: true, Makes: map[string][]string{".NewRTM(": connects, ".NewRTMWithOptions(": connects}},
	{Name: "RTM of Python", Language: "Python", Anywhere: true, Makes: map[string][]string{"RTMClient(": connects}},
	{Name: "RTM of JavaScript", Language: "JavaScript", Anywhere: true, Makes: map[string][]string{"new RTMClient(": connects, "new RtmClient(": connects}},
	{Name: "RTM of Java", Language: "Java", Imports: []string{"com.github.seratch.jslack"}, Makes: map[string][]string{".rtm(": connects, ".rtmConnect(": connects, ".rtmStart(": starts}},
	{Name: "RTM of PHP", Language: "PHP", Anywhere: true, Makes: map[string][]string{"new RealTimeClient(": connects}},
	{Name: "slack of Elixir", Language: "Elixir", Anywhere: true, Makes: map[string][]string{"Slack.Bot.start_link(": connects, "{Slack.Bot,": connects}},
	{
		Name: "slack_socket_mode_bot", Language: "Ruby", Imports: []string{"slack_socket_mode_bot"},
		Makes: map[string][]string{"SlackSocketModeBot.new": sockets},
	},
	{
		Name: "lita-slack", Language: "Ruby", Packages: []string{"lita-slack"}, Receivers: []string{"response", "robot"}, Across: true, Within: "Lita",
		Calls: map[string][]string{
			"reply": posts, "reply_privately": posts, "reply_with_mention": posts, "send_message": posts, "send_messages": posts, "send_attachments": posts,
		},
		May: []string{"rtm.start", "rtm.connect", "users.list", "conversations.list", "conversations.open", "conversations.setTopic", "chat.postMessage"},
	},
	{Name: "slack-rtmapi", Language: "Ruby", Imports: []string{"slack-rtmapi"}, Makes: map[string][]string{"SlackRTM.get_url": starts}},
	{
		Name: "simple-slack-api", Language: "Java", Imports: []string{"com.ullink.slack"}, Receivers: []string{"session"},
		Calls: map[string][]string{
			"connect": starts, "sendMessage": posts, "sendMessageToUser": {"im.open", "chat.postMessage"}, "sendEphemeralMessage": whispers,
			"sendEphemeralMessageToUser": whispers, "sendFile": uploads, "sendFileToUser": {"im.open", "files.upload"},
			"updateMessage": updates, "deleteMessage": {"chat.delete"}, "addReactionToMessage": reacts, "removeReactionFromMessage": {"reactions.remove"},
			"joinChannel": {"channels.join"}, "leaveChannel": {"channels.leave"}, "inviteToChannel": {"channels.invite"},
			"archiveChannel": {"channels.archive"}, "unarchiveChannel": {"channels.unarchive"},
			"setChannelTopic": {"channels.setTopic"}, "openDirectMessageChannel": {"im.open"},
			"openMultipartyDirectMessageChannel": {"mpim.open"}, "listEmoji": {"emoji.list"}, "getPresence": {"users.getPresence"},
			"setPresence": {"users.setPresence"}, "refetchUsers": users,
			"fetchHistoryOfChannel": {"channels.history"}, "fetchUpdatingHistoryOfChannel": {"channels.history"},
		},
		Makes: map[string][]string{
			"SlackSessionFactory.createWebSocketSlackSession(": starts, "SlackSessionFactory.getSlackSessionBuilder(": starts,
		},
	},
	{Name: "JBot", Language: "Java", Imports: []string{"me.ramswaroop.jbot"}, Makes: map[string][]string{"extends Bot": starts}},
	{
		Name: "Socket Mode of Java", Language: "Java", Imports: []string{"com.slack.api"},
		Makes: map[string][]string{
			"SocketModeApp(": sockets, ".socketMode(": sockets, ".rtm(": connects, ".rtmConnect(": connects, ".rtmStart(": starts,
		},
	},
	{
		Name: "slack-client of HubSpot", Language: "Java", Imports: []string{"com.hubspot.slack.client"},
		Calls: map[string][]string{
			"postMessage": posts, "postEphemeralMessage": whispers, "updateMessage": updates, "deleteMessage": {"chat.delete"},
			"testAuth": {"auth.test"}, "revokeAuth": {"auth.revoke"}, "findUser": {"users.info"}, "lookupUserByEmail": {"users.lookupByEmail"},
			"listUsers": users, "listChannels": lists, "listConversations": lists, "getConversationInfo": {"conversations.info"},
			"getConversationMembers": {"conversations.members"}, "createConversation": {"conversations.create"},
			"openConversation": opensIM, "openIm": opensIM, "inviteToConversation": {"conversations.invite"}, "unfurl": {"chat.unfurl"},
			"archiveConversation": {"conversations.archive"}, "uploadFile": uploads, "addReaction": reacts, "removeReactions": {"reactions.remove"},
			"openView": {"views.open"}, "updateView": {"views.update"}, "publishView": {"views.publish"}, "pushView": {"views.push"},
			"openDialog": {"dialog.open"}, "getPermalink": {"chat.getPermalink"}, "joinConversation": {"conversations.join"},
			"getTeamInfo": {"team.info"}, "getUserProfile": {"users.profile.get"}, "setUserProfile": {"users.profile.set"},
			"searchMessages": {"search.messages"}, "searchFiles": {"search.files"}, "pageMessages": {"conversations.history"},
		},
		May: []string{"conversations.kick", "conversations.setTopic", "conversations.history", "usergroups.list", "usergroups.users.update", "reactions.get", "files.info"},
	},
	{
		Name: "slack-api of allbegray", Language: "Java", Imports: []string{"allbegray.slack", "flowctrl.integration.slack"},
		Calls: map[string][]string{
			"postMessage": posts, "meMessage": {"chat.meMessage"}, "updateMessage": updates, "deleteMessage": {"chat.delete"},
			"auth": {"auth.test"}, "getUserInfo": {"users.info"}, "getUserList": users, "getEmojiList": {"emoji.list"},
			"addReactionToMessage": reacts, "openDirectMessageChannel": {"im.open"}, "uploadFile": uploads, "getTeamInfo": {"team.info"},
			"setUserPresence": {"users.setPresence"}, "getUserPresence": {"users.getPresence"},
		},
		Makes: map[string][]string{"createSlackRealTimeMessagingClient(": starts},
		Open:  true,
	},
	{
		Name: "slack-scala-client", Language: "Java", Imports: []string{"slack.api", "slack.rtm"},
		Calls: map[string][]string{
			"postChatMessage": posts, "postChatEphemeral": whispers, "updateChatMessage": updates, "deleteChat": {"chat.delete"},
			"addReactionToMessage": reacts, "addReaction": reacts, "listUsers": users, "getUserInfo": {"users.info"}, "listConversations": lists,
			"listChannels": {"channels.list"}, "openIm": {"im.open"}, "uploadFile": uploads, "getPermalink": {"chat.getPermalink"},
		},
		Makes: map[string][]string{"SlackRtmClient(": starts, "BlockingSlackRtmClient(": starts},
		Open:  true,
	},
	{
		Name: "SlackAPI", Language: "C#", Imports: []string{"SlackAPI"},
		Calls: both(map[string][]string{
			"PostMessage": posts, "PostEphemeralMessage": whispers, "Update": updates, "DeleteMessage": {"chat.delete"}, "GetUserList": users,
			"GetUserByEmail": {"users.lookupByEmail"}, "GetConversationsList": lists, "GetConversationsMembers": {"conversations.members"},
			"GetConversationsHistory": {"conversations.history"}, "GetConversationsReplies": {"conversations.replies"},
			"GetChannelList": {"channels.list"}, "GetGroupsList": {"groups.list"}, "GetDirectMessageList": {"im.list"},
			"GetChannelHistory": {"channels.history"}, "GetGroupHistory": {"groups.history"}, "GetDirectMessageHistory": {"im.history"},
			"JoinDirectMessageChannel": {"im.open"}, "UploadFile": uploads, "DeleteFile": {"files.delete"}, "GetFiles": {"files.list"},
			"GetFileInfo": {"files.info"}, "AddReaction": reacts, "TestAuth": {"auth.test"}, "DialogOpen": {"dialog.open"}, "Connect": starts,
			"SearchMessages": {"search.messages"}, "SearchFiles": {"search.files"}, "SearchAll": {"search.all"}, "GetStars": {"stars.list"},
			"ChannelsCreate": {"channels.create"}, "ChannelSetTopic": {"channels.setTopic"}, "GetPresence": {"users.getPresence"},
			"EmitPresence": {"users.setPresence"}, "GetInfo": {"users.info"}, "AdminInvite": {"users.admin.invite"}, "GetCounts": {"users.counts"}, "ConversationsOpen": opensIM,
			"ConversationsJoin": {"conversations.join"}, "ChannelsInvite": {"channels.invite"}, "MarkChannel": {"channels.mark"},
		}),
		Makes: map[string][]string{"new SlackSocketClient(": starts, "new SlackAPI.SlackSocketClient(": starts},
	},
	{
		Name: "Slackbot.Net", Language: "C#", Imports: []string{"Slackbot.Net"}, Receivers: []string{"client"},
		Calls: both(map[string][]string{
			"ConversationsListPublicChannels": lists, "ConversationsOpenChannel": opensIM, "UserProfile": {"users.profile.get"},
			"ViewPublish": {"views.publish"}, "ChatPostEphemeralMessage": whispers,
		}),
	},
	{
		Name: "SlackConnector", Language: "C#", Imports: []string{"SlackConnector"}, Receivers: []string{"connection", "connector", "client", "slack"},
		Calls: both(map[string][]string{
			"Connect": starts, "Say": posts, "Upload": uploads, "GetChannels": {"channels.list", "groups.list"}, "GetUsers": users,
			"JoinDirectMessageChannel": {"im.open"}, "JoinChannel": {"channels.join"}, "CreateChannel": {"channels.create"},
			"ArchiveChannel": {"channels.archive"}, "SetChannelPurpose": {"channels.setPurpose"}, "SetChannelTopic": {"channels.setTopic"},
		}),
	},
	{
		Name: "Noobot", Language: "C#", Imports: []string{"Noobot"}, Receivers: []string{"message", "client"},
		Calls: both(map[string][]string{
			"ReplyToChannel": posts, "ReplyDirectlyToUser": {"im.open", "chat.postMessage"}, "IndicateTypingOnChannel": nil,
		}),
		Makes: map[string][]string{"NoobotCore(": starts, "NoobotContainer": starts, "GetNoobotCore(": starts},
		May:   []string{"chat.postMessage", "users.list", "channels.list", "files.upload"},
	},
	{
		Name: "MargieBot", Language: "C#", Imports: []string{"MargieBot"}, Receivers: []string{"bot", "margie"},
		Calls: both(map[string][]string{"Connect": starts, "Say": posts}),
		Makes: map[string][]string{": IResponder": posts, ": ResponderBase": posts},
		May:   []string{"chat.postMessage", "reactions.add"},
	},
	{Name: "Socket Mode of SlackNet", Language: "C#", Imports: []string{"SlackNet"}, Makes: map[string][]string{"GetSocketModeClient(": sockets}},
	{
		Name: "slacker of Go", Language: "Go", Imports: []string{"github.com/shomali11/slacker", "github.com/slack-io/slacker"},
		Receivers: []string{"response", "w", "r", "res", "resp", "writer", "replier", "poster"}, Style: SlackGo,
		Calls: map[string][]string{
			"Reply": posts, "ReplyError": posts, "ReplyBlocks": posts, "ReportError": posts, "Post": posts, "PostError": posts, "PostBlocks": posts,
		},
		Makes: map[string][]string{"slacker.NewClient(": sockets},
	},
	{Name: "hanu", Language: "Go", Imports: []string{"github.com/sbstjn/hanu"}, Makes: map[string][]string{"hanu.New(": connects}},
	{
		Name: "Joe", Language: "Go", Imports: []string{"github.com/go-joe/slack-adapter"}, Receivers: []string{"msg", "message", "bot", "b", "m"}, Across: true,
		Calls: map[string][]string{"Respond": posts, "RespondE": posts, "Say": posts, "React": reacts},
		Makes: map[string][]string{"slack.Adapter(": connects},
		May:   []string{"users.info", "auth.test"},
	},
	{
		Name: "go-slackbot", Language: "Go", Receivers: []string{"bot", "b"}, Style: SlackGo,
		Imports: []string{"github.com/lusis/go-slackbot", "github.com/BeepBoopHQ/go-slackbot", "github.com/adampointer/go-slackbot"},
		Calls:   map[string][]string{"ReplyWithAttachments": posts},
		Makes:   map[string][]string{"slackbot.New(": connects},
	},
	{
		Name: "Socket Mode of slack-go", Language: "Go", Imports: []string{"github.com/slack-go/slack/socketmode"}, Style: SlackGo,
		Makes: map[string][]string{"socketmode.New(": sockets},
	},
	{Name: "slack of bluele", Language: "Go", Imports: []string{"github.com/bluele/slack"}, Style: UpperCamel},
	{
		Name: "BotMan", Language: "PHP", Imports: []string{`BotMan\Drivers\Slack`}, Packages: []string{"botman/driver-slack"},
		Receivers: []string{"bot", "botman", "this"}, Across: true,
		Calls: map[string][]string{"reply": posts, "ask": posts, "say": posts, "randomReply": posts},
		May:   []string{"chat.postMessage", "users.info", "auth.test", "rtm.start", "dialog.open"},
	},
	{Name: "php-slack-bot", Language: "PHP", Imports: []string{"PhpSlackBot"}, Receivers: []string{"bot"}, Calls: map[string][]string{"run": starts}},
	{Name: "SlackHandler of Monolog", Language: "PHP", Imports: []string{`Monolog\Handler\SlackHandler`}, Makes: map[string][]string{"new SlackHandler(": posts}},
	{Name: "slack of cleentfaar", Language: "PHP", Imports: []string{`CL\Slack`}, Style: Payloads},
	{
		Name: "notifications of Laravel", Language: "PHP", Imports: []string{`Illuminate\Notifications\Slack`, `Illuminate\Notifications\Messages\SlackMessage`},
		May: posts,
	},
	{Name: "notifier of Symfony", Language: "PHP", Imports: []string{`Symfony\Component\Notifier\Bridge\Slack`}, May: []string{"chat.postMessage", "chat.update"}},
	{
		Name: "hedwig_slack", Language: "Elixir", Imports: []string{"Hedwig.Adapters.Slack"}, Packages: []string{"hedwig_slack"},
		May: []string{"rtm.start", "users.list", "conversations.list"},
	},
	{Name: "Alice", Language: "Elixir", Imports: []string{"Alice"}, Packages: []string{"alice"}, May: []string{"rtm.start", "users.list"}},
	{Name: "slack-rs", Language: "Rust", Imports: []string{"slack"}, Makes: map[string][]string{"RtmClient::login_and_run(": connects, "RtmClient::login(": connects}},
	{
		Name: "Socket Mode of slack-morphism", Language: "Rust", Imports: []string{"slack_morphism"},
		Makes: map[string][]string{"SlackClientSocketModeListener::new(": sockets},
	},
}

// marks are what files of a language have that call functions of a library.
var marks = map[string][]string{
	"JavaScript":   {"botkit", "bot.reply", "bot.say", "Bot.reply", "Bot.say", "bot.whisper", "Bot.whisper", "convo.", "PrivateConversation(", "robot.", "bot.startRTM"},
	"CoffeeScript": {"robot."},
	"Python":       {"machine.plugins", "errbot", "opsdroid"},
	"C#":           {"Noobot", "MargieBot"},
	"Java":         {"jbot"},
	"Ruby":         {"Lita"},
	"PHP":          {"BotMan", "botman", "$bot->"},
	"Go":           {"go-joe/joe"},
	"JSON":         {"botkit", "botman/driver"},
}

// both has each function as it is, and for tasks: PostMessage, PostMessageAsync.
func both(calls map[string][]string) map[string][]string {
	all := map[string][]string{}
	for name, methods := range calls {
		all[name], all[name+"Async"] = methods, methods
	}
	return all
}

// known are the packages of SDKs whose calls are read by the names of methods, and of
// libraries that call none, by language.
var known = map[string][]string{
	"JavaScript": {
		"@slack/", "slack", "slack-node", "slack-edge", "slack-cloudflare-workers", "slack-web-api-client", "deno-slack-", "node-slack", "slackr",
		"slack-notify", "slack-webhook", "slackify-markdown", "slackify-html", "slack-block-builder", "jsx-slack", "slack-markdown", "slack-blocks",
		"slack-block-kit", "slack-message-builder", "slack-mrkdwn", "@types/", "slack-incoming-webhook", "winston-slack-webhook-transport",
		"slack-winston", "bunyan-slack", "slack-request-signature", "slack-verify", "@aws-cdk/", "@seratch/slack",
	},
	"Python": {
		"slack_bolt", "slack_sdk", "slack", "slackclient", "slackweb", "slackeventsapi", "slack_webhook", "slackblocks", "slack_logger",
		"slack_log_handler", "slackify", "slack_signature", "rtmbot", "slack_notifications", "slack_blockkit", "airflow.providers.slack",
		"slackify_markdown", "markdown_to_mrkdwn",
	},
	"Java": {
		"com.slack.api", "com.github.seratch.jslack", "com.github.seratch.jslack_api", "net.gpedro.integrations.slack", "in.ashwanthkumar.slack",
		"org.springframework", "jenkins.plugins.slack", "com.github.maricn.logback",
	},
	"C#":         {"SlackNet", "Slack.Webhooks", "Serilog.Sinks.Slack"},
	"Go":         {"github.com/slack-go/slack", "github.com/nlopes/slack", "github.com/ashwanthkumar/slack-go-webhook", "golang.org/x/oauth2/slack"},
	"PHP":        {`Maknz\Slack`, `JoliCode\Slack`, `Frlnc\Slack`, `Nexy\Slack`, `Razorpay\Slack`, `SlackPhp`, `Slack`, `wrapi\slack`, `Monolog\Handler`, `Lisennk`},
	"Rust":       {"slack_api", "slack_morphism", "slack_hook", "slack_morphism_hyper", "slack_morphism_models", "slack_morphism_macros"},
	"Elixir":     {"Slack"},
	"PowerShell": {"PSSlack"},
}

// knownDependencies are the same where a list of dependencies names them.
var knownDependencies = []string{
	"slack", "slack-ruby-client", "slack-ruby-bot", "slack-ruby-bot-server", "slack-notifier", "slack-api", "slack-ruby-block-kit", "slack-ruby-danger",
	"slack-incoming-webhooks", "slack_webhook", "slackbotsy", "slack-poster", "slack-rtmapi", "slack_socket_mode_bot", "slackiq", "slack_elixir",
	"slack-mrkdwn", "slack_messaging", "slack-block-kit", "slack_request", "exception_notification", "omniauth-slack",
	"maknz/slack", "nexylan/slack", "alek13/slack", "razorpay/slack", "jolicode/slack-php-api", "slack-php/", "frlnc/php-slack", "symfony/slack-notifier",
	"laravel/slack-notification-channel", "lisennk/", "botman/", "mpociot/slack-client", "coderstephen/slack-client", "wrapi/slack", "socialiteproviders/slack",
	"jclg/php-slack-bot", "cleentfaar/slack", "adam-paterson/oauth2-slack",
}
