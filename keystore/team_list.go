package keystore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"periscope/model"
	"periscope/model/catalog"
	"slices"
	"sync"
	"time"
)

// Entry is what the list holds about one stored token. None of it is secret.
type Entry struct {
	// Key is what the user calls the token by: the team and the token's name,
	// "acme/bot". It is also the account name in the place of the token, and
	// never changes while the token is stored.
	Key      string            `json:"key"`
	Store    Place             `json:"store"`
	TeamID   model.TeamID      `json:"team_id"`
	TeamName string            `json:"team_name"`
	URL      string            `json:"url"`
	Kind     catalog.TokenKind `json:"kind"`
	Redacted string            `json:"redacted"`
	AddedAt  time.Time         `json:"added_at"`
	// APIURL is the server that the token belongs to; empty for Slack's own.
	APIURL string `json:"api_url,omitempty"`
	// Rotates: the token runs out, at ExpiresAt if that is known, and is stored
	// with what renews it.
	Rotates   bool      `json:"rotates,omitempty"`
	ExpiresAt time.Time `json:"expires_at,omitzero"`
	// AppID and ClientID are the app that the token is of, as far as they are known.
	AppID    string `json:"app_id,omitempty"`
	ClientID string `json:"client_id,omitempty"`
	// Signs: the app's signing secret is stored with the token.
	Signs bool `json:"signs,omitempty"`
}

func (e Entry) ref() secretRef { return secretRef{e.Key, e.Store} }

// update is what the list tells of a credential.
func (e *Entry) update(c Credential) {
	e.Redacted, e.Rotates, e.ExpiresAt = c.Token.String(), !c.Lasts(), c.ExpiresAt.UTC()
	e.Signs = !c.Signing.IsZero()
}

// teamListVersion is the layout of the file. A file of any other layout is refused
// and left as it is.
const teamListVersion = 1

// teamList is the list of teams as it is on disk.
type teamList struct {
	Version int     `json:"version"`
	Teams   []Entry `json:"teams"`
	// Unsettled are the slots whose secret is being written or removed. One
	// that is still here when nobody is at work was left by a process that died.
	Unfinished []secretRef `json:"unsettled,omitempty"`
}

// secretRef is where one secret is, or may be.
type secretRef struct {
	Key   string `json:"key"`
	Store Place  `json:"store"`
}

func parseTeamList(data []byte) (teamList, error) {
	var version struct{ Version int }
	if err := json.Unmarshal(data, &version); err != nil {
		return teamList{}, fmt.Errorf("not valid JSON: %w", err)
	}
	if version.Version != teamListVersion {
		return teamList{}, fmt.Errorf("written in version %d of its layout; this program knows version %d",
			version.Version, teamListVersion)
	}
	var ix teamList
	if err := decodeStrictly(data, &ix); err != nil {
		return teamList{}, err
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
func (ix teamList) check() error {
	seen := map[string]bool{}
	for i, e := range ix.Teams {
		switch {
		case e.Key == "":
			return fmt.Errorf("team %d has no key", i+1)
		case seen[e.Key]:
			return fmt.Errorf("two teams have the key %q", e.Key)
		case !slices.Contains(persistent, e.Store):
			return fmt.Errorf("the token of %q is said to be in %q", e.Key, e.Store)
		}
		seen[e.Key] = true
	}
	for _, u := range ix.Unfinished {
		if !slices.Contains(persistent, u.Store) {
			return fmt.Errorf("the token of %q is said to be in %q", u.Key, u.Store)
		}
	}
	return nil
}

// encode is the list as a file.
func (ix teamList) encode() ([]byte, error) {
	if ix.Teams == nil {
		ix.Teams = []Entry{} // an empty list, not null
	}
	data, err := json.MarshalIndent(ix, "", "  ")
	return append(data, '\n'), err
}

func (ix teamList) clone() teamList {
	ix.Teams, ix.Unfinished = slices.Clone(ix.Teams), slices.Clone(ix.Unfinished)
	return ix
}

// find returns the place of the first team that is wanted, or -1.
func (ix teamList) find(want func(Entry) bool) int { return slices.IndexFunc(ix.Teams, want) }

func (ix teamList) findKey(key string) int {
	return ix.find(func(e Entry) bool { return e.Key == key })
}

// begin notes that a slot's secret is about to change.
func (ix *teamList) begin(s secretRef) {
	if !slices.Contains(ix.Unfinished, s) {
		ix.Unfinished = append(ix.Unfinished, s)
	}
}

// finish takes the note back.
func (ix *teamList) finish(s secretRef) {
	ix.Unfinished = slices.DeleteFunc(ix.Unfinished, func(u secretRef) bool { return u == s })
}

// listStorage is where a [Store] has its list of teams. A change holds the lock from
// reading to writing; reading alone needs none.
type listStorage interface {
	lock(ctx context.Context) (unlock func(), err error)
	read() (teamList, error)
	write(teamList) error
}

// listFile is a list on disk.
type listFile struct {
	path        string
	disk        disk
	lockTimeout time.Duration
}

func newListFile(dir string) *listFile {
	return &listFile{filepath.Join(dir, "teams.json"), osDisk{}, lockTimeout}
}

func (l *listFile) lock(ctx context.Context) (func(), error) {
	unlock, err := lockBeside(ctx, l.path, l.lockTimeout)
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrBusy) {
		err = &IndexError{l.path, err}
	}
	return unlock, err
}

// read reads the list. No file is an empty list; anything that cannot be
// understood in full is an error, because writing it back would lose it.
func (l *listFile) read() (teamList, error) {
	data, err := os.ReadFile(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return teamList{Version: teamListVersion}, nil
	}
	if err != nil {
		return teamList{}, &IndexError{l.path, err}
	}
	ix, err := parseTeamList(data)
	if err != nil {
		return teamList{}, &IndexError{l.path, &unreadableError{err}}
	}
	return ix, nil
}

func (l *listFile) write(ix teamList) error {
	data, err := ix.encode()
	if err == nil {
		err = replaceFile(l.disk, l.path, data)
	}
	if err != nil {
		return &IndexError{l.path, err}
	}
	return nil
}

// listInMemory is a list that ends with the process.
type listInMemory struct {
	turn sync.Mutex // held during a change
	mu   sync.Mutex // guards ix
	ix   teamList
}

func (l *listInMemory) lock(context.Context) (func(), error) {
	l.turn.Lock()
	return l.turn.Unlock, nil
}

func (l *listInMemory) read() (teamList, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ix.clone(), nil
}

func (l *listInMemory) write(ix teamList) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ix = ix.clone()
	return nil
}

// IndexError says that the list of teams cannot be read or written.
type IndexError struct {
	Path string
	Err  error
}

func (e *IndexError) Error() string {
	return "the list of teams, " + e.Path + ": " + withoutPath(e.Err).Error()
}

// Unwrap returns the cause.
func (e *IndexError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *IndexError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *IndexError) NextStep() string {
	return diskNextStep(e.Err, "Mend the file, or keep it aside and begin a new one: nothing else touches it.")
}

// Code names the error, for scripts.
func (e *IndexError) Code() string { return "team_list" }

// Unreadable reports whether the list was read and cannot be understood, so that
// [Store.KeepAside] helps. Otherwise the disk is the cause.
func (e *IndexError) Unreadable() bool { return is[*unreadableError](e.Err) }
