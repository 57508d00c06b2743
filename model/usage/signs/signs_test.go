package signs_test

import (
	"fmt"
	"strings"
	"testing"

	"periscope/model/drift"
	"periscope/model/usage/signs"
)

func TestSignsAreFound(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ src, want string }{
		{"who = client.users_info(user=u)\nto = who['user']['profile']['email'] # slack", "users:read.email:2 sure"},
		{"slack(u => u.profile?.email)", "users:read.email:1 sure"},
		{"String to = user.getProfile().getEmail(); // Slack", "users:read.email:1 sure"},
		{"to := slackUser.Profile.Email", "users:read.email:1 sure"},
		{"email = slack.find(user)[:email]", "users:read.email:1"},
		{"import email.mime\nslack", ""},
		{`scopes = ["users:read.email"]; slack.users_lookupByEmail(email)`, "users:read.email:1"},
		{`scopes = ["users:read.email", "metadata.message:read"]; slack.connect()`, ""},
		{"send(email)", ""}, // nothing of Slack
		{"slack.post({\n username: 'bell',\n iconEmoji: ':bell:' })", "chat:write.customize:3 chat:write.customize:2"},
		{"slack.post(icon_url=x)", "chat:write.customize:1"},
		{"login(username)", ""},
		{"get(file.url_private)", "files:read:1"},
		{"slack.on('message', m => keep(m.files))", "files:read:1"},
		{"requests.post(os.environ['ALARM_WEBHOOK'])", "incoming-webhook:1"},
		{`{"type": "video"}`, "links.embed:write:1"},
		{"slack.history(include_all_metadata=True)", "metadata.message:read:1"},
		{"rtm.on('dnd_updated_user', f)", "dnd:read:1"},
		{"case *slack.EmojiChangedEvent:", "emoji:read:1"},
		{"robot.react (res) ->", "reactions:read:1"},
	} {
		var got []string
		for _, s := range signs.Find([]byte(c.src), true) {
			word := fmt.Sprintf("%s:%d", s.Scope, s.Line)
			if s.Sure {
				word += " sure"
			}
			got = append(got, word)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %q; want %q", c.src, got, c.want)
		}
	}
	if found := signs.Find([]byte(`{"author": {"email": "a@slack.example"}}`), false); len(found) > 0 {
		t.Errorf("settings: %v", found)
	}
}

// Every scope that is judged by signs has some.
func TestSignedScopesHaveSigns(t *testing.T) {
	t.Parallel()
	all := "slack profile.email username url_private webhook 'video' metadata dnd_updated_user emoji_changed pin_added " +
		"ReactionAdded star_removed team_domain_change subteam_created"
	found := map[string]bool{}
	for _, s := range signs.Find([]byte(all), true) {
		found[string(s.Scope)] = true
	}
	for _, s := range drift.SignedScopes {
		if !found[string(s)] {
			t.Errorf("no sign of %s is found", s)
		}
	}
}
