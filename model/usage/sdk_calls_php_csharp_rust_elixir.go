package usage

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"periscope/model/catalog"
)

// This file is about the SDKs of languages that set the family of a method apart from its
// name: SlackNet has slack.Chat.PostMessage(...), Elixir Slack.Web.Chat.post_message(...).

// slackNetFamilies are the properties of SlackNet's client, or that of Slack.NetStandard, that
// have another name than the family of methods behind them.
var slackNetFamilies = map[string]string{
	"callparticipants": "calls.participants", "remotefiles": "files.remote", "scheduledmessages": "chat.scheduledmessages",
	"teambilling": "team.billing", "teampreferences": "team.preferences", "teamprofile": "team.profile",
	"usergroupusers": "usergroups.users", "userprofile": "users.profile", "externalteams": "team.externalteams",
	"assistantthreads": "assistant.threads", "assistantsearch": "assistant.search", "oauthv2": "oauth.v2",
	"openidapi": "openid.connect", "appsconnectionsapi": "apps.connections", "list": "slacklists", "listitems": "slacklists.items",
	"listaccess": "slacklists.access", "listdownload": "slacklists.download", "appseventauthorizations": "apps.event.authorizations",
	"view": "views", // of Slack.NetStandard
}

// slackNetNames are the functions of SlackNet and Slack.NetStandard that have another name
// than the method, both in lower case.
var slackNetNames = map[string][]string{
	"pins.addmessage": {"pins.add"}, "pins.removemessage": {"pins.remove"}, "pins.removefile": {"pins.remove"},
	"reactions.addtomessage": {"reactions.add"}, "reactions.getformessage": {"reactions.get"}, "reactions.getforfile": {"reactions.get"},
	"reactions.removefrommessage": {"reactions.remove"}, "reactions.removefromfile": {"reactions.remove"},
	"files.upload": {"files.getUploadURLExternal", "files.completeUploadExternal"}, "files.uploadsnippet": {"files.upload"},
	"conversations.openandreturninfo": {"conversations.open"}, "conversations.createcanvas": {"conversations.canvases.create"},
	"canvases.setaccess": {"canvases.access.set"}, "canvases.deleteaccess": {"canvases.access.delete"},
	"canvases.lookupsections": {"canvases.sections.lookup"}, "views.updatebyexternalid": {"views.update"},
	"views.updatebyviewid": {"views.update"}, "files.remote.infobyexternalid": {"files.remote.info"},
	"files.remote.infobyfileid": {"files.remote.info"}, "files.remote.removebyexternalid": {"files.remote.remove"},
	"files.remote.removebyfileid": {"files.remote.remove"}, "files.remote.sharebyexternalid": {"files.remote.share"},
	"files.remote.sharebyfileid": {"files.remote.share"}, "files.remote.updatebyexternalid": {"files.remote.update"},
	"files.remote.updatebyfileid": {"files.remote.update"}, "auth.teamslist": {"auth.teams.list"},
	"slacklists.items.deletemultiple":         {"slackLists.items.deleteMultiple"},
	"slacklists.access.setchannelaccesslevel": {"slackLists.access.set"},
	"slacklists.access.setuseraccesslevel":    {"slackLists.access.set"},

	// of Slack.NetStandard
	"apps.openconnection": {"apps.connections.open"}, "apps.listauthorizations": {"apps.event.authorizations.list"},
	"calls.start": {"calls.add"}, "calls.addparticipant": {"calls.participants.add"},
	"calls.removeparticipant": {"calls.participants.remove"}, "canvases.sectionlookup": {"canvases.sections.lookup"},
	"chat.post": {"chat.postMessage"}, "chat.permalink": {"chat.getPermalink"},
	"chat.scheduledmessages.post": {"chat.scheduleMessage"}, "chat.scheduledmessages.delete": {"chat.deleteScheduledMessage"},
	"dnd.end": {"dnd.endDnd"}, "files.getexternaluploadurl": {"files.getUploadURLExternal"},
	"files.completeexternalupload": {"files.completeUploadExternal"}, "files.remote.removeexternalid": {"files.remote.remove"},
	"files.remote.removefile": {"files.remote.remove"}, "files.remote.sharebyfile": {"files.remote.share"},
	"team.getprofile": {"team.profile.get"}, "team.getpreferences": {"team.preferences.list"},
}

// slackNetMethods returns what a function of a property of SlackNet's client calls.
func slackNetMethods(property, function string) []string {
	family := strings.ToLower(property)
	if other, ok := slackNetFamilies[family]; ok {
		family = other
	}
	name := family + "." + strings.TrimSuffix(strings.ToLower(function), "async")
	if methods, ok := slackNetNames[name]; ok {
		return methods
	}
	if m, ok := lowerNames()[name]; ok {
		return []string{m}
	}
	return nil
}

// findCSharp finds slack.Chat.PostMessage(...), as SlackNet has it, and
// slack.ChatPostMessage(...), as smaller clients do.
func (s *source) findCSharp() {
	code := s.text.code
	for start, end := range words(code) {
		if !isUpper(code[start]) || !isCalled(code, end) {
			continue
		}
		dot, ok := beforeDot(code, start)
		if !ok {
			continue
		}
		function := string(code[start:end])
		if methods, from := propertyMethods(code, dot, function); len(methods) > 0 {
			if of, ok := beforeDot(code, from); ok {
				s.addOrNote(s.isCall(methods[0], s.receiver(of)), from, end, methods)
			}
			continue
		}
		camel := strings.ToLower(function[:1]) + strings.TrimSuffix(function[1:], "Async")
		if methods := catalog.MethodsNamed(camel, catalog.Camel); len(methods) > 0 {
			s.addOrNote(s.isCall(methods[0], s.receiver(dot)), start, end, methods)
		}
	}
}

// propertyMethods returns what a function calls of the property before a dot, slack.Chat.Update,
// or of one of a property, slack.Files.Remote.Add, and where the first of them begins.
func propertyMethods(code []byte, dot int, function string) (methods []string, from int) {
	property := wordBefore(code, lastOf(code, dot-1)+1)
	if len(property) == 0 || !isUpper(property[0]) {
		return nil, 0
	}
	from = lastOf(code, dot-1) + 1 - len(property)
	if methods = slackNetMethods(string(property), function); len(methods) > 0 {
		return methods, from
	}
	of, ok := beforeDot(code, from)
	if !ok {
		return nil, 0
	}
	outer := wordBefore(code, lastOf(code, of-1)+1)
	if len(outer) == 0 || !isUpper(outer[0]) {
		return nil, 0
	}
	return slackNetMethods(string(outer)+"."+string(property), function), lastOf(code, of-1) + 1 - len(outer)
}

// findElixir finds Slack.Web.Chat.post_message(...), the modules of which may be aliased,
// and send_message(...) of modules that are bots.
func (s *source) findElixir() {
	code := s.text.code
	if !mentionsSlack(code) {
		return
	}
	aliased := bytes.Contains(code, []byte("alias Slack.Web"))
	bot := bytes.Contains(code, []byte("use Slack.Bot"))
	for start, end := range words(code) {
		if bot && string(code[start:end]) == "send_message" && s.callsOwn(start, end) {
			s.add(start, end, "chat.postMessage")
		}
		if s.project.rtmModule && string(code[start:end]) == "start_link" && s.callsOwn(start, end) {
			s.add(start, end, "rtm.start")
		}
		parts, first, nameEnd := elixirPath(code, start, end)
		if len(parts) == 0 || first != start || !isUpper(code[start]) {
			continue
		}
		web := slices.Index(parts, "web")
		if web < 0 && !aliased || slices.Contains(parts[:len(parts)-1], "") {
			continue
		}
		name := strings.ReplaceAll(strings.Join(parts[web+1:], "."), "_", "")
		if m, ok := lowerNames()[name]; ok {
			s.add(start, nameEnd, m)
		}
	}
}

// usesSlack makes a module of Elixir one that Slack's events go to, and that start_link
// connects.
var usesSlack = lazy(`(?m)^\s*use Slack\s*$`)

// callsOwn reports whether a function of the module is called, and not declared.
func (s *source) callsOwn(start, end int) bool {
	_, member := beforeDot(s.text.code, start)
	return !member && isCalled(s.text.code, end) && !s.declares(start)
}

// elixirPath reads modules and a function, set apart by dots, that begin at start. Its
// parts are in lower case. A path that goes on in front of start begins elsewhere.
func elixirPath(code []byte, start, end int) (parts []string, first, nameEnd int) {
	if start > 0 && code[start-1] == '.' {
		return nil, -1, 0
	}
	parts = append(parts, strings.ToLower(string(code[start:end])))
	for end+1 < len(code) && code[end] == '.' && inWord[code[end+1]] {
		next := end + 1
		end = next + len(wordFrom(code, next))
		parts = append(parts, strings.ToLower(string(code[next:end])))
		if !isUpper(code[next]) {
			return parts, start, end
		}
	}
	return nil, start, 0
}

// findRust finds session.chat_post_message(...), as slack-morphism has it, and
// chat::post_message(...), as older crates do.
func (s *source) findRust() {
	code := s.text.code
	if s.aboutSlack && bytes.Contains(code, []byte("().")) {
		s.findFamilyCalls()
	}
	for start, end := range words(code) {
		dot, ok := beforeDot(code, start)
		if !ok || !isCalled(code, end) {
			continue
		}
		name := string(code[start:end])
		if code[dot] == ':' {
			family := string(wordBefore(code, dot))
			m, ok := lowerNames()[family+"."+strings.ReplaceAll(name, "_", "")]
			if ok && s.aboutSlack && mentionsSlack(code) && (distinctive(m) || s.inSlackCrate(dot-len(family))) {
				s.add(start, end, m)
			}
			continue
		}
		if methods := rustNames()[name]; len(methods) > 0 {
			r := s.receiver(dot)
			if of, _ := receiverName(code, dot); r == unknownReceiver && strings.HasSuffix(folded([]byte(of)), "session") {
				r = slackClient
			}
			s.addOrNote(s.isCall(methods[0], r), start, end, methods)
		}
	}
}

// inSlackCrate reports whether a path of Rust that goes on at a place begins with a crate
// for Slack: slack_api::users::list.
func (s *source) inSlackCrate(at int) bool {
	dot, ok := beforeDot(s.text.code, at)
	return ok && mentionsSlack(wordBefore(s.text.code, dot))
}

// rustNames are the methods by their names in slack-morphism.
var rustNames = sync.OnceValue(func() map[string][]string {
	names := map[string][]string{
		"chat_unfurl_v2": {"chat.unfurl"}, "chat_unfurl_v3": {"chat.unfurl"}, "conversations_open_full": {"conversations.open"},
		"get_upload_url_external": {"files.getUploadURLExternal"}, "files_complete_upload_external": {"files.completeUploadExternal"},
		"oauth2_access": {"oauth.v2.access"},
	}
	for _, m := range catalog.Methods() {
		var name strings.Builder
		for i, c := range m.Name {
			switch {
			case c == '.':
				name.WriteByte('_')
			case c >= 'A' && c <= 'Z' && (i == 0 || !isUpper(m.Name[i-1])):
				name.WriteString("_" + strings.ToLower(string(c)))
			default:
				name.WriteString(strings.ToLower(string(c)))
			}
		}
		names[name.String()] = []string{m.Name}
	}
	return names
})

// findPHP finds $client->chatPostMessage(...) and $client->chat->postMessage(...).
func (s *source) findPHP() {
	s.findCamel()
	s.findDotted()
	s.findPaged()
	s.findPayloads()
}

// findPaged finds $client->iterateUsersList(), which calls a method for page after page.
func (s *source) findPaged() {
	code := s.text.code
	for start, end := range words(code) {
		rest, ok := strings.CutPrefix(string(code[start:end]), "iterate")
		if !ok || rest == "" {
			continue
		}
		methods := catalog.MethodsNamed(strings.ToLower(rest[:1])+rest[1:], catalog.Camel)
		if dot, member := beforeDot(code, start); len(methods) > 0 && member && isCalled(code, end) {
			s.addOrNote(s.isCall(methods[0], s.receiver(dot)), start, end, methods)
		}
	}
}

// findPayloads finds new ChatPostMessagePayload(), of a library that sends each as a method.
func (s *source) findPayloads() {
	if !bytes.Contains(s.text.plain, []byte(`CL\Slack`)) {
		return
	}
	code := s.text.code
	for start, end := range words(code) {
		name, ok := strings.CutSuffix(string(code[start:end]), "Payload")
		if !ok || name == "" || !bytes.HasSuffix(bytes.TrimRight(lineBefore(code, start), " "), []byte("new")) {
			continue
		}
		if methods := catalog.MethodsNamed(strings.ToLower(name[:1])+name[1:], catalog.Camel); len(methods) > 0 {
			s.add(start, end, methods...)
		}
	}
}

// clientHelpers are functions of clients that call several methods, in JavaScript.
var clientHelpers = map[string][]string{
	"chatStream":    streamed,
	"filesUploadV2": {"files.getUploadURLExternal", "files.completeUploadExternal"},
}

// findClientHelpers finds client.chatStream(...).
func (s *source) findClientHelpers() {
	code := s.text.code
	for start, end := range words(code) {
		methods, ok := clientHelpers[string(code[start:end])]
		if !ok || !isCalled(code, end) {
			continue
		}
		if dot, ok := beforeDot(code, start); ok && s.isCall(methods[0], s.receiver(dot)) {
			s.add(start, end, known(methods)...)
		}
	}
}
