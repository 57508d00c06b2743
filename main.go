// Periscope shows what a Slack app may do, and where. Run it with --help.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"periscope/cli"
	"periscope/cli/console"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program where it stands
	os.Exit(cli.Run(ctx, console.System(), os.Args[1:]))
}
