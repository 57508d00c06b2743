package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/slackapi/manifest"
)

func RegisterManifest(cmd *cobra.Command, file *string, usage string) {
	cmd.Flags().StringVar(file, "manifest", "", usage)
	_ = cmd.MarkFlagFilename("manifest", "json", "yaml", "yml") // fails only for a flag that does not exist
}

func RegisterCode(cmd *cobra.Command, dirs *[]string, usage string) {
	cmd.Flags().StringArrayVar(dirs, "code", nil, usage)
	_ = cmd.MarkFlagDirname("code") // the same
}

// ReadManifest reads the manifest of an app from a file; "-" is standard input.
func ReadManifest(ctx context.Context, env *console.Environment, name string) (*manifest.Manifest, error) {
	data, err := console.ReadInput(ctx, env, name)
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(data)
	if err == nil {
		err = resembleManifest(m)
	}
	if wrong, ok := errors.AsType[*manifest.Error](err); ok {
		return nil, &console.Failure{
			ErrorCode: "bad_manifest", Exit: console.StatusUsage,
			What: fmt.Sprintf("%s:%d:%d: %s", console.InputName(name), wrong.Line, wrong.Column, wrong.Reason), Next: wrong.NextStep(),
		}
	}
	return m, err
}

// manifestFields are those that a file has at least one of if it holds a
// manifest, or a part of one.
var manifestFields = []string{"display_information", "features", "oauth_config", "settings"}

// resembleManifest refuses another file than the one that was meant: it would
// seem to declare nothing.
func resembleManifest(m *manifest.Manifest) error {
	text, err := m.MarshalJSON()
	if err != nil {
		return err
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	for _, name := range manifestFields {
		if _, ok := fields[name]; ok {
			return nil
		}
	}
	return &manifest.Error{
		Line: 1, Column: 1, Reason: "there is none of the fields of a manifest, such as display_information or oauth_config",
	}
}
