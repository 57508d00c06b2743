package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/spf13/cobra"

	"periscope/cli/console"
	"periscope/cli/project"
	"periscope/keystore/safefile"
	"periscope/model"
	"periscope/model/catalog"
	"periscope/model/drift"
	"periscope/slackapi/manifest"
	"periscope/slackapi/text"
)

// driftFix chooses to mend the manifest.
type driftFix struct{ fix, write bool }

func (f *driftFix) register(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.fix, "fix", false, "print the change of the manifest's scopes to the least that code, events and features need")
	cmd.Flags().BoolVar(&f.write, "write", false, "with --fix: make the change in the manifest's file")
}

// check refuses a command line that cannot work.
func (f *driftFix) check(o *driftOptions) error {
	switch {
	case f.write && !f.fix:
		return console.CommandLineError("--write makes the change of --fix", "Add --fix.")
	case !f.fix:
		return nil
	case o.manifest == "" || len(o.code) == 0:
		return console.CommandLineError("--fix changes a manifest to what code needs", "Name both: --manifest FILE and --code DIR.")
	case o.manifest == "-" && f.write:
		return console.CommandLineError("--write needs a file to write to",
			"Name the manifest's file, or leave --write away to see the change.")
	case o.verdict.format.Chosen(o.cmd):
		return console.CommandLineError("--fix prints a diff, and no report", "Leave --format and --json away.")
	}
	if f.write {
		return console.RefuseReadOnly(o.env, "change manifests")
	}
	return nil
}

// runFix prints the change that mends the manifest, or makes it.
func (o *driftOptions) runFix(ctx context.Context) error {
	file, err := o.manifestFile(ctx)
	if err != nil {
		return err
	}
	found, err := project.ReadCode(ctx, o.code)
	if err != nil {
		return err
	}
	kind, err := o.kind.Kind()
	if err != nil {
		return err
	}
	if kind == catalog.Workspace {
		return console.CommandLineError("manifests declare scopes for bot and user tokens", "Leave --kind away, or choose bot or user.")
	}
	if kind == "" {
		kind = declaredKind(o.env, file.Content)
	}
	allowed, err := o.verdict.allowances(file)
	if err != nil {
		return err
	}
	recorded, err := o.readRecording(ctx)
	if err != nil {
		return err
	}
	code, _ := recorded.join(found.Calls(), kind)
	mended, change, err := mendManifest(file, kind, code, allowed)
	if errors.Is(err, manifest.ErrLayout) {
		return &console.Error{
			Code: "bad_layout", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s: %v", console.InputName(o.manifest), err),
			Next:    "Write each list of scopes out, without anchors and aliases, and try again. Nothing was changed.",
		}
	}
	if err != nil {
		return err
	}
	return o.finishFix(string(file.Text), string(mended), change)
}

// finishFix prints the change, or writes it.
func (o *driftOptions) finishFix(before, after string, change fixedScopes) error {
	name := console.InputName(o.manifest)
	if before == after {
		console.Note(o.env, "%s declares what code, events and features need, and no more", name)
		return nil
	}
	if !o.mend.write {
		if _, err := fmt.Fprint(o.env.Out, cleanLines(udiff.Unified("a/"+name, "b/"+name, before, after))); err != nil {
			return err
		}
		return console.AlreadyReportedError{Status: console.StatusNo}
	}
	err := replaceFile(o.manifest, []byte(before), []byte(after))
	if errors.Is(err, errChangedMeanwhile) {
		return &console.Error{
			Code: "changed_meanwhile", Status: console.StatusUsage, Message: name + " " + err.Error(),
			Next: "It is left as it is. Run the command again.",
		}
	}
	if err != nil {
		return &console.Error{
			Code: "bad_file", Status: console.StatusUsage,
			Message: fmt.Sprintf("%s cannot be written: %v", name, console.CauseWithoutPath(err)),
			Next:    "Nothing was changed. Let the user that runs periscope write it and its directory.",
		}
	}
	console.Note(o.env, "%s has the scopes that code, events and features need: %s", name, change)
	return nil
}

// fixedScopes are those that a change of a manifest adds and takes out.
type fixedScopes struct{ added, takenOut []catalog.Scope }

func (f fixedScopes) String() string {
	var parts []string
	for _, part := range []struct {
		done   string
		scopes []catalog.Scope
	}{{"added", f.added}, {"taken out", f.takenOut}} {
		if len(part.scopes) > 0 {
			names := strings.Join(strings.Fields(strings.Trim(fmt.Sprint(part.scopes), "[]")), ", ")
			parts = append(parts, part.done+" "+names)
		}
	}
	return strings.Join(parts, "; ")
}

// mendManifest is the text of a manifest with the least scopes. What one scope brings in
// another may need beside it: it is judged again until nothing changes.
func mendManifest(
	file project.ManifestFile, kind catalog.TokenKind, code *drift.Code, allowed []drift.Allowance,
) (mended []byte, fixed fixedScopes, err error) {
	mended, content := file.Text, *file.Content
	for range 5 {
		add, remove := drift.Find(kind, &content, nil, code).LeastScopes(allowed)
		if len(add)+len(remove) == 0 {
			break
		}
		change := manifest.ScopeChange{Add: model.Install{Bot: add}, Remove: drift.ManifestScopes{Bot: remove, BotOptional: remove}}
		if kind == catalog.UserToken {
			change = manifest.ScopeChange{Add: model.Install{User: add}, Remove: drift.ManifestScopes{User: remove, UserOptional: remove}}
		}
		if mended, err = manifest.Edit(mended, change); err != nil {
			return nil, fixed, err
		}
		m, err := manifest.Parse(mended)
		if err != nil {
			return nil, fixed, err
		}
		content = m.Content()
		fixed.added, fixed.takenOut = append(fixed.added, add...), append(fixed.takenOut, remove...)
	}
	return mended, fixed, nil
}

// cleanLines makes a text of several lines fit to be shown.
func cleanLines(s string) string {
	var clean []byte
	for start := 0; start < len(s); {
		end := start
		for end < len(s) && s[end] != '\n' {
			end++
		}
		clean = append(clean, cleanTabs(s[start:end])...)
		if end < len(s) {
			clean = append(clean, '\n')
		}
		start = end + 1
	}
	return string(clean)
}

// cleanTabs is [text.Clean] but for tabs, with which JSON may be indented.
func cleanTabs(line string) string {
	var clean []byte
	start := 0
	for i := 0; i <= len(line); i++ {
		if i == len(line) || line[i] == '\t' {
			clean = append(clean, text.Clean(line[start:i])...)
			if i < len(line) {
				clean = append(clean, '\t')
			}
			start = i + 1
		}
	}
	return string(clean)
}

// errChangedMeanwhile says that a file no longer holds what was read of it.
var errChangedMeanwhile = errors.New("was changed while the code was searched")

// maxManifestFile is more than any manifest that was read, in bytes.
const maxManifestFile = 2 << 20

// replaceFile puts a text in the place of a file's, or leaves the file as it is: a
// reader finds the one or the other, and never a part. A link stays a link, and a byte
// order mark, which is not read, stays too. The file must hold what was read of it before.
func replaceFile(name string, before, after []byte) error {
	name, err := filepath.EvalSymlinks(name)
	if err != nil {
		return err
	}
	now, err := safefile.Read(name, maxManifestFile)
	if err != nil {
		return err
	}
	read := bytes.TrimPrefix(now, []byte("\xef\xbb\xbf"))
	if !bytes.Equal(read, before) {
		return errChangedMeanwhile
	}
	data := slices.Concat(now[:len(now)-len(read)], after)
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(name), ".periscope-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone by then, unless something failed
	_, err = file.Write(data)
	if err == nil {
		err = file.Chmod(info.Mode().Perm())
	}
	if err == nil {
		err = file.Sync()
	}
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
