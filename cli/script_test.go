package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"periscope/cli/clitest"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/process/leaktest"
	"periscope/slackapi/sandbox"
	"periscope/slackapi/sandbox/world"
)

func TestMain(m *testing.M) {
	testscript.Main(leaktest.New(m), map[string]func(){"periscope": func() {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		defer stop()
		env := console.System()
		env.Keyring, env.File, env.ReadSecret = drawer{os.Getenv("DRAWER")}, quickFile, typedPassphrase
		if os.Getenv("APPROVES") != "" { // a person sits at the browser, who approves whatever it shows
			env.OpenURL = func(page string) error { go http.Get(page); return nil } //nolint:errcheck // the program ends first
		}
		if os.Getenv("SSH_TTY") != "" { // and no keyring within reach
			env.Keyring = brokenKeyring{keystore.ErrNoKeyring}
		}
		os.Exit(runAndCheck(ctx, env))
	}})
}

// runAndCheck runs a command of a script. A document that does not hold its schema ends
// it with a status that no script expects.
func runAndCheck(ctx context.Context, env *console.Environment) int {
	documents := &clitest.Documents{}
	env.Out = io.MultiWriter(env.Out, documents)
	status := Run(ctx, env, os.Args[1:])
	if _, err := documents.Check(); err != nil {
		fmt.Fprintln(os.Stderr, "what was printed is not as docs/schemas says:", err)
		return 99
	}
	return status
}

// typedPassphrase is what a person types on the terminal of a script. Most have none.
func typedPassphrase(context.Context) (string, error) {
	if typed := os.Getenv("TYPED"); typed != "" {
		return typed, nil
	}
	return "", console.ErrNoTerminal
}

// TestScripts runs the commands the way the README tells people to. Each script
// has a Slack of its own, a web server that is not Slack, and an empty keyring.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Deadline:            time.Now().Add(5 * time.Minute),
		Setup: func(env *testscript.Env) error {
			world := sandbox.New(world.Demo(world.DefaultResources), sandbox.Options{})
			slack := httptest.NewServer(world)
			page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				_, _ = io.WriteString(w, "<title>Sign in</title>")
			}))
			free, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			_ = free.Close()
			env.Values["slack"] = world
			env.Defer(world.Close)
			env.Defer(slack.Close)
			env.Defer(page.Close)
			env.Setenv("SLACK_API_URL", slack.URL+"/api/")
			env.Setenv("WEB_PAGE_URL", page.URL)
			env.Setenv("GONE_URL", goneURL)
			env.Setenv("LISTEN", free.Addr().String())
			env.Setenv("PERISCOPE_CONFIG_DIR", env.WorkDir+"/config")
			env.Setenv("DRAWER", env.WorkDir+"/drawer.json")
			env.Setenv("GOCACHE", goCache())
			env.Setenv("GORACE", "atexit_sleep_ms=0") // else each command of a -race build ends with a second's sleep
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": wantStatus, "person": actAsPerson, "recipe": writeRecipe},
		Condition: func(name string) (bool, error) {
			if name == "full" {
				return os.Getenv("PERISCOPE_TESTS") == "full", nil
			}
			return false, fmt.Errorf("there is no condition %q", name)
		},
	})
}

// writeRecipe puts a file of the sandbox's recipes where the script is, as it stands there: one in
// Go into a folder of its own.
func writeRecipe(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: recipe FILE")
	}
	text, err := os.ReadFile(recipes)
	ts.Check(err)
	_, after, found := strings.Cut(string(text), " "+args[0]+":")
	code, _, ended := strings.Cut(after, "\n```")
	if !found || !ended {
		ts.Fatalf("%s has no %s", recipes, args[0])
	}
	_, code, _ = strings.Cut(code, "\n") // the line that names the file
	file := ts.MkAbs(args[0])
	if strings.HasSuffix(args[0], ".go") {
		file = ts.MkAbs("go/" + args[0])
		ts.Check(os.MkdirAll(ts.MkAbs("go"), 0o755))
	}
	ts.Check(os.WriteFile(file, []byte(code+"\n"), 0o600))
}

// recipes is where they stand, before a script changes the working directory.
var recipes = func() string {
	name, err := filepath.Abs("../slackapi/sandbox/RECIPES.md")
	if err != nil {
		panic(err)
	}
	return name
}()

// goCache is where go keeps what it has compiled: scripts have no home of their own.
func goCache() string {
	out, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// actAsPerson does what somebody in Acme HQ does at Slack: person runs
// http://HOST:PORT has them run the slash command of an app that is, or soon will
// be, listening there; person approves and person denies answer the dialog.
func actAsPerson(ts *testscript.TestScript, neg bool, args []string) {
	slack, _ := ts.Value("slack").(*sandbox.Sandbox)
	team := world.Demo(1).Teams[0].ID
	act := map[string]func() error{
		"runs": func() error {
			if err := slack.SetRequestURL(context.Background(), args[1]); err != nil {
				return err
			}
			_, err := slack.RunCommand(context.Background(), team, slack.People(team)[0].ID, "/permit")
			return err
		},
		"approves": func() error { return answerFirst(slack, team, true) },
		"denies":   func() error { return answerFirst(slack, team, false) },
	}
	if neg || len(args) == 0 || act[args[0]] == nil {
		ts.Fatalf("usage: person runs URL, person approves or person denies")
	}
	err := act[args[0]]()
	for range 1000 { // the program may not have come so far
		if err == nil {
			return
		}
		time.Sleep(5 * time.Millisecond)
		err = act[args[0]]()
	}
	ts.Fatalf("%v", err)
}

func answerFirst(slack *sandbox.Sandbox, team model.TeamID, approve bool) error {
	dialogs := slack.Dialogs(team)
	if len(dialogs) == 0 {
		return errors.New("no dialog is shown")
	}
	return slack.Answer(dialogs[0].ID, approve)
}

// wantStatus runs a command that must end with an exit status: status 3 periscope info.
func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: status NUMBER COMMAND...")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// drawer is a keyring for scripts, whose commands are processes of their own: a
// file of made-up tokens. It exists in tests only.
type drawer struct{ path string }

func (d drawer) Open() (map[string]string, error) {
	data, err := os.ReadFile(d.path)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]string{}, nil
	}
	if err != nil {
		return nil, err
	}
	tokens := map[string]string{}
	return tokens, json.Unmarshal(data, &tokens)
}

func (d drawer) shut(tokens map[string]string) error {
	data, err := json.Marshal(tokens)
	if err != nil {
		return err
	}
	return os.WriteFile(d.path, data, 0o600)
}

func (d drawer) Get(_ context.Context, account string) (c keystore.Credential, err error) {
	tokens, err := d.Open()
	if err != nil {
		return c, err
	}
	secret, ok := tokens[account]
	if !ok {
		return c, keystore.ErrNotFound
	}
	c.Token, err = model.ParseToken(secret)
	return c, err
}

func (d drawer) Set(_ context.Context, account string, c keystore.Credential) error {
	if c != (keystore.Credential{Token: c.Token}) {
		return errors.New("the drawer has room for tokens only: scripts keep others in the encrypted file")
	}
	tokens, err := d.Open()
	if err != nil {
		return err
	}
	tokens[account] = c.Token.Reveal()
	return d.shut(tokens)
}

func (d drawer) Accounts(context.Context) ([]string, error) {
	tokens, err := d.Open()
	return slices.Sorted(maps.Keys(tokens)), err
}

func (d drawer) Delete(_ context.Context, account string) error {
	tokens, err := d.Open()
	if err != nil {
		return err
	}
	if _, ok := tokens[account]; !ok {
		return keystore.ErrNotFound
	}
	delete(tokens, account)
	return d.shut(tokens)
}
