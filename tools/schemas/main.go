// Schemas writes a JSON Schema (draft 2020-12) for every document that the program
// prints with --json, from the Go types that it prints and their comments.
//
// A document is a struct whose field Schema has a comment that names the schema, such
// as "periscope.info/v1". Its file is then info.v1.json. What a field is called, whether
// it may be null or left out, and what its comment says of it, is in the schema.
//
// The schemas are open: a later version of the program may add fields to a document,
// and takes none away.
//
// Usage, in the folder of this program's module:
//
//	go run ./schemas [-check] FOLDER-OF-MODULE FOLDER-OF-SCHEMAS
//
// With -check it writes nothing, and fails when a file is missing, stale or left over.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	check := flag.Bool("check", false, "write nothing; fail when a file is not what it should be")
	flag.Parse()
	if flag.NArg() != 2 {
		fmt.Fprintln(os.Stderr, "usage: schemas [-check] FOLDER-OF-MODULE FOLDER-OF-SCHEMAS")
		os.Exit(2)
	}
	files, err := generate(flag.Arg(0))
	if err == nil {
		err = settle(files, flag.Arg(1), *check)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "schemas:", err)
		os.Exit(1)
	}
}

// settle makes the folder hold these files and no other schema, or with check says
// where it does not.
func settle(files map[string][]byte, dir string, check bool) error {
	present, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil {
		return err
	}
	var faults []error
	for _, path := range present {
		if _, wanted := files[filepath.Base(path)]; wanted {
			continue
		}
		if check {
			faults = append(faults, fmt.Errorf("%s: no document has this schema", filepath.Base(path)))
		} else if err := os.Remove(path); err != nil {
			return err
		}
	}
	for name, want := range files {
		path := filepath.Join(dir, name)
		got, err := os.ReadFile(path)
		switch {
		case err == nil && bytes.Equal(got, want):
		case check && errors.Is(err, os.ErrNotExist):
			faults = append(faults, fmt.Errorf("%s is missing", name))
		case check:
			faults = append(faults, fmt.Errorf("%s is stale", name))
		default:
			if err := os.WriteFile(path, want, 0o644); err != nil {
				return err
			}
		}
	}
	if len(faults) > 0 {
		slices.SortFunc(faults, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
		faults = append(faults, errors.New("write them with: (cd tools && go run ./schemas .. ../docs/schemas)"))
	}
	return errors.Join(faults...)
}
