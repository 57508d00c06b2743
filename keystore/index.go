package keystore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/google/renameio/v2/maybe"
)

// indexVersion is the layout of the file. A program that finds another one
// keeps its hands off.
const indexVersion = 1

// index is the list of teams as it is on disk.
type index struct {
	Version int     `json:"version"`
	Teams   []Entry `json:"teams"`
	// Unsettled are the accounts whose secret is being written or removed. One
	// that is still here when nobody is at work was left by a process that died.
	Unsettled []string `json:"unsettled,omitempty"`
}

// readIndex reads the list. No file is an empty list; anything that cannot be
// understood in full is an error, because writing it back would lose it.
func readIndex(path string) (index, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return index{Version: indexVersion}, nil
	}
	if err != nil {
		return index{}, &IndexError{path, err}
	}
	ix, err := parseIndex(data)
	if err != nil {
		return index{}, &IndexError{path, err}
	}
	return ix, nil
}

func parseIndex(data []byte) (index, error) {
	var version struct{ Version int }
	if err := json.Unmarshal(data, &version); err != nil {
		return index{}, fmt.Errorf("not valid JSON: %w", err)
	}
	if version.Version != indexVersion {
		return index{}, fmt.Errorf("written in version %d of its layout; this program knows version %d",
			version.Version, indexVersion)
	}
	var ix index
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&ix); err != nil {
		return index{}, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return index{}, errors.New("something follows the list")
	}
	return ix, ix.check()
}

// check refuses what this program never writes.
func (ix index) check() error {
	seen := map[string]bool{}
	for i, e := range ix.Teams {
		switch {
		case e.Key == "":
			return fmt.Errorf("team %d has no key", i+1)
		case seen[e.Key]:
			return fmt.Errorf("two teams have the key %q", e.Key)
		}
		seen[e.Key] = true
	}
	return nil
}

// write replaces the file in one step, readable by its owner alone.
func (ix index) write(path string) error {
	if ix.Teams == nil {
		ix.Teams = []Entry{} // an empty list, not null
	}
	data, err := json.MarshalIndent(ix, "", "  ")
	if err != nil {
		return &IndexError{path, err}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return &IndexError{path, err}
	}
	if err := maybe.WriteFile(path, append(data, '\n'), 0o600); err != nil {
		return &IndexError{path, err}
	}
	return nil
}

// find returns the place of the first team that is wanted, or -1.
func (ix index) find(want func(Entry) bool) int { return slices.IndexFunc(ix.Teams, want) }

func (ix index) findKey(key string) int {
	return ix.find(func(e Entry) bool { return e.Key == key })
}

// unsettle notes that an account's secret is about to change.
func (ix *index) unsettle(account string) {
	if !slices.Contains(ix.Unsettled, account) {
		ix.Unsettled = append(ix.Unsettled, account)
	}
}

// settle takes the note back.
func (ix *index) settle(account string) {
	ix.Unsettled = slices.DeleteFunc(ix.Unsettled, func(a string) bool { return a == account })
}
