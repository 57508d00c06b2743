package cli

import (
	"context"
	"fmt"
	"strings"

	"periscope/cli/console"
	"periscope/model"
	"periscope/process"
)

// Main is [Run] for a whole process. A signal cancels what is under way, but no exchange
// of a token; a second one ends the process at once. A panic is reported like any other
// error, with what is needed to find its cause, and has an exit status of its own.
func Main(env *console.Environment, args []string) (status int) {
	console.SilenceLoggers()
	env, finish := console.WithCleanOutput(env, args) // here, for what is reported of a fault, too
	defer finish()                                    //nolint:errcheck // Run has told of its own
	process.ForbidCores()
	run := func(ctx context.Context) int { return Run(ctx, env, args) }
	return env.Process.Run(run, func(e process.End, status int) int { return reportEnd(env, e, status, args) })
}

// reportEnd reports what ended the program, and returns the exit status for that.
func reportEnd(env *console.Environment, e process.End, status int, args []string) int {
	if e.Panic != nil {
		return reportPanic(env, e.Panic.Value, e.Panic.Stack, args)
	}
	if status == process.NotEnded {
		console.Report(env, context.Canceled, console.WantsJSON(args))
	}
	if e.Stacks == "" {
		return console.StatusInterrupted
	}
	fmt.Fprintf(env.Err, "\n%s", model.HideTokens(e.Stacks))
	return console.StatusSignal + process.Number(e.Signal)
}

// reportPanic reports a panic, and after it, on standard error, the stack: a
// fault may not happen a second time. Neither shows a token.
func reportPanic(env *console.Environment, value any, stack string, args []string) int {
	what, more, _ := strings.Cut(fmt.Sprint(value), "\n")
	status := console.Report(env, &console.Error{
		Code:    "fault",
		Status:  console.StatusFault,
		Message: "Periscope stopped because of a fault of its own: " + what,
		Next:    "Report it with the command you typed and what follows on standard error; tokens are removed from it.",
	}, console.WantsJSON(args))
	if more != "" {
		stack = more + "\n\n" + stack
	}
	fmt.Fprintf(env.Err, "\n%s", model.HideTokens(stack))
	return status
}
