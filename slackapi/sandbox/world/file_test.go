package world

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func yamlOf(t testing.TB, w World) string {
	t.Helper()
	var file strings.Builder
	if err := w.WriteYAML(&file); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestWorldsSurviveTheirFile(t *testing.T) {
	t.Parallel()
	w := Demo(0)
	asJSON, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"YAML": []byte(yamlOf(t, w)), "JSON": asJSON} {
		got, err := Read(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(w, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-written +read):\n%s", name, diff)
		}
	}
}

// TestEveryFieldIsInTheFile fills a world, whatever fields it has by now.
func TestEveryFieldIsInTheFile(t *testing.T) {
	t.Parallel()
	var w World
	fill(reflect.ValueOf(&w).Elem())
	asJSON, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := decodeJSON(asJSON); !ok || !cmp.Equal(w, got) {
		t.Errorf("JSON (-written +read):\n%s", cmp.Diff(w, got))
	}
	if got, ok := decodeCanonical([]byte(yamlOf(t, w))); !ok || !cmp.Equal(w, got) {
		t.Errorf("YAML as it is written (-written +read):\n%s", cmp.Diff(w, got))
	}
	for name, file := range map[string][]byte{"YAML": []byte(yamlOf(t, w)), "JSON as YAML": asJSON} {
		if got, _, err := decodeYAML(file); err != nil || !cmp.Equal(w, got) {
			t.Errorf("%s: %v; (-written +read):\n%s", name, err, cmp.Diff(w, got))
		}
	}
}

func TestWorldsAreWrittenBriefly(t *testing.T) {
	t.Parallel()
	w := World{Teams: []Team{{ID: "T1", Name: "no\xffUTF-8", Users: []User{{ID: "U1"}}}}}
	const want = `teams:
- id: "T1"
  name: "no�UTF-8"
  users:
  - {id: "U1"}
`
	if got := yamlOf(t, w); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// fill gives every part of a value something that is not zero.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("\x1b:\"A\"\r\n")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for field, value := range v.Fields() {
			if field.Type != reflect.TypeFor[*PackedConversations]() { // they are written with the others
				fill(value)
			}
		}
	default:
		panic("a world has a " + v.Kind().String() + ", which its file does not write")
	}
}

const goodWorld = `teams:
- id: T1
  name: Acme
  url: https://acme.slack.com/
  users:
  - {id: U1, name: periscope, bot: true}
  - {id: U2, name: ada}
  conversations:
  - {id: C1, type: channel, name: general, creator: U2, members: 1}
  - {id: D1, type: app_home, user: U2}
  installs:
  - token: xoxa-sandbox-acme
    app_id: A1
    app_user: U1
    grants:
    - {type: team, scopes: [users:read], resources: {ids: [T1]}}
    - {type: channel, scopes: [chat:write], resources: {wildcard: true, excluded: [C1]}}
    users:
    - {user: U2, scopes: [dnd:write:user]}
  - token: xoxb-sandbox-bot
    app_id: A1
    grants:
    - {type: channel, resources: {ids: [C1]}}
    oauth_scopes: [chat:write]
apps:
- {id: A1, client_id: one, client_secret: made-up, redirect_uris: ["http://127.0.0.1/"], bot_scopes: [chat:write]}
codes:
- {code: once, client_id: one, team: T1, user: U2, user_scopes: [chat:write]}
`

func TestGoodWorldIsGood(t *testing.T) {
	t.Parallel()
	if _, err := Read([]byte(goodWorld)); err != nil {
		t.Error(err)
	}
}

func TestBadWorldsAreRefused(t *testing.T) {
	t.Parallel()
	numbered := "xoxa-" + strings.Repeat("12345678-", 3) + "abcdef" // never whole in this file: scanners look for such
	for _, test := range []struct{ name, old, now, want string }{
		{"an unknown field", "bot: true", "bott: true", "line 6, teams[0].users[0].bott: there is no such field"},
		{"an unknown field above", "  name: Acme", "  naem: Acme", "line 3, teams[0].naem: there is no such field"},
		{"a field twice", "name: ada}", "name: ada, name: bob}", "line 7, teams[0].users[1].name: this is here twice"},
		{"no number", "members: 1", "members: two", `line 9, teams[0].conversations[0].members: "two" must be a whole number`},
		{"no boolean", "wildcard: true", "wildcard: 7", `line 17, teams[0].installs[0].grants[1].resources.wildcard: "7" must be true or false`},
		{"no list", "scopes: [users:read]", "scopes: {}", "line 16, teams[0].installs[0].grants[0].scopes: this must be a list"},
		{"no YAML", "scopes: [users:read]", "scopes: [users:read", "line "},
		{"no team", goodWorld, "teams: []", "line 1, teams: there must be at least one team"},
		{"an alias", "name: ada", "name: &n ada, real_name: *n", "line 7, teams[0].users[1].real_name: this must be text"},
		{"a number for text", "name: Acme", "name: 7", `line 3, teams[0].name: "7" must be text, in quotes`},
		{"two documents", "teams:", "{}\n---\nteams:", "more than one document"},
		{"nothing", goodWorld, "", "the file is empty"},
		{"no UTF-8", "Acme", "\xff", "UTF-8"},
		{"a team without id", "id: T1", `id: ""`, "line 2, teams[0].id: it is missing"},
		{"a small id", "id: U2", "id: u2", `line 7, teams[0].users[1].id: "u2" is no id`},
		{"a URL", "https://acme.slack.com/", "acme", `line 4, teams[0].url: "acme" is no URL`},
		{"two users", "id: U2", "id: U1", "line 7, teams[0].users[1].id: another user"},
		{"two conversations", "id: D1", "id: C1", "line 10, teams[0].conversations[1].id: another conversation"},
		{"a type", "type: channel, name", "type: room, name", `line 9, teams[0].conversations[0].type: "room" is no type`},
		{"a lonely im", "user: U2}", "user: U9}", `line 10, teams[0].conversations[1].user: "U9" is no user`},
		{"a channel with a user", "creator: U2", "user: U2", "line 9, teams[0].conversations[0].user: a channel has no user"},
		{"a creator", "creator: U2", "creator: U9", "line 9, teams[0].conversations[0].creator: the team has no user U9"},
		{"members", "members: 1", "members: -2", "line 9, teams[0].conversations[0].members: -2"},
		{"a token of nothing", "xoxa-sandbox-acme", "sandbox-acme", "line 12, teams[0].installs[0].token: this is not a Slack token"},
		{"two tokens", "xoxb-sandbox-bot", "xoxa-sandbox-acme", "line 20, teams[0].installs[1].token: another install"},
		{"a real token", "xoxa-sandbox-acme", numbered, "line 12, teams[0].installs[0].token: this could be a real token"},
		{"no app", "    app_id: A1\n    app_user: U1", "    app_user: U1", "line 12, teams[0].installs[0].app_id: it is missing"},
		{"an app's user", "app_user: U1", "app_user: U9", "line 14, teams[0].installs[0].app_user: the team has no user U9"},
		{"a grant's type", "type: team", "type: user", `line 16, teams[0].installs[0].grants[0].type: "user" is no type`},
		{"another team", "ids: [T1]", "ids: [T2]", `line 16, teams[0].installs[0].grants[0].resources.ids[0]: the team has no team "T2"`},
		{"a channel", "excluded: [C1]", "excluded: [C9]", `line 17, teams[0].installs[0].grants[1].resources.excluded[0]: the team has no channel "C9"`},
		{"of another type", "excluded: [C1]", "excluded: [D1]", `the team has no channel "D1"`},
		{"nothing to exclude from", "wildcard: true, ", "", "line 17, teams[0].installs[0].grants[1].resources.excluded: only from a wildcard"},
		{"a scope", "[users:read]", "[user:read]", `line 16, teams[0].installs[0].grants[0].scopes: there is no scope "user:read"; is it users:read?`},
		{"a user's scope", "dnd:write:user", "dnd", `line 19, teams[0].installs[0].users[0].scopes: there is no scope "dnd"`},
		{"a stranger", "{user: U2, s", "{user: U9, s", `line 19, teams[0].installs[0].users[0].user: the team has no user "U9"`},
		{"a bot's grant", "channel, resources", "channel, scopes: [chat:write], resources", "line 23, teams[0].installs[1].grants[0].scopes: bot and user tokens"},
		{"a bot's users", "    oauth_scopes", "    users: [{user: U2}]\n    oauth_scopes", "installs[1].users: only workspace tokens"},
		{"no app id", "{id: A1", `{id: ""`, "line 26, apps[0].id: it is missing"},
		{"two apps", "codes:", "- {id: A1, client_id: two, client_secret: s}\ncodes:", "line 27, apps[1].id: another app has the id A1"},
		{"no client", "client_id: one, client", "client", "line 26, apps[0].client_id: it is missing"},
		{"two clients", "codes:", "- {id: A2, client_id: one, client_secret: s}\ncodes:", "line 27, apps[1].client_id: another app"},
		{"no secret", "client_secret: made-up, ", "", "line 26, apps[0].client_secret: it is missing"},
		{"a URI elsewhere", "http://127.0.0.1/", "https://example.com/", "line 26, apps[0].redirect_uris[0]: "},
		{"a bot scope", "bot_scopes: [chat:write]", "bot_scopes: [chat]", "line 26, apps[0].bot_scopes: there is no scope"},
		{"no code", "code: once", `code: ""`, "line 28, codes[0].code: it is missing"},
		{"another client", "client_id: one, team", "client_id: two, team", "line 28, codes[0].client_id: no app"},
		{"another team's code", "team: T1", "team: T2", `line 28, codes[0].team: there is no team "T2"`},
		{"a stranger's code", "user: U2, user_s", "user: U9, user_s", `line 28, codes[0].user: the team has no user "U9"`},
		{"a code's scope", "user_scopes: [chat:write]", "user_scopes: [chat]", "line 28, codes[0].user_scopes: there is no scope"},
		{"a member", "members: 1", "member_ids: [U2, U9]", `line 9, teams[0].conversations[0].member_ids[1]: the team has no user "U9"`},
		{"oauth scopes of a workspace", "    app_user: U1", "    oauth_scopes: [chat:write]", "line 14, teams[0].installs[0].oauth_scopes: a workspace token"},
	} {
		file := strings.Replace(goodWorld, test.old, test.now, 1)
		_, err := Read([]byte(file))
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), numbered) {
			t.Errorf("%s: %v\n\twant %s", test.name, err, test.want)
		}
	}
}

func TestAllProblemsAreToldUpToTen(t *testing.T) {
	t.Parallel()
	file := "teams:\n" + strings.Repeat("- {id: T1}\n", 20)
	_, err := Read([]byte(file))
	if got := strings.Count(err.Error(), "another team"); got != maxProblems {
		t.Errorf("%d problems are told, want %d: %v", got, maxProblems, err)
	}
	unknown := "teams:\n" + strings.Repeat("- {id: T1, nmae: x}\n", 20)
	if _, err := Read([]byte(unknown)); err == nil || strings.Count(err.Error(), "no such field") != maxProblems {
		t.Errorf("of unknown fields: %v", err)
	}
	var first *FileError
	if !errors.As(err, &first) || first.Line != 3 || first.Field != "teams[1].id" {
		t.Errorf("the first is %+v", first)
	}
}

func TestProblemsOfJSONHaveLines(t *testing.T) {
	t.Parallel()
	for want, file := range map[string]string{
		"line 2, teams[0].nmae: there is no such field": "{\"teams\": [\n{\"id\": \"T1\", \"nmae\": \"Acme\"}]}",
		"UTF-8":                              "{\"teams\": [{\"id\": \"T1\", \"name\": \"\xff\"}]}",
		"line 3, teams[1].id: another team":  "{\"teams\": [\n{\"id\": \"T1\"},\n{\"id\": \"T1\"}]}",
		"line 2, teams: this must be a list": "{\"teams\":\n1}",
		"there must be at least one":         "{}",
	} {
		if _, err := Read([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", file, err, want)
		}
	}
}

func TestTokensThatCouldBeReal(t *testing.T) {
	t.Parallel()
	digits, letters := strings.Repeat("1234567890", 2), strings.Repeat("abcdef12", 20)
	for prefix, rest := range map[string][]string{
		"xoxa-":      {"-", digits[:10] + "-" + digits[:11] + "-" + letters[:32], "2-" + digits[:10] + "-" + digits[:11] + "-" + letters[:32]},
		"xoxb-":      {"-", digits[:12] + "-" + letters[:24], digits[:12] + "-" + digits[:12] + "-" + letters[:24]},
		"xoxp-":      {"-", digits[:10] + "-" + digits[:10] + "-" + digits[:10] + "-" + letters[:32]},
		"xoxe-":      {"-", "1-" + letters[:146]},
		"xoxe.xoxp-": {"-", "1-" + letters[:160]},
		"xapp-":      {"-", "1-A012345-" + digits[:12] + "-" + letters[:64]},
		"xoxd-":      {"-", letters[:100]},
		"XOXB-":      {"-", digits[:12] + "-" + letters[:24]},
	} {
		for _, tail := range rest[1:] {
			if !realTokens().MatchString(prefix + tail) {
				t.Errorf("%s…: taken for made up", prefix)
			}
		}
	}
	for _, c := range Demo(0).Credentials() {
		if realTokens().MatchString(c.Token) {
			t.Errorf("%s: taken for real", c.Token)
		}
	}
}

// FuzzReadWorld reads what no world is written in: it is refused, or the same
// world comes of it when it is written and read again, in YAML and in JSON.
func FuzzReadWorld(f *testing.F) {
	f.Add([]byte(goodWorld))
	f.Add([]byte(`{"teams":[{"id":"T1","name":"\ud83d\ude00\u0000","users":[{"id":"U1"}]}]}`))
	f.Add([]byte("teams: &a\n- id: T1\n  users: *a\n"))
	f.Add([]byte("teams:\n- id: !!binary VDE=\n  name: |2-\n   a\n"))
	f.Add([]byte("---\n...\n%YAML 1.2\n---\n? teams\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		w, err := Read(file)
		if err != nil {
			return
		}
		asJSON, err := json.Marshal(w)
		if err != nil {
			t.Fatal(err)
		}
		for _, again := range [][]byte{[]byte(yamlOf(t, w)), asJSON} {
			got, err := Read(again)
			if diff := cmp.Diff(w, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
				t.Errorf("%q reads as a world that is written\n%s\nand read again (%v):\n%s", file, bytes.TrimSpace(again), err, diff)
			}
		}
	})
}

// TestWorldDocument reads the world that WORLD.md shows, and looks for every
// field there.
func TestWorldDocument(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("WORLD.md")
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := strings.Cut(string(text), "```yaml\n")
	shown, table, _ := strings.Cut(shown, "```\n")
	if _, err := Read([]byte(shown)); err != nil {
		t.Error(err)
	}
	var filled World
	fill(reflect.ValueOf(&filled).Elem())
	for _, name := range regexp.MustCompile(`[a-z_0-9]+: `).FindAllString(strings.ReplaceAll(yamlOf(t, filled), ":\n", ": "), -1) {
		if name = strings.TrimSuffix(name, ": "); !strings.Contains(table, "`"+name+"`") {
			t.Errorf("the field %q is not in WORLD.md", name)
		}
	}
}

func BenchmarkReadWorld(b *testing.B) {
	w := Demo(100_000)
	asJSON, err := json.Marshal(w)
	if err != nil {
		b.Fatal(err)
	}
	for _, form := range []struct {
		name string
		file []byte
	}{{"json", asJSON}, {"yaml", []byte(yamlOf(b, w))}} {
		b.Run(form.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(form.file); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
