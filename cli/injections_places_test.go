package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"periscope/cli/console"
	"periscope/slackapi/sandbox/world"
)

// rightArguments are what a command needs beside what is injected, so that it comes to
// look at that. A command that is not listed runs with what is injected alone.
var rightArguments = map[string][]string{
	"periscope check":               {"chat:write"},
	"periscope request":             {"pins:read", "--trigger-id", "1.2.a", "--wait", "1ms"},
	"periscope needs":               {"chat.postMessage"},
	"periscope diff":                {"before", "after"},
	"periscope drift":               {"--code", "."},
	"periscope sandbox":             {"--addr", "127.0.0.1:0"},
	"periscope watch":               {"--addr", "127.0.0.1:0"},
	"periscope completion":          {"bash"},
	"periscope team add":            {"--token-stdin"},
	"periscope team remove":         {"acme/bot", "--yes"},
	"periscope team refresh":        {"acme/bot"},
	"periscope team signing-secret": {"acme/bot", "--secret-stdin"},
}

// injectionPlaces are all injections, by the sort of place.
func injectionPlaces(t *testing.T) map[string][]injection {
	return map[string][]injection{
		"arguments":   argumentInjections(),
		"flags":       flagInjections(),
		"variables":   variableInjections(t),
		"file names":  fileNameInjections(t),
		"file fields": fileFieldInjections(t),
		"replies":     replyInjections(t),
	}
}

// everyCommand calls see with every command, and the arguments that lead to it.
func everyCommand(see func(cmd *cobra.Command, path []string)) {
	visit(newRootCommand(&console.Environment{Getenv: func(string) string { return "" }}), func(cmd *cobra.Command) {
		see(cmd, strings.Fields(cmd.CommandPath())[1:])
	})
}

// isToken reports whether the program refuses an argument as a token, whatever else is wrong.
func isToken(payload string) bool { return strings.HasPrefix(payload, "token") }

// both are an injection as text and as JSON, for commands that have it.
func both(cmd *cobra.Command, in injection) []injection {
	if cmd.Flags().Lookup("json") == nil {
		return []injection{in}
	}
	asJSON := in
	asJSON.where += " --json"
	asJSON.args = slices.Insert(slices.Clone(in.args), len(strings.Fields(cmd.CommandPath()))-1, "--json")
	return []injection{in, asJSON}
}

func argumentInjections() (all []injection) {
	everyCommand(func(cmd *cobra.Command, path []string) {
		right := rightArguments[cmd.CommandPath()]
		for _, p := range payloads {
			var wants []int
			if isToken(p.name) {
				wants = []int{2}
			}
			where := cmd.CommandPath() + " ARGUMENT"
			for _, args := range [][]string{{p.text}, {p.text, p.text}, append(slices.Clone(right), p.text)} {
				all = append(all, both(cmd, injection{where: where, payload: p.name, args: slices.Concat(path, args), wants: wants})...)
			}
			all = append(all,
				injection{where: where, payload: p.name, args: slices.Concat(path, []string{"--"}, []string{p.text}), wants: wants},
				injection{where: where + ", typed", payload: p.name, args: slices.Concat(path, []string{p.text}), wants: wants, typed: true},
				injection{where: "completion of " + where, payload: p.name, args: slices.Concat([]string{"__complete"}, path, []string{p.text})})
			unknown := []int{2}
			if p.name == "nothing" { // -- and - are no flags
				unknown = nil
			}
			for _, flag := range []string{"--", "-"} {
				all = append(all, both(cmd, injection{
					where: cmd.CommandPath() + " " + flag + "UNKNOWN", payload: p.name, args: append(slices.Clone(path), flag+p.text), wants: unknown,
				})...)
			}
		}
	})
	return all
}

func flagInjections() (all []injection) {
	everyCommand(func(cmd *cobra.Command, path []string) {
		cmd.InitDefaultHelpFlag()
		flags := func(f *pflag.Flag) {
			for _, p := range payloads {
				var wants []int
				switch f.Value.Type() {
				case "bool", "int", "duration":
					wants = []int{2}
				}
				if isToken(p.name) {
					wants = []int{2}
				}
				where := cmd.CommandPath() + " --" + f.Name
				if strings.HasPrefix(f.Name, "save") && !isToken(p.name) { // it would be written, here
					p.text = filepath.Join(os.TempDir(), "periscope-is-not-here", p.text, "below")
				}
				args := slices.Concat(path, []string{"--" + f.Name + "=" + p.text}, rightArguments[cmd.CommandPath()])
				all = append(all, both(cmd, injection{where: where, payload: p.name, args: args, wants: wants})...)
				all = append(all, injection{
					where: "completion of " + where, payload: p.name, args: slices.Concat([]string{"__complete"}, path, []string{"--" + f.Name, p.text}),
				})
			}
		}
		cmd.LocalFlags().VisitAll(flags)
		cmd.InheritedFlags().VisitAll(flags)
	})
	return all
}

// variableInjections are about every variable that any command looks at.
func variableInjections(t *testing.T) (all []injection) {
	asked := map[string]bool{}
	at := newInjectedPlace(t)
	at.Getenv = func(name string) string { asked[name] = true; return at.vars[name] }
	everyCommand(func(cmd *cobra.Command, path []string) {
		if cmd.Name() != "sandbox" && cmd.Name() != "watch" {
			at.run(t, "", slices.Concat(path, rightArguments[cmd.CommandPath()])...)
		}
	})
	for _, name := range slices.Sorted(maps.Keys(asked)) {
		for _, p := range payloads {
			value := p.text
			if name == "PERISCOPE_CONFIG_DIR" {
				value = filepath.Join(t.TempDir(), value, "below")
			}
			everyCommand(func(cmd *cobra.Command, path []string) {
				if cmd.HasSubCommands() && cmd.HasParent() || cmd.Name() == "sandbox" || cmd.Name() == "demo" || cmd.Name() == "serve" || cmd.Name() == "man" {
					return
				}
				all = append(all, both(cmd, injection{
					where: "$" + name + " of " + cmd.CommandPath(), payload: p.name, vars: map[string]string{name: value},
					args: slices.Concat(path, rightArguments[cmd.CommandPath()]), stdin: "x",
				})...)
			})
		}
	}
	return all
}

// fileNameInjections are about files that exist, under hostile names, with what is wrong
// in them; and about the directory that the program keeps its own in.
func fileNameInjections(t *testing.T) (all []injection) {
	for _, p := range payloads {
		name := strings.ReplaceAll(p.text, "/", "")
		dir := filepath.Join(t.TempDir(), "in "+name)
		file, config := filepath.Join(dir, name+".json"), filepath.Join(dir, "config")
		writeFile(t, file, "{")
		writeFile(t, filepath.Join(dir, name+".go"), `package a; func f() { http.Get("https://slack.com/api/pins.add") }`)
		writeFile(t, filepath.Join(config, "teams.json"), "{")
		var wants []int
		if isToken(p.name) {
			wants = []int{2}
		}
		named := map[string][]string{
			"diff FILE":              {"diff", file, file},
			"diff FILE alone":        {"diff", file},
			"drift --manifest":       {"drift", "--manifest", file, "--code", dir},
			"drift --code":           {"drift", "--code", dir, "--manifest", writeFile(t, filepath.Join(dir, "m.json"), `{"settings":{}}`)},
			"drift --code of a file": {"drift", "--code", file},
			"sandbox --world":        {"sandbox", "--addr", "127.0.0.1:0", "--world", file},
			"serve":                  {"serve", "--authorized-keys", file},
		}
		for where, args := range named {
			all = append(all, injection{where: where, payload: p.name, args: args, wants: wants},
				injection{where: where + " --json", payload: p.name, args: append(slices.Clone(args), "--json"), wants: wants})
		}
		for _, args := range [][]string{
			{"team", "list"},
			{"team", "list", "--json"},
			{"team", "doctor"},
			{"team", "doctor", "--json"},
			{"team", "add", "--token-stdin"},
			{"info"},
			{"team", "remove", "k", "--yes"},
			{"__complete", "team", "remove", ""},
		} {
			all = append(all, injection{where: "directory of " + strings.Join(args, " "), payload: p.name, args: args, vars: map[string]string{"PERISCOPE_CONFIG_DIR": config}})
		}
	}
	return all
}

// fileFieldInjections take good documents apart: every text in them becomes hostile, one
// after the other, and so does every name of a field.
func fileFieldInjections(t *testing.T) (all []injection) {
	snapshot := newPlace(t).withSandbox(t, world.Demo(3)).run(t, "xoxb-sandbox-lighthouse", "info", "--token-stdin", "--json").out
	for _, document := range []struct {
		name, text string
		commands   func(file string) [][]string
	}{
		{"snapshot", snapshot, func(file string) [][]string {
			other := writeFile(t, filepath.Join(t.TempDir(), "other.json"), snapshot)
			return [][]string{{"diff", file, other}, {"diff", "--json", other, file}, {"diff", file}}
		}},
		{
			"manifest", `{"display_information":{"name":"A"},"features":{"bot_user":{"display_name":"a"},"slash_commands":[{"command":"/a","url":"https://a.test/"}]},
			"oauth_config":{"scopes":{"bot":["chat:write"],"user":["users:read"]},"redirect_urls":["http://127.0.0.1/"]},"settings":{"event_subscriptions":{"bot_events":["app_mention"]}}}`,
			func(file string) [][]string {
				code := filepath.Dir(writeFile(t, filepath.Join(t.TempDir(), "a.py"), "client.pins_add()"))
				return [][]string{{"drift", "--manifest", file, "--code", code}, {"drift", "--manifest", file, "--code", code, "--json"}}
			},
		},
		{"world", `{"apps":[{"id":"A1","name":"a","client_id":"1.2","client_secret":"s","bot_scopes":["chat:write"]}],"teams":[{"id":"T1","name":"A","url":"https://a.slack.com/",
			"users":[{"id":"U1","name":"u","real_name":"U"}],"conversations":[{"type":"channel","id":"C1","name":"c","creator":"U1"}],
			"installs":[{"token":"xoxb-a-sandbox","app_id":"A1","app_name":"a","app_user":"U1","bot_id":"B1","grants":[{"type":"channel","scopes":["chat:write"],"resources":{"ids":["C1"]}}],
			"oauth_scopes":["chat:write"]}]}]}`, func(file string) [][]string {
			return [][]string{
				{"sandbox", "--addr", "127.0.0.1:0", "--world", file},
				{"sandbox", "--addr", "127.0.0.1:0", "--world", file, "--json"},
				{"sandbox", "--world", file, "--print-world"},
			}
		}},
		{
			"teams", `{"version":1,"teams":[{"key":"acme/bot","store":"keyring","team_id":"T1","team_name":"A","url":"https://a.slack.com/","kind":"bot","redacted":"xoxb-…acme",
			"api_url":"http://127.0.0.1:1/api/","app_id":"A1","client_id":"1.2","added_at":"2026-03-04T12:00:00Z"}],"unfinished":[{"key":"acme/user","store":"keyring"}]}`,
			func(string) [][]string {
				return [][]string{
					{"team", "list"},
					{"team", "list", "--json"},
					{"team", "doctor"},
					{"team", "doctor", "--json"},
					{"__complete", "team", "remove", ""},
					{"info"},
					{"info", "--json"},
					{"team", "remove", "acme/bot", "--yes"},
					{"team", "refresh"},
				}
			},
		},
	} {
		for where, text := range mutations(t, document.text) {
			payload, field, _ := strings.Cut(where, " in ")
			dir := t.TempDir()
			file := writeFile(t, filepath.Join(dir, "teams.json"), text)
			for _, args := range document.commands(file) {
				in := injection{where: document.name + " " + field + " " + args[0], payload: payload, args: args}
				if document.name == "teams" {
					in.vars = map[string]string{"PERISCOPE_CONFIG_DIR": dir}
				}
				all = append(all, in)
			}
		}
	}
	return all
}

// replyInjections take good replies of Slack's apart, as documents are.
func replyInjections(t *testing.T) (all []injection) {
	var replies []string // by the number in the path
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-OAuth-Scopes", "channels:read,chat:write")
		var n int
		_, _ = fmt.Sscanf(r.URL.Path, "/%d/", &n)
		_, _ = io.WriteString(w, replies[n])
	}))
	server.Config.SetKeepAlivesEnabled(false) // each run would leave a connection open
	t.Cleanup(server.Close)
	const envelope = `"warning":"w","response_metadata":{"messages":["m"],"warnings":["w"],"next_cursor":""}`
	for name, reply := range map[string]string{
		"refusal": `{"ok":false,"error":"missing_scope","needed":"a","provided":"b",` + envelope + `}`,
		"reply": `{"ok":true,"url":"https://a.slack.com/","team":"A","user":"u","team_id":"T1","user_id":"U1","bot_id":"B1","app_id":"A1","app_name":"a",
			"channels":[{"id":"C1","name":"c","user":"U1"}],"info":{"channel":{"scopes":["chat:write"],"resources":{"ids":["C1"],"excluded_ids":["C2"]}}},
			"resources":[{"id":"U1","type":"user","scopes":["users:read"]}],` + envelope + `}`,
	} {
		for where, text := range mutations(t, reply) {
			payload, field, _ := strings.Cut(where, " in ")
			vars := map[string]string{"SLACK_API_URL": fmt.Sprintf("%s/%d/", server.URL, len(replies)), "SLACK_TOKEN": "xoxb-sandbox-acme"}
			workspace := maps.Clone(vars)
			workspace["SLACK_TOKEN"] = "xoxa-sandbox-acme"
			replies = append(replies, text)
			for _, args := range [][]string{
				{"info"},
				{"info", "--json"},
				{"check", "pins:write"},
				{"check", "pins:write", "--json"},
				{"needs", "pins.add", "conversations.history"},
				{"request", "--trigger-id", "1.2.a", "--wait", "1ms", "pins:read", "--json"},
			} {
				for kind, vars := range map[string]map[string]string{"bot": vars, "workspace": workspace} {
					where := fmt.Sprintf("%s%s to %s of a %s token", name, field, args, kind)
					all = append(all, injection{where: where, payload: payload, args: args, vars: vars})
				}
			}
		}
	}
	return all
}

// mutations are a JSON document with each of its texts, and each name of a field,
// replaced by each payload, by "PAYLOAD in FIELD".
func mutations(t *testing.T, document string) map[string]string {
	t.Helper()
	var whole any
	if err := json.Unmarshal([]byte(document), &whole); err != nil {
		t.Fatalf("%v: %s", err, document)
	}
	all := map[string]string{}
	var take func(v any, path string, put func(any))
	take = func(v any, path string, put func(any)) {
		inject := func(where string, put func(payload string), undo func()) {
			for _, p := range payloads {
				put(p.text)
				if text, err := json.Marshal(whole); err == nil {
					all[p.name+" in "+where] = string(text)
				}
			}
			undo()
		}
		switch v := v.(type) {
		case string:
			inject(path, func(payload string) { put(payload) }, func() { put(v) })
		case []any:
			for i := range v[:min(1, len(v))] {
				take(v[i], path+"[]", func(changed any) { v[i] = changed })
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(v)) {
				value := v[name]
				take(value, path+"."+name, func(changed any) { v[name] = changed })
				last := name
				rename := func(to string) {
					delete(v, last)
					v[to], last = value, to
				}
				inject(path+"."+name+" (the name)", rename, func() { rename(name) })
			}
		}
	}
	take(whole, "", func(any) {})
	return all
}

// writeFile makes a file, and the directories above it, and returns its name.
func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
