package state

import (
	"slices"

	"periscope/model"
)

// File is a file that an app uploads. It is replaced and never changed.
type File struct {
	ID          string
	Team        model.TeamID
	App         string
	User        model.UserID
	Name        string
	Title       string
	AltText     string
	SnippetType string
	Size        int   // bytes; as announced, until it is uploaded
	Created     int64 // seconds since 1970
	Content     []byte
	Uploaded    bool // Content is there
	Completed   bool // methods know it
	Deleted     bool
	Shares      []Share // oldest first

	ticket string // the secret end of the upload URL
}

// Share is a message in which a file is.
type Share struct {
	Channel model.ResourceID
	TS      string
}

// MaxFile is how large a file may be, in bytes, and how much of all files is kept.
const MaxFile = maxWeight

const maxFileCount = 1000

// files are the last that were uploaded, or announced.
type files struct {
	byID     map[string]*File
	byTicket map[string]string // ids
	kept     bounded[string]   // ids, oldest first
}

func newFiles() *files {
	fs := &files{byID: map[string]*File{}, byTicket: map[string]string{}}
	fs.kept = bounded[string]{
		most: maxFileCount,
		dropped: func(id string) {
			delete(fs.byTicket, fs.byID[id].ticket)
			delete(fs.byID, id)
		},
	}
	return fs
}

// NewFile makes a file known that is to be uploaded, and returns its id and the secret end of
// the URL where it goes.
func (tx *Tx) NewFile(in *Installation, f File) (id, ticket string) {
	f.ID, f.ticket = tx.ids.Next('F'), tx.NewSecret()
	f.Team, f.App, f.User, f.Created = in.Team.ID, in.AppID, in.AppUser, tx.now().Unix()
	tx.files.byID[f.ID], tx.files.byTicket[f.ticket] = &f, f.ID
	tx.files.kept.add(f.ID)
	return f.ID, f.ticket
}

// Upload puts the content of a file at its upload URL. It reports whether there is such a URL,
// which works until the upload is completed.
func (tx *Tx) Upload(ticket string, content []byte) bool {
	f := tx.files.byID[tx.files.byTicket[ticket]]
	if f == nil || f.Completed {
		return false
	}
	next := *f
	next.Content, next.Size, next.Uploaded = content, len(content), true
	tx.ReplaceFile(next)
	return true
}

// File returns a file of a team, or nil.
func (tx *Tx) File(team model.TeamID, id string) *File {
	if f := tx.files.byID[id]; f != nil && f.Team == team {
		return f
	}
	return nil
}

// ReplaceFile puts a file in the place of the one with its id. The contents of the oldest
// files are forgotten where all are too large.
func (tx *Tx) ReplaceFile(f File) {
	tx.files.byID[f.ID] = &f
	weight := 0
	for _, id := range slices.Backward(tx.files.kept.items) {
		other := tx.files.byID[id]
		if weight += len(other.Content); weight > maxWeight && id != f.ID {
			weight -= len(other.Content)
			emptied := *other
			emptied.Content = nil
			tx.files.byID[id] = &emptied
		}
	}
}
