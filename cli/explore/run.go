package explore

import (
	"cmp"
	"context"
	"fmt"
	"runtime/debug"

	"periscope/cli/console"
	"periscope/cli/token"
	"periscope/ui"
	"periscope/ui/plain"
)

// gcPercent makes the collector run far earlier than it would by itself: most of
// the heap is names that stay, and with 100,000 of them the default lets it grow
// by as much again. The collector has the time between two keys.
const gcPercent = 10

// Run runs the explorer until the user leaves it. If it was told to end from
// outside, the error says so.
func Run(ctx context.Context, env *console.Environment, from ui.Source, mode string) error {
	if env.Plain {
		err := plain.Run(ctx, from, plain.Options{
			In: env.In, Out: env.Out, ReadOnly: env.ReadOnly, Prompt: env.InTerminal, Now: env.Now,
		})
		return cmp.Or(err, context.Cause(ctx))
	}
	defer debug.SetGCPercent(debug.SetGCPercent(gcPercent))
	err := env.Explore(ctx, from, ui.Options{
		Mode: mode, ReadOnly: env.ReadOnly, In: env.In, Out: env.Screen(), Environ: env.Environ, Process: env.Process,
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
		return Run(ctx, env, source, "")
	}
	for _, one := range all {
		if _, err := fmt.Fprintln(env.Out, one); err != nil {
			return err
		}
	}
	return nil
}
