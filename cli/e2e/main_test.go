//go:build unix

// Package e2e tests the whole program from outside, as a person at a terminal and
// as a script: what is on the screen after which keys, how it ends, and that no
// secret is left behind. It has no code of its own but tests. The program is the
// test binary, started again (see TestMain).
package e2e

import (
	"context"
	"iter"
	"os"
	"os/signal"
	"syscall"
	"testing"

	"periscope/cli"
	"periscope/cli/console"
	"periscope/keystore"
	"periscope/model"
	"periscope/process"
	"periscope/ui"
)

// programVar is the variable that names the program that the test binary is, when
// a test starts it again.
const programVar = "PERISCOPE_TEST_PROGRAM"

// The programs that the test binary can be.
const (
	periscope = "periscope"
	// quickPeriscope spends no time on the passphrase of the encrypted file.
	quickPeriscope = "periscope, quick file"
	// panickingPeriscope panics when it opens the encrypted file.
	panickingPeriscope = "periscope, panicking"
	// panickingExplorer explores a source that panics when it is read.
	panickingExplorer = "periscope, panicking explorer"
	// panickingOnSignal panics in a goroutine of its own at SIGUSR1.
	panickingOnSignal = "periscope, panicking on a signal"
)

// TestMain makes the test binary the program itself where a test says so, so that
// the tests need no build.
func TestMain(m *testing.M) {
	switch os.Getenv(programVar) {
	case periscope:
		os.Exit(cli.Main(console.System(), os.Args[1:]))
	case quickPeriscope:
		env := console.System()
		env.File = func(dir string) *keystore.File {
			file := keystore.EncryptedFile(dir)
			file.SetWorkFactor(1) // the real one takes a third of a second for each guess
			return file
		}
		os.Exit(cli.Main(env, os.Args[1:]))
	case panickingPeriscope:
		env := console.System()
		env.File = func(string) *keystore.File { panic("the file of " + os.Getenv("PANIC_WITH") + " is broken") }
		os.Exit(cli.Main(env, os.Args[1:]))
	case panickingExplorer:
		env := console.System()
		env.Explore = func(ctx context.Context, _ ui.Source, opts ui.Options) error {
			return ui.Run(ctx, panickingSource{}, opts)
		}
		os.Exit(cli.Main(env, os.Args[1:]))
	case panickingOnSignal:
		told := make(chan os.Signal, 1)
		signal.Notify(told, syscall.SIGUSR1)
		process.Go(func() {
			<-told
			panic("the goroutine of " + os.Getenv("PANIC_WITH") + " is broken")
		})
		os.Exit(cli.Main(console.System(), os.Args[1:]))
	default:
		if signal.Ignored(syscall.SIGHUP) { // by nohup: programs would inherit that
			signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP)
		}
		os.Exit(m.Run())
	}
}

// skipUnlessFull leaves a test to .ci/run, where another one takes a sample of what
// it tests.
func skipUnlessFull(t *testing.T) {
	t.Helper()
	if os.Getenv("PERISCOPE_TESTS") != "full" {
		t.Skip("takes long; runs with PERISCOPE_TESTS=full, as in .ci/run full")
	}
}

// panickingSource is a source of the explorer that panics when permissions are read.
type panickingSource struct{}

func (panickingSource) Teams() []ui.Team     { return []ui.Team{{Key: "broken", Name: "Broken"}} }
func (panickingSource) OnWait(func(ui.Wait)) {}
func (panickingSource) Identify(context.Context, string) (model.Identity, error) {
	return model.Identity{}, nil
}

func (panickingSource) Permissions(context.Context, string) iter.Seq2[model.Permissions, error] {
	return func(func(model.Permissions, error) bool) {
		panic("the source of " + os.Getenv("PANIC_WITH") + " is broken")
	}
}

func (panickingSource) Resources(context.Context, string, model.Permissions) iter.Seq2[[]model.Resource, error] {
	return func(func([]model.Resource, error) bool) {}
}

func (panickingSource) Resource(context.Context, string, model.Resource) (model.Resource, error) {
	return model.Resource{}, nil
}
