package project

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
)

// RegisterManifest adds the flag that names the file of a manifest.
func RegisterManifest(cmd *cobra.Command, file *string, usage string) {
	cmd.Flags().StringVar(file, "manifest", "", usage)
	_ = cmd.MarkFlagFilename("manifest", "json", "yaml", "yml") // fails only for a flag that does not exist
}

// RegisterCode adds the flag that names directories of source code.
func RegisterCode(cmd *cobra.Command, dirs *[]string, usage string) {
	cmd.Flags().StringArrayVar(dirs, "code", nil, usage)
	_ = cmd.MarkFlagDirname("code") // as above
}

// ReadManifest reads the manifest of an app from a file; "-" is standard input. It
// refuses a manifest that is a program, and names the command that runs it.
func ReadManifest(ctx context.Context, env *console.Environment, name string) (*manifest.Manifest, error) {
	m, _, err := readManifest(ctx, env, name)
	return m, err
}

// readManifest is [ReadManifest] together with the text.
func readManifest(ctx context.Context, env *console.Environment, name string) (*manifest.Manifest, []byte, error) {
	if slices.Contains(programExtensions, strings.ToLower(filepath.Ext(name))) {
		return nil, nil, &console.Error{
			Code: "bad_manifest", Status: console.StatusUsage,
			Message: console.InputName(name) + " is a program that makes the manifest, and Periscope runs no code",
			Next:    "Have the Slack CLI print it as JSON: `slack manifest info >manifest.json`, and name that file.",
		}
	}
	data, err := console.ReadInput(ctx, env, name)
	if err != nil {
		return nil, nil, err
	}
	m, err := manifest.Parse(data)
	if err == nil {
		err = resembleManifest(m)
	}
	if wrong, ok := errors.AsType[*manifest.Error](err); ok {
		return nil, nil, &console.Error{
			Code: "bad_manifest", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s:%d:%d: %s", console.InputName(name), wrong.Line, wrong.Column, wrong.Reason), Next: wrong.NextStep(),
		}
	}
	return m, data, err
}

// programExtensions are those of manifests that the Slack CLI runs, as manifest.ts.
var programExtensions = []string{".ts", ".mts", ".tsx", ".js", ".mjs", ".cjs"}

// ManifestFile is a manifest as it stands in a file.
type ManifestFile struct {
	Text    []byte
	Content *drift.Manifest // what it says about scopes; nil: no manifest was named
}

// ReadManifestFile reads a manifest; see [ReadManifest].
func ReadManifestFile(ctx context.Context, env *console.Environment, name string) (ManifestFile, error) {
	m, text, err := readManifest(ctx, env, name)
	if err != nil {
		return ManifestFile{}, err
	}
	content := m.Content()
	content.File = console.InputName(name)
	return ManifestFile{text, &content}, nil
}

// ManifestContent reads what the manifest of a file says about scopes; see [ReadManifest].
func ManifestContent(ctx context.Context, env *console.Environment, name string) (*drift.Manifest, error) {
	file, err := ReadManifestFile(ctx, env, name)
	return file.Content, err
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
