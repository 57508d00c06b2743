package keystore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// indexVersion is the layout of the file. A file of any other layout is refused
// and left as it is.
const indexVersion = 1

// index is the list of teams as it is on disk.
type index struct {
	Version int     `json:"version"`
	Teams   []Entry `json:"teams"`
	// Unsettled are the slots whose secret is being written or removed. One
	// that is still here when nobody is at work was left by a process that died.
	Unsettled []slot `json:"unsettled,omitempty"`
}

// slot is where one secret is, or may be.
type slot struct {
	Key   string `json:"key"`
	Store Place  `json:"store"`
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
	if err := decodeStrictly(data, &ix); err != nil {
		return index{}, err
	}
	return ix, ix.check()
}

// decodeStrictly refuses what it does not know and what follows.
func decodeStrictly(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows its end")
	}
	return nil
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
		case !slices.Contains(lasting, e.Store):
			return fmt.Errorf("the token of %q is said to be in %q", e.Key, e.Store)
		}
		seen[e.Key] = true
	}
	for _, u := range ix.Unsettled {
		if !slices.Contains(lasting, u.Store) {
			return fmt.Errorf("the token of %q is said to be in %q", u.Key, u.Store)
		}
	}
	return nil
}

// encode is the list as a file.
func (ix index) encode() ([]byte, error) {
	if ix.Teams == nil {
		ix.Teams = []Entry{} // an empty list, not null
	}
	data, err := json.MarshalIndent(ix, "", "  ")
	return append(data, '\n'), err
}

func (ix index) clone() index {
	ix.Teams, ix.Unsettled = slices.Clone(ix.Teams), slices.Clone(ix.Unsettled)
	return ix
}

// find returns the place of the first team that is wanted, or -1.
func (ix index) find(want func(Entry) bool) int { return slices.IndexFunc(ix.Teams, want) }

func (ix index) findKey(key string) int {
	return ix.find(func(e Entry) bool { return e.Key == key })
}

// unsettle notes that a slot's secret is about to change.
func (ix *index) unsettle(s slot) {
	if !slices.Contains(ix.Unsettled, s) {
		ix.Unsettled = append(ix.Unsettled, s)
	}
}

// settle takes the note back.
func (ix *index) settle(s slot) {
	ix.Unsettled = slices.DeleteFunc(ix.Unsettled, func(u slot) bool { return u == s })
}
