package cli

import (
	"strings"
	"testing"

	"periscope/cli/console"
	"periscope/cli/listen"
	"periscope/cli/token"
	"periscope/keystore"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

func TestSigningSecretIsStored(t *testing.T) {
	t.Parallel()
	const key = "acme-hq/workspace"
	for _, where := range []keystore.Backend{keystore.BackendKeyring, keystore.BackendFile} {
		t.Run(string(where), func(t *testing.T) {
			p := newPlace(t).withSandbox(t, world.Demo(1)).onTerminal()
			unlock := func(typed ...string) []string { return typed }
			if where == keystore.BackendFile {
				unlock = func(typed ...string) []string { return append(typed, phrase) }
				p.typing(t, "xoxa-sandbox-acme", phrase, phrase)
			} else {
				p.typing(t, "xoxa-sandbox-acme")
			}
			p.run(t, "", "team", "add", "--store", string(where)).want(t, console.StatusDone)
			p.typing(t)
			p.run(t, "", "--listen", "127.0.0.1:0", "--team", "nobody").want(t, console.StatusUsage)

			p.typing(t, unlock(sandbox.DefaultSigningSecret)...)
			o := p.run(t, "", "team", "signing-secret", key)
			o.want(t, console.StatusDone, "stored the signing secret of the app beside the token of "+key)
			if strings.Contains(o.out+o.err, sandbox.DefaultSigningSecret) {
				t.Error("the secret is shown")
			}
			p.typing(t, unlock(sandbox.DefaultSigningSecret)...).run(t, "", "team", "signing-secret", key).want(t, console.StatusDone, "replaced")
			entry, err := keystore.New(p.vars["PERISCOPE_CONFIG_DIR"], nil).Find(key)
			if err != nil || !entry.HasSigningSecret {
				t.Errorf("listed as %+v, %v", entry, err)
			}

			p.typing(t, unlock()...).run(t, "", "team", "signing-secret", key, "--remove", "--json").want(t, console.StatusDone,
				`"periscope.signing_secret/v1"`, `"stored": false`)
		})
	}
}

func TestSigningSecretRefusals(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	p.run(t, "xoxa-sandbox-acme", "team", "add", "--token-stdin").want(t, console.StatusDone)
	const key, good = "acme-hq/workspace", sandbox.DefaultSigningSecret
	for name, c := range map[string]struct {
		piped  string
		args   []string
		status int
		says   string
	}{
		"an unknown team":        {good, []string{"nobody/bot", "--secret-stdin"}, console.StatusUsage, "no stored team"},
		"no team":                {good, []string{"--secret-stdin"}, console.StatusUsage, "periscope team list"},
		"no terminal":            {good, []string{key}, console.StatusUsage, "--secret-stdin"},
		"nothing":                {"\n", []string{key, "--secret-stdin"}, console.StatusUsage, "no signing secret given"},
		"too short":              {"hunter2", []string{key, "--secret-stdin"}, console.StatusUsage, "too short"},
		"two lines":              {good + "\n" + good, []string{key, "--secret-stdin"}, console.StatusUsage, "no such characters"},
		"read-only":              {good, []string{key, "--secret-stdin", "--read-only"}, console.StatusUsage, "read-only mode"},
		"to store and to remove": {good, []string{key, "--secret-stdin", "--remove"}, console.StatusUsage, "remove"},
	} {
		t.Run(name, func(t *testing.T) {
			o := p.run(t, c.piped, append([]string{"team", "signing-secret"}, c.args...)...)
			o.want(t, c.status, c.says)
			if strings.Contains(o.out+o.err, "hunter2") || strings.Contains(o.out+o.err, good) {
				t.Error("what was given is repeated")
			}
		})
	}
	p.onTerminal().run(t, good, "team", "signing-secret", key, "--secret-stdin").want(t, console.StatusUsage, "standard input is a terminal")
}

// TestListenFindsTheStoredSecret: without the variable it is that of the team
// which --team names, or the only one there is.
func TestListenFindsTheStoredSecret(t *testing.T) {
	t.Parallel()
	p := newPlace(t).withSandbox(t, world.Demo(1))
	for _, token := range []string{"xoxa-sandbox-acme", "xoxa-sandbox-fresh"} {
		p.run(t, token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	}
	store := func(key, secret string) {
		t.Helper()
		p.run(t, secret, "team", "signing-secret", key, "--secret-stdin").want(t, console.StatusDone)
	}
	found := func(team string) (string, error) {
		t.Helper()
		teams, err := token.OpenStore(&p.Environment, "")
		if err != nil {
			t.Fatal(err)
		}
		secret, err := listen.StoredSigningSecret(t.Context(), teams, team)
		if err == nil {
			secret, err = listen.SigningSecret(&p.Environment, secret)
		}
		return secret.Reveal(), err
	}
	const acme, fresh = "acme-hq/workspace", "fresh-install/workspace"
	if _, err := found(""); err == nil || !strings.Contains(console.Describe(err).Next, "team signing-secret") {
		t.Errorf("with none stored: %v", err)
	}
	store(acme, "the-secret-of-acme")
	for _, team := range []string{"", acme} {
		if got, err := found(team); err != nil || got != "the-secret-of-acme" {
			t.Errorf("%q: %v", team, err)
		}
	}
	if _, err := found(fresh); err == nil {
		t.Error("a team without one has one")
	}
	store(fresh, "the-secret-of-acme")
	if got, err := found(""); err != nil || got != "the-secret-of-acme" {
		t.Errorf("one app in two teams: %v", err)
	}
	store(fresh, "the-secret-of-fresh")
	if _, err := found(""); err == nil || !strings.Contains(console.Describe(err).Next, "--team") {
		t.Errorf("two apps: %v", err)
	}
	if got, err := found(fresh); err != nil || got != "the-secret-of-fresh" {
		t.Errorf("the chosen one of two: %v", err)
	}
	p.vars[console.SigningSecretVar] = "the-secret-of-the-variable"
	if got, err := found(fresh); err != nil || got != "the-secret-of-the-variable" {
		t.Errorf("with the variable: %v", err)
	}
}

// TestRequestListensWithTheStoredSecret is the whole way: a signed slash command
// fires the request, and no variable holds the secret.
func TestRequestListensWithTheStoredSecret(t *testing.T) {
	t.Parallel()
	s := newSlackSide(t)
	delete(s.place.vars, "SLACK_SIGNING_SECRET")
	delete(s.place.vars, "SLACK_TOKEN")
	s.place.run(t, s.team.Installs[0].Token, "team", "add", "--token-stdin").want(t, console.StatusDone)
	s.place.run(t, sandbox.DefaultSigningSecret, "team", "signing-secret", "acme-hq/workspace", "--secret-stdin").want(t, console.StatusDone)
	at, end := s.begin("reactions:write")
	if err := s.SetRequestURL(t.Context(), at); err != nil {
		t.Fatal(err)
	}
	s.command()
	s.answer(true)
	end().want(t, console.StatusDone, "brings a trigger", "granted: reactions:write")
}
