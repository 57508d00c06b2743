package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"periscope/slackapi/sandbox/sandboxtest"
)

// posted has the app post a message in a channel that it is in, and returns its timestamp.
func (p *provocation) posted() string {
	p.Helper()
	form := url.Values{"channel": {"C1"}, "text": {"hello"}, "token": {"xoxb-sandbox-full"}}
	r := httptest.NewRequestWithContext(p.Context(), http.MethodPost, "/api/chat.postMessage", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", sandboxtest.FormMedia)
	var got struct{ TS string }
	if err := json.NewDecoder(sandboxtest.Serve(p.Sandbox, r).Body).Decode(&got); err != nil || got.TS == "" {
		p.Fatalf("posting: %v, %+v", err, got)
	}
	return got.TS
}

// onMessage is a condition that a form about a message in C1 meets; name is that of the timestamp.
func onMessage(code, condition, name string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		return p.call(append([]string{"channel", "C1", name, p.posted()}, args...)...)
	}, nil}
}

// twice is what a call meets that was made before.
func twice(code, condition, name string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		args := append([]string{"channel", "C1", name, p.posted()}, args...)
		p.call(args...)
		return p.call(args...)
	}, nil}
}

// ofPerson is a message of a person, in a channel that the app is in.
func ofPerson(code, condition string, args ...string) cause {
	return cause{code, condition, func(p *provocation) outcome {
		reply := sandboxtest.ControlCall(p.Context(), p.Sandbox, http.MethodPost, "/sandbox/messages", `{"team":"T1","user":"U1","channel":"C1","text":"hi"}`)
		var said struct{ TS string }
		if err := json.NewDecoder(reply.Body).Decode(&said); err != nil || said.TS == "" {
			p.Fatalf("writing: %v, %+v", err, said)
		}
		return p.call(append([]string{"channel", "C1", "ts", said.TS}, args...)...)
	}, nil}
}

// targetCauses are those of methods that post or change messages.
func targetCauses(args ...string) []cause {
	in := func(channel string) []string { return append([]string{"channel", channel}, args...) }
	return []cause{
		answered("channel_not_found", "there is none, or none that the token may see", in("C9")...),
		answered("not_in_channel", "the bot or user is not in the public channel", in("C3")...),
		answered("is_archived", "the conversation is archived", in("C2")...),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", in("C3")...),
		byWorkspace("as_user_not_supported", "a workspace token sends as_user", append(in("C1"), "as_user", "true")...),
	}
}

// itemCauses are those of methods about a message that a call names.
func itemCauses(args ...string) []cause {
	with := func(more ...string) []string { return append(more, args...) }
	return []cause{
		answered("bad_timestamp", "the timestamp is none", with("channel", "C1", "timestamp", "soon")...),
		answered("channel_not_found", "there is none, or none that the token may see", with("channel", "C9", "timestamp", "1.2")...),
		answered("message_not_found", "the conversation has no such message", with("channel", "C1", "timestamp", "1.2")...),
		answered("no_item_specified", "there is neither channel nor timestamp"),
		answered("not_in_channel", "the bot or user is not in the public channel", with("channel", "C3", "timestamp", "1.2")...),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", with("channel", "C3", "timestamp", "1.2")...),
	}
}

// channelCauses are those of methods about a conversation as a whole.
func channelCauses(args ...string) []cause {
	return []cause{answered("channel_not_found", "there is none, or none that the token may see", append([]string{"channel", "C9"}, args...)...)}
}

var historyCauses = []cause{
	answered("channel_not_found", "there is none, or none that the token may see", "channel", "C9"),
	answered("not_in_channel", "the bot is not in the public channel", "channel", "C3"),
	byWorkspace("no_permission", "the app of a workspace token is not in the conversation", "channel", "G1"),
}

func ranges(ts func(p *provocation) []string) []cause {
	with := func(code, condition, name, value string) cause {
		return cause{code, condition, func(p *provocation) outcome { return p.call(append(ts(p), "channel", "C1", name, value)...) }, nil}
	}
	return []cause{
		with("invalid_cursor", "the cursor is none that the method gave", "cursor", "?"),
		with("invalid_limit", "the limit is no number from 0 to 999", "limit", "-1"),
		with("invalid_ts_latest", "it is no timestamp", "latest", "now"),
		with("invalid_ts_oldest", "it is no timestamp", "oldest", "then"),
	}
}

// messageCauses are as ownCauses, for the methods about messages and about who is where.
var messageCauses = map[string][]cause{
	"bots.info": {answered("bot_not_found", "the team has no such bot", "bot", "B9")},
	"chat.delete": slices.Concat(injected("compliance_exports_prevent_deletion"), targetCauses("ts", "1.2"), []cause{
		answered("message_not_found", "the conversation has no such message", "channel", "C1", "ts", "1.2"),
		ofPerson("cant_delete_message", "the message is not the token's own"),
	}),
	"chat.getPermalink": {
		answered("channel_not_found", "there is none, or none that the token may see", "channel", "C9", "message_ts", "1.2"),
		answered("message_not_found", "the conversation has no such message", "channel", "C1", "message_ts", "1.2"),
	},
	"chat.postEphemeral": slices.Concat(injected("restricted_action"), targetCauses("user", "U1", "text", "hello"), []cause{
		invalidEphemeral("invalid_blocks", "a block has no such type, or lacks what its type needs, or there are more than 50", `[{"type":"nope"}]`),
		invalidEphemeral("invalid_blocks_format", "blocks are no JSON list of objects", "{}"),
		answered("markdown_text_conflict", "there is markdown_text, and text or blocks as well", "channel", "C1", "user", "U1", "text", "hello", "markdown_text", "**hello**"),
		answered("msg_too_long", "markdown_text has more than 12,000 characters", "channel", "C1", "user", "U1", "markdown_text", strings.Repeat("a", sandboxtest.MaxMarkdown+1)),
		answered("message_truncated", "warning: the text has more than 40,000 characters", "channel", "C1", "user", "U1", "text", strings.Repeat("a", sandboxtest.MaxText+1)),
		answered("no_text", "there is neither text nor blocks nor attachments", "channel", "C1", "user", "U1"),
		answered("too_many_attachments", "there are more than 100", "channel", "C1", "user", "U1",
			"attachments", "["+strings.Repeat("{},", sandboxtest.MaxAttachments)+"{}]"),
		answered("user_not_in_channel", "the person is not in the conversation, or nobody", "channel", "C1", "user", "U4", "text", "hello"),
	}),
	"chat.update": slices.Concat(injected("edit_window_closed"), targetCauses("ts", "1.2", "text", "hello"), []cause{
		answered("message_not_found", "the conversation has no such message", "channel", "C1", "ts", "1.2", "text", "hello"),
		ofPerson("cant_update_message", "the message is not the token's own", "text", "hello"),
		onMessage("invalid_blocks", "a block has no such type, or lacks what its type needs, or there are more than 50", "ts", "blocks", `[{"type":"nope"}]`),
		onMessage("invalid_blocks_format", "blocks are no JSON list of objects", "ts", "blocks", "{}"),
		onMessage("markdown_text_conflict", "there is markdown_text, and text or blocks as well", "ts", "text", "hello", "markdown_text", "**hello**"),
		onMessage("msg_too_long", "markdown_text has more than 12,000 characters", "ts", "markdown_text", strings.Repeat("a", sandboxtest.MaxMarkdown+1)),
		onMessage("message_truncated", "warning: the text has more than 40,000 characters", "ts", "text", strings.Repeat("a", sandboxtest.MaxText+1)),
		onMessage("no_text", "there is neither text nor blocks nor attachments", "ts"),
		onMessage("too_many_attachments", "there are more than 100", "ts", "attachments", "["+strings.Repeat("{},", sandboxtest.MaxAttachments)+"{}]"),
	}),
	"conversations.create": append(injected("no_channel", "restricted_action"),
		answered("invalid_name_maxlength", "the name has more than 80 characters", "name", strings.Repeat("a", 81)),
		answered("invalid_name_punctuation", "the name has neither letters nor digits", "name", "---"),
		answered("invalid_name_required", "there is no name"),
		answered("invalid_name_specials", "the name has capitals, spaces or other marks than - and _", "name", "New Channel"),
		answered("name_taken", "another channel has the name", "name", "general"),
		byWorkspace("user_not_found", "a workspace app names nobody in user_ids", "name", "new", "user_ids", "U9")),
	"conversations.history": append(historyCauses, ranges(func(*provocation) []string { return nil })...),
	"conversations.invite": append(injected("cant_invite", "channel_is_limited_access", "ura_max_channels"), append(channelCauses("users", "U4"),
		answered("already_in_channel", "one of them is", "channel", "C1", "users", "U1"),
		byWorkspace("cant_invite_self", "the app names its own user", "channel", "C1", "users", "U2"),
		answered("is_archived", "the conversation is archived", "channel", "C2", "users", "U4"),
		answered("method_not_supported_for_channel_type", "it is a direct message", "channel", "D1", "users", "U4"),
		byWorkspace("no_permission", "the channel is not one that the workspace app made", "channel", "C1", "users", "U4"),
		answered("no_user", "nobody is named", "channel", "C1"),
		answered("not_in_channel", "the bot or user is not in the public channel", "channel", "C3", "users", "U4"),
		answered("user_not_found", "one of them is nobody", "channel", "C1", "users", "U9"))...),
	"conversations.join": append(channelCauses(),
		answered("already_in_channel", "warning: the token is in it", "channel", "C1"),
		answered("is_archived", "the conversation is archived", "channel", "C2"),
		answered("method_not_supported_for_channel_type", "it is no public channel", "channel", "G2")),
	"conversations.leave": append(channelCauses(),
		answered("cant_leave_general", "it is general", "channel", "C1"),
		answered("is_archived", "the conversation is archived", "channel", "C2"),
		answered("last_member", "nobody else is in the private channel", "channel", "G2"),
		answered("method_not_supported_for_channel_type", "it is a direct message", "channel", "D1")),
	"conversations.open": append(channelCauses(),
		answered("method_not_supported_for_channel_type", "it is a channel", "channel", "C1"),
		answered("too_many_users", "more than eight are named", "users", "U1,U4,U5,U6,U7,U8,U9,U10,U11"),
		answered("user_not_found", "one of them is nobody", "users", "U99"),
		answered("users_list_not_supplied", "there is neither channel nor users")),
	"conversations.replies": slices.Concat([]cause{
		answered("channel_not_found", "there is none, or none that the token may see", "channel", "C9", "ts", "1.2"),
		answered("not_in_channel", "the bot is not in the public channel", "channel", "C3", "ts", "1.2"),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", "channel", "G1", "ts", "1.2"),
		answered("thread_not_found", "the conversation has no such message", "channel", "C1", "ts", "1.2"),
	}, ranges(func(p *provocation) []string { return []string{"ts", p.posted()} })),
	"dialog.open": append(injected("app_missing_action_url", "cannot_create_dialog", "failed_sending_dialog", "missing_user"),
		answered("missing_dialog", "there is no dialog", "trigger_id", "1.2.3"),
		answered("missing_trigger", "there is no trigger", "dialog", "{}"),
		answered("validation_errors", "the dialog lacks its callback_id, title or elements, has too much of them, or an element that cannot be", "dialog", "{}", "trigger_id", "1.2.3"),
		answered("invalid_trigger", "the trigger is none, or another app's", "dialog", goodDialog, "trigger_id", "1.2.3"),
		cause{"trigger_exchanged", "the trigger opened a dialog before", func(p *provocation) outcome {
			id := p.Trigger()
			p.post(p, p.method, "xoxa-sandbox-full", "dialog", goodDialog, "trigger_id", id)
			return p.post(p, p.method, "xoxa-sandbox-full", "dialog", goodDialog, "trigger_id", id)
		}, nil},
		cause{"trigger_expired", "the trigger is older than three seconds", func(p *provocation) outcome {
			id := p.Trigger()
			p.seconds.Add(3)
			return p.post(p, p.method, "xoxa-sandbox-full", "dialog", goodDialog, "trigger_id", id)
		}, nil}),
	"pins.add": slices.Concat(injected("not_pinnable"), itemCauses(), []cause{
		twice("already_pinned", "the message is", "timestamp"),
		{code: "is_archived"}, // no method archives, so no archived channel has a message
		{"too_many_pins", "100 messages of the conversation are pinned", func(p *provocation) outcome {
			for range 100 {
				p.seconds.Add(60)
				if got := p.call("channel", "C1", "timestamp", p.posted()); !got.OK {
					return got
				}
			}
			return p.call("channel", "C1", "timestamp", p.posted())
		}, nil},
	}),
	"pins.list": append(channelCauses(),
		answered("not_in_channel", "the bot or user is not in the public channel", "channel", "C3"),
		byWorkspace("no_permission", "the app of a workspace token is not in the conversation", "channel", "G1")),
	"pins.remove": append(itemCauses(), onMessage("no_pin", "the message is not pinned", "timestamp")),
	"reactions.add": slices.Concat(injected("external_channel_migrating", "thread_locked"), itemCauses("name", "tada"), []cause{
		twice("already_reacted", "the token's user did, with this emoji", "timestamp", "name", "tada"),
		{code: "is_archived"}, // no method archives, so no archived channel has a message
		onMessage("invalid_name", "the name is none that an emoji can have", "timestamp", "name", "no such"),
		{"too_many_emoji", "23 different emoji are on the message", func(p *provocation) outcome {
			ts := p.posted()
			for i := range 23 {
				if got := p.call("channel", "C1", "timestamp", ts, "name", "e"+strconv.Itoa(i)); !got.OK {
					return got
				}
			}
			return p.call("channel", "C1", "timestamp", ts, "name", "tada")
		}, nil},
		{code: "too_many_reactions"},
	}),
	"reactions.get":       itemCauses(),
	"reactions.list":      append(ranges(func(*provocation) []string { return nil }), answered("user_not_found", "the team has no such user", "user", "U9")),
	"reactions.remove":    append(itemCauses("name", "tada"), onMessage("no_reaction", "the token's user did not react so", "timestamp", "name", "tada")),
	"rtm.connect":         {granularOnly},
	"rtm.start":           {granularOnly},
	"users.lookupByEmail": {answered("users_not_found", "nobody in the team has the address", "email", "nobody@coverage.example")},
}

// invalidEphemeral is about the blocks of a message to one person.
func invalidEphemeral(code, condition, blocks string) cause {
	return answered(code, condition, "channel", "C1", "user", "U1", "blocks", blocks)
}

const goodDialog = `{"callback_id":"c","title":"t","elements":[{"type":"text","name":"n","label":"l"}]}`

var granularOnly = cause{
	"not_allowed_token_type", "every token: workspace apps have no RTM, and every bot here is a granular one",
	func(p *provocation) outcome { return p.with("xoxa-sandbox-full") }, nil,
}
