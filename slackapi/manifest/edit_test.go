package manifest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
)

func scopeList(names string) []catalog.Scope {
	var all []catalog.Scope
	for name := range strings.FieldsSeq(names) {
		all = append(all, catalog.Scope(name))
	}
	return all
}

// change takes scopes away from the bot's and the optional list, and adds to bot and user.
func change(remove, add, user string) manifest.ScopeChange {
	return manifest.ScopeChange{
		Add:    model.Install{Bot: scopeList(add), User: scopeList(user)},
		Remove: drift.ManifestScopes{Bot: scopeList(remove), BotOptional: scopeList(remove)},
	}
}

func TestEditKeepsTheLayout(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text, remove, add, user, want string
	}{
		{
			"lines of YAML, with comments",
			"# my app\noauth_config:\n  scopes:\n    bot: # the bot's\n      - chat:write # posts\n      # pins are for later\n      - pins:write\n      - 'im:read'\n    user:\n      - search:read\nsettings: {}\n",
			"pins:write", "reactions:write", "",
			"# my app\noauth_config:\n  scopes:\n    bot: # the bot's\n      - chat:write # posts\n      # pins are for later\n      - 'im:read'\n      - 'reactions:write'\n    user:\n      - search:read\nsettings: {}\n",
		},
		{
			"a list that is not indented", "oauth_config:\n  scopes:\n    bot:\n    - chat:write\n    - im:read\n", "im:read", "pins:read", "search:read",
			"oauth_config:\n  scopes:\n    bot:\n    - chat:write\n    - pins:read\n    user:\n      - search:read\n",
		},
		{"YAML in brackets", "oauth_config: {scopes: {bot: [chat:write, im:read]}}\n", "im:read", "pins:read", "", "oauth_config: {scopes: {bot: [chat:write, pins:read]}}\n"},
		{"the only one", "oauth_config:\n  scopes:\n    bot: # none soon\n      - im:read\n", "im:read", "", "", "oauth_config:\n  scopes:\n    bot: [] # none soon\n"},
		{"the only one, replaced", "oauth_config:\n  scopes:\n    bot:\n      - im:read\n", "im:read", "pins:read", "", "oauth_config:\n  scopes:\n    bot: [pins:read]\n"},
		{"no line break at the end", "oauth_config:\n  scopes:\n    bot:\n      - im:read", "", "pins:read", "", "oauth_config:\n  scopes:\n    bot:\n      - im:read\n      - pins:read"},
		{"no scopes at all", "display_information:\n  name: A\n", "", "chat:write", "", "display_information:\n  name: A\noauth_config:\n  scopes:\n    bot:\n      - chat:write\n"},
		{
			"no list, and things behind", "oauth_config:\n  redirect_urls:\n    - https://a.example\n\n# last\nsettings:\n  x: 1\n", "", "chat:write", "",
			"oauth_config:\n  redirect_urls:\n    - https://a.example\n  scopes:\n    bot:\n      - chat:write\n\n# last\nsettings:\n  x: 1\n",
		},
		{"a field without a value", "oauth_config:\n  scopes:\n    bot:\nsettings: {}\n", "", "chat:write", "", "oauth_config:\n  scopes:\n    bot: [chat:write]\nsettings: {}\n"},
		{"line breaks of Windows", "oauth_config:\r\n  scopes:\r\n    bot:\r\n      - im:read\r\n      - chat:write\r\n", "im:read", "pins:read", "", "oauth_config:\r\n  scopes:\r\n    bot:\r\n      - chat:write\r\n      - pins:read\r\n"},
		{
			"JSON on many lines", "{\n  \"oauth_config\": {\n    \"scopes\": {\n      \"bot\": [\n        \"chat:write\",\n        \"im:read\"\n      ]\n    }\n  },\n  \"x\": 1.50\n}\n", "chat:write", "pins:read", "search:read",
			"{\n  \"oauth_config\": {\n    \"scopes\": {\n      \"bot\": [\n        \"im:read\",\n        \"pins:read\"\n      ],\n      \"user\": [\"search:read\"]\n    }\n  },\n  \"x\": 1.50\n}\n",
		},
		{"JSON on one line", `{"oauth_config":{"scopes":{"bot":["chat:write","im:read"]}}}`, "im:read", "pins:read", "", `{"oauth_config":{"scopes":{"bot":["chat:write", "pins:read"]}}}`},
		{"JSON without scopes", "{\n\t\"a\": \"\\u00e9 }\"\n}", "", "chat:write", "", "{\n\t\"a\": \"\\u00e9 }\",\n\t\"oauth_config\": {\"scopes\": {\"bot\": [\"chat:write\"]}}\n}"},
		{"JSON null", `{"oauth_config": null}`, "", "chat:write", "", `{"oauth_config": {"scopes": {"bot": ["chat:write"]}}}`},
		{"an optional scope", "oauth_config:\n  scopes:\n    bot: [chat:write]\n    bot_optional: [im:read, pins:read]\n", "im:read", "pins:read", "", "oauth_config:\n  scopes:\n    bot: [chat:write, pins:read]\n    bot_optional: [pins:read]\n"},
		{"a reply of apps.manifest.export", `{"ok":true,"manifest":{"oauth_config":{"scopes":{"bot":["im:read"]}}}}`, "", "pins:read", "", `{"ok":true,"manifest":{"oauth_config":{"scopes":{"bot":["im:read", "pins:read"]}}}}`},
		{"a byte order mark", "\ufeff{\"oauth_config\":{\"scopes\":{\"bot\":[]}}}", "", "chat:write", "", "\ufeff{\"oauth_config\":{\"scopes\":{\"bot\":[\"chat:write\"]}}}"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := manifest.Edit([]byte(test.text), change(test.remove, test.add, test.user))
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestEditRefusesWhatItCannotKeep: nothing is lost where the layout is too clever.
func TestEditRefusesWhatItCannotKeep(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"an alias":       "a: &a [im:read, chat:write]\noauth_config: {scopes: {bot: *a}}\n",
		"a tag":          "oauth_config: {scopes: {bot: [!!str im:read]}}\n",
		"a folded text":  "oauth_config:\n  scopes:\n    bot:\n      - >-\n        im:read\n      - chat:write\n",
		"an escaped one": "oauth_config:\n  scopes:\n    bot:\n      - - im:read\n",
	} {
		got, err := manifest.Edit([]byte(text), change("im:read", "pins:write", ""))
		if _, wrong := errors.AsType[*manifest.Error](err); got != nil || !errors.Is(err, manifest.ErrLayout) && !wrong {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

// randomManifest writes scopes in one of the layouts that people use.
func randomManifest(dice *rand.Rand, bot, user, optional []catalog.Scope) string {
	flow := func(list []catalog.Scope, quote string) string {
		var names []string
		for _, s := range list {
			names = append(names, quote+string(s)+quote)
		}
		return "[" + strings.Join(names, []string{",", ", ", " , "}[dice.IntN(3)]) + "]"
	}
	lists := []struct {
		name   string
		scopes []catalog.Scope
	}{{"bot", bot}, {"user", user}, {"bot_optional", optional}}
	dice.Shuffle(len(lists), func(i, j int) { lists[i], lists[j] = lists[j], lists[i] })
	var b strings.Builder
	if dice.IntN(3) == 0 {
		var fields []string
		for _, l := range lists {
			if len(l.scopes) > 0 || dice.IntN(2) == 0 {
				fields = append(fields, fmt.Sprintf("\"%s\": %s", l.name, flow(l.scopes, `"`)))
			}
		}
		space := []string{"", " ", "\n  "}[dice.IntN(3)]
		return `{"display_information":{"name":"]}{["},` + space + `"oauth_config":` + space + `{"scopes":{` + strings.Join(fields, ","+space) + space + "}}" + space + `,"z":[1,2]}`
	}
	b.WriteString("# an app\ndisplay_information:\n  name: 'it''s # one'\noauth_config:\n  scopes:\n")
	listed := false
	for _, l := range lists {
		if len(l.scopes) == 0 && dice.IntN(2) == 0 {
			continue
		}
		listed = true
		if len(l.scopes) == 0 || dice.IntN(3) == 0 {
			fmt.Fprintf(&b, "    %s: %s # %s\n", l.name, flow(l.scopes, []string{"", "'", `"`}[dice.IntN(3)]), l.name)
			continue
		}
		indent := []string{"    ", "      "}[dice.IntN(2)]
		fmt.Fprintf(&b, "    %s:\n", l.name)
		for _, s := range l.scopes {
			comment := []string{"", " # why", "\n" + indent + "# a line\n" + indent + "# more"}[dice.IntN(3)]
			fmt.Fprintf(&b, "%s- %s%s\n", indent, s, comment)
		}
	}
	text := b.String()
	if !listed {
		text = strings.Replace(text, "  scopes:\n", "  scopes: {}\n", 1)
	}
	return text + []string{"", "\nsettings:\n  socket_mode_enabled: true\n", "# end\n"}[dice.IntN(3)]
}

// TestEditOfAnyLayout: what is added is there, what is removed is not, the order and
// every comment stay.
func TestEditOfAnyLayout(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(7, 11))
	pool := scopeList("chat:write pins:write pins:read im:read im:history files:read channels:read groups:read users:read search:read")
	some := func() []catalog.Scope {
		dice.Shuffle(len(pool), func(i, j int) { pool[i], pool[j] = pool[j], pool[i] })
		return slices.Clone(pool[:dice.IntN(5)])
	}
	for range 600 {
		bot, user, optional := some(), some(), some()
		text := randomManifest(dice, bot, user, optional)
		c := manifest.ScopeChange{Remove: drift.ManifestScopes{Bot: some(), User: some(), BotOptional: some()}}
		for _, s := range some() { // what is removed is not added
			if !slices.Contains(c.Remove.Bot, s) && !slices.Contains(c.Remove.BotOptional, s) {
				c.Add.Bot = append(c.Add.Bot, s)
			}
		}
		got, err := manifest.Edit([]byte(text), c)
		if err != nil {
			t.Fatalf("%v of\n%s\n%+v", err, text, c)
		}
		m, err := manifest.Parse(got)
		if err != nil {
			t.Fatal(err)
		}
		has := m.Declared()
		for _, s := range c.Add.Bot {
			if !slices.Contains(slices.Concat(has.Bot, has.BotOptional), s) {
				t.Fatalf("%s was not added to\n%s\n%s", s, text, got)
			}
		}
		for _, s := range c.Remove.Bot {
			if slices.Contains(has.Bot, s) {
				t.Fatalf("%s was not removed from\n%s\n%s", s, text, got)
			}
		}
		if strings.Count(string(got), "# a line") != strings.Count(text, "# a line") {
			t.Fatalf("comments were lost of\n%s\n%s", text, got)
		}
	}
}

func FuzzEdit(f *testing.F) {
	f.Add("oauth_config:\n  scopes:\n    bot:\n      - im:read # x\n", "im:read", "pins:write")
	f.Add(`{"oauth_config":{"scopes":{"bot":["im:read"]}}}`, "im:read", "chat:write")
	f.Add("oauth_config: {scopes: {user: ['a']}}", "a", "b")
	f.Fuzz(func(t *testing.T, text, remove, add string) {
		if remove == add || strings.ContainsAny(add, "\"'\\\n") {
			return
		}
		got, err := manifest.Edit([]byte(text), change(remove, add, ""))
		if err != nil {
			if got != nil {
				t.Fatal("an error, and a text")
			}
			return
		}
		if _, err := manifest.Parse(got); err != nil {
			t.Fatalf("%q became %q: %v", text, got, err)
		}
	})
}
