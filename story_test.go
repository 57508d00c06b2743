//go:build unix

package main

import (
	"context"
	"fmt"
	"iter"
	"os"
	"syscall"
	"testing"

	"periscope/cli"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/ui"
)

// runAs names the program that the test binary is, when it is started again.
const runAs = "PERISCOPE_TEST_RUN_AS"

// TestMain lets the test binary be the program itself, so that stories need no build.
func TestMain(m *testing.M) {
	switch os.Getenv(runAs) {
	case "periscope":
		main()
	case "periscope with an easy file":
		env := console.System()
		env.File = func(dir string) *keystore.File {
			file := keystore.EncryptedFile(dir)
			file.SetWorkFactor(1) // the real one takes long when races are looked for
			return file
		}
		os.Exit(cli.Run(context.Background(), env, os.Args[1:]))
	case "panic":
		if err := ui.Run(context.Background(), broken{}, ui.Options{}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	default:
		os.Exit(m.Run())
	}
}

// broken is a source that panics when it is read.
type broken struct{}

func (broken) Teams() []ui.Team     { return []ui.Team{{Key: "broken", Name: "Broken"}} }
func (broken) OnWait(func(ui.Wait)) {}
func (broken) Identify(context.Context, string) (model.Identity, error) {
	return model.Identity{}, nil
}

func (broken) Permissions(context.Context, string) iter.Seq2[model.Permissions, error] {
	return func(func(model.Permissions, error) bool) { panic("the source is broken") }
}

func (broken) Resources(context.Context, string, model.Permissions) iter.Seq2[[]model.Resource, error] {
	return func(func([]model.Resource, error) bool) {}
}

func (broken) Resource(context.Context, string, model.Resource) (model.Resource, error) {
	return model.Resource{}, nil
}

func TestStoryExplore(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 120, 36, "demo")
	term.see("sandbox", "Acme HQ", "all but 2", "team:read")

	// Move to the channels and unfold them.
	term.press("2", "j", "enter")
	term.see("payroll", "excluded", "5 granted")
	term.press("j")
	term.see("Excluded by id", "not here")

	// Filter them, look, and take the filter back.
	term.press("/", "payroll")
	term.see("/payroll", "1 of 1,")
	term.press("enter", "esc")
	term.gone("/payroll")

	// Pivot: where does chat:write reach?
	term.press("k", "3", "j")
	term.see("channel › chat:write")
	term.press("enter")
	term.see("where chat:write reaches", "app_home")
	term.press("esc")
	term.see("3 Scopes")
	term.gone("where chat:write reaches")

	// Every key is listed, and the matrix is there.
	term.press("?")
	term.see("next pane", "esc closes")
	term.press("esc")
	term.gone("esc closes")
	term.press("m")
	term.see("Scopes by resource type")
	term.press("esc")
	term.gone("Scopes by resource type")

	// Any size will do.
	for _, size := range [][2]int{{80, 24}, {20, 5}, {1, 1}, {40, 10}, {200, 60}, {80, 24}} {
		term.resize(size[0], size[1])
	}
	term.see("periscope", "Acme HQ", "help")

	// A revoked team can be selected and says what to do.
	term.press("1", "j", "j")
	term.see("revoked")

	term.press("q")
	if status := term.ends(); status != 0 {
		t.Errorf("q ended the program with status %d", status)
	}
	term.restored()
}

func TestStoryFirstStart(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 80, 24)
	term.see("periscope demo", "periscope team add")
	if status := term.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	term.restored()
}

func TestStoryTerminalIsRestored(t *testing.T) {
	t.Parallel()
	for _, end := range []struct {
		name   string
		as     string
		finish func(*terminal)
	}{
		{"ctrl+c", "periscope", func(term *terminal) { term.press("ctrl+c") }},
		{"SIGTERM", "periscope", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGTERM) }},
		{"SIGINT", "periscope", func(term *terminal) { _ = term.cmd.Process.Signal(syscall.SIGINT) }},
	} {
		t.Run(end.name, func(t *testing.T) {
			t.Parallel()
			term := start(t, end.as, 80, 24, "demo")
			term.see("Acme HQ")
			end.finish(term)
			term.ends()
			term.restored()
		})
	}
	t.Run("panic", func(t *testing.T) {
		t.Parallel()
		term := start(t, "panic", 80, 24)
		if status := term.ends(); status == 0 {
			t.Error("a panic ended with status 0")
		}
		term.restored()
		term.wrote("the source is broken")
	})
}

func TestStoryCtrlCAtOnce(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 80, 24, "demo", "--resources", "100000")
	term.press("ctrl+c")
	term.ends()
	term.restored()
}

func TestStoryResizeStorm(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 80, 24, "demo")
	term.see("Acme HQ")
	for i := range 300 {
		term.resize(1+i*7%150, 1+i*5%50)
	}
	term.resize(100, 30)
	term.see("periscope", "Acme HQ", "help")
	term.press("q")
	if status := term.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	term.restored()
}

// TestStoryRequest composes a request of two types of scopes, splits it, plays
// the user who approves one part and denies the other, and finds exactly that
// in the panes, also after reading again.
func TestStoryRequest(t *testing.T) {
	t.Parallel()
	term := start(t, "periscope", 120, 36, "demo")
	term.see("all but 2", "3 granted")

	pickScope := func(scope string) {
		term.press("/", scope, "enter")
		term.see("› " + scope)
		term.press("space")
		term.see("● " + scope)
		term.press("esc")
		term.gone("/" + scope)
	}
	term.press("2", "j")
	term.see("5 granted")
	term.press("3")
	pickScope("pins:write")
	pickScope("files:read")
	term.press("2", "k")
	term.see("3 granted")
	term.press("3")
	pickScope("dnd:read")
	term.see("3 picked")

	term.press("c")
	term.see("mixed_scope", "split into 2 requests")
	term.press("s")
	term.see("Request 1 of 2")
	term.press("enter")
	term.see("armed: pins:write  files:read (+1)")

	// One dialog is approved, the other denied.
	term.press("t")
	term.see("enter runs the slash command")
	term.press("enter")
	term.see("Approve", "• pins:write")
	term.press("y")
	term.see("granted: pins:write", "armed: dnd:read", "enter runs the slash command")
	term.press("enter")
	term.see("Approve", "• dnd:read")
	term.press("n")
	// The event may be heard before the list of dialogs is read again.
	term.see("denied: dnd:read", "enter runs the slash command")
	term.press("esc")
	term.gone("enter runs the slash command")

	granted := func() {
		term.press("2", "g", "j")
		term.see("7 granted")
		term.press("k")
		term.see("3 granted", "dnd:read")
	}
	granted()
	term.press("r")
	term.see("reading Acme HQ again")
	granted()
	term.press("R")
	term.see("Requests of this run", "denied", "granted")
	term.press("q")
	term.gone("Requests of this run")
	term.press("q")
	if status := term.ends(); status != 0 {
		t.Errorf("status %d", status)
	}
	term.restored()
}
