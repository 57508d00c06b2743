package cli

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/cli/console"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/sandbox/world"
)

func TestNeedsInWords(t *testing.T) {
	t.Parallel()
	bot := "xoxb-sandbox-lighthouse"
	for name, test := range map[string]struct {
		token  string
		args   []string
		status int
		says   []string
	}{
		"offline, all kinds": {args: []string{"conversations.history"}, says: []string{"history, bot token", "history, user token", "any of channels:history (public channels)\n", "or groups:history (private channels)\n"}},
		"offline, one kind":  {args: []string{"--kind", "bot", "chat.postMessage"}, says: []string{"chat.postMessage, bot token", "chat:write", "documented, as of"}},
		"as in Python":       {args: []string{"conversations_history"}, says: []string{"conversations.history, bot token"}},
		"as in JavaScript":   {args: []string{"client.conversations.history"}, says: []string{"conversations.history, bot token"}},
		"as in Go":           {args: []string{"GetConversationHistory"}, says: []string{"conversations.history, bot token"}},
		"as a page":          {args: []string{"https://docs.slack.dev/reference/methods/pins.add/"}, says: []string{"pins.add, bot token"}},
		"known besides": {args: []string{"--kind", "bot", "chat.postMessage"}, says: []string{
			"besides  chat:write.customize for a name or icon of its own (username, icon_emoji, icon_url)\n", "chat:write.public for public channels",
			"tokens   bot, user, workspace (retired)\n", "call     POST, application/x-www-form-urlencoded or application/json\n",
		}},
		"its limit":              {args: []string{"--kind", "bot", "conversations.list"}, says: []string{"limit   Tier 2, at least 20 a minute\n"}},
		"retired":                {args: []string{"files.upload"}, says: []string{"slack   retired on 2025-11-12 (Slack answers method_deprecated); use files.getUploadURLExternal"}},
		"for workspace only":     {args: []string{"apps.permissions.info"}, says: []string{"info, workspace token", "retired on 2021-08-24"}},
		"a direct message":       {args: []string{"--kind", "bot", "conversations.open"}, says: []string{"any of im:write (direct messages)\n", "or mpim:write", "partly documented"}},
		"oversight":              {args: []string{"oversight.chat.delete"}, says: []string{"delete, user token", "needs   admin.chat:write\n"}},
		"an event":               {args: []string{"app_mention"}, says: []string{"app_mention, event for bot token\n", "needs  app_mentions:read\n"}},
		"an event of anything":   {args: []string{"message"}, says: []string{"message, event for bot token", "message, event for user token", "or im:history (direct messages)\n"}},
		"an event, and a method": {args: []string{"im_open"}, says: []string{"im.open, bot token", "im_open, event for bot token"}},
		"an event, held":         {token: bot, args: []string{"message.channels"}, says: []string{"granted  yes"}},
		"an event, not held":     {token: bot, args: []string{"app_mention"}, status: console.StatusNo, says: []string{"granted  no", "Add app_mentions:read to the app's bot scopes"}},
		"an event of no kind":    {args: []string{"--kind", "user", "app_mention"}, status: console.StatusNo, says: []string{"which user tokens cannot hold"}},
		"a classic bot's":        {token: bot, args: []string{"rtm.connect"}, status: console.StatusNo, says: []string{"No install grants bot", "other bots get not_allowed_token_type"}},
		"one kind only":          {args: []string{"apps.manifest.create"}, says: []string{"apps.manifest.create, configuration token"}},
		"no scope":               {args: []string{"auth.test"}, says: []string{"needs   no scope"}},
		"no token":               {args: []string{"oauth.v2.access"}, says: []string{"oauth.v2.access, any token", "takes no token"}},
		"another kind":           {args: []string{"--kind", "bot", "search.messages"}, status: console.StatusNo, says: []string{"a user token: bot tokens may not call it"}},
		"another kind, at hand":  {token: bot, args: []string{"search.messages"}, status: console.StatusNo, says: []string{"bot tokens may not call it"}},
		"held":                   {token: bot, args: []string{"conversations.history"}, says: []string{"granted   yes", "channel (4 ids) with channels:history", "group, which groups:history would open"}},
		"held, where is unknown": {token: bot, args: []string{"chat.postMessage"}, says: []string{"group (unknown, groups:read lists them)"}},
		"held beyond membership": {token: bot, args: []string{"conversations.list"}, says: []string{"channel (all public ones) with channels:read"}},
		"missing":                {token: bot, args: []string{"pins.add"}, status: console.StatusNo, says: []string{"granted  no", "Add pins:write to the app's bot scopes (oauth_config.scopes.bot)"}},
		"one scope for four":     {token: bot, args: []string{"pins.add"}, status: console.StatusNo, says: []string{"not in   channel, group, mpim, app_home, which pins:write would open\n"}},
		"missing, of a user":     {token: "xoxp-sandbox-greenhouse", args: []string{"pins.add"}, status: console.StatusNo, says: []string{"Add pins:write to the app's user scopes"}},
		"missing, of workspace":  {token: "xoxa-sandbox-fresh", args: []string{"pins.add"}, status: console.StatusNo, says: []string{"Ask for pins:write with periscope request"}},
		"one of two missing":     {token: bot, args: []string{"chat.postMessage", "pins.add"}, status: console.StatusNo, says: []string{"granted   yes", "granted  no"}},
		"named twice":            {args: []string{"--kind", "bot", "pins.add", "pins_add"}, says: []string{"pins.add, bot token"}},
		"the kind of the token":  {token: bot, args: []string{"--kind", "bot", "pins.add"}, status: console.StatusNo},
		"not that of the token":  {token: bot, args: []string{"--kind", "user", "pins.add"}, status: console.StatusUsage, says: []string{"--kind says user, and the token is a bot token"}},
		"no such kind":           {args: []string{"--kind", "robot", "pins.add"}, status: console.StatusUsage, says: []string{"--kind is bot, user or workspace"}},
		"no method":              {status: console.StatusUsage, says: []string{"looks up methods or events, and none is named"}},
		"misspelt":               {args: []string{"chat.postMesage"}, status: console.StatusUsage, says: []string{"no Web API method is named", "did you mean chat.postMessage"}},
		"nothing like it":        {args: []string{"zzzzzzzzzzzzzzzzz"}, status: console.StatusUsage, says: []string{"https://docs.slack.dev/reference/methods"}},
		"hostile":                {args: []string{"\x1b[2J\u202e"}, status: console.StatusUsage, says: []string{"no Web API method"}},
		"a token of no use":      {token: "xapp-sandbox-x", args: []string{"pins.add"}, status: console.StatusRefused, says: []string{"app-level token"}},
		"a token that is gone":   {token: "xoxb-sandbox-gone", args: []string{"pins.add"}, status: console.StatusRefused},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(5))
			args := append([]string{"needs"}, test.args...)
			if test.token != "" {
				args = append(args, "--token-stdin")
			}
			o := p.run(t, test.token, args...)
			o.want(t, test.status, test.says...)
			if r, found := unfit(o.out + o.err); found {
				t.Errorf("prints %U", r)
			}
			if name == "named twice" && strings.Count(o.out, "pins.add") != 1 {
				t.Errorf("answered twice:\n%s", o.out)
			}
			if test.status == console.StatusUsage {
				p.run(t, test.token, append(args, "--json")...).want(t, test.status, `"schema": "periscope.error/v1"`)
			}
		})
	}
}

// TestNeedsForgivesAnUnfitVariable: a token that lies around is left out, and said.
func TestNeedsForgivesAnUnfitVariable(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.vars["SLACK_TOKEN"] = "xapp-sandbox-x"
	p.run(t, "", "needs", "--kind", "bot", "pins.add").want(t, console.StatusDone, "SLACK_TOKEN is an app-level token", "pins:write")
}

func TestNeedsJSON(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	read := func(o outcome) []map[string]any {
		var doc struct {
			Schema  string
			Methods []map[string]any
		}
		if err := json.Unmarshal([]byte(o.out), &doc); err != nil || doc.Schema != "periscope.needs/v1" {
			t.Fatalf("%v\n%s", err, o.out)
		}
		return doc.Methods
	}
	got := read(p.run(t, "xoxb-sandbox-lighthouse", "needs", "--json", "--token-stdin", "pins.add", "chat.postMessage", "search.messages"))
	want := map[string]any{
		"method": "pins.add", "kind": "bot", "callable": true, "granted": false, "rule": "one",
		"any_of": []any{}, "all_of": []any{"pins:write"}, "listed": []any{"pins:write"}, "missing": []any{"pins:write"},
		"change": "Add pins:write to the app's bot scopes (oauth_config.scopes.bot) and install the app again.",
		"where":  []any{}, "basis": "documented",
	}
	for key, value := range want {
		if diff := gocmp.Diff(value, got[0][key]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", key, diff)
		}
	}
	if got[1]["granted"] != true || got[2]["granted"] != false || got[2]["callable"] != false {
		t.Errorf("granted: %v, %v", got[1]["granted"], got[2]["granted"])
	}
	where, _ := got[1]["where"].([]any)
	for _, place := range where {
		place, _ := place.(map[string]any)
		if unseen := place["unseen"]; (place["type"] == "group") != (unseen == "groups:read") {
			t.Errorf("%v: unseen %v", place["type"], unseen)
		}
	}
	// Without a token nothing is known to be granted.
	for _, m := range read(p.run(t, "", "needs", "--json", "pins.add")) {
		if m["granted"] != nil {
			t.Errorf("granted to nobody: %v", m)
		}
	}
}

// TestNeedsNeverPrintsNull: no array is null, whatever is asked.
func TestNeedsNeverPrintsNull(t *testing.T) {
	t.Parallel()
	held := model.Permissions{Kind: catalog.Bot}
	for _, h := range []*model.Permissions{nil, &held} {
		doc := answersTo(asked{methods: catalog.Methods(), events: catalog.Events()}, "", h).document()
		for i := range doc.Methods {
			doc.Methods[i].Granted = new(bool)
		}
		for i := range doc.Events {
			doc.Events[i].Granted = new(bool)
		}
		printed, err := json.Marshal(doc)
		if err != nil || strings.Contains(string(printed), "null") {
			t.Errorf("%v", err)
		}
	}
}

// withoutScopes is a Slack that does not say which scopes tokens hold.
func withoutScopes(t *testing.T, apiURL string) string {
	target, err := url.Parse(apiURL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: target.Scheme, Host: target.Host}) },
		ModifyResponse: func(r *http.Response) error {
			r.Header.Del("X-OAuth-Scopes")
			return nil
		},
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL + target.Path
}

// TestScopesThatWereNotTold are unknown, and never none.
func TestScopesThatWereNotTold(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(5))
	bot := "xoxp-sandbox-greenhouse"
	saved := p.run(t, bot, "info", "--token-stdin", "--json").out
	p.vars["SLACK_API_URL"] = withoutScopes(t, p.vars["SLACK_API_URL"])
	o := p.run(t, bot, "info", "--token-stdin")
	o.want(t, console.StatusDone, "Slack did not say which scopes this token holds.", "unknown")
	if strings.Contains(o.out, "none") {
		t.Errorf("info says none:\n%s", o.out)
	}
	p.run(t, bot, "info", "--token-stdin", "--json").want(t, console.StatusDone, `"scopes_told": false`)
	p.run(t, bot, "check", "--token-stdin", "--kind", "user", "pins:write").want(t, console.StatusDone,
		"The user token then holds: pins:write, and what it holds already")
	p.run(t, bot, "needs", "--token-stdin", "pins.add").want(t, console.StatusDone, "granted  unknown: Slack did not say")
	p.run(t, bot, "needs", "--token-stdin", "--json", "pins.add").want(t, console.StatusDone, `"granted": null`, `"missing": []`)
	p.run(t, saved, "diff", "-").want(t, console.StatusUsage, "none is stored")
	p.vars["SLACK_TOKEN"] = bot
	p.run(t, saved, "diff", "-").want(t, console.StatusRefused, "Not compared: scopes", "Slack did not say which scopes")
	p.run(t, `{"oauth_config":{"scopes":{"user":["users:read"]}}}`, "drift", "--manifest", "-").want(t, console.StatusRefused, "Slack did not say which scopes the token holds")
}
