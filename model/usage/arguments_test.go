package usage_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model/usage"
)

// argued writes down what a call's arguments say: "channel,im username users=2 caught".
func argued(c usage.Call) string {
	var said []string
	for _, t := range c.Types {
		said = append(said, string(t))
	}
	said = append(said, c.Arguments...)
	if c.Users != 0 {
		said = append(said, fmt.Sprint("users=", c.Users))
	}
	if c.Caught {
		said = append(said, "caught")
	}
	return strings.Join(said, " ")
}

func TestArgumentsThatDecideTheScope(t *testing.T) {
	t.Parallel()
	const imported = "import \"github.com/slack-go/slack\"\nfunc f(api *slack.Client) {\n"
	for _, c := range []struct{ name, language, src, want string }{
		// Types of conversations.
		{"a string of types", "Python", `slack.conversations_list(types="public_channel, im")`, "channel im"},
		{"a list of types", "Python", `slack.conversations_list(types=["mpim", "private_channel"])`, "group mpim"},
		{"types of a constant", "Python", "TYPES = 'im,mpim'\nslack.users_conversations(limit=9, types=TYPES)", "mpim im"},
		{"no types", "Python", `slack.conversations_list(limit=9)`, ""},
		{"types that are not known", "Python", `slack.conversations_list(types=given)`, ""},
		{"in an object", "JavaScript", `slack.conversations.list({ limit: 9, types: 'private_channel' })`, "group"},
		{"in an object that is named", "JavaScript", "const options = { types: 'im' };\nslack.conversations.list(options)", "im"},
		{"of another call", "JavaScript", "slack.conversations.list({}); other({ types: 'im' })", ""},
		{"in a comment", "JavaScript", "slack.conversations.list({ /* types: 'im' */ })", ""},
		{"parameters in Go", "Go", imported + `api.GetConversations(&slack.GetConversationsParameters{Types: []string{"im", "mpim"}})`, "mpim im"},
		{"parameters that are named", "Go", imported + "p := &slack.GetConversationsParameters{\nLimit: 1,\nTypes: []string{\"im\"},\n}\n_, _, err := api.GetConversations(p)", "im"},
		{"parameters that are set later", "Go", imported + "p := slack.GetConversationsParameters{}\np.Types = []string{\"private_channel\"}\n_, _, err := api.GetConversations(&p)", "group"},
		{"a builder", "Java", `slack.conversationsList(r -> r.limit(9).types(List.of(ConversationType.PRIVATE_CHANNEL, ConversationType.IM)))`, "group im"},
		{"a query", "JavaScript", "fetch('https://slack.com/api/conversations.list?limit=9&types=im,mpim')", "mpim im"},
		{"a command", "Shell", "curl https://slack.com/api/conversations.list \\\n -d limit=9 -d types=im\ncurl other -d types=mpim", "im"},
		{"in PHP", "PHP", "<?php // slack\n$slackClient->conversationsList(['types' => 'private_channel']);", "group"},
		{"in Ruby", "Ruby", "slack.conversations_list(types: 'im')", "im"},
		{"a step", "YAML", "uses: slackapi/slack-github-action@v2\nmethod: conversations.list\npayload: |\n  types: im", "im"},
		// Private channels.
		{"private", "Python", `slack.conversations_create(name="x", is_private=True)`, "group is_private"},
		{"public", "JavaScript", `slack.conversations.create({ name, is_private: false })`, "channel"},
		{"not known whether private", "JavaScript", `slack.conversations.create({ name, is_private: secret })`, ""},
		{"private in Go", "Go", imported + `api.CreateConversation(slack.CreateConversationParams{ChannelName: "x", IsPrivate: true})`, "group is_private"},
		{"private in Go, as it was", "Go", imported + `api.CreateConversation(name, true)`, "group is_private"},
		{"private in Java", "Java", `slack.conversationsCreate(r -> r.name("x").isPrivate(true))`, "group is_private"},
		// Users.
		{"one user", "JavaScript", `slack.conversations.open({ users: 'U1' })`, "users=1"},
		{"two users", "JavaScript", `slack.conversations.open({ users: 'U1,U2' })`, "users=2"},
		{"a list of users", "Python", `slack.conversations_open(users=[a, b, "U3"])`, "users=3"},
		{"one in a list", "Go", imported + `api.OpenConversation(&slack.OpenConversationParameters{Users: []string{id}})`, "users=1"},
		{"users put together, perhaps one", "JavaScript", `slack.conversations.open({ users: ids.join(',') })`, ""},
		{"users spread, perhaps one", "JavaScript", `slack.conversations.open({ users: [...ids] })`, ""},
		{"users that are not known", "Python", `slack.conversations_open(users=ids)`, ""},
		{"a channel", "Python", `slack.conversations_open(channel="D1")`, ""},
		// Who posts.
		{"a name", "Python", `slack.chat_postMessage(text="x", username="Bot", icon_emoji=":owl:")`, "icon_emoji username"},
		{"a name that is a variable", "JavaScript", `slack.chat.postMessage({ text, username, icon_url: picture })`, "icon_url username"},
		{"none", "Python", `slack.chat_postMessage(text="username: x", username=None)`, ""},
		{"a name in a sentence", "JavaScript", `slack.chat.postMessage({ text: greet(username) })`, ""},
		{"a member of another", "JavaScript", `slack.chat.postMessage({ channel: c, text: event.username })`, ""},
		{"a member that is spelled otherwise", "JavaScript", `slack.chat.postMessage({ channel: c, text: event.user_name })`, ""},
		{"a member that is told", "JavaScript", "slack.chat.postMessage({ text: say(a, event.username), channel })", ""},
		{"of a call within", "JavaScript", `slack.chat.postMessage({ text: message({ username: 1 }) })`, ""},
		{"of an object within", "JavaScript", `slack.chat.postMessage({ metadata: { username: 1 } })`, ""},
		{"of a list within", "JavaScript", `slack.chat.postMessage({ blocks: [{ username: 1 }] })`, ""},
		{"in a template", "JavaScript", "slack.chat.postMessage({ text: `hi ${username}` })", ""},
		{"in a call in a template", "JavaScript", "slack.chat.postMessage({ text: `hi ${f({ username })}` })", ""},
		{"of what the text is given", "JavaScript", "const text = f({ username });\nslack.chat.postMessage({ text, channel })", ""},
		{"of what a text is made from", "JavaScript", "const user = { username: 1 };\nslack.chat.postMessage({ text: greet(user) })", ""},
		{"set on another", "JavaScript", "user.username = 1;\nslack.chat.postMessage({ text: user.id })", ""},
		{"a keyword of a call within", "Python", `slack.chat_postMessage(text=greet(username=1))`, ""},
		{"in a text of Python", "Python", `slack.chat_postMessage(text=f"hi {event.username}", channel=user["username"])`, ""},
		{"a member in Ruby", "Ruby", `slack.chat_postMessage(channel: c, text: user.username)`, ""},
		{"a member in Go", "Go", imported + `api.PostMessage(ch, slack.MsgOptionText(greet(User{Username: x}), false))`, ""},
		{"a member in Java", "Java", `slack.chatPostMessage(r -> r.channel(c).text(user.username()))`, ""},
		{"a name behind others", "JavaScript", "slack.chat.postMessage({ channel, text: f({ a: 1 }), username: 'x' })", "username"},
		{"a name if there is one", "JavaScript", "slack.chat.postMessage({ channel, ...(x ? { username: x } : {}) })", "username"},
		{"in parameters that are named", "JavaScript", "const p = { channel, username: 'x' };\nslack.chat.postMessage({ ...p, text })", "username"},
		{"set later", "Python", "p = {'channel': c}\np['icon_emoji'] = e\nslack.chat_postMessage(**p)", "icon_emoji"},
		{"in a body", "JavaScript", "fetch('https://slack.com/api/chat.postMessage', { method, body: JSON.stringify({ text, username: 'x' }) })", "username"},
		{"in a body of Python", "Python", "requests.post('https://slack.com/api/chat.postMessage', json={'text': t, \"username\": n})", "username"},
		{"a builder's", "Java", `slack.chatPostMessage(r -> r.channel(c).username("x").iconUrl(u))`, "icon_url username"},
		{"a builder of a request", "Java", `slack.chatPostMessage(ChatPostMessageRequest.builder().channel(c).username("x").build())`, "username"},
		{"an array's", "PHP", "<?php // slack\n$slackClient->chatPostMessage(['channel' => $c, 'username' => 'x']);", "username"},
		{"of an array within", "PHP", "<?php // slack\n$slackClient->chatPostMessage(['channel' => $c, 'metadata' => ['username' => 'x']]);", ""},
		{"an option within options", "Go", imported + `api.PostMessage(ch, slack.MsgOptionPostMessageParameters(slack.PostMessageParameters{Username: "x"}))`, "username"},
		{"an option of Go", "Go", imported + `api.PostMessage(ch, slack.MsgOptionUsername("x"), slack.MsgOptionIconURL(u))`, "icon_url username"},
		{"a method without it", "Python", `slack.users_info(username="x")`, ""},
		// Failures.
		{"tried", "Python", "import slack\ntry:\n    slack.pins_add()\nexcept Exception:\n    pass", "caught"},
		{"tried deeper", "Python", "import slack\ntry:\n    if x:\n        slack.pins_add()\nexcept (A, B) as e:\n    log(e)\nelse:\n    go()", "caught"},
		{"raised again", "Python", "import slack\ntry:\n    slack.pins_add()\nexcept A:\n    pass\nexcept B:\n    raise", ""},
		{"in the handler", "Python", "import slack\ntry:\n    x()\nexcept A:\n    slack.pins_add()", ""},
		{"finally only", "Python", "import slack\ntry:\n    slack.pins_add()\nfinally:\n    x()", ""},
		{"another function", "Python", "import slack\ntry:\n    x()\nexcept A:\n    pass\ndef f():\n    slack.pins_add()", ""},
		{"suppressed", "Python", "import slack\nwith suppress(Exception):\n    slack.pins_add()", "caught"},
		{"tried in braces", "JavaScript", "try { await slack.pins.add({}) } catch (e) { log(e) }", "caught"},
		{"thrown again", "JavaScript", "try { await slack.pins.add({}) } catch (e) { throw e }", ""},
		{"a promise", "JavaScript", "slack.pins.add({}).catch((e) => log(e))", "caught"},
		{"rescued", "Ruby", "def pin\n  slack.pins_add\nrescue Slack::Web::Api::Errors::SlackError => e\n  log(e)\nend", "caught"},
		{"begun", "Ruby", "begin\n  slack.pins_add\nrescue A\n  raise\nend", ""},
		{"in Java", "Java", "try {\n slack.pinsAdd(r);\n} catch (IOException e) { log(e); }", "caught"},
		{"ignored", "Go", imported + "_ = api.AddPin(ch, ref)\n}", "caught"},
	} {
		calls := usage.Find(c.language, []byte(c.src))
		if len(calls) == 0 {
			t.Errorf("%s: no call in %q", c.name, c.src)
			continue
		}
		if got := argued(calls[0]); got != c.want {
			t.Errorf("%s: %q: %q; want %q", c.name, c.src, got, c.want)
		}
	}
}
