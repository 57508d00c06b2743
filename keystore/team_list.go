package keystore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"periscope/model"
	"periscope/model/catalog"
	"periscope/slackapi/text"
)

// Entry is what the list holds about one stored token. None of it is secret.
type Entry struct {
	// Key is what the user calls the token: the team and the token's name,
	// "acme/bot". It is also the account name in the token's backend, and
	// never changes while the token is stored.
	Key      string            `json:"key"`
	Backend  Backend           `json:"store"`
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
	// AppID and ClientID name the app of the token, as far as they are known.
	AppID    string `json:"app_id,omitempty"`
	ClientID string `json:"client_id,omitempty"`
	// Signs: the app's signing secret is stored with the token.
	HasSigningSecret bool `json:"signs,omitempty"`
}

func (e Entry) ref() secretRef { return secretRef{e.Key, e.Backend} }

// update sets the facts that the list shows of a credential.
func (e *Entry) update(c Credential) {
	e.Redacted, e.Rotates, e.ExpiresAt = c.Token.String(), !c.Lasts(), c.ExpiresAt.UTC()
	e.HasSigningSecret = !c.SigningSecret.IsZero()
}

// teamListVersion is the layout of the file. A file of any other layout is refused
// and left as it is.
const teamListVersion = 1

// teamList is the list of teams as it is on disk.
type teamList struct {
	Version int     `json:"version"`
	Teams   []Entry `json:"teams"`
	// Unfinished notes the secrets that are being written or deleted. A note that
	// is there while no process changes the list was left by a process that died.
	Unfinished []secretRef `json:"unfinished,omitempty"`
}

// secretRef names one secret, which is stored or may be.
type secretRef struct {
	Key     string  `json:"key"`
	Backend Backend `json:"store"`
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
	var list teamList
	if err := decodeStrictly(data, &list); err != nil {
		return teamList{}, err
	}
	list.clean()
	return list, list.check()
}

// clean makes the list fit to be shown, as replies of Slack's are where they are
// decoded: other programs can write to the file. Of what this program wrote it changes
// nothing but names that were stored before names were cut.
func (list *teamList) clean() {
	for i := range list.Teams {
		e := &list.Teams[i]
		e.Key, e.Redacted, e.URL, e.APIURL = text.Clean(e.Key), text.Clean(e.Redacted), text.Clean(e.URL), text.Clean(e.APIURL)
		e.AppID, e.ClientID = text.Clean(e.AppID), text.Clean(e.ClientID)
		e.TeamID, e.TeamName = model.TeamID(text.Clean(string(e.TeamID))), text.CleanName(e.TeamName)
		e.Backend, e.Kind = Backend(text.Clean(string(e.Backend))), catalog.TokenKind(text.Clean(string(e.Kind)))
	}
	for i := range list.Unfinished {
		u := &list.Unfinished[i]
		u.Key, u.Backend = text.Clean(u.Key), Backend(text.Clean(string(u.Backend)))
	}
}

// decodeStrictly decodes one JSON value. It refuses unknown fields and trailing data.
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

// check refuses a list that this program never writes.
func (list teamList) check() error {
	seen := map[string]bool{}
	for i, e := range list.Teams {
		switch {
		case e.Key == "":
			return fmt.Errorf("team %d has no key", i+1)
		case seen[e.Key]:
			return fmt.Errorf("two teams have the key %q", e.Key)
		case !slices.Contains(persistent, e.Backend):
			return fmt.Errorf("the token of %q is said to be in %q", e.Key, e.Backend)
		}
		seen[e.Key] = true
	}
	for _, u := range list.Unfinished {
		if !slices.Contains(persistent, u.Backend) {
			return fmt.Errorf("the token of %q is said to be in %q", u.Key, u.Backend)
		}
	}
	return nil
}

// encode returns the list as it is on disk.
func (list teamList) encode() ([]byte, error) {
	if list.Teams == nil {
		list.Teams = []Entry{} // an empty list, not null
	}
	data, err := json.MarshalIndent(list, "", "  ")
	return append(data, '\n'), err
}

func (list teamList) clone() teamList {
	list.Teams, list.Unfinished = slices.Clone(list.Teams), slices.Clone(list.Unfinished)
	return list
}

// findKey returns the index of the team with a key, or -1.
func (list teamList) findKey(key string) int {
	return slices.IndexFunc(list.Teams, func(e Entry) bool { return e.Key == key })
}

// begin notes that a secret will change.
func (list *teamList) begin(ref secretRef) {
	if !slices.Contains(list.Unfinished, ref) {
		list.Unfinished = append(list.Unfinished, ref)
	}
}

// finish removes the note about a secret.
func (list *teamList) finish(ref secretRef) {
	list.Unfinished = slices.DeleteFunc(list.Unfinished, func(u secretRef) bool { return u == ref })
}

// listStorage is where a [Store] has its list of teams. A change holds the lock
// while it reads and writes; reading alone needs no lock.
type listStorage interface {
	lock(ctx context.Context) (unlock func(), err error)
	read() (teamList, error)
	write(teamList) error
}

// listFile is a [listStorage] on disk.
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
		err = &TeamListError{l.path, err}
	}
	return unlock, err
}

// read reads the list. No file is an empty list. A file that cannot be read in
// full is an error, because writing it back would lose the rest.
func (l *listFile) read() (teamList, error) {
	data, err := readPrivate(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return teamList{Version: teamListVersion}, nil
	}
	if err != nil {
		return teamList{}, &TeamListError{l.path, err}
	}
	list, err := parseTeamList(data)
	if err != nil {
		return teamList{}, &TeamListError{l.path, &unreadableError{err}}
	}
	return list, nil
}

func (l *listFile) write(list teamList) error {
	data, err := list.encode()
	if err == nil {
		err = replaceFile(l.disk, l.path, data)
	}
	if err != nil {
		return &TeamListError{l.path, err}
	}
	return nil
}

// listInMemory is a [listStorage] that ends with the process.
type listInMemory struct {
	changing sync.Mutex // held during a change
	mu       sync.Mutex // guards list
	list     teamList
}

func (l *listInMemory) lock(context.Context) (func(), error) {
	l.changing.Lock()
	return l.changing.Unlock, nil
}

func (l *listInMemory) read() (teamList, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.list.clone(), nil
}

func (l *listInMemory) write(list teamList) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = list.clone()
	return nil
}

// TeamListError says that the list of teams cannot be read or written.
type TeamListError struct {
	Path string
	Err  error
}

func (e *TeamListError) Error() string {
	return "the list of teams, " + e.Path + ": " + withoutPath(e.Err).Error()
}

// Unwrap returns the cause.
func (e *TeamListError) Unwrap() error { return e.Err }

// Sentence says what happened.
func (e *TeamListError) Sentence() string { return sentence(e) }

// NextStep says what the user can do about the file.
func (e *TeamListError) NextStep() string {
	return diskNextStep(e.Err, "Mend the file, or keep it aside and begin a new one: nothing else touches it.")
}

// Code names the error, for scripts.
func (e *TeamListError) Code() string { return "team_list" }

// Unreadable reports whether the content of the file is the cause, so that
// [Store.KeepAside] helps. Otherwise the disk is the cause.
func (e *TeamListError) Unreadable() bool { return is[*unreadableError](e.Err) }
