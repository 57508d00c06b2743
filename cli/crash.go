package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"periscope/cli/console"
	"periscope/model"
)

// Main is [Run] for a whole process. An interrupt or SIGTERM cancels what is under
// way; a second one ends the process at once. A panic is reported like any other
// error, with what is needed to find its cause, and has an exit status of its own.
func Main(env *console.Environment, args []string) (status int) {
	console.SilenceLoggers()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	defer func() {
		if value := recover(); value != nil {
			status = reportPanic(env, value, string(debug.Stack()), args)
		}
	}()
	return Run(ctx, env, args)
}

// reportPanic reports a panic, and after it, on standard error, the stack: a
// fault may not happen a second time. Neither shows a token.
func reportPanic(env *console.Environment, value any, stack string, args []string) int {
	what, more, _ := strings.Cut(fmt.Sprint(value), "\n")
	status := console.Report(env, &console.Failure{
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
