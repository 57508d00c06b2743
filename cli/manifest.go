package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"periscope/slackapi"
)

func registerManifest(cmd *cobra.Command, file *string, usage string) {
	cmd.Flags().StringVar(file, "manifest", "", usage)
	_ = cmd.MarkFlagFilename("manifest", "json", "yaml", "yml") // fails only for a flag that does not exist
}

func registerCode(cmd *cobra.Command, dirs *[]string, usage string) {
	cmd.Flags().StringArrayVar(dirs, "code", nil, usage)
	_ = cmd.MarkFlagDirname("code") // the same
}

// readManifest reads the manifest of an app from a file; "-" is standard input.
func readManifest(ctx context.Context, env *Environment, name string) (*slackapi.Manifest, error) {
	data, err := readInput(ctx, env, name)
	if err != nil {
		return nil, err
	}
	m, err := slackapi.ParseManifest(data)
	if wrong, ok := errors.AsType[*slackapi.ManifestError](err); ok {
		return nil, &failure{
			"bad_manifest", statusUsage,
			fmt.Sprintf("%s:%d:%d: %s", inputName(name), wrong.Line, wrong.Column, wrong.Reason), wrong.NextStep(),
		}
	}
	return m, err
}
