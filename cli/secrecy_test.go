package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"periscope/keystore"
	"periscope/model"
	"periscope/slackapi/sandbox/world"
	"periscope/ui"
)

// everyKind is one token of each form that Slack's tokens have, put together
// here so that no file holds anything like one.
func everyKind() []string {
	digits := strings.Repeat("1234567890", 2)[:12]
	letters := strings.Repeat("AbCdEf7890", 16)
	join := func(parts ...string) string { return strings.Join(parts, "-") }
	return []string{
		join("xoxa", digits, digits, digits, strings.ToLower(letters[:32])),
		join("xoxa", "2", digits, digits, digits, strings.ToLower(letters[:32])),
		join("xoxr", digits, digits, letters[:24]),
		join("xoxb", digits, digits, letters[:24]),
		join("xoxb", digits, letters[:20]),
		join("xoxp", digits, digits, digits, strings.ToLower(letters[:32])),
		join("xoxe.xoxb", "1", letters+letters[:4]),
		join("xoxe.xoxp", "1", letters+letters[:4]),
		join("xoxe", "1", letters[:146]),
		join("xapp", "1", "A"+digits[:10], digits, letters[:64]),
		join("xwfp", digits, letters[:24]),
		join("xoxs", digits, digits, digits, strings.ToLower(letters[:32])),
		join("xoxo", digits, digits, digits, strings.ToLower(letters[:32])),
		join("xoxc", digits, digits, letters[:32]),
		join("xoxd", letters[:64]),
	}
}

// oneTeam is a world in which a token is good.
func oneTeam(token string) world.World {
	world := world.Demo(1)
	world.Teams = world.Teams[:1]
	world.Teams[0].Installs = world.Teams[0].Installs[:1]
	world.Teams[0].Installs[0].Token = token
	return world
}

// leftBehind is all that a run has left where somebody can read it.
type leftBehind struct{ strings.Builder }

func (r *leftBehind) keep(o outcome) { fmt.Fprintln(r, o.out, o.err) }

// files adds every file under a directory, names included.
func (r *leftBehind) files(t *testing.T, dir string) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		fmt.Fprintln(r, path, string(data))
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

// TestNoTokenIsEverShown drives every command with a token of every kind, kept
// in every place, rightly and wrongly, and searches all that was said and
// written for it.
func TestNoTokenIsEverShown(t *testing.T) {
	t.Parallel()
	for i, secret := range everyKind() {
		for _, where := range keystore.Backends() {
			t.Run(fmt.Sprintf("%d %s", i, where), func(t *testing.T) {
				t.Parallel()
				r := wholeRun(t, secret, where)
				token, err := model.ParseToken(secret)
				if err != nil {
					t.Fatal(err)
				}
				body := secret[strings.Index(secret, "-")+1:]
				for _, part := range []string{secret, body[:len(body)-4], body[len(body)/2:], phrase} {
					if at := strings.Index(r.String(), part); at >= 0 {
						t.Errorf("%v is shown: …%q", token, r.String()[max(0, at-100):at])
					}
				}
				if keystore.Storable(token.Kind()) == nil && where != keystore.BackendMemory && !strings.Contains(r.String(), token.String()) {
					t.Errorf("%v is not even shown redacted: the test tests nothing", token)
				}
			})
		}
	}
}

func wholeRun(t *testing.T, secret string, where keystore.Backend) *leftBehind {
	p := newPlace(t).withSandbox(t, oneTeam(secret)).onTerminal()
	r := &leftBehind{}
	secrets := []string{secret}
	p.ReadSecret = func(context.Context) (string, error) {
		next := phrase
		if len(secrets) > 0 {
			next, secrets = secrets[0], nil
		}
		return next, nil
	}
	p.explore = func(ctx context.Context, from ui.Source, opts ui.Options) error {
		for _, team := range from.Teams() {
			id, err := from.Identify(ctx, team.Key)
			fmt.Fprintf(r, "%+v %#v %v %+v %#v\n", team, id, err, err, opts)
			for p, err := range from.Permissions(ctx, team.Key) {
				fmt.Fprintf(r, "%+v %v %+v\n", p, err, err)
			}
		}
		return nil
	}
	run := func(args ...string) { r.keep(p.run(t, "n\n", args...)) }
	run("team", "add", "--store", string(where))
	for _, args := range [][]string{
		{},
		{"team", "list"},
		{"team", "list", "--json"},
		{"team", "doctor"},
		{"team", "doctor", "--json"},
		{"info"},
		{"info", "--json"},
		{"info", "--api-url", "http://127.0.0.1:1/"},
		{"check", "chat:write", "pins:read"},
		{"request", "--trigger-id", "1.2.a", "pins:read"},
		// Tokens where none belong.
		{secret},
		{"team", "add", secret},
		{"team", "remove", secret},
		{"team", "add", "--name", secret},
		{"info", "--team", secret},
		{"info", "--store", secret},
		{"info", "--api-url", secret},
		{"check", secret},
		{"request", "--trigger-id", secret, "pins:read"},
		{"needs", secret},
		{"diff", secret, secret},
		{"drift", "--manifest", secret},
		{"team", "refresh", secret},
		{"team", "signing-secret", secret},
		{"--" + secret},
		{"team", "remove", secret, "--yes", "--json"},
	} {
		run(args...)
		run(append(args, "--json")...)
	}
	secrets = []string{secret}
	run("team", "add", "--store", string(where)) // once more
	piped := *p
	piped.InTerminal = false
	for _, input := range []string{secret, secret + "\n" + secret, secret + secret, secret + " x", secret[:len(secret)-5], "“" + secret + "”"} {
		r.keep(piped.run(t, input, "info", "--token-stdin", "--json"))
		r.keep(piped.run(t, input, "team", "add", "--token-stdin", "--store", string(where), "--json"))
		p.vars["SLACK_TOKEN"] = input
		run("info", "--json")
		run()
		delete(p.vars, "SLACK_TOKEN")
	}
	run("team", "remove", "acme-hq/workspace", "--yes")
	r.files(t, p.vars["PERISCOPE_CONFIG_DIR"])
	return r
}
