package keystore

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// indexVersion is the layout of the file. A program that finds a later one keeps
// its hands off. Of the earlier ones, the first knew the keyring alone, and the
// second nothing of apps.
const indexVersion = 3

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
	var ix index
	var err error
	switch version.Version {
	case indexVersion, 2:
		err = decodeStrictly(data, &ix)
		ix.Version = indexVersion
	case 1:
		ix, err = parseIndexV1(data)
	default:
		err = fmt.Errorf("written in version %d of its layout; this program knows version %d",
			version.Version, indexVersion)
	}
	if err != nil {
		return index{}, err
	}
	return ix, ix.check()
}

// parseIndexV1 reads the first layout, in which every token was in the keyring
// and an unsettled account was only a name.
func parseIndexV1(data []byte) (index, error) {
	var old struct {
		Version   int
		Teams     []Entry
		Unsettled []string
	}
	if err := decodeStrictly(data, &old); err != nil {
		return index{}, err
	}
	ix := index{Version: indexVersion, Teams: old.Teams}
	for i := range ix.Teams {
		ix.Teams[i].Store = PlaceKeyring
	}
	for _, account := range old.Unsettled {
		ix.unsettle(slot{account, PlaceKeyring})
	}
	return ix, nil
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
