// Package project reads what belongs to a Slack app on disk: its source code, for the
// methods that it calls, its manifest, and recordings of its calls.
//
// It promises that every file that was not searched is counted, with the reason, and
// that no name it returns can do harm on a terminal. It changes nothing, and refuses to
// follow links and to read a file that is not a manifest as one.
package project

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"periscope/cli/console"
	"periscope/keystore/safefile"
	"periscope/model/drift"
	"periscope/model/order"
	"periscope/model/usage"
	"periscope/model/usage/signs"
	"periscope/process"
	"periscope/slackapi/text"
)

// maxFileSize bounds the files that are searched for calls: a program wrote what is
// larger.
const maxFileSize = 1 << 20

// sniffLen is how much of a file is read to tell whether it is text.
const sniffLen = 8 << 10

// Code is what source code calls.
type Code struct {
	Uses     []drift.CallSite     // by directory, file and line; never nil
	Untraced []drift.UntracedCall // what looks like a call and cannot be traced, in the same order
	Named    []drift.NamedMethod  // methods that are named and not known to be called, in the same order
	Signs    []drift.Sign         // of the use of scopes besides calls
	Files    int                  // that were searched
	Programs int                  // those of them that are no settings
	Skipped  []Skip               // by reason
}

// Calls is the code as package model compares it.
func (c Code) Calls() *drift.Code {
	return &drift.Code{Calls: c.Uses, Untraced: c.Untraced, Named: c.Named, Signs: c.Signs, Searched: true}
}

// SkipReason is why something was not searched.
type SkipReason string

const (
	SkipHidden       SkipReason = "hidden"       // its name begins with a dot, and it is not for CI
	SkipDependencies SkipReason = "dependencies" // a directory of code that others wrote
	SkipBuilt        SkipReason = "built"        // a directory of what was made from code
	SkipLink         SkipReason = "link"         // a symbolic link, which may lead anywhere
	SkipSpecial      SkipReason = "special"      // a socket, pipe or device
	SkipOther        SkipReason = "not code"     // of a language, if any, that is not read
	SkipBinary       SkipReason = "binary"
	SkipLarge        SkipReason = "large" // over 1 MiB
	SkipUnreadable   SkipReason = "unreadable"
)

// skippedDirs are the directories that are not searched, by name. One of the same
// name that was named on the command line is.
var skippedDirs = map[string]SkipReason{
	"node_modules": SkipDependencies, "bower_components": SkipDependencies, "vendor": SkipDependencies,
	"site-packages": SkipDependencies, "venv": SkipDependencies, "virtualenv": SkipDependencies, "Pods": SkipDependencies,
	"build": SkipBuilt, "dist": SkipBuilt, "target": SkipBuilt, "out": SkipBuilt, "__pycache__": SkipBuilt, "coverage": SkipBuilt,
}

// isForCI reports whether a hidden file or directory tells a CI service what to run,
// which may post to Slack.
func isForCI(name string) bool {
	switch name {
	case ".github", ".circleci", ".buildkite", ".gitlab", ".gitlab-ci.yml", ".travis.yml", ".drone.yml", ".woodpecker.yml":
		return true
	}
	return false
}

// Skip is how many files and directories were not searched for one reason.
type Skip struct {
	Reason SkipReason `json:"reason"`
	Count  int        `json:"count"` // a directory counts once
	First  string     `json:"first"` // one of them, clean
}

// ReadCode searches directories of source code for calls. Directories without any are an
// error: nothing that an app uses could be told from them.
func ReadCode(ctx context.Context, dirs []string) (Code, error) {
	all := Code{Uses: []drift.CallSite{}}
	for _, dir := range dirs {
		if err := CheckDir(dir); err != nil {
			return Code{}, err
		}
		found, err := SearchCode(ctx, safefile.Dir(dir), filepath.ToSlash(filepath.Clean(dir)))
		if err != nil {
			return Code{}, fmt.Errorf("searching %s: %w", text.Clean(dir), err)
		}
		all.Uses = append(all.Uses, found.Uses...)
		all.Untraced = append(all.Untraced, found.Untraced...)
		all.Named = append(all.Named, found.Named...)
		all.Signs = append(all.Signs, found.Signs...)
		all.Files += found.Files
		all.Programs += found.Programs
		for _, s := range found.Skipped {
			all.skip(s)
		}
	}
	if all.Programs == 0 && len(all.Uses)+len(all.Untraced) == 0 {
		return Code{}, all.noCode(dirs)
	}
	return all, nil
}

// CheckDir refuses what is no directory that could be searched for code.
func CheckDir(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = errors.New("it is not a directory")
	}
	if err != nil {
		return &console.Error{
			Code: "bad_code", Status: console.StatusUsage,
			Message: fmt.Sprintf("--code %s cannot be searched: %v", text.Clean(dir), console.CauseWithoutPath(err)),
			Next:    "Name the directory that the source code is in.",
		}
	}
	return nil
}

// noCode is the error that there is no source code in directories.
func (c Code) noCode(dirs []string) error {
	var names []string
	for _, dir := range dirs {
		names = append(names, text.Clean(dir))
	}
	return &console.Error{
		Code: "no_code", Status: console.StatusUsage,
		Message: "there is no source code in " + strings.Join(names, ", ") + "." + c.SkippedInWords(),
		Next:    "Name the directory that the app's source code is in.",
	}
}

// SkippedInWords is a sentence about what was not searched, with a space before it; empty if
// all was.
func (c Code) SkippedInWords() string {
	if len(c.Skipped) == 0 {
		return ""
	}
	var parts []string
	for _, s := range c.Skipped {
		first := s.First
		if s.Count > 1 {
			first += ", …"
		}
		parts = append(parts, fmt.Sprintf("%d %s (%s)", s.Count, s.Reason, first))
	}
	return " Skipped: " + strings.Join(parts, ", ") + "."
}

// skip counts what was not searched.
func (c *Code) skip(more Skip) {
	for i, s := range c.Skipped {
		if s.Reason == more.Reason {
			c.Skipped[i].Count += more.Count
			return
		}
	}
	c.Skipped = append(c.Skipped, more)
	order.Stable(c.Skipped, func(a, b Skip) int { return strings.Compare(string(a.Reason), string(b.Reason)) })
}

// SearchCode searches one directory. The paths of its files begin with name. It
// follows no links. What cannot be read is skipped and counted, unless it is the
// directory itself.
func SearchCode(ctx context.Context, dir fs.FS, name string) (Code, error) {
	files, err := sourceFiles(ctx, dir)
	if err != nil {
		return Code{}, err
	}
	readSources(ctx, dir, files)
	if err := ctx.Err(); err != nil {
		return Code{}, err
	}
	var read []*usage.File
	for _, f := range files {
		if f.read != nil {
			read = append(read, f.read)
		}
	}
	usage.Search(read, process.Go)
	found := Code{Uses: []drift.CallSite{}}
	for _, f := range files {
		called := text.Clean(path.Join(name, f.path))
		if f.skip != "" {
			found.skip(Skip{f.skip, 1, called})
			continue
		}
		found.Files++
		if usage.IsProgram(f.language) {
			found.Programs++
		}
		if f.read != nil {
			found.add(called, f.read)
		}
		for _, sign := range f.signs {
			found.Signs = append(found.Signs, drift.Sign{
				Scope: sign.Scope, File: called, Line: sign.Line, Text: text.Clean(sign.Text), Sure: sign.Sure,
			})
		}
	}
	return found, nil
}

// add adds what was found in a file.
func (c *Code) add(name string, file *usage.File) {
	for _, call := range file.Calls {
		c.Uses = append(c.Uses, drift.CallSite{
			Method: call.Method, File: name, Line: call.Line,
			Types: call.Types, Arguments: call.Arguments, Users: call.Users, Caught: call.Caught,
		})
	}
	for _, u := range file.Untraced {
		c.Untraced = append(c.Untraced, drift.UntracedCall{
			File: name, Line: u.Line, Kind: drift.UntracedKind(u.Kind), Text: text.Clean(u.Text),
		})
	}
	for _, n := range file.Named {
		c.Named = append(c.Named, drift.NamedMethod{Method: n.Method, File: name, Line: n.Line, Test: n.Test, Library: n.Library})
	}
}

// sourceFile is a file or directory, and what became of it.
type sourceFile struct {
	path     string
	language string
	skip     SkipReason  // empty: it was searched, or will be
	read     *usage.File // nil: it holds no call
	signs    []signs.Sign
}

// sourceFiles lists what is in a directory, in the order of names.
func sourceFiles(ctx context.Context, dir fs.FS) ([]sourceFile, error) {
	var files []sourceFile
	err := fs.WalkDir(dir, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case p == ".":
			return err
		case err != nil:
			files = append(files, sourceFile{path: p, skip: SkipUnreadable})
			return nil //nolint:nilerr // the rest can be searched, and this is counted
		}
		f := fileOf(p, d)
		if !d.IsDir() || f.skip != "" {
			files = append(files, f)
		}
		if d.IsDir() && f.skip != "" {
			return fs.SkipDir
		}
		return nil
	})
	return files, err
}

// fileOf tells from a name and a type whether to search.
func fileOf(p string, d fs.DirEntry) sourceFile {
	f := sourceFile{path: p}
	switch name := d.Name(); {
	case strings.HasPrefix(name, ".") && !isForCI(name):
		f.skip = SkipHidden
	case d.IsDir():
		f.skip = skippedDirs[name]
	case d.Type()&fs.ModeSymlink != 0:
		f.skip = SkipLink
	case !d.Type().IsRegular():
		f.skip = SkipSpecial
	default:
		language, known := usage.Language(name)
		f.language = language
		if !known {
			f.skip = SkipOther
		}
	}
	return f
}

// readSources searches the files, several at a time.
func readSources(ctx context.Context, dir fs.FS, files []sourceFile) {
	var (
		next    atomic.Int64
		workers sync.WaitGroup
	)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(process.Guarded(func() {
			room := make([]byte, maxFileSize+1)
			for i := next.Add(1) - 1; int(i) < len(files) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if f := &files[i]; f.skip == "" {
					f.search(dir, room)
				}
			}
		}))
	}
	workers.Wait()
}

// search reads the file into room, and finds the calls in it.
func (f *sourceFile) search(dir fs.FS, room []byte) {
	file, err := dir.Open(f.path)
	if err != nil {
		f.skip = SkipUnreadable
		if console.IsType[*safefile.KindError](err) { // since it was listed
			f.skip = SkipSpecial
		}
		return
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	n, err := io.ReadFull(file, room)
	switch text := room[:n]; {
	case err == nil:
		f.skip = SkipLarge
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		f.skip = SkipUnreadable
	case bytes.IndexByte(text[:min(n, sniffLen)], 0) >= 0:
		f.skip = SkipBinary
	default:
		if f.read = usage.Read(f.language, text); f.read != nil {
			f.read.Path = f.path
		}
		if !usage.IsTest(f.path) {
			f.signs = signs.Find(text, usage.IsProgram(f.language))
		}
	}
}
