package manifest_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"periscope/model/catalog"
	"periscope/model/drift"
)

// featuresInShort writes features as "3:5 slash command /lunch".
func featuresInShort(m drift.Manifest) []string {
	var all []string
	for _, f := range m.Features {
		all = append(all, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.What()))
	}
	return all
}

const lunch = `display_information:
  name: Lunch
features:
  bot_user:
    display_name: lunch
    always_online: true
  slash_commands:
    - command: /lunch
      description: orders
  shortcuts:
    - name: Order again
      type: global
  unfurl_domains: [menu.example]
  assistant_view:
    assistant_description: eats
  agent_view: {}
oauth_config:
  scopes:
    bot: [commands, links:read, "reactions:read"]
    bot_optional:
      - reactions:read
settings:
  incoming_webhooks:
    incoming_webhooks_enabled: false
  event_subscriptions:
    bot_events:
      - reaction_added
    user_events: [star_added]
workflows:
  order:
    steps:
      - id: "0"
        function_id: slack#/functions/send_message
      - id: "1"
        function_id: "#/functions/order"
      - id: "2"
        function_id: slack#/functions/open_form
`

func TestContentIsAllThatUsesScopes(t *testing.T) {
	t.Parallel()
	m := parsed(t, lunch).Content()
	want := []string{
		"8:7 slash command /lunch", "11:7 shortcut Order again", "13:20 unfurl domain menu.example", "15:5 assistant view",
		"6:20 always_online of the bot", "27:9 event reaction_added", "28:19 event star_added",
		"33:22 workflow step slack#/functions/send_message", "37:22 workflow step slack#/functions/open_form",
	}
	if diff := cmp.Diff(want, featuresInShort(m)); diff != "" {
		t.Errorf("features (-want +got):\n%s", diff)
	}
	if !m.Workflows || parsed(t, `{"settings":{},"workflows":{}}`).Content().Workflows {
		t.Error("that a manifest has workflows is not told from that it has none")
	}
	if got := m.At("reactions:read", catalog.Bot, true); got != (drift.Position{Line: 21, Column: 9}) {
		t.Errorf("the optional scope stands at %v", got)
	}
	if got := m.At("links:read", catalog.Bot, false); got.Line != 19 {
		t.Errorf("the scope stands at %v", got)
	}
	if got := m.At("links:read", catalog.UserToken, false); got != (drift.Position{}) {
		t.Errorf("a scope that is not declared stands at %v", got)
	}
}

// JSON has the same places as YAML.
func TestContentOfJSON(t *testing.T) {
	t.Parallel()
	m := parsed(t, `{"features": {"slash_commands": [{"command": "/a"}]},
 "settings": {"incoming_webhooks": {"incoming_webhooks_enabled": true}, "event_subscriptions": {"bot_events": ["message.im"]}}}`).Content()
	want := []string{"1:34 slash command /a", "2:66 incoming webhooks", "2:112 event message.im"}
	if diff := cmp.Diff(want, featuresInShort(m)); diff != "" {
		t.Errorf("features (-want +got):\n%s", diff)
	}
}

// A manifest of an odd shape has fewer features, and is read all the same.
func TestContentOfOddShapes(t *testing.T) {
	t.Parallel()
	for _, odd := range []string{
		`{"features": 7, "workflows": [1], "settings": "x"}`,
		`{"features": {"slash_commands": {"command": "/a"}, "shortcuts": "x", "unfurl_domains": [[1], null]}}`,
		`{"workflows": {"w": {"steps": {"function_id": "slack#/functions/delay"}}, "v": null}}`,
		`{"settings": {"event_subscriptions": {"bot_events": {"a": 1}}}}`,
	} {
		m := parsed(t, odd).Content()
		for _, f := range m.Features {
			if f.Line < 1 || f.Column < 1 {
				t.Errorf("%s: %+v stands nowhere", odd, f)
			}
		}
	}
}

// apps.manifest.export replies with the manifest inside an object.
func TestExportedManifestIsRead(t *testing.T) {
	t.Parallel()
	m := parsed(t, `{"ok": true, "manifest": {"display_information": {"name": "x"}, "oauth_config": {"scopes": {"bot": ["pins:read"]}}}}`)
	if got := m.Declared().Bot; !slices.Equal(got, []catalog.Scope{"pins:read"}) {
		t.Errorf("declares %q", got)
	}
	// A field of the name in a manifest is left alone.
	if got := parsed(t, `{"manifest": {"oauth_config": {"scopes": {"bot": ["pins:read"]}}}}`).Declared().Bot; len(got) > 0 {
		t.Errorf("declares %q", got)
	}
}
