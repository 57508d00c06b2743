// Periscope shows what a Slack app may do, and where. Run it with --help.
package main

import (
	"os"

	"periscope/cli"
)

func main() { os.Exit(cli.Main(cli.System(), os.Args[1:])) }
