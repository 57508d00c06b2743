package cli

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
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"periscope/model"
	calls "periscope/model/usage"
	"periscope/slackapi/text"
)

// maxSource bounds the files that are searched for calls. What is larger was
// written by a program.
const maxSource = 1 << 20

// sniffed is how much of a file is looked at to tell whether it is text.
const sniffed = 8 << 10

// code is what source code calls.
type code struct {
	uses    []model.Use // by directory, file and line; never nil
	files   int         // that were searched
	skipped []skip      // by reason
}

// skipReason is why something was not searched.
type skipReason string

const (
	skipHidden       skipReason = "hidden"       // its name begins with a dot
	skipDependencies skipReason = "dependencies" // a directory of code that others wrote
	skipBuilt        skipReason = "built"        // a directory of what was made from code
	skipLink         skipReason = "link"         // a symbolic link, which may lead anywhere
	skipSpecial      skipReason = "special"      // a socket, pipe or device
	skipOther        skipReason = "not code"     // of a language, if any, that is not read
	skipBinary       skipReason = "binary"
	skipLarge        skipReason = "large" // over 1 MiB
	skipUnreadable   skipReason = "unreadable"
)

// skippedDirs are the directories that are not searched, by name. One of the same
// name that was named on the command line is.
var skippedDirs = map[string]skipReason{
	"node_modules": skipDependencies, "bower_components": skipDependencies, "vendor": skipDependencies,
	"site-packages": skipDependencies, "venv": skipDependencies, "virtualenv": skipDependencies, "Pods": skipDependencies,
	"build": skipBuilt, "dist": skipBuilt, "target": skipBuilt, "out": skipBuilt, "__pycache__": skipBuilt, "coverage": skipBuilt,
}

// skip is how many files and directories were not searched for one reason.
type skip struct {
	Reason skipReason `json:"reason"`
	Count  int        `json:"count"` // a directory counts once
	First  string     `json:"first"` // one of them, clean
}

// readCode searches directories of source code for calls.
func readCode(ctx context.Context, dirs []string) (code, error) {
	all := code{uses: []model.Use{}}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			err = errors.New("it is not a directory")
		}
		if err != nil {
			return code{}, &failure{
				"bad_code", statusUsage, fmt.Sprintf("--code %s cannot be searched: %v", text.Clean(dir), plainCause(err)),
				"Name the directory that the source code is in.",
			}
		}
		found, err := searchCode(ctx, os.DirFS(dir), filepath.ToSlash(filepath.Clean(dir)))
		if err != nil {
			return code{}, fmt.Errorf("searching %s: %w", text.Clean(dir), err)
		}
		all.uses = append(all.uses, found.uses...)
		all.files += found.files
		for _, s := range found.skipped {
			all.skip(s)
		}
	}
	return all, nil
}

// skip counts what was not searched.
func (c *code) skip(more skip) {
	for i, s := range c.skipped {
		if s.Reason == more.Reason {
			c.skipped[i].Count += more.Count
			return
		}
	}
	c.skipped = append(c.skipped, more)
	slices.SortFunc(c.skipped, func(a, b skip) int { return strings.Compare(string(a.Reason), string(b.Reason)) })
}

// searchCode searches one directory, whose files are called by its name. It
// follows no links. What cannot be read is skipped and counted, unless it is the
// directory itself.
func searchCode(ctx context.Context, dir fs.FS, name string) (code, error) {
	files, err := sourceFiles(ctx, dir)
	if err != nil {
		return code{}, err
	}
	readSources(ctx, dir, files)
	if err := ctx.Err(); err != nil {
		return code{}, err
	}
	found := code{uses: []model.Use{}}
	for _, f := range files {
		called := text.Clean(path.Join(name, f.path))
		if f.skip != "" {
			found.skip(skip{f.skip, 1, called})
			continue
		}
		found.files++
		for _, call := range f.calls {
			found.uses = append(found.uses, model.Use{Method: call.Method, File: called, Line: call.Line})
		}
	}
	return found, nil
}

// sourceFile is a file or directory, and what became of it.
type sourceFile struct {
	path     string
	language string
	skip     skipReason // empty: it was searched, or will be
	calls    []calls.Call
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
			files = append(files, sourceFile{path: p, skip: skipUnreadable})
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
	case strings.HasPrefix(name, "."):
		f.skip = skipHidden
	case d.IsDir():
		f.skip = skippedDirs[name]
	case d.Type()&fs.ModeSymlink != 0:
		f.skip = skipLink
	case !d.Type().IsRegular():
		f.skip = skipSpecial
	default:
		language, known := calls.Language(name)
		f.language = language
		if !known {
			f.skip = skipOther
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
		workers.Go(func() {
			room := make([]byte, maxSource+1)
			for i := next.Add(1) - 1; int(i) < len(files) && ctx.Err() == nil; i = next.Add(1) - 1 {
				if f := &files[i]; f.skip == "" {
					f.search(dir, room)
				}
			}
		})
	}
	workers.Wait()
}

// search reads the file into room, and finds the calls in it.
func (f *sourceFile) search(dir fs.FS, room []byte) {
	file, err := dir.Open(f.path)
	if err != nil {
		f.skip = skipUnreadable
		return
	}
	defer file.Close() //nolint:errcheck // nothing was written to it
	n, err := io.ReadFull(file, room)
	switch text := room[:n]; {
	case err == nil:
		f.skip = skipLarge
	case !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF):
		f.skip = skipUnreadable
	case bytes.IndexByte(text[:min(n, sniffed)], 0) >= 0:
		f.skip = skipBinary
	default:
		f.calls = calls.Find(f.language, text)
	}
}
