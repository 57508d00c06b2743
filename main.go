// Periscope shows what a Slack app may do, and where. Run it with --help.
package main

import (
	"os"

	"periscope/cli"
	"periscope/cli/console"
)

func main() { os.Exit(cli.Main(console.System(), os.Args[1:])) }
