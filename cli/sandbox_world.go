package cli

import (
	"fmt"
	"os"

	"periscope/cli/console"
	"periscope/cli/demo"
	"periscope/slackapi/sandbox/world"
)

// world is the world to serve, which may still have to be built, and one with
// the same teams and tokens that is at hand.
func (o *sandboxOptions) world() (build func() world.World, teams world.World, err error) {
	if o.file == "" {
		if err := demo.CheckResources(o.resources); err != nil {
			return nil, world.World{}, err
		}
		return func() world.World { return world.Demo(o.resources) }, demo.Teams(), nil
	}
	text, err := os.ReadFile(o.file)
	if err != nil {
		return nil, world.World{}, console.Misuse(fmt.Sprintf("--world cannot be read: %v", err), "Name a file in YAML or JSON.")
	}
	w, err := world.ReadWorld(text)
	if err != nil {
		return nil, world.World{}, console.Misuse(fmt.Sprintf("--world %s: %v", o.file, err),
			"For a good one to start from: periscope sandbox --print-world")
	}
	return func() world.World { return w }, w, nil
}
