package explore

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"
	"time"

	"github.com/spf13/pflag"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/ui"
	"periscope/ui/plain"
)

const (
	// gcPercent makes the collector run far earlier than it would by itself: most of
	// the heap is names that stay, and with 100,000 of them the default lets it grow
	// by as much again. The collector has the time between two keys.
	gcPercent = 10
	// startGCPercent is what holds for startTime: while the first frames are drawn, the
	// collector has no time, and little to collect.
	startGCPercent = 200
	startTime      = time.Second
)

// RegisterNoMouse adds --no-mouse to a command that shows the explorer.
func RegisterNoMouse(flags *pflag.FlagSet, env *console.Environment) {
	flags.BoolVar(&env.NoMouse, "no-mouse", false, "leave the mouse to the terminal, which then selects text as usual")
}

// Run runs the explorer until the user leaves it. If it was told to end from
// outside, the error says so.
func Run(ctx context.Context, env *console.Environment, from ui.Source, mode string) error {
	if env.Plain {
		err := plain.Run(ctx, from, plain.Options{
			In: env.In, Out: env.Out, ReadOnly: env.ReadOnly, Prompt: env.InTerminal, Now: env.Now,
		})
		return cmp.Or(err, context.Cause(ctx))
	}
	defer debug.SetGCPercent(debug.SetGCPercent(startGCPercent))
	settle := time.AfterFunc(startTime, func() { debug.SetGCPercent(gcPercent) })
	defer settle.Stop()
	err := env.Explore(ctx, from, ui.Options{
		Mode: mode, ReadOnly: env.ReadOnly, NoMouse: env.NoMouse, In: env.In, Out: env.Screen(), Environ: env.Environ, Process: env.Process,
	})
	return cmp.Or(err, context.Cause(ctx))
}

// ReportSaved says what a command stored. Teams that are kept for this run only are
// explored instead.
func ReportSaved(ctx context.Context, env *console.Environment, saver *token.Saver, all []token.SavedToken, apiURL string) error {
	if memory := saver.Memory(); memory != nil {
		entries, err := memory.List()
		if err != nil {
			return err
		}
		source := NewSource(StoredAccounts(memory, entries, apiURL, false), nil)
		source.Timeout = env.Timeout
		return Run(ctx, env, struct {
			*Source
			Desktop
		}{source, Desktop{env}}, "")
	}
	for _, one := range all {
		if _, err := fmt.Fprintln(env.Out, one); err != nil {
			return err
		}
	}
	return nil
}
