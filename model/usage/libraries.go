package usage

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// This file lists the libraries for Slack that have names of their own for the methods of
// the Web API. A function is listed if what its library does with it was read there; one
// that calls a method only where it has no answer of its own is not.

// library is one library that has names of its own.
type library struct {
	language string
	// imports are what a file that uses it has in it, one of them.
	imports []string
	// functions are the methods that its functions call, by the function's name.
	functions map[string][]string
	// makers are the beginnings of expressions that open a session, and what that calls.
	makers map[string][]string
	// receivers are the usual names of its objects, in lower case; without any, those of a
	// Slack client are. They count in the other files of a project that uses the library, too.
	receivers []string
}

// isUsed reports whether a text is that of a file that uses the library.
func (l *library) isUsed(text []byte) bool {
	return slices.ContainsFunc(l.imports, func(name string) bool { return bytes.Contains(text, []byte(name)) })
}

var (
	posts          = []string{"chat.postMessage"}
	updates        = []string{"chat.update"}
	deletes        = []string{"chat.delete"}
	postsEphemeral = []string{"chat.postEphemeral"}
	reacts         = []string{"reactions.add"}
	startsRTM      = []string{"rtm.start"}
	connectsRTM    = []string{"rtm.connect"}
	uploads        = []string{"files.upload"}
	listsUsers     = []string{"users.list"}
	opensIM        = []string{"im.open"}
)

// libraries are those with names of their own.
var libraries = []library{
	{
		language: "JavaScript", imports: []string{"'slackbots'", `"slackbots"`}, receivers: []string{"bot", "slackbot", "this"},
		makers: map[string][]string{"new SlackBot(": startsRTM, "new SlackBots(": startsRTM, "new Bot(": startsRTM, "new Slackbot(": startsRTM},
		functions: map[string][]string{
			"postMessage": posts, "postMessageToChannel": posts, "postMessageToGroup": posts, "postTo": posts,
			"postMessageToUser": {"im.open", "chat.postMessage"}, "updateMessage": updates, "postEphemeral": postsEphemeral,
			"getUsers": listsUsers, "getChannels": {"channels.list"}, "getGroups": {"groups.list"}, "openIm": opensIM,
		},
	},
	{
		language: "JavaScript", imports: []string{"Botkit.slackbot(", "botbuilder-adapter-slack", ".slackbot({"}, receivers: []string{"bot"},
		makers: map[string][]string{"startRTM(": connectsRTM},
		functions: map[string][]string{
			"reply": posts, "say": posts, "replyInThread": posts, "startConversationInThread": posts, "replyAndUpdate": {"chat.postMessage", "chat.update"},
			"replyEphemeral": postsEphemeral, "whisper": postsEphemeral, "replyWithDialog": {"dialog.open"}, "startPrivateConversation": opensIM,
			"updateMessage": updates, "deleteMessage": deletes,
		},
	},
	{
		language: "Python", imports: []string{"from slackbot.bot", "import slackbot"}, receivers: []string{"message", "msg"},
		makers:    map[string][]string{"Bot()": startsRTM, "bot.Bot()": startsRTM},
		functions: map[string][]string{"react": reacts, "reply_webapi": posts, "send_webapi": posts, "upload_file": uploads},
	},
	{
		language: "Python", imports: []string{"slacker"}, receivers: []string{"users", "channels", "groups"},
		functions: map[string][]string{
			"get_user_id": listsUsers, "get_channel_id": {"channels.list"}, "get_group_id": {"groups.list"},
		},
	},
	{
		language: "Go", imports: []string{"shomali11/slacker", "slack-io/slacker"}, receivers: []string{"response", "w", "r", "res", "resp", "writer"},
		functions: map[string][]string{"Reply": posts, "ReportError": posts, "ReplyError": posts, "ReplyBlocks": posts, "Post": posts, "PostBlocks": posts},
	},
	{
		language: "Java", imports: []string{"ullink.slack.simpleslackapi"}, receivers: []string{"session", "slacksession"},
		makers: map[string][]string{
			"SlackSessionFactory.createWebSocketSlackSession(": startsRTM, "SlackSessionFactory.getSlackSessionBuilder(": startsRTM,
		},
		functions: map[string][]string{
			"sendMessage": posts, "sendMessageToUser": {"im.open", "chat.postMessage"}, "updateMessage": updates, "deleteMessage": deletes,
			"sendEphemeralMessage": postsEphemeral, "addReactionToMessage": reacts, "removeReactionFromMessage": {"reactions.remove"},
			"joinChannel": {"channels.join"}, "leaveChannel": {"channels.leave"}, "inviteToChannel": {"channels.invite"},
			"archiveChannel": {"channels.archive"}, "openDirectMessageChannel": opensIM, "openMultipartyDirectMessageChannel": {"mpim.open"},
			"sendFile": uploads, "sendFileToUser": {"im.open", "files.upload"}, "refetchUsers": listsUsers,
		},
	},
	{
		language: "Java", imports: []string{"seratch.jslack", "com.slack.api"},
		makers: map[string][]string{".rtm(": connectsRTM, ".rtmConnect(": connectsRTM, ".rtmStart(": startsRTM},
	},
	{
		language: "C#", imports: []string{"using SlackAPI;", "SlackAPI.Slack"},
		makers: map[string][]string{"new SlackSocketClient(": startsRTM, "new SlackAPI.SlackSocketClient(": startsRTM},
		functions: map[string][]string{
			"PostMessage": posts, "SendMessage": posts, "PostEphemeralMessage": postsEphemeral, "Update": updates, "DeleteMessage": deletes,
			"GetUserList": listsUsers, "GetUserByEmail": {"users.lookupByEmail"}, "GetChannelList": {"channels.list"},
			"GetGroupsList": {"groups.list"}, "GetDirectMessageList": {"im.list"}, "GetConversationsList": {"conversations.list"},
			"GetConversationsMembers": {"conversations.members"}, "GetConversationsHistory": {"conversations.history"},
			"GetChannelHistory": {"channels.history"}, "GetGroupHistory": {"groups.history"}, "GetDirectMessageHistory": {"im.history"},
			"GetFiles": {"files.list"}, "GetFileInfo": {"files.info"}, "UploadFile": uploads, "JoinDirectMessageChannel": opensIM,
			"ConversationsOpen": {"conversations.open"}, "ConversationsJoin": {"conversations.join"},
			"AddReaction": reacts, "TestAuth": {"auth.test"}, "DialogOpen": {"dialog.open"}, "ChannelsCreate": {"channels.create"},
			"ChannelsInvite": {"channels.invite"}, "ChannelSetTopic": {"channels.setTopic"}, "MarkChannel": {"channels.mark"},
		},
	},
	{
		language: "C#", imports: []string{"Slackbot.Net"}, receivers: []string{"client", "slackclient"},
		functions: map[string][]string{
			"ConversationsListPublicChannels": {"conversations.list"}, "ConversationsOpenChannel": {"conversations.open"},
			"UserProfile": {"users.profile.get"}, "ViewPublish": {"views.publish"}, "ChatPostEphemeralMessage": postsEphemeral,
		},
	},
	{
		language: "Ruby", imports: []string{"Slack"},
		makers: map[string][]string{
			"Slack::RealTime::Client.new": connectsRTM, "SlackRubyBot::Bot.run": connectsRTM, "SlackRubyBot::Server.new": connectsRTM,
			"SlackRubyBot::App.new": connectsRTM, "SlackRubyBot::App.instance": connectsRTM,
		},
		functions: map[string][]string{
			"users_id": listsUsers, "channels_id": {"conversations.list"}, "conversations_id": {"conversations.list"}, "groups_id": {"groups.list"},
		},
	},
	{
		language: "Rust", imports: []string{"slack"},
		makers: map[string][]string{"RtmClient::login": connectsRTM},
	},
	{
		language: "PHP", imports: []string{"Slack"},
		makers: map[string][]string{"new RealTimeClient(": connectsRTM},
	},
	{
		language: "Elixir", imports: []string{"Slack"},
		makers: map[string][]string{"Slack.Bot.start_link(": connectsRTM, "{Slack.Bot,": connectsRTM},
	},
	{
		language: "Go", imports: []string{"slack"},
		makers: map[string][]string{".NewRTM(": connectsRTM, ".NewRTMWithOptions(": connectsRTM},
	},
	{
		language: "Python", imports: []string{"lack"},
		makers: map[string][]string{"RTMClient(": connectsRTM},
	},
	{
		language: "JavaScript", imports: []string{"lack"},
		makers: map[string][]string{"new RTMClient(": connectsRTM, "new RtmClient(": connectsRTM},
	},
}

// goOptions are the options of slack-go that make SendMessage another method than
// chat.postMessage; an empty one is none of the Web API.
var goOptions = map[string]string{
	"MsgOptionUpdate": "chat.update", "MsgOptionDelete": "chat.delete", "MsgOptionPostEphemeral": "chat.postEphemeral",
	"MsgOptionSchedule": "chat.scheduleMessage", "MsgOptionDeleteScheduled": "chat.deleteScheduledMessage",
	"MsgOptionUnfurl": "chat.unfurl", "MsgOptionMeMessage": "chat.meMessage", "MsgOptionResponseURL": "", "MsgOptionReplaceOriginal": "",
}

// usedLibraries are the libraries that a file uses, by their place in the list.
func (s *source) usedLibraries() []int {
	var used []int
	for i := range libraries {
		if l := &libraries[i]; l.language == s.language && l.isUsed(s.text.plain) {
			used = append(used, i)
		}
	}
	return used
}

// findLibraries finds what the libraries of the project call by names of their own.
func (s *source) findLibraries() {
	if s.language == "Ruby" {
		s.findRubyBots()
	}
	for i := range libraries {
		l := &libraries[i]
		if l.language != s.language || !s.project.libraries[i] {
			continue
		}
		used := l.isUsed(s.text.plain)
		if used && s.aboutSlack || used && len(l.receivers) > 0 {
			s.findSessions(l)
		}
		if len(l.functions) > 0 && (used || len(l.receivers) > 0) {
			s.findFunctions(l, used)
		}
	}
}

// findSessions finds where a session of a library begins. The methods that this calls stand
// in no code but the library's.
func (s *source) findSessions(l *library) {
	code := s.text.code
	for maker, methods := range l.makers {
		for start := range indexes(code, []byte(maker)) {
			end := start + len(strings.TrimRight(maker, "(,"))
			if code[start] == '.' || code[start] == '{' {
				start++
			} else if start > 0 && inWord[code[start-1]] {
				continue
			}
			if !bytes.HasSuffix(bytes.TrimRight(lineBefore(code, start), " "), []byte("class")) {
				s.add(start, end, methods...)
			}
		}
	}
}

// rubyBot is a class of slack-ruby-bot, which X.run starts.
var rubyBot = regexp.MustCompile(`class\s+(?:\w+::)*(\w+)\s*<\s*SlackRubyBot::Bot\b`)

// findRubyBots finds PongBot.run, where PongBot is a bot of slack-ruby-bot.
func (s *source) findRubyBots() {
	code := s.text.code
	for _, m := range rubyBot.FindAllSubmatch(code, -1) {
		for at := range indexes(code, append(slices.Clone(m[1]), ".run"...)) {
			s.add(at, at+len(m[1])+len(".run"), connectsRTM...)
		}
	}
}

// findFunctions finds the functions of a library that are called on one of its objects.
func (s *source) findFunctions(l *library, used bool) {
	code := s.text.code
	for start, end := range words(code) {
		methods, ok := l.functions[strings.TrimSuffix(string(code[start:end]), "Async")]
		dot, member := beforeDot(code, start)
		if !ok || !member || !isCalled(code, end) && s.language != "Ruby" {
			continue
		}
		of, _ := receiverName(code, dot)
		of = strings.ToLower(strings.Trim(of, "_$@"))
		switch r := s.receiver(dot); {
		case len(l.receivers) == 0 && r == slackClient,
			slices.Contains(l.receivers, of) && (used || r != otherReceiver && s.isParameter(of, start)):
			s.add(start, end, known(methods)...)
		case s.aboutSlack:
			s.note(start, known(methods)...)
		}
	}
}
